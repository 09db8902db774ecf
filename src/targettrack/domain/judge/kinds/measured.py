"""What is measured along a trajectory: the rules that flow, share, level and growth have in common.

Each of them overrides what is special about it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series import reached as reading
from targettrack.domain.trajectory.target_trajectory import way_of
from targettrack.domain.values.period import ONE_DAY, add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class Measured:
    """The rules of a kind whose value is compared with a trajectory."""

    def reached(self, case: Case) -> Reached | None:
        """Return what the figures make up so far: their sum, their composition, the latest."""
        return reading.reached(case)

    def in_own_unit(self, case: Case) -> Case | None:
        """Return the case as it is."""
        return case

    def reached_points(self, case: Case) -> Points:
        """Return the value so far after each figure: running totals of what adds up."""
        points = {}
        for day in sorted({figure.period.last for figure in case.figures}):
            known = [figure for figure in case.figures if figure.period.last <= day]
            so_far = self.reached(replace(case, figures=known))
            if so_far is not None:
                points[so_far.on] = so_far.value
        return tuple(sorted(points.items()))

    def trajectory_points(self, case: Case) -> Points:
        """Return the expected value at month ends and milestones."""
        if case.base is None:
            return ()
        way = way_of(case, case.base).trajectory
        start, end = way.origin.day, way.end.day
        milestones = [point.period.last for point in case.target.points]
        days = {start, *_month_ends(start, end), *milestones, end}
        if case.target.trajectory is TrajectoryKind.STEPS:
            days |= {day - ONE_DAY for day in (*milestones, end)}
        return tuple((day, way.expected(day)) for day in sorted(days) if start <= day <= end)


def _month_ends(start: date, end: date) -> Iterator[date]:
    following = add_months(start, 1)
    while following - ONE_DAY < end:
        yield following - ONE_DAY
        following = add_months(following, 1)
