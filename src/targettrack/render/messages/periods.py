"""Days and periods as messages, for languages that write them otherwise than 2025-Q1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.values.period import MONTHS_OF, Period, whole_parts
from targettrack.message import Message

if TYPE_CHECKING:
    from datetime import date

NAMES = {6: "H", 3: "Q"}  # what the parts of a year are called, by their months
NINE = 9  # "9 months" is a term of the field


def day_message(day: date) -> Message:
    """Return a day as a message: 31 May 2025."""
    return Message(f"{{day}} {day:%B} {{year}}", day=day.day, year=str(day.year))


def period_message(period: Period) -> Message:
    """Return a period as a message by its shortest form: 2025, 2025-Q2, 2025-01/2025-05."""
    first, last, months = period.start, period.last, whole_parts(period, 1)
    if period.days == 1:
        return day_message(first)
    if not months:
        return Message("{first}/{last}", first=first, last=last)
    if first.year == last.year:
        return _within_a_year(str(first.year), first, last.month)
    if first.month == 1 and len(months) % MONTHS_OF["year"] == 0:
        return Message("{year}/{last}", year=str(first.year), last=str(last.year))
    return Message("{first}/{last}", first=months[0], last=months[-1])


def _within_a_year(year: str, start: date, last: int) -> Message:
    first = start.month
    months = last - first + 1
    if months == MONTHS_OF["year"]:
        return Message("{year}", year=year)
    if months == 1:
        return Message(f"{start:%B} {{year}}", year=year)
    if months in NAMES and last % months == 0:
        return Message(f"{{year}}-{NAMES[months]}{last // months}", year=year)
    if first != 1:
        return Message("{year}-{month}/{year}-{last}", year=year, month=first, last=last)
    if months == NINE:
        return Message("{year}-9M", year=year)
    return Message("{year}-01/{year}-{month}", year=year, month=last)
