"""A growth: over the same period of last year, composed over the parts of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.trajectory.expected_growth import expected_growth

if TYPE_CHECKING:
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.series.case import Case


class Growth(Measured):
    """The rules of a growth."""

    def trajectory_points(self, case: Case) -> Points:
        """Return the growth that is due up to the end of each issued part."""
        target = case.target
        days = [point.period.last for point in target.points]
        if target.trajectory is not TrajectoryKind.GROWTH:
            days = [target.period.start, target.period.last]
        return tuple((day, expected_growth(case, day)[0]) for day in days)


RULES = Growth()
