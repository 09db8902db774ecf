"""What a chart of one period shows, as plain points: figures, trajectories, targets, projection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.indicators import Kind
from targettrack.domain.measures import expected_growth, reached
from targettrack.domain.periods import ONE_DAY, add_months
from targettrack.domain.targets import TrajectoryKind
from targettrack.domain.ways import way_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.assessment import Assessment
    from targettrack.domain.measures import Case
    from targettrack.domain.targets import Target

Point = tuple[date, Decimal]


class LineKind(StrEnum):
    """What a line says."""

    TRAJECTORY = "trajectory"
    PROJECTION = "projection"
    INTERVAL = "80% interval"
    TARGET = "target"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Line:
    """Points in order of day, in the indicator's unit; `targets` are those that it belongs to."""

    kind: LineKind
    targets: tuple[Target, ...]
    points: tuple[Point, ...]


def lines_of(judged: Sequence[tuple[Case, Assessment]]) -> list[Line]:
    """Return the lines of the targets of one period; those that coincide are one line of several.

    Targets and figures come last, so that they lie on top.
    """
    found: dict[tuple[LineKind, tuple[Point, ...]], list[Target]] = {}
    for case, verdict in judged:
        for kind, points in _drawn(case, verdict):
            if points:
                found.setdefault((kind, points), []).append(case.target)
    order = list(LineKind)
    return sorted(
        (Line(kind, tuple(targets), points) for (kind, points), targets in found.items()),
        key=lambda line: order.index(line.kind),
    )


def _drawn(case: Case, verdict: Assessment) -> Iterator[tuple[LineKind, tuple[Point, ...]]]:
    closing = case.target.closing
    ends = [case.target.value, case.target.high]
    yield LineKind.TRAJECTORY, _trajectory(case)
    yield LineKind.TARGET, tuple((closing, end) for end in ends if end is not None)
    yield LineKind.FIGURES, _totals(case)
    outlook = verdict.outlook
    if outlook and verdict.value is not None and verdict.observed_on is not None:
        last = verdict.observed_on, verdict.value
        yield LineKind.PROJECTION, (last, (closing, outlook.projection))
        band = outlook.low, outlook.high
        yield LineKind.INTERVAL, tuple((closing, end) for end in band if end is not None)


def _totals(case: Case) -> tuple[Point, ...]:
    """Return the value so far after each figure: running totals of what adds up."""
    figures = [figure for figure in case.figures if figure.period.last <= case.as_of]
    days = sorted({figure.period.last for figure in figures})
    points: dict[date, Decimal] = {}
    for day in days:
        known = [figure for figure in figures if figure.period.last <= day]
        so_far = reached(replace(case, figures=known))
        if so_far is not None:
            points[so_far.on] = so_far.value
    return tuple(sorted(points.items()))


def _trajectory(case: Case) -> tuple[Point, ...]:
    """Return the expected value at month ends and milestones; of a growth, at its parts' ends."""
    target, base = case.target, case.base
    if case.indicator.kind is Kind.GROWTH:
        days = [point.period.last for point in target.points]
        if target.trajectory is not TrajectoryKind.GROWTH:
            days = [target.period.start, target.period.last]
        return tuple((day, expected_growth(case, day)[0]) for day in days)
    if base is None:
        return ()
    way = way_of(case, base).trajectory
    start, end = way.origin.day, way.end.day
    milestones = [point.period.last for point in target.points]
    days = sorted({start, *_month_ends(start, end), *milestones, end})
    if target.trajectory is TrajectoryKind.STEPS:
        days = sorted({*days, *(day - ONE_DAY for day in (*milestones, end))})
    return tuple((day, way.expected(day)) for day in days if start <= day <= end)


def _month_ends(start: date, end: date) -> Iterator[date]:
    following = add_months(start, 1)
    while following - ONE_DAY < end:
        yield following - ONE_DAY
        following = add_months(following, 1)
