"""The day of a report, from the short line near its start or end that states it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 8  # paragraphs from the start, and from the end
SHORT = 100  # a dateline has no more characters; a sentence with a day in it mostly has
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NAMED = "|".join(_MONTHS)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        r"\bngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>20\d\d)",
        r"(?P<y>20\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日",
        rf"\b(?P<d>\d{{1,2}})\s+(?P<name>{_NAMED})\s+(?P<y>20\d\d)",
        rf"\b(?P<name>{_NAMED})\s+(?P<d>\d{{1,2}}),?\s+(?P<y>20\d\d)",
        r"\b(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>20\d\d)",
    )
)


def dateline(paragraphs: Sequence[str]) -> date | None:
    """Return the day that a short line near the start states, or else one near the end.

    Numbers are day, month, year. A line of an official paper such as "Nghệ An, ngày 10 tháng 6 năm
    2025" counts; a sentence that has a day in it does not.
    """
    ends = (*paragraphs[:NEAR], *reversed(paragraphs[NEAR:][-NEAR:]))
    found = (day_in(text) for text in ends if len(text) <= SHORT)
    return next((day for day in found if day is not None), None)


def day_in(text: str) -> date | None:
    """Return the first day that is written in a text in a form we know."""
    for form in _FORMS:
        found = form.search(text)
        if found is None:
            continue
        parts = found.groupdict()
        named = parts.get("name")
        month = _MONTHS.index(named.lower()) + 1 if named else int(parts["m"])
        try:
            return date(int(parts["y"]), month, int(parts["d"]))
        except ValueError:
            continue
    return None
