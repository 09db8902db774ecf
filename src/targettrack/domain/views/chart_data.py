"""What a chart of one period shows, as plain points: figures, trajectories, targets, projection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.judge.assess import assess
from targettrack.domain.judge.kinds import deliverable, ratio
from targettrack.domain.records.indicator import Kind
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.target import TrajectoryKind, kind_of
from targettrack.domain.series.case import ZERO
from targettrack.domain.series.reached import reached
from targettrack.domain.trajectory.expected_growth import expected_growth
from targettrack.domain.trajectory.target_trajectory import way_of
from targettrack.domain.values.period import ONE_DAY, add_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case

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
    case = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    closing = case.target.closing
    kind = kind_of(case.target, case.indicator)
    yield LineKind.FIGURES, _figures(case)
    own = _in_own_unit(case) if kind is Kind.RATIO else case
    if own is None:
        return
    ends = [own.target.value, own.target.high]
    yield LineKind.TARGET, tuple((closing, end) for end in ends if end is not None)
    if kind is Kind.HOLD:
        yield LineKind.TRAJECTORY, ((own.target.period.start, own.goal), (closing, own.goal))
    elif kind is not Kind.DELIVERABLE:
        yield LineKind.TRAJECTORY, _trajectory(own)
    elif own.target.stages:
        yield LineKind.TRAJECTORY, ((deliverable.start_of(own.target), ZERO), (closing, own.goal))
    outlook = verdict.outlook
    if outlook and verdict.value is not None and verdict.observed_on is not None:
        last = verdict.observed_on, verdict.value
        yield LineKind.PROJECTION, (last, (closing, outlook.projection))
        band = outlook.low, outlook.high
        yield LineKind.INTERVAL, tuple((closing, end) for end in band if end is not None)


def _in_own_unit(case: Case) -> Case | None:
    """Return a ratio as a target in the indicator's unit; None where its reference is not known."""
    so_far = reached(case)
    goal = ratio.goal_of(case, so_far) if so_far else None
    return goal.case if goal else None


def _figures(case: Case) -> tuple[Point, ...]:
    """Return the value so far after each figure: running totals of what adds up.

    Of a hold each figure by itself, of a deliverable how much was done.
    """
    figures = case.figures
    days = sorted({figure.period.last for figure in figures})
    if case.indicator.kind is Kind.HOLD:
        inside = [f for f in figures if case.target.period.contains(f.period)]
        return tuple((f.period.last, f.value) for f in inside if f.basis is Basis.SINGLE)
    if case.indicator.kind is Kind.DELIVERABLE:
        done = {day: assess(replace(case, as_of=day)).value for day in days}
        return tuple((day, value) for day, value in done.items() if value is not None)
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
