"""Recording targets and figures: what the words mean, and what the record changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from targettrack.app.record.status_change import recorded_day
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import read_word
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import (
    base_day,
    comparator_for,
    read_denominator,
    read_goal,
    read_percent,
    read_volume,
    reference_of,
)
from targettrack.domain.records.weights import Weights, WeightsVintage, weights_in_force
from targettrack.domain.values.name import MAX_TEXT, clean_text
from targettrack.domain.values.period import ONE_DAY, Period, parse_day, parse_period
from targettrack.domain.values.quantity import in_unit, parse_quantity
from targettrack.errors import Exists, InvalidTarget, quoted
from targettrack.render.messages.words import show_goal
from targettrack.store import asking, reading, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sqlmodel import Session

    from targettrack.cli.command import Run
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.values.quantity import Quantity
    from targettrack.store.writing import Recording


@dataclass(frozen=True, slots=True)
class TargetWords:
    """A target as typed; empty text was not given."""

    value: str
    period: str
    owner: str = ""
    closing: str = ""
    valid_from: str = ""
    base: str = ""
    base_on: str = ""
    denominator: str = ""
    trajectory: str = ""
    points: tuple[str, ...] = ()
    steps: bool = False
    quarters: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    relative_to: str | None = None
    profile_of: str | None = None
    hold: str = ""
    of_periods: str = ""
    volume: str = ""
    start: str = ""
    stages: tuple[str, ...] = ()
    document: str = ""
    quote: str = ""
    recorded_on: str = ""


def described_target(
    words: TargetWords, indicator: Indicator, scenario: Scenario, run: Run
) -> Target:
    """Read the words of a target for an indicator.

    Raises:
        InvalidQuantity, InvalidPeriod, InvalidDate, InvalidTarget: what is wrong, and what would be
            right.
    """
    period = parse_period(words.period)
    relative, shape = words.relative_to is not None, _shape(words)
    stated = read_goal(words.value, indicator, relative=relative, lang=run.reads)
    target = Target(
        scenario=scenario,
        period=period,
        comparator=comparator_for(stated, indicator.direction),
        value=stated.value,
        high=stated.high,
        closing=parse_day(words.closing, "--closing") if words.closing else period.last,
        base=_read(words.base, indicator, run).value if words.base else None,
        base_on=base_day(
            indicator,
            parse_day(words.base_on, "--base-on") if words.base_on else None,
            parse_day(words.start, "--start") if words.start else None,
        ),
        denominator=read_denominator(indicator, words.denominator or None, run.reads),
        owner=clean_text(words.owner, "owner") if words.owner else None,
        trajectory=shape,
        points=_points(words, indicator, run),
        valid_from=parse_day(words.valid_from, "--valid-from") if words.valid_from else None,
        recorded_on=recorded_day(words.recorded_on, run),
        recorded_at=run.now,
        document=Document(clean_text(words.document, "document")) if words.document else None,
        quote=clean_text(words.quote, "quote", MAX_TEXT) if words.quote else None,
        reference=reference_of(words.relative_to, words.profile_of, shape),
        hold=read_word(HoldMode, words.hold, "mode of a hold") if words.hold else None,
        hold_share=read_percent(words.of_periods, run.reads) if words.of_periods else None,
        volume=read_volume(words.volume, run.reads) if words.volume else None,
        stages=_stages(words.stages),
    )
    check_fits(target, indicator)
    return target


def _shape(words: TargetWords) -> TrajectoryKind:
    """Return the trajectory that was named, or else the one to which the points belong."""
    if words.quarters and (words.points or words.steps):
        raise InvalidTarget("a trajectory has points or quarters, not both")
    fitting = {
        "--quarter": ((TrajectoryKind.GROWTH,), words.quarters),
        "--steps": ((TrajectoryKind.STEPS,), words.steps),
        "--point": ((TrajectoryKind.POINTS, TrajectoryKind.STEPS), words.points),
        "--profile-of": ((TrajectoryKind.SEASONAL,), words.profile_of),
    }
    used = [(option, shapes) for option, (shapes, given) in fitting.items() if given]
    implied = used[0][1][0] if used else TrajectoryKind.LINEAR
    if not words.trajectory:
        return implied
    named = read_word(TrajectoryKind, words.trajectory, "trajectory")
    for option, shapes in used:
        if named not in shapes:
            raise InvalidTarget(f"{option} does not go with trajectory {named}: leave one out")
    return named


def _stages(texts: tuple[str, ...]) -> tuple[Stage, ...]:
    stages = []
    for text in texts:
        name, equals, weight = text.partition("=")
        if not equals:
            raise InvalidTarget(f"{quoted(text)} is not a stage: write drafted=40")
        stages.append(Stage(clean_text(name, "stage"), parse_quantity(weight, "en").value))
    return tuple(stages)


def _points(words: TargetWords, indicator: Indicator, run: Run) -> tuple[TrajectoryPoint, ...]:
    points = []
    for text in (*words.points, *words.quarters):
        place, equals, value = text.partition("=")
        if not equals:
            raise InvalidTarget(f"{quoted(text)} is not a point: write 2025-05-31=22%")
        if text in words.quarters:
            part = parse_period(place)
        else:
            day = parse_day(place, "--point")
            part = Period(day, day + ONE_DAY)
        stated = _read(value, indicator, run)
        points.append(TrajectoryPoint(part, stated.value, stated.high))
    return tuple(points)


def _inherited(target: Target, before: Target, *, reshaped: bool) -> Target:
    """Return the next version of a target: what it leaves unsaid stays as it was.

    Its trajectory too, with whom it borrows its season from, unless it was `reshaped`; but not the
    reference of a ratio: without one the value that was stated is no ratio.
    """
    silent = {
        name: getattr(before, name)
        for name in ("base", "base_on", "denominator", "owner", "valid_from", "volume")
        if getattr(target, name) is None
    }
    if target.closing == target.period.last:
        silent["closing"] = before.closing
    if not reshaped:
        silent |= {"trajectory": before.trajectory, "points": before.points}
        if before.trajectory is TrajectoryKind.SEASONAL:
            silent["reference"] = before.reference
    if target.hold is None:
        silent |= {"hold": before.hold, "hold_share": before.hold_share}
    if not target.stages:
        silent["stages"] = before.stages
    return replace(target, **silent)


def described_weights(words: TargetWords, indicator: Indicator) -> Weights:
    """Read the base weights of a growth's parts.

    Raises:
        InvalidTarget: the indicator is no growth, or a weight is not PERIOD=NUMBER.
    """
    if words.weights and not indicator.traits.compounds:
        raise InvalidTarget(f"{indicator.id} is a {indicator.kind}: only a growth has weights")
    parts = []
    for text in words.weights:
        place, equals, number = text.partition("=")
        if not equals:
            raise InvalidTarget(f"{quoted(text)} is not a weight: write 2025-Q1=0.208")
        parts.append((parse_period(place), parse_quantity(number, "en").value))
    weights = Weights(tuple(parts))
    period = parse_period(words.period)
    if parts and not weights.cover(period):
        raise InvalidTarget(f"the weights must cover {period}: give one for each of its parts")
    return weights


def _read(text: str, indicator: Indicator, run: Run) -> Quantity:
    return in_unit(parse_quantity(text, run.reads), indicator.unit, text, indicator.name)


def record_target(
    session: Session,
    entity: Entity,
    indicator: Indicator,
    target: Target,
    run: Run,
    *,
    revise: bool,
    reshaped: bool = False,
) -> str:
    """Add a target, or with `revise` its next version, and say what was done.

    The next version keeps the trajectory unless it was `reshaped`.

    Raises:
        Exists: there is one already and `revise` was not asked for.
    """
    versions = reading.series(asking(session), entity.name, indicator.id, run.now.date()).versions
    same = [
        version
        for version in versions
        if version.scenario.name == target.scenario.name and version.period == target.period
    ]
    goal = show_goal(target, indicator, run.lang)
    name = f"{indicator.name} of {entity.name} for {target.period}, {target.scenario.name}"
    if same and revise:
        target = _inherited(target, same[-1], reshaped=reshaped)
        if target.content == same[-1].content:
            return f"nothing changed: {name} is {goal} already"
    if same and not revise:
        there = show_goal(same[-1], indicator, run.lang)
        how = f"it is {there}; to replace it, add --revise, with --valid-from if from a later day"
        raise Exists("target", name, how)
    version = writing.add_target(session, entity, indicator, target)
    if not same:
        return f"recorded target {goal}: {name}"
    was = show_goal(same[-1], indicator, run.lang)
    if goal != was:
        return f"revised target {goal}, it was {was} (version {version}): {name}"
    return f"revised {_changed(target, same[-1])} (version {version}): {name}"


def _changed(target: Target, before: Target) -> str:
    """Say what is new in a version that asks for the same value."""
    return (
        ", ".join(
            f"{name.replace('_', ' ')} {getattr(target, name)}, it was {getattr(before, name)}"
            if getattr(before, name)
            else f"{name.replace('_', ' ')} {getattr(target, name)}"
            for name in ("base", "base_on", "denominator", "owner", "closing", "valid_from")
            if getattr(target, name) != getattr(before, name)
        )
        or "the words of the target"
    )


def record_weights(
    session: Session, entity: Entity, indicator: Indicator, weights: Weights, record: Recording
) -> list[str]:
    """Record base weights where they are given and are not there already; say what was done."""
    if not weights.parts:
        return []
    name = f"weights of {indicator.name} of {entity.name}"
    day = record.at.date()
    there = reading.series(asking(session), entity.name, indicator.id, day).weights
    before = weights_in_force(there)
    if weights_in_force((*there, WeightsVintage(weights))) == before:
        return [f"nothing changed: the {name} are these already"]
    writing.set_weights(session, entity, indicator, weights, record)
    given = _spelled(weights.parts)
    replaced = [one for one in before.parts if any(one[0].overlaps(p) for p, _ in weights.parts)]
    if not replaced:
        return [f"recorded {name}: {given}"]
    return [f"revised {name}: {given}, they were {_spelled(replaced)}"]


def _spelled(parts: Iterable[tuple[Period, Decimal]]) -> str:
    return " ".join(f"{part}={weight}" for part, weight in parts)
