"""Recording targets and the weights of growths: what was there, and what the record changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.app.record.known_or_new import (
    entity_or_new,
    known_indicator,
    known_reference,
    new_in_words,
    scenario_or_new,
)
from targettrack.app.record.new_indicator import without_value
from targettrack.app.record.question import Question
from targettrack.app.record.status_change import Recorded, recorded_day, verdicts
from targettrack.app.record.target_period import target_period
from targettrack.app.record.target_words import TargetWords, described_target, described_weights
from targettrack.app.record.typed_words import named_entity, of_usual, placed
from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.records.weights import WeightsVintage, weights_in_force
from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.render.messages.numbers import show_target
from targettrack.store import open_to_write, reading, writing
from targettrack.store.writing import Recording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.values.period import Period
    from targettrack.store.events.session import Session


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


def record_target(
    store: Path, clock: Clock, words: TargetWords, lang: str | None = None, *, revise: bool = False
) -> Recorded:
    """Record a target, or with `revise` its next version; what it names and is not there is added.

    The next version keeps what is left unsaid. Numbers are read in a language.

    Raises:
        Exists: there is one already and `revise` was not asked for.
        UsageFault, UnknownName, InvalidQuantity, InvalidPeriod, InvalidDate, InvalidTarget: what is
            wrong, and what would be right.
        StoreFault: the store cannot be written.
    """
    with open_to_write(store, clock.stamp()) as session:
        return add_target(session, clock.in_turn(session.stamp), words, lang, revise=revise)


def add_target(
    session: Session,
    clock: Clock,
    words: TargetWords,
    lang: str | None = None,
    *,
    revise: bool = False,
) -> Recorded:
    """Record a target as `record_target` does, inside a transaction."""
    words, usual = _named(session, words)
    entity, new_entity = entity_or_new(session, words.entity)
    indicator, new_indicator = known_indicator(
        session,
        words.indicator,
        words.kind,
        words.unit,
        words.direction,
        new_in_words(session, words, lang),
    )
    if not words.value and not indicator.traits.is_done:
        raise without_value(indicator.name)
    guessed = [_guessed(indicator)] if new_indicator and not words.kind else []
    period = target_period(words.period, words.by, indicator, clock)
    words = words.with_words(period=str(period))
    peers, new = dict[str, str](), list[str]()
    for key in ("relative_to", "profile_of"):
        if key in words.said:
            peers[key], added = known_reference(session, words.said[key], entity)
            new += added
    words = words.referring(peers)
    scenario, new_scenario = scenario_or_new(session, words.scenario, words.tier, words.issuer)
    target = described_target(words, indicator, scenario, clock, lang)
    before = verdicts(session, clock, entity, indicator)
    reshaped = bool({"trajectory", "profile_of"} & {*words.said}) or target.is_issued
    done = _written(
        session, entity, indicator, target, clock, lang or "en", revise=revise, reshaped=reshaped
    )
    weights = described_weights(words, indicator)
    record = Recording(recorded_day(words.recorded_on, clock), clock.now, target.document)
    weighed = _weighed(session, entity, indicator, weights, record)
    plain = words.scenario == PLAIN and not (words.tier or words.issuer)
    all_new = (*new_entity, *new_indicator, *new, *(() if plain else new_scenario))
    added = [f"added {one}" for one in all_new]
    said: list[str | Message] = [*usual, *added, *guessed, done, *weighed]
    if indicator.traits.has_base and target.base is None and not revise:
        said.append(
            f"it starts from the last figure before {target.period.start}, or else from the "
            "first; --revise --base VALUE --base-on DATE starts it elsewhere"
        )
    after = verdicts(session, clock, entity, indicator)
    return Recorded(tuple(said), before, after, added=all_new)


def _guessed(indicator: Indicator) -> Message:
    """Say how figures of a new indicator are taken, where nobody has said it."""
    good = (
        Message("more is good") if indicator.direction is Direction.UP else Message("less is good")
    )
    kind = indicator.traits.words
    return Message("{name}: {kind}; {good}", name=indicator.name, kind=kind, good=good)


def _named(session: Session, words: TargetWords) -> tuple[TargetWords, tuple[Message, ...]]:
    """Return the words with what those that were typed name, and whose they are taken to be."""
    ask = session.ask
    found = placed(ask, words.typed, words.entity, words.indicator)
    if not found.indicator:
        asked = Message("What is measured?")
        raise Question("indicator", "--indicator NAME", asked)
    named = words.with_words(
        entity=named_entity(ask, found.entity, words.usual),
        indicator=found.indicator,
        value=found.value or words.value,
        typed="",
    )
    return named, of_usual(ask, found.entity, words.usual)


def _written(
    session: Session,
    entity: Entity,
    indicator: Indicator,
    target: Target,
    clock: Clock,
    lang: str,
    *,
    revise: bool,
    reshaped: bool,
) -> Message | str:
    """Write a target and say what was done; a version keeps its trajectory unless `reshaped`."""
    versions = reading.series(session.ask, entity.name, indicator.id, clock.today).versions
    same = [
        version
        for version in versions
        if version.scenario.name == target.scenario.name and version.period == target.period
    ]
    goal = show_target(target, indicator, lang)
    name = Message(
        "{indicator} of {entity} for {period}, {scenario}",
        indicator=indicator.name,
        entity=entity.name,
        period=target.period,
        scenario=target.scenario.name,
    )
    if same and revise:
        target = _inherited(target, same[-1], reshaped=reshaped)
        if target.content == same[-1].content:
            return f"nothing changed: {name} is {goal} already"
    if same and not revise:
        there = show_target(same[-1], indicator, lang)
        how = Message(
            "it is {there}; to replace it, add --revise, with --valid-from if from a later day",
            there=there,
        )
        raise Exists("target", str(name), how)
    version = writing.add_target(session, entity, indicator, target)
    if not same:
        return Message("recorded target {goal}: {what}", goal=goal, what=name)
    was = show_target(same[-1], indicator, lang)
    if goal != was:
        return Message(
            "revised target {goal}, it was {before} (version {number:d}): {what}",
            goal=goal,
            before=was,
            number=version,
            what=name,
        )
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


def _weighed(
    session: Session, entity: Entity, indicator: Indicator, weights: Weights, record: Recording
) -> list[str]:
    """Record base weights where they are given and are not there already; say what was done."""
    if not weights.parts:
        return []
    name = f"weights of {indicator.name} of {entity.name}"
    day = record.at.date()
    there = reading.series(session.ask, entity.name, indicator.id, day).weights
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
