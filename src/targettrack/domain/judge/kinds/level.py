"""A level: a state to reach by a date; the latest value counts, from a base on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.judge.pace import PACE_LIGHT, PaceState
from targettrack.domain.outlook.level_trend import project_level
from targettrack.domain.outlook.odds import prospect_from
from targettrack.domain.series.case import meets
from targettrack.domain.values.status import Light
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.outlook.odds import OutlookWithSteps
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


DAYS_OF_A_YEAR = 365.25
MIN_POINTS = 3  # two points give a line, but no idea how far off it is


class Level(Measured):
    """The rules of a level."""

    def standing(self, case: Case, so_far: Reached) -> PaceState:
        """Compare with the trajectory; what met the target from the start must only hold."""
        base = case.base
        if base is not None and case.sign * (case.target_value - base) <= 0:
            return _held(case, so_far, base)
        return super().standing(case, so_far)

    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:
        """Return where its own trend leads."""
        return prospect_from(case, _projection(case, so_far), least_history=MIN_POINTS)


def _held(case: Case, so_far: Reached, base: Decimal) -> PaceState:
    light = Light.GREEN if meets(case, so_far.value) else Light.RED
    gap = case.sign * (so_far.value - case.target_value)
    attained = so_far.value / case.target_value if case.target_value else None
    step = Step(
        PACE_LIGHT,
        "{light}: the base {base} already meets the target, so it must hold",
        light=light,
        base=base,
    )
    return PaceState(light, case.target.value, gap, None, attained, steps=(step,))


def _projection(case: Case, so_far: Reached) -> Projection | None:
    points = {f.period.last: f.value for f in case.figures if f.period.last <= so_far.on}
    if case.target.base is not None:
        replaced = max((day for day in points if day <= case.start), default=None)
        points = {day: value for day, value in points.items() if day != replaced}
        points[case.start] = case.target.base
    dated = [(day.toordinal() / DAYS_OF_A_YEAR, float(value)) for day, value in points.items()]
    end = case.target.closing.toordinal() / DAYS_OF_A_YEAR
    least, most = case.indicator.least, case.indicator.most
    return project_level(
        dated,
        end,
        None if least is None else float(least),
        None if most is None else float(most),
    )


RULES = Level()
