"""Taking back what one command recorded, as a whole; and letting it count again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.life.words import Words
from targettrack.app.record.status_change import assessments_of, status_change
from targettrack.domain.values.name import fold
from targettrack.message import Message
from targettrack.refusals import NothingToUndo, RestedOn
from targettrack.render.messages.catalogue import translate
from targettrack.store import open_to_read, open_to_write
from targettrack.store.events import chain, undoing
from targettrack.store.events.naming import names_of
from targettrack.store.opening import check_file

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.record.status_change import StatusChange
    from targettrack.domain.records.event import Event
    from targettrack.store.lookup import Ask


class Undone(Struct, frozen=True):
    """What was taken back or counts again: the event, what it says, and the verdicts it changed.

    Attributes:
        effect: None where too many verdicts would have had to be compared.
    """

    event: Event
    lines: tuple[str, ...]
    effect: StatusChange | None = None


def can_be_undone(store: Path, clock: Clock, lang: str = "en") -> list[Undone]:
    """Return what whoever calls recorded and has not taken back, the newest first."""
    with open_to_read(store) as ask:
        words = Words(ask, names_of(ask), lang)
        return [Undone(one, _said(words, one, lang)) for one in _counting(ask, clock)]


def undo(store: Path, clock: Clock, number: int | None = None, lang: str = "en") -> Undone:
    """Take back an event, the last one of whoever calls unless it is named by its number.

    Raises:
        NothingToUndo: there is no such event, or it was taken back already.
        RestedOn: a later record rests on it.
    """
    return _marked(store, clock, number, lang, counts=False)


def redo(store: Path, clock: Clock, number: int | None = None, lang: str = "en") -> Undone:
    """Let an event count again, the last one that whoever calls took back unless it is named.

    Raises:
        NothingToUndo: there is no such event, or it was not taken back.
        RestedOn: what it rests on is not there any more, or its name is taken.
    """
    return _marked(store, clock, number, lang, counts=True)


def _marked(store: Path, clock: Clock, number: int | None, lang: str, *, counts: bool) -> Undone:
    check_file(store)
    with open_to_write(store, clock.stamp()) as session:
        ask = session.ask
        found = (_taken_back if counts else _counting)(ask, clock, number)
        if not found:
            raise NothingToUndo(number, counts=counts)
        one = found[0]
        series = undoing.series_of(ask, one)
        before = assessments_of(session, clock, series)
        undoing.mark(session, one, counts=counts)
        wrong = undoing.obstacle(session)
        if wrong is not None:
            raise RestedOn(one.number, wrong.what, wrong.name, wrong.event, counts=counts)
        after = assessments_of(session, clock, series)
        effect = None if before is None else status_change(before, after or [])
        return Undone(one, _said(Words(ask, names_of(ask), lang), one, lang), effect)


def _counting(ask: Ask, clock: Clock, number: int | None = None) -> list[Event]:
    """Return what counts and can be taken back: the event of a number, or those of who calls."""
    states = undoing.states(ask)
    return [
        one
        for one in reversed(list(chain.events(ask)))
        if states.get(one.number, (True, 0))[0]
        and one.stamp.command != chain.BEFORE_EVENTS
        and not any(row.table == "undoing" for row in one.rows)
        and (one.number == number if number else fold(one.stamp.who) == fold(clock.who))
    ]


def _taken_back(ask: Ask, clock: Clock, number: int | None = None) -> list[Event]:
    """Return what was taken back: the event of a number, or those of who calls, the last first."""
    events = {one.number: one for one in chain.events(ask)}
    gone = [(by, of) for of, (counts, by) in undoing.states(ask).items() if not counts]
    return [
        events[of]
        for by, of in sorted(gone, reverse=True)
        if (of == number if number else fold(events[by].stamp.who) == fold(clock.who))
    ]


def _said(words: Words, one: Event, lang: str) -> tuple[str, ...]:
    return tuple(translate(line, lang) for line in words.event(one))


def undone_message(one: Undone, *, counts: bool) -> Message:
    """Say which event was taken back, or counts again."""
    stamp = one.event.stamp
    event = Message(
        "event {number} ({command}, {who}, {day})",
        number=one.event.number,
        command=stamp.command,
        who=stamp.who or "?",
        day=stamp.day,
    )
    if counts:
        return Message("{what} counts again", what=event)
    return Message("{what} taken back", what=event)
