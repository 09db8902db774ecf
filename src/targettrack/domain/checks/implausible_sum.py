"""Values that do not fit what else is known of their year: totals, parts and wholes."""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from targettrack.domain.checks.beside import exact
from targettrack.domain.checks.finding import Doubt
from targettrack.domain.records.observation import Basis, is_amount
from targettrack.domain.series.rounding import slack_of
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period, add_months, years_before
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targettrack.domain.checks.beside import Beside

AS_TOTAL = 1.4  # times the most of what it is compared with
PLAN_CHANGED = Decimal("0.8")  # of a share: its plan grew; of 100 units and years none fell further


def falls(known: Beside) -> Iterator[Doubt]:
    """Yield a total since a day that is below an earlier one, or above a later one, since that day.

    Of a share only where it falls by more than a plan that grew explains.
    """
    figure, indicator = known.figure, known.indicator
    if not known.is_positive:
        return
    is_share = indicator.traits.of_a_whole and not is_amount(indicator, figure)
    bears = PLAN_CHANGED if is_share else 1
    for first, last in ((known.total_before(), figure), (figure, known.total_after())):
        if first is None or last is None:
            continue
        slack = slack_of(indicator, first) + slack_of(indicator, last)
        if last.value < first.value * bears - slack:
            found = Message(
                "{value} by {day}, after {before} by {earlier}: a total does not fall",
                value=known.shown(last.value),
                day=last.period.last,
                before=known.shown(first.value),
                earlier=first.period.last,
            )
            month = Period(add_months(last.period.last, 0), last.period.end)
            likely = Message("if it is of {period} alone, log it so", period=month)
            yield Doubt("falls", found, likely, float(1 - last.value / first.value))
            return


def more_than_whole(known: Beside) -> Iterator[Doubt]:
    """Yield a part that is more than a period around it, or a period that is less than a part."""
    figure = known.figure
    for other in known.others if known.is_positive else ():
        if other.period.start == figure.period.start:
            continue
        if other.period.contains(figure.period):
            part, whole = figure, other
        elif figure.period.contains(other.period):
            part, whole = other, figure
        else:
            continue
        slack = slack_of(known.indicator, part) + slack_of(known.indicator, whole)
        if part.value > whole.value + slack:
            found = Message(
                "{part} in {period} is more than {whole} in all of {around}",
                part=known.shown(part.value),
                period=part.period,
                whole=known.shown(whole.value),
                around=whole.period,
            )
            likely = Message("one of the two is wrong, or in another unit")
            yield Doubt("more-than-whole", found, likely, float(part.value / (whole.value or 1)))
            return


def total_as_single(known: Beside, near: list[Decimal]) -> Iterator[Doubt]:
    """Yield the value of a part of a year that seems to be the total of the year to its end.

    It is well above those near it, above all that came in before it in the year, and nearer to the
    usual as what is added to that than as it stands.
    """
    period, stated = known.figure.period, known.figure.value
    fits = [value for value in near if value > 0]
    if known.figure.basis is not Basis.SINGLE or not fits:
        return
    usual = float(median(fits))
    if stated < Decimal(AS_TOTAL) * max(fits):
        return
    for start in _starts(known):
        before = known.value_of(Period(start, period.start))
        if before is None or not 0 < before < stated:
            continue
        added = float(stated - before)
        if abs(math.log(added / usual)) < math.log(float(stated) / usual):
            found = Message(
                "{value} in {period} alone, after {before} from {start} to {end}",
                value=known.shown(stated),
                period=period,
                before=known.shown(before),
                start=start,
                end=period.start - ONE_DAY,
            )
            whole = Period(start, period.end)
            likely = Message("if it is the total of {period}, log it so", period=whole)
            yield Doubt("total-as-single", found, likely, float(stated) / usual)
            return


def beyond_plan(known: Beside) -> Iterator[Doubt]:
    """Yield the percent of a part of a year that would make all its parts more than the plan."""
    figure, record = known.figure, known.record
    if figure.basis is not Basis.SINGLE or not record.indicator.traits.of_a_whole:
        return
    year = figure.period.start.replace(month=1, day=1)
    parts = [
        other
        for other in exact(record, amounts=False)
        if other.basis is Basis.SINGLE and year <= other.period.start < figure.period.start
    ]
    total = sum((other.value for other in parts), figure.value)
    if total > HUNDRED >= figure.value and not is_amount(record.indicator, figure) and parts:
        whole = Period(year, figure.period.end)
        found = Message(
            "{value} in {period} alone makes {total} of the plan in {whole}",
            value=known.shown(figure.value),
            period=figure.period,
            total=known.shown(total),
            whole=whole,
        )
        likely = Message("if it is the total of {period}, log it so", period=whole)
        yield Doubt("total-as-single", found, likely, float(total))


def _starts(known: Beside) -> list[date]:
    """Return the days on which a year with the figure begins: 1 January, and that of targets."""
    period = known.figure.period
    days = {version.period.start for version in known.record.versions}
    days.add(period.start.replace(month=1, day=1))
    year_ago = years_before(period.last, 1)
    return sorted((day for day in days if year_ago < day < period.start), reverse=True)
