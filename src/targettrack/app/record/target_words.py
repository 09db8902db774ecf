"""What the words of a target mean."""

from __future__ import annotations

from dataclasses import dataclass
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
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.name import MAX_TEXT, clean_text
from targettrack.domain.values.period import ONE_DAY, Period, parse_day, parse_period
from targettrack.domain.values.quantity import in_unit, parse_quantity
from targettrack.errors import InvalidTarget, quoted

if TYPE_CHECKING:
    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class TargetWords:
    """A target as typed; empty text was not given.

    Kind, unit and direction are of an indicator that is new; tier and issuer of a new scenario.
    """

    entity: str
    indicator: str
    period: str
    value: str = ""
    scenario: str = "Plan"
    tier: str = ""
    issuer: str = ""
    kind: str = ""
    unit: str = ""
    direction: str = ""
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
    relative_to: str = ""
    profile_of: str = ""
    hold: str = ""
    of_periods: str = ""
    volume: str = ""
    start: str = ""
    stages: tuple[str, ...] = ()
    document: str = ""
    quote: str = ""
    recorded_on: str = ""


def described_target(
    words: TargetWords, indicator: Indicator, scenario: Scenario, clock: Clock, lang: str | None
) -> Target:
    """Read the words of a target for an indicator and a scenario; other entities by their names.

    Raises:
        InvalidQuantity, InvalidPeriod, InvalidDate, InvalidTarget: what is wrong, and what would be
            right.
    """
    period = parse_period(words.period)
    relative, shape = bool(words.relative_to), _shape(words)
    stated = read_goal(words.value, indicator, relative=relative, lang=lang)
    target = Target(
        scenario=scenario,
        period=period,
        comparator=comparator_for(stated, indicator.direction),
        value=stated.value,
        high=stated.high,
        closing=parse_day(words.closing, "--closing") if words.closing else period.last,
        base=_read(words.base, indicator, lang).value if words.base else None,
        base_on=base_day(
            indicator,
            parse_day(words.base_on, "--base-on") if words.base_on else None,
            parse_day(words.start, "--start") if words.start else None,
        ),
        denominator=read_denominator(indicator, words.denominator or None, lang),
        owner=clean_text(words.owner, "owner") if words.owner else None,
        trajectory=shape,
        points=_points(words, indicator, lang),
        valid_from=parse_day(words.valid_from, "--valid-from") if words.valid_from else None,
        recorded_on=recorded_day(words.recorded_on, clock),
        recorded_at=clock.now,
        document=Document(clean_text(words.document, "document")) if words.document else None,
        quote=clean_text(words.quote, "quote", MAX_TEXT) if words.quote else None,
        reference=reference_of(words.relative_to or None, words.profile_of or None, shape),
        hold=read_word(HoldMode, words.hold, "mode of a hold") if words.hold else None,
        hold_share=read_percent(words.of_periods, lang) if words.of_periods else None,
        volume=read_volume(words.volume, lang) if words.volume else None,
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


def _points(
    words: TargetWords, indicator: Indicator, lang: str | None
) -> tuple[TrajectoryPoint, ...]:
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
        stated = _read(value, indicator, lang)
        points.append(TrajectoryPoint(part, stated.value, stated.high))
    return tuple(points)


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


def _read(text: str, indicator: Indicator, lang: str | None) -> Quantity:
    return in_unit(parse_quantity(text, lang), indicator.unit, text, indicator.name)
