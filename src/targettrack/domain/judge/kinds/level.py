"""A level: a state to reach by a date; the latest value counts, from a base on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.pace import held
from targettrack.domain.outlook.odds import prospect_of_level

if TYPE_CHECKING:
    from targettrack.domain.judge.pace import Standing
    from targettrack.domain.outlook.odds import Prospect
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class Level(Measured):
    """The rules of a level."""

    def standing(self, case: Case, so_far: Reached) -> Standing:
        """Compare with the trajectory; what met the target from the start must only hold."""
        base = case.base
        if base is not None and case.sign * (case.goal - base) <= 0:
            return held(case, so_far, base)
        return super().standing(case, so_far)

    def outlook(self, case: Case, so_far: Reached) -> Prospect | None:
        """Return where its own trend leads."""
        return prospect_of_level(case, so_far)


RULES = Level()
