"""What a series should reach, under which scenario, along which trajectory."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.kind import Kind
from targettrack.domain.values.name import fold
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.values.quantity import Comparator
from targettrack.errors import InvalidTarget
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from decimal import Decimal

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.values.period import Period


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


class HoldMode(StrEnum):
    """When a hold is kept: in every period, on average, or in a share of the periods."""

    EVERY = "every"
    AVERAGE = "average"
    SHARE = "share"


class Stage(Struct, frozen=True):
    """A part of a deliverable; its weight counts as a share of the sum of all weights."""

    name: str
    weight: Decimal

    def __post_init__(self) -> None:
        """Refuse a weight that is none."""
        if self.weight <= 0:
            raise InvalidTarget(Message("stage {name} must weigh more than zero", name=self.name))


class TrajectoryPoint(Struct, frozen=True):
    """A milestone (the value at the period's last day) or a part's growth, with a high branch."""

    period: Period
    value: Decimal
    high: Decimal | None = None


class Target(Struct, frozen=True):
    """One version of what a series should reach in a period under a scenario.

    Attributes:
        value, high: in the indicator's unit; `high` for a range only.
        closing: the day on which the target is settled, on or after the period's last day.
        value: None where the comparator says which way values shall go, and no number how far.
        base, base_on: of a level, the value and the day from which the way is counted; of a
            deliverable, `base_on` is the day on which the work starts.
        denominator: of a share, what 100% is, in the indicator's absolute unit.
        valid_from: the first day on which this version was in force.
        reference: the entity whose figures a ratio is relative to, or whose shape of the year a
            seasonal trajectory borrows; the value of a ratio is in times.
        hold: when a hold is kept; on average where it is not said.
        hold_share: of a hold in a share of the periods, the least share in percent.
        volume: of a hold, how many cases the whole period is expected to bring.
        stages: of a deliverable, in order; without them it is done or not.
        withdrawn_on: the day from which this version counts no more; None for one that counts.
        closed_on: the day from which it is settled as it stands; None where nobody has closed it.
        closed_by, closed_because: who did, and why.
    """

    scenario: Scenario
    period: Period
    comparator: Comparator
    value: Decimal | None
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
    recorded_on: date | None = None
    recorded_at: datetime | None = None
    document: Document | None = None
    quote: str | None = None
    note: str | None = None
    reference: str | None = None
    hold: HoldMode | None = None
    hold_share: Decimal | None = None
    volume: Decimal | None = None
    stages: tuple[Stage, ...] = ()
    withdrawn_on: date | None = None
    closed_on: date | None = None
    closed_by: str | None = None
    closed_because: str | None = None

    def __post_init__(self) -> None:
        """Refuse parts that contradict each other."""
        if self.closing < self.period.last:
            raise InvalidTarget(
                Message(
                    "closing date {closing:iso} is before the end of {period}: write {last:iso} or "
                    "later",
                    closing=self.closing,
                    period=self.period,
                    last=self.period.last,
                )
            )
        if self.base_on is not None and self.base_on >= self.period.last:
            raise InvalidTarget(
                Message(
                    "base date {base_on:iso} is not before {last:iso}, the end of the period",
                    base_on=self.base_on,
                    last=self.period.last,
                )
            )
        if self.trajectory.is_issued != bool(self.points):
            raise InvalidTarget(
                Message(
                    "trajectory {trajectory} takes no points"
                    if self.points
                    else "trajectory {trajectory} needs points: give at least one",
                    trajectory=self.trajectory,
                )
            )
        if self.denominator is not None and self.denominator <= 0:
            raise InvalidTarget(
                Message(
                    "denominator {denominator} must be more than zero", denominator=self.denominator
                )
            )
        self._check_kinds()
        days = [point.period.last for point in self.points]
        if days != sorted(set(days)):
            raise InvalidTarget(
                Message("the points of a trajectory must be in order, one for each day")
            )
        if days and days[-1] > self.closing:
            raise InvalidTarget(
                Message(
                    "point {days:iso} is after the closing date {closing:iso}",
                    days=days[-1],
                    closing=self.closing,
                )
            )

    def _check_kinds(self) -> None:
        if self.has_number != (self.value is not None):
            raise InvalidTarget(
                Message("a target to {comparator} has no number", comparator=self.comparator)
                if self.value is not None
                else Message("a target needs a number, or to rise, fall or keep")
            )
        if not self.has_number and (self.high is not None or self.trajectory.is_issued):
            raise InvalidTarget(
                Message("a target without a number takes no range and no trajectory")
            )
        if (self.hold is HoldMode.SHARE) != (self.hold_share is not None):
            raise InvalidTarget(
                Message(
                    "a hold in a share of the periods says which: --hold share --of-periods 90% "
                    "(hold and of_periods in a plan)"
                )
            )
        if self.hold_share is not None and not 0 < self.hold_share <= HUNDRED:
            raise InvalidTarget(
                Message(
                    "the share of periods must be 0 to 100%, not {hold_share}%",
                    hold_share=self.hold_share,
                )
            )
        if self.volume is not None and self.volume <= 0:
            raise InvalidTarget(
                Message("volume {volume} must be more than zero", volume=self.volume)
            )
        names = [fold(stage.name) for stage in self.stages]
        if len(set(names)) < len(names):
            raise InvalidTarget(Message("two stages have one name: give each its own"))

    @property
    def has_number(self) -> bool:
        """Whether a number says how far; else values shall rise, fall, or keep where they are."""
        return self.comparator.has_number

    @property
    def number(self) -> Decimal:
        """The number that says how far; a target without one must be asked about first."""
        if self.value is None:
            raise TypeError(self.comparator)
        return self.value

    @property
    def key(self) -> tuple[str, Period]:
        """What it is a version of, within its series."""
        return self.scenario.name, self.period

    @property
    def start(self) -> date:
        """The first day of the way."""
        return min(self.base_on or self.period.start, self.period.start)

    @property
    def stated(self) -> tuple[object, ...]:
        """What has to be reached, and when that is so."""
        mode = self.hold or HoldMode.AVERAGE
        return self.comparator, self.value, self.high, self.relative_to, mode, self.hold_share

    @property
    def relative_to(self) -> str | None:
        """The entity whose figures a ratio is relative to; one that lends a season is none."""
        return None if self.trajectory is TrajectoryKind.SEASONAL else self.reference

    @property
    def content(self) -> tuple[object, ...]:
        """What the target says, without version and time of recording, and what became of it."""
        apart = {"version", "recorded_on", "recorded_at", "scenario", "withdrawn_on"}
        apart |= {"closed_on", "closed_by", "closed_because"}
        names = [name for name in Target.__struct_fields__ if name not in apart]
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


def superseded_keys(in_force: Iterable[Target], on: date) -> set[tuple[str, Period]]:
    """Return the keys of targets that another scenario's target for the period has ended by a day.

    A scenario that supersedes another ends its targets of the same series and period from its own
    day: on which its target came into force, else that of its document, else when it was recorded.
    """
    targets = list(in_force)
    ended: set[tuple[str, Period]] = set()
    for one in targets:
        replaced, paper = one.scenario.supersedes, one.scenario.document
        day = one.valid_from or (paper.date if paper else None) or one.recorded_on
        if replaced is not None and (day is None or day <= on):
            ended |= {
                other.key
                for other in targets
                if other.period == one.period and fold(other.scenario.name) == fold(replaced)
            }
    return ended


def extended_from(target: Target, earlier: Iterable[Target]) -> tuple[date, ...]:
    """Return the closing dates that a target had before, in order, where it was given more time."""
    days: list[date] = []
    for version in (*earlier, target):
        if not days or version.closing != days[-1]:
            days = [*(day for day in days if day < version.closing), version.closing]
    return tuple(days[:-1])


def last_day_of(version: Target, following: Target) -> date | None:
    """Return the last day on which a version was in force; None where no record tells it.

    A version that does not come into force later than the one before replaced it when it was
    recorded.
    """
    begins = following.valid_from
    if begins is None or begins <= (version.valid_from or date.min):
        begins = following.recorded_on
    return begins - ONE_DAY if begins else None


def kind_of(target: Target, indicator: Indicator) -> Kind:
    """Return how a target is judged: as its indicator, or relative to another entity."""
    return indicator.kind if target.relative_to is None else Kind.RATIO


def sign_of(target: Target, indicator: Indicator) -> int:
    """+1 if more is better for a target, -1 if less is."""
    if target.comparator in {Comparator.AT_LEAST, Comparator.MORE, Comparator.RISE}:
        return 1
    if target.comparator in {Comparator.AT_MOST, Comparator.LESS, Comparator.FALL}:
        return -1
    return indicator.direction.sign
