"""Which trajectory a target is judged along, and what stands for it where it cannot be laid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.series.case import ZERO
from targettrack.domain.trajectory.trajectory import Curve, Trajectory, trajectory_to
from targettrack.domain.values.status import Flag
from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.series.case import Case
    from targettrack.domain.trajectory.season import PastYear
    from targettrack.domain.trajectory.trajectory import Corner


class TargetTrajectory(Struct, frozen=True):
    """A trajectory with what it was laid from.

    Attributes:
        years: the past years that give it its shape.
        borrowed: the entity whose years they are; empty for the own ones.
        fallback: why a straight line stands for the shape that was asked for; None if it does not.
    """

    trajectory: Trajectory | Curve
    years: tuple[PastYear, ...] = ()
    borrowed: str = ""
    fallback: Message | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What is to be known about it."""
        facts = {
            Flag.BORROWED_PROFILE: bool(self.borrowed),
            Flag.LINEAR_FALLBACK: self.fallback is not None,
        }
        return tuple(flag for flag, holds in facts.items() if holds)


def trajectory_of(case: Case, base: Decimal) -> TargetTrajectory:
    """Lay the trajectory of a case from its base; a straight line where its shape cannot be."""
    straight = trajectory_to(case.target, case.indicator.kind, base, case.target_value)
    match case.target.trajectory:
        case TrajectoryKind.GEOMETRIC:
            return _geometric(straight)
        case TrajectoryKind.LOGIT:
            return _logit(straight, case.indicator)
        case TrajectoryKind.SEASONAL:
            return _seasonal(case, straight)
        case _:
            return TargetTrajectory(straight)


def season_of(case: Case) -> tuple[Corner, ...]:
    """Return the days and values of a seasonal trajectory; none where there is no season."""
    if case.target.trajectory is not TrajectoryKind.SEASONAL:
        return ()
    way = trajectory_of(case, ZERO)
    if not way.years or not isinstance(way.trajectory, Trajectory):
        return ()
    return way.trajectory.corners[1:]


def _geometric(straight: Trajectory) -> TargetTrajectory:
    base, target_value = straight.origin.value, straight.end.value
    if base * target_value > 0:
        return TargetTrajectory(Curve(straight.origin, straight.end))
    if base * target_value:
        return TargetTrajectory(straight, fallback=Message("the signs differ"))
    return TargetTrajectory(
        straight, fallback=Message("the target is zero" if base else "the base is zero")
    )


def _logit(straight: Trajectory, indicator: Indicator) -> TargetTrajectory:
    least, most = indicator.least, indicator.most
    if least is None or most is None:
        why = Message("{indicator} has no natural limits", indicator=indicator.id)
        return TargetTrajectory(straight, fallback=why)
    if not least < straight.origin.value < most:
        why = Message("the base is not inside {least} to {most}", least=least, most=most)
        return TargetTrajectory(straight, fallback=why)
    if not least < straight.end.value < most:
        why = Message("the target is not inside {least} to {most}", least=least, most=most)
        return TargetTrajectory(straight, fallback=why)
    return TargetTrajectory(Curve(straight.origin, straight.end, (least, most)))


def _seasonal(case: Case, straight: Trajectory) -> TargetTrajectory:
    from targettrack.domain.trajectory.season import past_years, seasonal_to  # noqa: PLC0415 - rarely needed

    own = past_years(case, case.figures)
    years = own or past_years(case, case.reference)
    if not years:
        return TargetTrajectory(straight, fallback=Message("no past year is known to its end"))
    lender = "" if own else str(case.target.reference)
    return TargetTrajectory(seasonal_to(straight, years), years, lender)
