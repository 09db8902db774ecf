"""From names on the command line to what they mean: in the store, well known, or new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.app.record.new_indicator import indicator_in_words, is_other_unit
from targettrack.domain.judge.kinds.deliverable import known_stage
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.kind import read_kind, read_word
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.domain.values.number import read_number
from targettrack.domain.values.period import parse_day
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import InvalidObservation, InvalidTarget, UnknownName, UsageFault, quoted
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.exchange.plans.tables import read_indicator
from targettrack.message import Message
from targettrack.schema.indicator import KINDS
from targettrack.store import lookup, reading, writing
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from targettrack.app.record.target_words import TargetWords
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.store.events.session import Session

TYPO = 0.8


def known_entity(session: Session, name: str) -> tuple[Entity, list[str]]:
    """Return an entity of the store or a well-known place, adding it; and what was added.

    Raises:
        UnknownName: nothing is called so.
    """
    ask = session.ask
    place = check_entity(session, name)
    if place is not None:
        return place, _add_place(session, place)
    return reading.entities(ask)[lookup.entity_id(ask, name)], []


def check_entity(session: Session, name: str) -> Entity | None:
    """Return the well-known place of a name that no entity of the store carries; None if one does.

    Raises:
        UnknownName: nothing is called so.
    """
    ask = session.ask
    if lookup.has_entity(ask, name):
        return None
    found = [place for place in places() if fold(name) in _folded(place)]
    if not found:
        lookup.entity_id(ask, name)
    return found[0]


def known_reference(session: Session, name: str, owner: Entity) -> tuple[str, list[str]]:
    """Return the name of the entity that a target of `owner` refers to, and what was added.

    Empty where it refers to none.

    Raises:
        UnknownName: nothing is called so.
        InvalidTarget: it is the owner itself.
    """
    if not name:
        return "", []
    found, added = known_entity(session, name)
    if found.name == owner.name:
        raise InvalidTarget(
            Message("{name} cannot refer to itself: name another entity", name=owner.name)
        )
    return found.name, added


def entity_or_new(session: Session, name: str) -> tuple[Entity, list[str]]:
    """Return an entity as `known_entity` does, or add a new one of that name; and what was added.

    A name that is close to a known one is refused, since it is more likely mistyped than new.
    """
    try:
        return known_entity(session, name)
    except UnknownName:
        cleaned = clean_text(name, "entity")
        known = lookup.entity_names(session.ask)
        known |= {folded: place.name for place in places() for folded in _folded(place)}
        close = nearest(cleaned, known, TYPO)
        if close:
            hint = Message(
                'if it is new, say targettrack add-entity "{cleaned}" first', cleaned=cleaned
            )
            raise UnknownName("entity", name, close, hint) from None
        entity = Entity(cleaned)
        writing.add_entity(session, entity)
        return entity, [f"entity {cleaned}"]


def _folded(place: Entity) -> set[str]:
    return {fold(name) for name in (place.name, *place.aliases)}


def _add_place(session: Session, place: Entity) -> list[str]:
    by_name = {one.name: one for one in places()}
    added = []
    for name in (place.parent, place.successor, place.name):
        if name and not lookup.has_entity(session.ask, name):
            writing.add_entity(session, by_name[name])
            added.append(f"{by_name[name].kind} {name}")
    return added


def _itself(found: Indicator | None) -> Indicator | None:
    return found


def known_indicator(
    session: Session,
    name: str,
    kind: str = "",
    unit: str = "",
    direction: str = "",
    new: Callable[[Indicator | None], Indicator | None] = _itself,
) -> tuple[Indicator, list[str]]:
    """Return an indicator of the store or the catalogue, or a `new` one.

    What is not in the store is added; the second value says so.

    Args:
        session: the store.
        name: what it is called.
        kind: what is said of it beside, refused where it differs; with unit and direction.
        unit: its unit.
        direction: which way is good.
        new: makes an indicator, or keeps that of the catalogue, where the store has none.

    Raises:
        UnknownName: it is neither, and no other is made.
    """
    ask = session.ask
    if lookup.has_indicator(ask, name):
        there = reading.indicators(ask)[lookup.indicator_id(ask, name)]
        _check_described(there, kind, unit, direction)
        return there, []
    known = by_every_name(catalogue().values())
    found = known.get(name) or known.get(fold(name))
    indicator = new(found)
    if indicator is None:
        shown = {folded: one.id for folded, one in known.items()}
        shown |= lookup.indicator_names(ask)
        hint = Message(
            "if it is new, give it a target: targettrack add-target {name} VALUE", name=quoted(name)
        )
        raise UnknownName("indicator", name, nearest(name, shown, 0.6), hint)
    if indicator is found:
        _check_described(found, kind, unit, direction)
        free = tuple(one for one in found.aliases if not lookup.has_indicator(ask, one))
        indicator = replace(found, aliases=free)
    writing.add_indicator(session, indicator)
    return indicator, [f"{indicator.kind} {indicator.id} in {indicator.unit}"]


def new_in_words(
    session: Session, words: TargetWords, lang: str | None
) -> Callable[[Indicator | None], Indicator | None]:
    """Return what makes an indicator of the words of its first target, or keeps a well-known one.

    A well-known one in another unit, called by a further name, is not the one that is meant. A name
    that is close to a known one is refused, unless its kind is said.
    """

    def made(found: Indicator | None) -> Indicator | None:
        if found is not None and not is_other_unit(words, found, lang):
            return found
        ask = session.ask
        known = {folded: one.id for folded, one in by_every_name(catalogue().values()).items()}
        known |= lookup.indicator_names(ask)
        close = [] if found or words.kind else nearest(words.indicator, known, TYPO)
        if close:
            hint = Message("if it is new, say its --kind ({kinds})", kinds=KINDS)
            raise UnknownName("indicator", words.indicator, close, hint)
        return indicator_in_words(words, lang)

    return made


def _check_described(there: Indicator, kind: str, unit: str, direction: str) -> None:
    """Refuse words about a known indicator that differ from what it is."""
    differs = (
        (kind and read_kind(kind) is not there.kind)
        or (unit and parse_unit(unit) != there.unit)
        or (direction and read_word(Direction, direction, "direction") is not there.direction)
    )
    if differs:
        facts = f"{there.kind} in {there.unit}, {there.direction} is good"
        raise InvalidTarget(
            Message(
                "{id} is known as a {facts}: leave out --kind, --unit and --direction, or give the "
                "indicator another name",
                id=there.id,
                facts=facts,
            )
        )


def described_indicator(name: str, given: Mapping[str, Any]) -> Indicator:
    """Build an indicator from options; empty ones count as not given.

    Raises:
        UsageFault: the kind or the unit is missing.
    """
    table = {key: value for key, value in given.items() if value}
    if "unit" not in table and _is_deliverable(table.get("kind", "")):
        table["unit"] = "%"
    if "kind" not in table or "unit" not in table:
        raise UsageFault(Message("an indicator needs --kind ({kinds}) and --unit", kinds=KINDS))
    read_kind(table["kind"])
    cleaned = clean_text(name, "indicator")
    named = {"id": fold(cleaned).replace(" ", "-"), "name": cleaned}
    return read_indicator(named | with_numbers(table))


def with_numbers(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is typed of an indicator with its numbers as a plan has them.

    Raises:
        InvalidQuantity, InvalidObservation: one is no number, or not a whole one.
    """
    table = dict(typed)
    for key in ("least", "most"):
        if key in table:
            table[key] = read_number(table[key])
    for key in ("precision", "publication_lag"):
        if key in table:
            table[key] = _whole(table[key], key)
    return table


