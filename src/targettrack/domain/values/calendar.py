"""Which period a report is about: calendar months, months from the 15th to the 14th, fiscal years.

Offices in Viet Nam report a month from the 15th of the one before to the 14th (Decree
09/2019/ND-CP, article 12).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum

from msgspec import Struct

from targettrack.domain.values.period import ONE_DAY, Period, add_months
from targettrack.message import Message


class Every(StrEnum):
    """How often a report comes."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
_WEEK = 7


class Calendar(Struct, frozen=True):
    """How an office counts months and years.

    Attributes:
        month_starts: the day on which its month begins; a month that begins after the 1st is called
            by the month in which it ends.
        year_starts: the month with which its year begins; a year that begins after January is
            called by the year in which it ends.
    """

    month_starts: int = 1
    year_starts: int = 1


PLAIN = Calendar()


class Reported(Struct, frozen=True):
    """The period that a report is about, and what it is called."""

    name: Message
    period: Period


def latest(calendar: Calendar, every: Every, on: date) -> Reported:
    """Return the latest period of a calendar that is over on the evening of `on`."""
    if every is Every.DAY:
        return Reported(Message("{day}", day=on), Period(on, on + ONE_DAY))
    if every is Every.WEEK:
        sunday = on - ONE_DAY * (on.isoweekday() % _WEEK)
        week = Message("week to {day}", day=sunday)
        return Reported(week, Period(sunday - ONE_DAY * 6, sunday + ONE_DAY))
    length = _MONTHS[every]
    month = date(on.year, on.month, 1)
    while True:
        is_last = (month.month - calendar.year_starts + 1) % length == 0
        end = _end(calendar, month)
        if is_last and end <= on + ONE_DAY:
            start = _end(calendar, add_months(month, -length))
            return Reported(_called(calendar, every, month), Period(start, end))
        month = add_months(month, -1)


def _end(calendar: Calendar, month: date) -> date:
    """Return the first day after a calendar's month of that name."""
    if calendar.month_starts == 1:
        return add_months(month, 1)
    length = monthrange(month.year, month.month)[1]
    return month.replace(day=min(calendar.month_starts, length))


def _called(calendar: Calendar, every: Every, month: date) -> Message:
    """Name the period that ends with a month."""
    if every is Every.MONTH:
        return Message(f"{month:%B} {{year}}", year=str(month.year))
    first = calendar.year_starts == 1
    year = month.year + (not first and month.month >= calendar.year_starts)
    quarter = (month.month - calendar.year_starts) % 12 // 3 + 1
    pattern = "{year}" if first else "FY{year}"
    named = pattern if every is Every.YEAR else f"Q{quarter} {pattern}"
    return Message(named, year=str(year))
