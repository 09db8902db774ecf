"""Which period a target is for, where a day is named by which it must be met, or nothing at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from targettrack.app.record.question import Question
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.period_words import Calendar, read_period
from targettrack.errors import UsageFault
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator


def target_period(period: str, by: str, indicator: Indicator, clock: Clock) -> Period:
    """Return the period of a target.

    What must be reached by a day is counted from 1 January of that day's year; the way of a level
    begins with this year, and the work of a deliverable today. Without either it is this year.

    Raises:
        UsageFault: both are named.
        Question: a deliverable has neither.
        InvalidPeriod: one is no period or day.
    """
    calendar = Calendar(year=clock.as_of.year)
    stated = read_period(period, calendar) if period else None
    met = read_period(by, calendar) if by else None
    if stated and met:
        raise UsageFault(Message("a target has a --period or a day --by which it is met, not both"))
    if stated:
        return stated
    this_year = date(clock.as_of.year, 1, 1)
    if met is None:
        if indicator.traits.is_done:
            asked = Message("By when must {name} be done?", name=indicator.name)
            raise Question("by", "--by DATE, 2026-06-30", asked)
        return Period(this_year, date(this_year.year + 1, 1, 1))
    last = met.last
    start = date(last.year, 1, 1)
    if indicator.traits.is_done and clock.as_of < last:
        start = clock.as_of
    elif indicator.traits.has_base:
        start = min(start, this_year)
    return Period(start, last + ONE_DAY)
