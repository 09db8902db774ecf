"""What the words of a target mean."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from targettrack.app.record.status_change import recorded_day
from targettrack.domain.records.document import Document
from targettrack.domain.records.kind import read_word
from targettrack.domain.records.kind_words import without_grows, without_kept
from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import read_volume, readers_of, target_said
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.name import clean_text, meant
from targettrack.domain.values.period import parse_day
from targettrack.domain.values.period_words import read_period
from targettrack.domain.values.quantity import parse_quantity
from targettrack.errors import InvalidTarget, UsageFault, quoted
from targettrack.message import Message
from targettrack.schema.plan import read_typed
from targettrack.schema.target import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.records.target import Target


class TargetWords:
    """A target as typed, in the words that `add-target` takes; empty text was not given.

    Kind, unit and direction are of an indicator that is new; tier and issuer of a new scenario.

    Attributes:
        by: the day by which it must be met, in the place of a period.
        usual: the entity that is meant where none is named.
        typed: words of which the last are the value and those before name entity and indicator.
        said: what was given of the keys of a target, each as its option has it.
    """

    def __init__(
        self,
        *,
        entity: str = "",
        indicator: str = "",
        period: str = "",
        value: str = "",
        by: str = "",
        usual: str = "",
        typed: Sequence[str] = (),
        scenario: str = PLAIN,
        tier: str = "",
        issuer: str = "",
        kind: str = "",
        unit: str = "",
        direction: str = "",
        recorded_on: str = "",
        **said: str | bool | Sequence[str] | None,
    ) -> None:
        unknown = [key for key in said if key not in OPTIONS]
        if unknown:
            raise UsageFault(
                meant(
                    Message("{word} is no word of a target", word=quoted(unknown[0])),
                    unknown[0],
                    OPTIONS,
                )
            )
        self.entity, self.indicator, self.period, self.value = entity, indicator, period, value
        self.by, self.usual, self.typed = by, usual, typed
        self.scenario, self.tier, self.issuer = scenario, tier, issuer
        self.kind, self.unit, self.direction = kind, unit, direction
        self.recorded_on = recorded_on
        self.said: Mapping[str, Any] = {key: given for key, given in said.items() if given}

    def with_words(self, **words: str) -> TargetWords:
        """Return the same words, but for some that are known by now."""
        known = copy(self)
        for key, text in words.items():
            setattr(known, key, text)
        return known

    def referring(self, peers: Mapping[str, str]) -> TargetWords:
        """Return the same words, with other entities by the names that they are known by."""
        known = copy(self)
        known.said = {**self.said, **peers}
        return known


def described_target(
    words: TargetWords, indicator: Indicator, scenario: Scenario, clock: Clock, lang: str | None
) -> Target:
    """Read the words of a target for an indicator and a scenario; other entities by their names.

    Raises:
        InvalidQuantity, InvalidPeriod, InvalidDate, InvalidTarget: what is wrong, and what would be
            right.
    """
    value, kept = without_kept(words.value)
    value, grows = without_grows(value)
    if grows and not indicator.traits.compounds:
        raise InvalidTarget(
            Message(
                "{value} is growth on last year, and {name} is a {kind} in {unit}: write what it "
                "shall come to, or name its growth, {name2}",
                value=quoted(words.value),
                name=indicator.name,
                kind=indicator.kind,
                unit=str(indicator.unit),
                name2=quoted(indicator.name + " growth"),
            )
        )
    if kept and not indicator.traits.is_kept:
        raise InvalidTarget(
            Message(
                "{name} is a {kind}: only a hold is kept; write {value}",
                name=indicator.name,
                kind=indicator.kind,
                value=quoted(value),
            )
        )
    said = {**words.said, "period": words.period, "value": value}
    said["trajectory"] = _shape(words.said)
    items = {
        key: [table(text) for text in said[key]] for key, table in _TABLES.items() if key in said
    }
    readers = readers_of(
        indicator, relative="relative_to" in said, lang=lang, bare=not indicator.unit.is_money
    )
    readers["volume"] = lambda text: read_volume(text, lang)
    readers["document"] = lambda text: Document(clean_text(text, "document"))
    read = read_typed("target", said | items, **readers)
    recorded = {"recorded_on": recorded_day(words.recorded_on, clock), "recorded_at": clock.now}
    target = target_said(read | recorded | {"indicator": indicator, "scenario": scenario})
    check_fits(target, indicator)
    return target


def _shape(said: Mapping[str, Any]) -> TrajectoryKind:
    """Return the trajectory that was named, or else the one to which the points belong."""
    if "quarters" in said and ("points" in said or "steps" in said):
        raise InvalidTarget(Message("a trajectory has points or quarters, not both"))
    fitting = {
        "quarters": (TrajectoryKind.GROWTH,),
        "steps": (TrajectoryKind.STEPS,),
        "points": (TrajectoryKind.POINTS, TrajectoryKind.STEPS),
        "profile_of": (TrajectoryKind.SEASONAL,),
    }
    used = [key for key in fitting if key in said]
    if "trajectory" not in said:
        return fitting[used[0]][0] if used else TrajectoryKind.LINEAR
    named = read_word(TrajectoryKind, said["trajectory"], "trajectory")
    for key in used:
        if named not in fitting[key]:
            option = OPTIONS[key].typed(key)
            raise InvalidTarget(
                Message(
                    "{option} does not go with trajectory {named}: leave one out",
                    option=option,
                    named=named,
                )
            )
    return named


def _parted(text: str, what: str, right: str) -> tuple[str, str]:
    place, equals, value = text.partition("=")
    if not equals:
        raise InvalidTarget(
            Message(
                "{text} is not a {what}: write {right}", text=quoted(text), what=what, right=right
            )
        )
    return place, value


def _point(text: str) -> dict[str, object]:
    place, value = _parted(text, "point", "2025-05-31=22%")
    return {"on": parse_day(place, "--point"), "value": value}


def _quarter(text: str) -> dict[str, object]:
    place, value = _parted(text, "point", "2025-05-31=22%")
    return {"period": place, "value": value}


def _stage(text: str) -> dict[str, object]:
    name, weight = _parted(text, "stage", "drafted=40")
    return {"name": name, "weight": parse_quantity(weight, "en").value}


_TABLES = {"points": _point, "quarters": _quarter, "stages": _stage}


def described_weights(words: TargetWords, indicator: Indicator) -> Weights:
    """Read the base weights of a growth's parts.

    Raises:
        InvalidTarget: the indicator is no growth, or a weight is not PERIOD=NUMBER.
    """
    given = words.said.get("weights", ())
    if given and not indicator.traits.compounds:
        raise InvalidTarget(
            Message(
                "{id} is a {kind}: only a growth has weights", id=indicator.id, kind=indicator.kind
            )
        )
    pairs = [_parted(text, "weight", "2025-Q1=0.208") for text in given]
    weights = Weights(
        tuple((read_period(place), parse_quantity(number, "en").value) for place, number in pairs)
    )
    period = read_period(words.period)
    if given and not weights.cover(period):
        raise InvalidTarget(
            Message(
                "the weights must cover {period}: give one for each of its parts", period=period
            )
        )
    return weights
