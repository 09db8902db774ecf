"""A growth: over the same period of last year, composed over the parts of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.comparisons import required_growth_of_rest
from targettrack.domain.judge.evidence import Need
from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.pace import growth_standing
from targettrack.domain.outlook.odds import prospect_of_growth
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.trajectory.expected_growth import expected_growth

if TYPE_CHECKING:
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.judge.pace import Standing
    from targettrack.domain.outlook.odds import Prospect
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class Growth(Measured):
    """The rules of a growth."""

    def standing(self, case: Case, so_far: Reached) -> Standing:
        """Compare with the growth that was due, in points."""
        return growth_standing(case, so_far)

    def outlook(self, case: Case, so_far: Reached) -> Prospect | None:
        """Return what the growth of the whole period is likely to be."""
        return prospect_of_growth(case, so_far)

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return how the rest must grow, also where the target is reached."""
        required, demand, steps = required_growth_of_rest(case, so_far)
        return Need(required, demand, None, steps)

    def trajectory_points(self, case: Case) -> Points:
        """Return the growth that is due up to the end of each issued part."""
        target = case.target
        days = [point.period.last for point in target.points]
        if target.trajectory is not TrajectoryKind.GROWTH:
            days = [target.period.start, target.period.last]
        return tuple((day, expected_growth(case, day)[0]) for day in days)


RULES = Growth()
