"""Which trajectory a target is judged along, and what stands for it where it cannot be laid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series.case import ZERO
from targettrack.domain.trajectory.trajectory import Curve, Trajectory, trajectory_to
from targettrack.domain.values.status import Flag

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.series.case import Case
    from targettrack.domain.trajectory.season import PastYear
    from targettrack.domain.trajectory.trajectory import Corner


@dataclass(frozen=True, slots=True)
class Way:
    """A trajectory with what it was laid from.

    Attributes:
        years: the past years that give it its shape.
        borrowed: the entity whose years they are; empty for the own ones.
        fallback: why a straight line stands for the shape that was asked for; empty if it does not.
    """

    trajectory: Trajectory | Curve
    years: tuple[PastYear, ...] = ()
    borrowed: str = ""
    fallback: str = ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is to be known about it."""
        facts = {
            Flag.BORROWED_PROFILE: bool(self.borrowed),
            Flag.LINEAR_FALLBACK: bool(self.fallback),
        }
        return tuple(flag for flag, holds in facts.items() if holds)


def way_of(case: Case, base: Decimal) -> Way:
    """Lay the trajectory of a case from its base; a straight line where its shape cannot be."""
    straight = trajectory_to(case.target, case.indicator.kind, base, case.goal)
    match case.target.trajectory:
        case TrajectoryKind.GEOMETRIC:
            return _geometric(straight)
        case TrajectoryKind.LOGIT:
            return _logit(straight, case.indicator)
        case TrajectoryKind.SEASONAL:
            return _seasonal(case, straight)
        case _:
            return Way(straight)


def season_of(case: Case) -> tuple[Corner, ...]:
    """Return the days and values of a seasonal trajectory; none where there is no season."""
    if case.target.trajectory is not TrajectoryKind.SEASONAL:
        return ()
    way = way_of(case, ZERO)
    if not way.years or not isinstance(way.trajectory, Trajectory):
        return ()
    return way.trajectory.corners[1:]


def _geometric(straight: Trajectory) -> Way:
    base, goal = straight.origin.value, straight.end.value
    if base * goal > 0:
        return Way(Curve(straight.origin, straight.end))
    zero = "the target" if base else "the base"
    return Way(straight, fallback="the signs differ" if base * goal else f"{zero} is zero")


def _logit(straight: Trajectory, indicator: Indicator) -> Way:
    least, most = indicator.least, indicator.most
    if least is None or most is None:
        return Way(straight, fallback=f"{indicator.id} has no natural limits")
    for name, corner in (("base", straight.origin), ("target", straight.end)):
        if not least < corner.value < most:
            return Way(straight, fallback=f"the {name} is not inside {least} to {most}")
    return Way(Curve(straight.origin, straight.end, (least, most)))


def _seasonal(case: Case, straight: Trajectory) -> Way:
    from targettrack.domain.trajectory.season import past_years, seasonal_to  # noqa: PLC0415 - rarely needed

    own = past_years(case, case.figures)
    years = own or past_years(case, case.reference)
    if not years:
        return Way(straight, fallback="no past year is known to its end")
    lender = "" if own else str(case.target.reference)
    return Way(seasonal_to(straight, years), years, lender)
