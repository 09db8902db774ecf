"""Dates in numbers, which begin with the day or with the month: 03/04/2026."""

from __future__ import annotations

import re
from datetime import date

ORDERS = ("day-first", "month-first")
_DATE = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])")


def in_each_order(text: str) -> tuple[str, ...]:
    """Return a text with its dates as 2026-04-03, in each of the orders in which all are days.

    None where it has no such date or no order fits; one where both read alike. The order of
    `ORDERS` is kept.

    >>> in_each_order("03/04/2026")
    ('2026-04-03', '2026-03-04')
    >>> in_each_order("31/01/2027")
    ('2027-01-31',)
    """
    if not _DATE.search(text):
        return ()
    orders = ((1, 3), (3, 1))
    ways = [_DATE.sub(lambda found: _iso(found, *order), text) for order in orders]  # noqa: B023 - used at once
    return tuple(dict.fromkeys(one for one in ways if not _DATE.search(one)))


def _iso(found: re.Match[str], day: int, month: int) -> str:
    try:
        return date(int(found[4]), int(found[month]), int(found[day])).isoformat()
    except ValueError:
        return found[0]
