"""The growth that is due up to a day: the scenario's parts composed, else the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series.composed_growth import compose_step, mean_step, years_of
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.step import Step
from targettrack.message import Message
from targettrack.shown import places_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.series.case import Case


def expected_growth(case: Case, on: date) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the growth due up to `on`: the scenario's parts composed, else the target.

    A part that `on` cuts counts by its days; the low branch of a range is used.
    """
    target, weights = case.target, case.used_weights
    if target.trajectory is not TrajectoryKind.GROWTH:
        return _the_goal(case, Message("no quarterly way was issued: the target itself"))
    by_years = target.period.is_of_years
    rates = []
    for point in target.points:
        if point.period.start <= on:
            part = Period(point.period.start, min(point.period.end, on + ONE_DAY))
            rates.append((years_of(part) if by_years else weights.of(part), point.value))
    if not rates:
        return _the_goal(case, Message("the issued way starts later: the target itself"))
    if len(rates) == 1:
        step = Step("expected", "{}", (rates[0][1],), rates[0][1], "%", 2, "as issued")
        return rates[0][1], (step,)
    return (mean_step if by_years else compose_step)("expected", rates)


def _the_goal(case: Case, remark: Message) -> tuple[Decimal, tuple[Step, ...]]:
    target_value = case.target_value
    return target_value, (
        Step("expected", "{}", (target_value,), target_value, "%", places_of(target_value), remark),
    )
