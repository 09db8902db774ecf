"""Events and the rows of tables as they are stored: out of one store, into one that is empty."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.event import Chain, StoredRows
from targettrack.refusals import BrokenChain
from targettrack.schema.codecs import day_number
from targettrack.store import queries
from targettrack.store.events import chain
from targettrack.store.events.session import RECORDED, write_event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targettrack.domain.records.event import Event
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask

AT_ONCE = 500  # rows a line
UNRECORDED = ("series", "watch")  # tables that refer to others by number and belong to no event


def chain_of(ask: Ask, known_at: date) -> Chain | None:
    """Return the chain of a store; None where it has none, or was recorded on after `known_at`."""
    rows = list(ask(queries.LAST_LINK, {}))
    if not rows or rows[0][2] > day_number(known_at):
        return None
    return Chain(rows[0][0], rows[0][1])


def stored_rows(ask: Ask) -> Iterator[StoredRows]:
    """Yield what no event lists: rows that a digest stands for, and those of no event."""
    for table in UNRECORDED:
        columns = _columns(ask, table)
        yield from _in_parts(0, table, columns, ask(queries.ALL_ROWS.format(table=table), {}))
    listed, digested = chain.listed_keys(ask)
    for table in RECORDED:
        for number in digested.get(table, ()):
            columns = [name for name in _columns(ask, table) if name != "event_id"]
            asked = chain.ordered(table, columns, "WHERE event_id = :event")
            rows = (
                row
                for row in ask(asked, {"event": number})
                if chain.key_of(table, dict(zip(columns, row, strict=True))) not in listed[table]
            )
            yield from _in_parts(number, table, columns, rows)


def is_empty(session: Session) -> bool:
    """Whether nothing was ever recorded in a store."""
    return not list(session.ask(queries.LAST_LINK, {}))


def put_event(session: Session, one: Event) -> None:
    """Add an event with the rows that it lists.

    Raises:
        BrokenChain: it does not follow from those that are there.
    """
    raw = session.raw
    raw.execute(queries.REFER_LATER)
    for table, rows in groupby(one.rows, lambda row: row.table):
        for row in rows:
            columns = list(row.cells)
            _put(session, StoredRows(one.number, table, columns, [list(row.cells.values())]))
    if write_event(raw, one.number, one.stamp, one.rows, one.digest) != one.link:
        raise BrokenChain(one.number)


def put_rows(session: Session, given: StoredRows) -> None:
    """Add rows that no event lists.

    Raises:
        BrokenChain: there are no such tables or columns.
    """
    session.raw.execute(queries.REFER_LATER)
    _put(session, given)


def check_whole(session: Session, given: Chain) -> None:
    """Check that a chain ends as it should, and that all that it stands for is there.

    Raises:
        BrokenChain: with the number of the first event that does not hold.
    """
    ask = session.ask
    ((last, link, _),) = list(ask(queries.LAST_LINK, {})) or [(0, "", 0)]
    if (last, link) != (given.events, given.link):
        raise BrokenChain(last + 1 if last < given.events else given.events)
    found = chain.tampered(ask)
    if found is not None or session.raw.execute(queries.LOST_REFERENCES).fetchone():
        raise BrokenChain(found.event if found else given.events)


def _put(session: Session, given: StoredRows) -> None:
    known = (*RECORDED, *UNRECORDED)
    there = set(_columns(session.ask, given.table)) if given.table in known else set[str]()
    names = list(given.columns)
    if not there.issuperset(names) or any(len(row) != len(names) for row in given.rows):
        raise BrokenChain(given.event)
    rows: list[list[Any]] = given.rows
    if given.event:
        names, rows = [*names, "event_id"], [[*row, given.event] for row in rows]
    marks = ", ".join("?" * len(names))
    added = f"INSERT INTO {given.table} ({', '.join(names)}) VALUES ({marks})"
    session.raw.executemany(added, rows)


def _columns(ask: Ask, table: str) -> list[str]:
    return [str(row[1]) for row in ask(f"PRAGMA table_info({table})", {})]


def _in_parts(event: int, table: str, columns: list[str], rows: Any) -> Iterator[StoredRows]:  # noqa: ANN401 - of any cells
    left = iter(rows)
    while part := [list(row) for row in islice(left, AT_ONCE)]:
        yield StoredRows(event, table, columns, part)
