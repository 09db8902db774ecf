"""Whether what a target says goes with its indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.target import HoldMode, TrajectoryKind, kind_of
from targettrack.domain.values.period import MONTHS_OF, whole_parts
from targettrack.errors import InvalidTarget
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import Target


def check_fits(target: Target, indicator: Indicator) -> None:
    """Refuse a target whose trajectory, base or other parts do not go with the indicator.

    Raises:
        InvalidTarget: with what would go.
    """
    _check_belongings(target, indicator)
    if target.relative_to is None:
        _check_limits(target, indicator)
    shapes = _shapes_for(indicator)
    if target.trajectory not in shapes:
        *most, last = shapes
        raise InvalidTarget(
            Message(
                "trajectory {trajectory} does not go with {id}, a {kind} in {unit}: write {most} "
                "or {last}",
                trajectory=target.trajectory,
                id=indicator.id,
                kind=indicator.kind,
                unit=str(indicator.unit),
                most=tuple(most),
                last=last,
            )
        )
    if target.trajectory is TrajectoryKind.GROWTH and not _are_contiguous(target):
        raise InvalidTarget(
            Message(
                "the quarters must follow one another from the start to the end of {period}; they "
                "are {points}",
                period=target.period,
                points=tuple(str(point.period) for point in target.points),
            )
        )


def _shapes_for(indicator: Indicator) -> tuple[TrajectoryKind, ...]:
    """Return what goes: a rate needs a base that is not zero, a season sums, odds both limits."""
    if indicator.traits.compounds:
        return TrajectoryKind.LINEAR, TrajectoryKind.GROWTH
    derived = [TrajectoryKind.LINEAR]
    if indicator.traits.accumulates:
        derived.append(TrajectoryKind.SEASONAL)
    else:
        derived.append(TrajectoryKind.GEOMETRIC)
        if indicator.least is not None and indicator.most is not None:
            derived.append(TrajectoryKind.LOGIT)
    return *derived, TrajectoryKind.POINTS, TrajectoryKind.STEPS


def _check_belongings(target: Target, indicator: Indicator) -> None:
    """Refuse what belongs to another kind of indicator, and what these kinds do not have."""
    traits, what = indicator.traits, f"{indicator.id} is a {indicator.kind}"
    belongings = (
        (
            target.relative_to,
            traits.may_be_relative,
            "growth or a level can be relative to another entity",
        ),
        (target.stages, traits.is_done, "deliverable has stages"),
        (target.hold or target.volume, traits.is_kept, "hold has a mode and a volume"),
        (target.denominator, traits.of_a_whole, "share has a denominator"),
        (target.base, traits.has_base or not target.has_number, "level has a base"),
    )
    for given, may_be, reason in belongings:
        if given not in {None, ()} and not may_be:
            raise InvalidTarget(Message("{what}: only a {reason}", what=what, reason=reason))
    judged = kind_of(target, indicator)
    if target.is_issued and not judged.traits.takes_points:
        raise InvalidTarget(
            Message(
                "a {judged} takes no trajectory: leave out its points or quarters", judged=judged
            )
        )
    if target.trajectory is not TrajectoryKind.LINEAR and not judged.traits.has_trajectory:
        raise InvalidTarget(
            Message(
                "a {judged} takes no trajectory: leave out {trajectory}",
                judged=judged,
                trajectory=str(target.trajectory),
            )
        )
    if not target.has_number and (traits.is_done or target.relative_to is not None):
        raise InvalidTarget(
            Message(
                "{what}: what is done or relative to another entity cannot just {comparator}",
                what=what,
                comparator=target.comparator,
            )
        )
    frequency = indicator.frequency
    if traits.is_kept and not whole_parts(target.period, MONTHS_OF[frequency]):
        raise InvalidTarget(
            Message(
                "{what} that is kept every {frequency}: {period} is not whole {frequency}s",
                what=what,
                frequency=frequency,
                period=target.period,
            )
        )
    if traits.is_done and target.closing != target.period.last:
        raise InvalidTarget(
            Message("{what}: it is due at the end of its period, so it takes no closing", what=what)
        )
    on_average = traits.is_kept and target.hold in {None, HoldMode.AVERAGE}
    if on_average and target.high is not None:
        raise InvalidTarget(
            Message(
                "a hold on average has one limit: for a range say --hold every, or --hold share"
            )
        )


def _check_limits(target: Target, indicator: Indicator) -> None:
    given = [target.value, target.high, target.base]
    given += [number for point in target.points for number in (point.value, point.high)]
    for number in given:
        broken = None if number is None else indicator.limits_broken_by(number)
        if broken:
            raise InvalidTarget(Message("{number} {broken}", number=str(number), broken=broken))


def _are_contiguous(target: Target) -> bool:
    starts = [*(point.period.start for point in target.points), target.period.end]
    ends = [target.period.start, *(point.period.end for point in target.points)]
    return starts == ends
