"""Which period a figure is for, and whether it is of that alone or since 1 January, unless said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targettrack.app.record.question import Choice, Question
from targettrack.domain.records.observation import Basis, StatedAs, default_basis, in_force
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
    year_to_date,
)
from targettrack.domain.values.period_words import Calendar, read_period
from targettrack.message import Message
from targettrack.render.messages.numbers import show_figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.values.quantity import Quantity


class Framed(NamedTuple):
    """The period of a figure and its basis, with what was taken for granted."""

    period: Period
    basis: Basis
    said: tuple[Message, ...]


def due_period(indicator: Indicator, as_of: date) -> Period:
    """Return the month, quarter or year that ended last: the one whose figure is due on a day."""
    months = MONTHS_OF[indicator.frequency]
    first = add_months(as_of + ONE_DAY, 0)
    end = add_months(first, -((first.month - 1) % months))
    return Period(add_months(end, -months), end)


def framed(
    period: str,
    basis: str,
    stated: Quantity,
    indicator: Indicator,
    vintages: Sequence[Observation],
    as_of: date,
    lang: str = "en",
) -> Framed:
    """Return what a figure is of.

    Without a period it is the one that is due. A percent of a plan is what was reached since
    1 January, as it is published; what else adds up is taken as the figures before it were.

    Raises:
        Question: the period that is due has another figure, or nothing tells what a figure covers.
    """
    known = in_force(vintages)
    calendar = Calendar(year=as_of.year)
    meant = read_period(period, calendar) if period else _due(stated, indicator, known, as_of, lang)
    said = [] if period else [Message("for {period}, which is due", period=meant)]
    if basis:
        return Framed(meant, Basis(basis), tuple(said))
    same = {one.basis for one in known if one.period == meant}
    if period and len(same) == 1:  # stated as the figure that it replaces
        return Framed(meant, same.pop(), tuple(said))
    if not indicator.traits.builds_up or meant.days == 1:
        return Framed(meant, default_basis(meant), tuple(said))
    starts_year = (meant.start.month, meant.start.day) == (1, 1)
    if starts_year:
        return Framed(meant, default_basis(meant), tuple(said))
    share = indicator.traits.of_a_whole and (stated.unit is None or stated.unit.is_percent)
    if not share and period:
        return Framed(meant, default_basis(meant), tuple(said))
    found = _custom(stated.value, known, meant, share=share)
    if found is Basis.YTD:
        start, day = year_to_date(meant).start, meant.last
        said.append(Message("as the total from {start} to {day}", start=start, day=day))
    return Framed(meant, found, tuple(said))


def _custom(
    value: Decimal,
    known: Sequence[Observation],
    period: Period,
    *,
    share: bool,
) -> Basis:
    """Return how figures of a series are stated, by custom or by those that are there."""
    alike = [one for one in known if (one.stated_as is StatedAs.SHARE) is share]
    inner = [one for one in alike if (one.period.start.month, one.period.start.day) != (1, 1)]
    totals = [
        one
        for one in alike
        if one.basis is Basis.YTD or (one not in inner and one.period.days > period.days)
    ]
    this_year = [one for one in totals if one.period.start == year_to_date(period).start]
    before = [one.value for one in this_year if one.period.last < period.start]
    falls = bool(before) and value < max(before)
    if (share or totals) and not inner and not falls:
        return Basis.YTD
    if inner and not totals:
        return Basis.SINGLE
    raise Question(
        "basis",
        "",
        Message("Is it of {period} alone, or the total since 1 January?", period=period),
        [
            Choice("--ytd", Message("the total since 1 January")),
            Choice("--single", Message("of {period} alone", period=period)),
        ],
    )


def _due(
    stated: Quantity,
    indicator: Indicator,
    known: Sequence[Observation],
    as_of: date,
    lang: str,
) -> Period:
    """Return the period that is due, unless it has a figure that says something else."""
    due = due_period(indicator, as_of)
    there = [one for one in known if one.period.end == due.end]
    if not there or any(one.value == stated.value for one in there):
        return due
    figure = there[-1]
    shown = show_figure(figure, indicator, lang)
    what = Message("of {period} alone", period=figure.period)
    if figure.basis is Basis.YTD:
        start, day = figure.period.start, figure.period.last
        what = Message("the total from {start} to {day}", start=start, day=day)
    replaced = Message("it replaces {shown}, {what}", shown=shown, what=what)
    choices = [Choice(str(figure.period), replaced)]
    today = Period(as_of, as_of + ONE_DAY)
    if not indicator.traits.is_kept and as_of >= due.end:
        now = year_to_date(today) if indicator.traits.builds_up else today
        choices.append(Choice(str(now), Message("what it is on {day}", day=as_of)))
    raise Question(
        "period",
        "--period",
        Message("{period} has a figure already, {shown}. Which is meant?", period=due, shown=shown),
        choices,
    )