def _is_deliverable(kind: str) -> bool:
    return bool(kind) and read_kind(kind).traits.is_done


def _whole(text: str, what: str) -> int:
    if not text.isdecimal():
        raise InvalidObservation(
            Message("{what} must be a whole number: write 10", what=what.replace("_", " "))
        )
    return int(text)


def described_scenario(
    name: str,
    tier: str = "",
    issuer: str = "",
    number: str = "",
    date: str = "",
    supersedes: str = "",
) -> Scenario:
    """Build a scenario from options; empty ones count as not given."""
    cleaned = clean_text(name, "scenario")
    day = parse_day(date, "--date") if date else None
    official = clean_text(number, "number") if number else None
    paper = Document(cleaned, official, issuer or None, day) if number or date else None
    return Scenario(
        name=cleaned,
        tier=read_word(Tier, tier, "tier") if tier else Tier.COMMIT,
        issuer=clean_text(issuer, "issuer") if issuer else None,
        document=paper,
        supersedes=clean_text(supersedes, "scenario") if supersedes else None,
    )


def staged(
    session: Session, entity: Entity, indicator: Indicator, figure: Observation, today: date
) -> Observation:
    """Return a figure with its stage as the targets of its series spell it.

    Raises:
        UnknownName, InvalidObservation: they have no such stage, or stages and it names none.
    """
    if not indicator.traits.is_done:
        return figure
    versions = reading.series(session.ask, entity.name, indicator.id, today).versions
    return replace(figure, stage=known_stage(figure.stage, versions, indicator.name))


def scenario_or_new(
    session: Session, name: str, tier: str, issuer: str
) -> tuple[Scenario, list[str]]:
    """Return a scenario of the store, or add one of that name; and what was added."""
    ask = session.ask
    try:
        there = scenarios(ask)[lookup.scenario_id(ask, name)]
    except UnknownName:
        scenario = described_scenario(name, tier, issuer)
        writing.add_scenario(session, scenario)
        return scenario, [f"scenario {scenario.name} ({scenario.tier})"]
    other_tier = tier and read_word(Tier, tier, "tier") is not there.tier
    if other_tier or (issuer and issuer != there.issuer):
        by = f" by {there.issuer}" if there.issuer else ""
        raise InvalidTarget(
            Message(
                "scenario {name} is known as {tier}{by}: leave out --tier and --issuer, or name "
                "another scenario",
                name=there.name,
                tier=there.tier,
                by=by,
            )
        )
    return there, []
