"""Giving an entity, an indicator or a scenario another name; the old one still finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.values.name import clean_text
from targettrack.errors import UnknownName, UnknownWord, UsageFault
from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.store import lookup, open_to_write, reading, renaming
from targettrack.store.opening import check_file
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.store.events.session import Session

NAMED = {
    "entity": lookup.entity_id,
    "indicator": lookup.indicator_id,
    "scenario": lookup.scenario_id,
}


def rename(store: Path, clock: Clock, old: str, new: str, what: str = "") -> str:
    """Give what is called `old` the name `new`, and say so.

    `what` says whether it is an entity, an indicator or a scenario, where several are called so. An
    indicator keeps its id.

    Raises:
        UnknownName, UsageFault: nothing is called so, or several sorts of things are.
        Exists: something else is called `new`.
        StoreFault: the store cannot be written.
    """
    if what and what not in NAMED:
        raise UnknownWord("sort of name", what, list(NAMED))
    named = clean_text(new, "name")
    check_file(store)
    with open_to_write(store, clock.stamp()) as session:
        kind, number = found(session, old, what)
        taken = _number_of(session, kind, named)
        if taken not in {None, number}:
            raise Exists(
                kind, named, Message("choose another name, or bring the two together with --into")
            )
        before = _RENAMED[kind](session, number, named)
    return f"{kind} {before} is called {named} from now on; the old name still finds it"


def found(session: Session, name: str, what: str) -> tuple[str, int]:
    """Return which sort of thing carries a name, and its row.

    Raises:
        UnknownName, UsageFault: nothing is called so, or several sorts of things are.
    """
    named = {kind: _number_of(session, kind, name) for kind in NAMED if what in {"", kind}}
    there = {kind: number for kind, number in named.items() if number is not None}
    if len(there) > 1:
        raise UsageFault(
            Message(
                "{there: and } are called {name}: say which with --what",
                there=tuple(there),
                name=name,
            )
        )
    for kind, number in there.items():
        return kind, number
    if what:
        NAMED[what](session.ask, name)
    raise UnknownName("entity, indicator or scenario", name, [])


def _number_of(session: Session, kind: str, name: str) -> int | None:
    try:
        return NAMED[kind](session.ask, name)
    except UnknownName:
        return None


def _entity(session: Session, number: int, new: str) -> str:
    one = reading.entities(session.ask)[number]
    renaming.change_entity(session, replace(one, name=new), one.name)
    return one.name


def _indicator(session: Session, number: int, new: str) -> str:
    one = reading.indicators(session.ask)[number]
    renaming.change_indicator(session, replace(one, name=new))
    return one.name


def _scenario(session: Session, number: int, new: str) -> str:
    there = scenarios(session.ask)
    one = there[number]
    renaming.change_scenario(session, replace(one, name=new), one.name)
    for other in there.values():
        if other.supersedes == one.name:
            renaming.change_scenario(session, replace(other, supersedes=new))
    return one.name


_RENAMED = {"entity": _entity, "indicator": _indicator, "scenario": _scenario}
