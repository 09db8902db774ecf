"""What a series should reach, under which scenario, along which trajectory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.indicators import Direction, Kind
from targettrack.domain.periods import ONE_DAY
from targettrack.domain.quantities import Comparator
from targettrack.errors import InvalidTarget

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from targettrack.domain.entities import Document
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.periods import Period
    from targettrack.domain.quantities import Quantity


class Tier(StrEnum):
    """How binding a scenario is."""

    COMMIT = "commit"
    STRETCH = "stretch"
    FLOOR = "floor"
    CAP = "cap"


class TrajectoryKind(StrEnum):
    """The shape of the way to the target: assumed by us, or issued with its points."""

    LINEAR = "linear"
    GEOMETRIC = "geometric"
    LOGIT = "logit"
    SEASONAL = "seasonal"
    POINTS = "points"
    STEPS = "steps"
    GROWTH = "growth"

    @property
    def is_issued(self) -> bool:
        """Whether it consists of points that were issued with the target."""
        return self in {TrajectoryKind.POINTS, TrajectoryKind.STEPS, TrajectoryKind.GROWTH}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of targets issued by someone; known by its name."""

    name: str
    tier: Tier = Tier.COMMIT
    issuer: str | None = None
    document: Document | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class TrajectoryPoint:
    """A milestone (the value at the period's last day) or a part's growth, with a high branch."""

    period: Period
    value: Decimal
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One version of what a series should reach in a period under a scenario.

    Attributes:
        value, high: in the indicator's unit; `high` for a range only.
        closing: the day on which the target is settled, on or after the period's last day.
        base, base_on: of a level, the value and the day from which the way is counted.
        denominator: of a share, what 100% is, in the indicator's absolute unit.
        valid_from: the first day on which this version was in force.
    """

    scenario: Scenario
    period: Period
    comparator: Comparator
    value: Decimal
    closing: date
    high: Decimal | None = None
    base: Decimal | None = None
    base_on: date | None = None
    denominator: Decimal | None = None
    owner: str | None = None
    trajectory: TrajectoryKind = TrajectoryKind.LINEAR
    points: tuple[TrajectoryPoint, ...] = ()
    valid_from: date | None = None
    version: int = 1
    recorded_at: datetime | None = None
    document: Document | None = None
    quote: str | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        """Refuse parts that contradict each other."""
        if self.closing < self.period.last:
            raise InvalidTarget(
                f"closing date {self.closing} is before the end of {self.period}: "
                f"write {self.period.last} or later"
            )
        if self.base_on is not None and self.base_on >= self.period.last:
            raise InvalidTarget(
                f"base date {self.base_on} is not before {self.period.last}, the end of the period"
            )
        if self.trajectory.is_issued != bool(self.points):
            raise InvalidTarget(
                f"trajectory {self.trajectory} "
                + ("takes no points" if self.points else "needs points: give at least one")
            )
        if self.denominator is not None and self.denominator <= 0:
            raise InvalidTarget(f"denominator {self.denominator} must be more than zero")
        days = [point.period.last for point in self.points]
        if days != sorted(set(days)):
            raise InvalidTarget("the points of a trajectory must be in order, one for each day")
        if days and days[-1] > self.closing:
            raise InvalidTarget(f"point {days[-1]} is after the closing date {self.closing}")

    @property
    def key(self) -> tuple[str, Period]:
        """What it is a version of, within its series."""
        return self.scenario.name, self.period

    @property
    def stated(self) -> tuple[object, ...]:
        """What has to be reached."""
        return self.comparator, self.value, self.high

    @property
    def content(self) -> tuple[object, ...]:
        """What the target says, without version and time of recording."""
        names = [n for n in Target.__slots__ if n not in {"version", "recorded_at", "scenario"}]
        return (self.scenario.name, *(getattr(self, name) for name in names))

    @property
    def is_issued(self) -> bool:
        """Whether its way was issued with it rather than assumed by us."""
        return self.trajectory.is_issued


def versions_in_force(versions: Iterable[Target], on: date) -> list[tuple[Target, ...]]:
    """Return, of each target, the versions that have come into force up to a day, in that order.

    The last of them is in force: the latest to come into force, of the same day the later version.
    """
    found: dict[tuple[str, Period], list[Target]] = {}
    for version in versions:
        if (version.valid_from or date.min) <= on:
            found.setdefault(version.key, []).append(version)
    return [
        tuple(sorted(same, key=lambda one: (one.valid_from or date.min, one.version)))
        for same in found.values()
    ]


def last_day_of(version: Target, following: Target) -> date | None:
    """Return the last day on which a version was in force; None where no record tells it.

    A version that does not come into force later than the one before replaced it when it was
    recorded.
    """
    begins = following.valid_from
    if begins is None or begins <= (version.valid_from or date.min):
        recorded = following.recorded_at
        begins = recorded.astimezone().date() if recorded else None
    return begins - ONE_DAY if begins else None


def check_fits(target: Target, indicator: Indicator) -> None:
    """Refuse a target whose trajectory, denominator or base does not go with the indicator.

    Raises:
        InvalidTarget: with what would go.
    """
    shapes = _shapes_for(indicator)
    if target.trajectory not in shapes:
        *most, last = shapes
        raise InvalidTarget(
            f"trajectory {target.trajectory} does not go with {indicator.id}, a {indicator.kind} "
            f"in {indicator.unit}: write {', '.join(most)} or {last}"
        )
    if target.trajectory is TrajectoryKind.GROWTH and not _are_contiguous(target):
        raise InvalidTarget(
            f"the quarters must follow one another from the start to the end of {target.period}; "
            f"they are {', '.join(str(point.period) for point in target.points)}"
        )
    if target.denominator is not None and indicator.kind is not Kind.SHARE:
        raise InvalidTarget(f"{indicator.id} is a {indicator.kind}: only a share has a denominator")
    if target.base is not None and indicator.kind is not Kind.LEVEL:
        raise InvalidTarget(f"{indicator.id} is a {indicator.kind}: only a level has a base")


def _shapes_for(indicator: Indicator) -> tuple[TrajectoryKind, ...]:
    """Return what goes: a rate needs a base that is not zero, a season sums, log odds limits."""
    if indicator.kind is Kind.GROWTH:
        return TrajectoryKind.LINEAR, TrajectoryKind.GROWTH
    derived = [TrajectoryKind.LINEAR]
    if indicator.kind.accumulates:
        derived.append(TrajectoryKind.SEASONAL)
    else:
        derived.append(TrajectoryKind.GEOMETRIC)
        if indicator.unit.is_percent:
            derived.append(TrajectoryKind.LOGIT)
    return *derived, TrajectoryKind.POINTS, TrajectoryKind.STEPS


def _are_contiguous(target: Target) -> bool:
    starts = [*(point.period.start for point in target.points), target.period.end]
    ends = [target.period.start, *(point.period.end for point in target.points)]
    return starts == ends


def comparator_for(stated: Quantity, direction: Direction) -> Comparator:
    """Return the comparator as stated; a bare value means "reach it", whichever way is good."""
    if stated.comparator in {None, Comparator.EQUAL}:
        return Comparator.AT_LEAST if direction is Direction.UP else Comparator.AT_MOST
    return stated.comparator or Comparator.AT_LEAST
