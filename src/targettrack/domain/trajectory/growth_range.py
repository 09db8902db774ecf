"""The low and the high path of a growth whose parts were issued as ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series.composed_growth import compose, compose_step
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.message import Message, word

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.series.case import Case
    from targettrack.domain.values.step import Step

HIGH_BRANCH = Message("the high branch, each part by its weight")


def high_branch(case: Case, on: date) -> tuple[Step, ...]:
    """Return the arithmetic of the high path up to `on` and over the whole period.

    Nothing where no part is a range. A part without a range counts with its one rate, and one that
    `on` cuts by its days.
    """
    if all(point.high is None for point in case.target.points):
        return ()
    steps: list[Step] = []
    for name, last in (
        (word("expected, high"), on),
        (word("whole, high"), case.target.period.last),
    ):
        rates = _rates(case, last, high=True)
        if rates:
            steps += compose_step(name, rates, HIGH_BRANCH)[1]
    return tuple(steps)


def branches(case: Case) -> tuple[tuple[Decimal, Decimal | None], ...]:
    """Return, for each issued part of a growth, the growth from the start to its end.

    The low path and, where a part so far is a range, the high one, in percent.
    """
    if case.target.trajectory is not TrajectoryKind.GROWTH:
        return ()
    found = []
    for number, point in enumerate(case.target.points, start=1):
        ranged = any(part.high is not None for part in case.target.points[:number])
        low, high = (_rates(case, point.period.last, high=branch) for branch in (False, True))
        found.append((compose(low), compose(high) if ranged else None))
    return tuple(found)


def _rates(case: Case, last: date, *, high: bool) -> list[tuple[Decimal, Decimal]]:
    rates = []
    for point in case.target.points:
        if point.period.start <= last:
            part = Period(point.period.start, min(point.period.end, last + ONE_DAY))
            rate = point.high if high and point.high is not None else point.value
            rates.append((case.used_weights.of(part), rate))
    return rates
