"""Bringing two things of one sort together under the name of one: one change set, undone whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.life.rename import found
from targettrack.app.life.words import Words
from targettrack.app.record.status_change import assessments_of, status_change
from targettrack.errors import UsageFault
from targettrack.message import Message, Plural, word
from targettrack.refusals import Contradicted, DoesNotFit
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.store import open_to_write, reading, renaming
from targettrack.store.events import merging, withdrawing
from targettrack.store.events.naming import names_of
from targettrack.store.opening import check_file
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.record.status_change import StatusChange
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.events.merging import Part
    from targettrack.store.events.session import Session

_NEW, _SAME, _OTHER = word("moved"), word("there already"), word("contradicts")


class MergeWords(Struct, frozen=True):
    """What is to be brought together, as typed; empty text was not given.

    Attributes:
        what: entity, indicator or scenario, where several are called so.
        prefer: the name of the two whose word counts where they contradict each other.
    """

    old: str
    new: str
    what: str = ""
    prefer: str = ""
    dry_run: bool = False


class Merged(Struct, frozen=True):
    """What came together, or in a dry run would have.

    Attributes:
        moved: a row for each figure, target and weight.
        effect: None where too many verdicts would have had to be compared.
    """

    said: tuple[Message, ...]
    moved: Listing
    effect: StatusChange | None


class _DryRun(Exception):
    """Takes back what was only to be shown."""


def merge(store: Path, clock: Clock, words: MergeWords, lang: str = "en") -> Merged:
    """Move what an entity, indicator or scenario has to another, whose name both have then.

    Raises:
        UnknownName, UsageFault: nothing is called so, or the two are one.
        DoesNotFit: two indicators are of another kind or unit.
        Contradicted: both say something else of one thing, and it was not said which counts.
        StoreFault: the store cannot be written.
    """
    check_file(store)
    done: list[Merged] = []
    try:
        with open_to_write(store, clock.stamp()) as session:
            done.append(_merge(session, clock, words, lang))
            if words.dry_run:
                raise _DryRun  # noqa: TRY301 - it is what takes the transaction back
    except _DryRun:
        pass
    return done[0]


def _merge(session: Session, clock: Clock, words: MergeWords, lang: str) -> Merged:
    what, old = found(session, words.old, words.what)
    _, new = found(session, words.new, what)
    if old == new:
        raise UsageFault(
            Message(
                "{old} and {new} are the same {what} already",
                old=words.old,
                new=words.new,
                what=Message(what),
            )
        )
    if what == "indicator":
        _check_fit(*(reading.indicators(session.ask)[one] for one in (old, new)))
    prefers = None
    if words.prefer:
        _, prefers = found(session, words.prefer, what)
        if prefers not in {old, new}:
            raise UsageFault(
                Message(
                    "--prefer names one of the two: {old} or {new}", old=words.old, new=words.new
                )
            )
    if what == "entity":
        merging.refer_anew(session, old, new)
    parts = merging.parts(session, what, old, new)
    moved = _listing(session, parts, lang)
    contradicting = [one for one in parts if one.contradicts]
    if contradicting and prefers is None and not words.dry_run:
        said = _contradictions(session, contradicting, lang)
        raise Contradicted(words.old, words.new, [translate(one, lang) for one in said])
    series = {row["series_id"] for one in parts for row in one.rows}
    series |= {one.place["series_id"] for one in parts if "series_id" in one.place}
    before = assessments_of(session, clock, series)
    merging.move(session, parts, replace=prefers == old)
    names = _DESCRIBED[what](session, old, new)
    merging.carry_watches(session, parts)
    after = assessments_of(session, clock, series)
    effect = None if before is None else status_change(before, after or [])
    return Merged((*_said(what, names, parts),), moved, effect)


def _check_fit(old: Indicator, new: Indicator) -> None:
    """Refuse indicators whose figures mean different things."""
    for key in ("kind", "unit", "absolute_unit", "direction"):
        mine, theirs = getattr(old, key), getattr(new, key)
        if mine != theirs:
            shown = key.replace("_", " ")
            raise DoesNotFit(old.id, new.id, shown, str(mine or "-"), str(theirs or "-"))


def _said(what: str, names: tuple[str, str], parts: list[Part]) -> list[Message]:
    old, new = names
    counts = {
        table: sum(one.table == table for one in parts)
        for table in ("observation", "target", "weight")
    }
    said = [
        Message(
            "{what} {old} is part of {new} from now on; the old name still finds it",
            what=Message(what),
            old=old,
            new=new,
        )
    ]
    if counts["observation"]:
        said.append(Plural("{n} figure", "{n} figures", counts["observation"]))
    if counts["target"]:
        said.append(Plural("{n} target", "{n} targets", counts["target"]))
    if counts["weight"]:
        said.append(Plural("{n} weight", "{n} weights", counts["weight"]))
    return said


def _listing(session: Session, parts: list[Part], lang: str) -> Listing:
    ask = session.ask
    words = Words(ask, names_of(ask), lang)
    rows = tuple(
        (
            translate(words.thing(one.table, one.rows[-1]), lang),
            words.value(one.table, one.rows[-1]),
            None if one.there is None else words.value(one.table, one.there),
            translate(Message(_OTHER if one.contradicts else _SAME if one.there else _NEW), lang),
        )
        for one in sorted(parts, key=lambda one: not one.contradicts)
    )
    return Listing(("record", "value", "there", "becomes"), rows)


def _contradictions(session: Session, parts: list[Part], lang: str) -> list[Message]:
    ask = session.ask
    words = Words(ask, names_of(ask), lang)
    return [
        Message(
            "{what}: {value}, but there {other}",
            what=words.thing(one.table, one.rows[-1]),
            value=words.value(one.table, one.rows[-1]),
            other=words.value(one.table, one.there or {}),
        )
        for one in parts
    ]


def _entity(session: Session, old: int, new: int) -> tuple[str, str]:
    there = reading.entities(session.ask)
    mine, theirs = there[old], there[new]
    for one in there.values():
        if one.name not in {mine.name, theirs.name} and mine.name in {one.parent, one.successor}:
            put = {
                key: theirs.name
                for key in ("parent", "successor")
                if getattr(one, key) == mine.name
            }
            renaming.change_entity(session, replace(one, **put))
    own = {key: None for key in ("parent", "successor") if getattr(theirs, key) == mine.name}
    withdrawing.withdraw(session, "entity", [old])
    names = (mine.name, *mine.aliases)
    renaming.change_entity(session, replace(theirs, aliases=_with(theirs.aliases, names), **own))
    return mine.name, theirs.name


def _indicator(session: Session, old: int, new: int) -> tuple[str, str]:
    there = reading.indicators(session.ask)
    mine, theirs = there[old], there[new]
    withdrawing.withdraw(session, "indicator", [old])
    aliases = _with(theirs.aliases, mine.every_name)
    renaming.change_indicator(session, replace(theirs, aliases=aliases))
    return mine.id, theirs.id


def _scenario(session: Session, old: int, new: int) -> tuple[str, str]:
    there = scenarios(session.ask)
    mine, theirs = there[old], there[new]
    withdrawing.withdraw(session, "scenario", [old])
    # A scenario has no aliases but what it was called: for the length of a row it is called so.
    renaming.change_scenario(session, replace(theirs, name=mine.name), theirs.name)
    own = None if theirs.supersedes == mine.name else theirs.supersedes
    renaming.change_scenario(session, replace(theirs, supersedes=own), mine.name)
    for one in there.values():
        if one.supersedes == mine.name and one.name not in {mine.name, theirs.name}:
            renaming.change_scenario(session, replace(one, supersedes=theirs.name))
    return mine.name, theirs.name


def _with(aliases: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*aliases, *names)))


_DESCRIBED = {"entity": _entity, "indicator": _indicator, "scenario": _scenario}
