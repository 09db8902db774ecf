"""Who recorded what, when and by which command; and whether it is still as it was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.life.words import Words
from targettrack.domain.values.name import fold
from targettrack.message import Message, word
from targettrack.render.messages.catalogue import translate
from targettrack.store import open_to_read
from targettrack.store.events import chain
from targettrack.store.events.naming import names_of
from targettrack.store.lookup import EVER
from targettrack.store.selection import conditions_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import Any

    from targettrack.app.clock import Clock
    from targettrack.domain.records.event import Event, Row
    from targettrack.store.events.chain import Tampered
    from targettrack.store.events.naming import Names
    from targettrack.store.selection import Selection


class Wanted(Struct, frozen=True):
    """Which events are meant: of whom, from which day on, of which day, about what."""

    selection: Selection
    who: str = ""
    since: date | None = None
    on: date | None = None


class Told(Struct, frozen=True):
    """An event with what it says: a line for each thing that is meant."""

    event: Event
    lines: tuple[str, ...]


def told_events(store: Path, clock: Clock, wanted: Wanted, lang: str = "en") -> list[Told]:
    """Return the events that are meant, the newest first, each with what it says in a language.

    Raises:
        StoreFault, UnknownName: the store cannot be read, or has nothing of that name.
    """
    with open_to_read(store) as ask:
        names = names_of(ask)
        words = Words(ask, names, lang)
        chosen = conditions_of(ask, wanted.selection, 0)
        found = [one for one in chain.events(ask) if _is_meant(one, clock, wanted)]
        told = []
        for one in reversed(found):
            about = one if not chosen else _about(one, names, chosen)
            if about.rows or about.digest or not chosen:
                lines = tuple(translate(line, lang) for line in words.event(about))
                told.append(Told(about, lines))
    return told


def _is_meant(one: Event, clock: Clock, wanted: Wanted) -> bool:
    day = one.stamp.day
    return (
        day <= clock.known_at
        and (wanted.since is None or day >= wanted.since)
        and (wanted.on is None or day == wanted.on)
        and (not wanted.who or fold(wanted.who) == fold(one.stamp.who))
    )


def _about(one: Event, names: Names, chosen: dict[str, Any]) -> Event:
    """Return an event with those of its rows that are about what was chosen."""
    from msgspec.structs import replace  # noqa: PLC0415 - where something is chosen

    kept = tuple(row for row in one.rows if _fits(row, names, chosen))
    return replace(one, rows=kept, digest=None)


def _fits(row: Row, names: Names, chosen: dict[str, Any]) -> bool:
    facts = dict(row.cells)
    if "series_id" in facts:
        facts["entity_id"], facts["indicator_id"] = names.series[facts["series_id"]]
    if row.table in {"entity", "indicator", "scenario"}:
        facts[f"{row.table}_id"] = facts["identity"]
    if row.table == "withdrawal":
        facts[f"{facts['what']}_id"] = facts["row_id"]
    if row.table == "name":
        return False
    wanted = dict(chosen)
    first, last = wanted.pop("within_start", 0), wanted.pop("within_end", EVER)
    ends = facts.get("period_end", first)
    return first <= ends <= last and all(facts.get(key) == one for key, one in wanted.items())


class Doctored(Struct, frozen=True):
    """Whether a store is as it was recorded.

    Attributes:
        events: how many there are.
        fault: what is not, in words; None where all is.
    """

    events: int
    fault: Message | None


def examine(store: Path, lang: str = "en") -> Doctored:
    """Recompute the chain of events and compare every record with what was recorded.

    Raises:
        StoreFault: the store cannot be read.
    """
    with open_to_read(store) as ask:
        found = chain.tampered(ask)
        stamps = {one.number: one.stamp for one in chain.events(ask)}
        if found is None:
            return Doctored(len(stamps), None)
        words = Words(ask, names_of(ask), lang)
        return Doctored(len(stamps), _fault(found, stamps, words))


def _fault(found: Tampered, stamps: dict[int, Any], words: Words) -> Message:
    stamp = stamps.get(found.event)
    if stamp is None:
        event = Message("event {number}", number=found.event)
    else:
        event = Message(
            "event {number} ({command}, {who}, {day})",
            number=found.event,
            command=stamp.command,
            who=stamp.who or "?",
            day=stamp.day,
        )
    if not found.table:
        return Message("{event} was changed by another hand, or a record of it", event=event)
    what = words.thing(found.table, found.recorded or found.found or {})
    if found.recorded is None:
        return Message("{what}: recorded by no event, added by another hand", what=what)
    if found.found is None:
        said = word("{what}: recorded by {event}, removed by another hand")
        return Message(said, what=what, event=event)
    changed = tuple(
        Message(
            "{key} was recorded as {value} and is {found}",
            key=Message(name.removesuffix("_id").replace("_", " ")),
            value=str(value),
            found=str(found.found[name]),
        )
        for name, value in found.recorded.items()
        if found.found[name] != value
    )
    said = word("{what}: {changed:; }; recorded by {event}, changed by another hand")
    return Message(said, what=what, changed=changed, event=event)
