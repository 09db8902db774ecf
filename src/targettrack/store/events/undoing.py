"""Taking an event back as a whole, or letting it count again: one further row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.schema.codecs import day_number
from targettrack.store import queries
from targettrack.store.events.session import insert

if TYPE_CHECKING:
    from targettrack.domain.records.event import Event
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask


class Obstacle(Struct, frozen=True):
    """Why an event cannot be taken back, or count again.

    Attributes:
        what: a kind of record.
        name: of which one.
        event: the number of a later event that rests on it; None where its name is taken.
    """

    what: str
    name: str
    event: int | None


def states(ask: Ask) -> dict[int, tuple[bool, int]]:
    """Return of each event that was taken back whether it counts, and the event that says so."""
    return {int(of): (bool(counts), int(by)) for of, counts, by in ask(queries.UNDOINGS, {})}


def mark(session: Session, one: Event, *, counts: bool) -> None:
    """Take an event back, or let it count again, from the day of the event of this transaction."""
    cells = {
        "of_id": one.number,
        "counts": counts,
        "made": day_number(one.stamp.day),
        "day": day_number(session.stamp.day),
    }
    insert(session, "undoing", cells)


def obstacle(session: Session) -> Obstacle | None:
    """Return what does not hold together in the store as it is now; None where all does."""
    ask = session.ask
    for query in queries.HELD_TOGETHER:
        for what, name, event in ask(query, {}):
            return Obstacle(str(what), str(name), event)
    return None


def series_of(ask: Ask, one: Event) -> set[int]:
    """Return the rows of the series of which an event recorded something."""
    found = {row.cells["series_id"] for row in one.rows if "series_id" in row.cells}
    targets = [
        row.cells["row_id"]
        for row in one.rows
        if row.table == "withdrawal" and row.cells["what"] == "target"
    ]
    for number in targets:
        ((series, *_),) = ask(queries.TARGET_OF, {"id": number})
        found.add(series)
    if one.digest is not None:
        found |= {number for (number,) in ask(queries.SERIES_OF_EVENT, {"event": one.number})}
    return found
