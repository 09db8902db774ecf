"""The chain of events: making its first link, and telling what another hand has changed."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from targettrack.domain.records.event import Digest, Row, Stamp, link_of
from targettrack.schema.codecs import day_of, moment_of
from targettrack.store import queries
from targettrack.store.events.session import ENCODER, RECORDED, write_event

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from targettrack.domain.records.event import Event
    from targettrack.store.lookup import Ask

BEFORE_EVENTS = "before events"  # in place of a command, which no one called
LISTED = 50_000  # rows of an older store that its first event lists one by one
# The columns by which a row of each table is known.
KEYS = {
    "target_stage": ("target_id", "position"),
    "trajectory_point": ("target_id", "period_end"),
    "weight": ("series_id", "period_end", "period_start", "revision"),
    "observation": (*queries.FIGURE_KEY, "revision"),
    "withdrawal": ("what", "row_id", "event_id"),
    "withdrawn_figure": (*queries.FIGURE_KEY, "revision", "event_id"),
    "undoing": ("of_id", "event_id"),
}


class _Sum:
    """What the rows come to for which the digest of an event stands."""

    def __init__(self, digest: Digest) -> None:
        self._digest, self._rows, self._hash = digest, 0, sha256()

    def takes(self, table: str, cells: dict[str, Any]) -> bool:
        """Add a row, unless the digest is of none of this table."""
        columns = self._digest.columns.get(table)
        if columns is not None:
            self._hash.update(ENCODER.encode_lines([[cells[one] for one in columns]]))
            self._rows += 1
        return columns is not None

    @property
    def is_right(self) -> bool:
        """Whether these are the rows that were recorded."""
        return (self._rows, self._hash.hexdigest()) == (self._digest.rows, self._digest.sha256)


class Tampered(Struct, frozen=True):
    """What is not as it was recorded.

    Attributes:
        event: the number of the event that recorded it.
        table: empty where the event itself was changed, or one of many figures that it stands for.
        recorded: the cells as they were recorded; None for a row that no event knows.
        found: the cells that are there now; None for a row that is gone.
    """

    event: int
    table: str = ""
    recorded: dict[str, Any] | None = None
    found: dict[str, Any] | None = None


def first_event(raw: sqlite3.Connection) -> None:
    """Write the event to which the rows of an older store belong, dated by the last of them."""
    at, day, count = 0, 10101, 0
    for table in ("target", "weight", "observation"):
        found = raw.execute(queries.LAST_RECORDED.format(table=table)).fetchone()
        at, day = max(at, found[0] or 0), max(day, found[1] or 0)
    columns = {table: _columns(raw, table) for table in RECORDED}
    for table in RECORDED:
        count += raw.execute(queries.COUNT_ROWS.format(table=table)).fetchone()[0]
    if not count:
        return
    rows: list[Row] = []
    digest, hashed = None, sha256()
    for table, names in columns.items():
        for cells in _all(raw, table, names):
            if count > LISTED:
                hashed.update(ENCODER.encode_lines([cells]))
            else:
                rows.append(Row(table, dict(zip(names, cells, strict=True))))
    if count > LISTED:
        digest = Digest(count, columns, hashed.hexdigest())
    stamp = Stamp(moment_of(at), day_of(day), command=BEFORE_EVENTS)
    write_event(raw, 1, stamp, rows, digest)


def events(ask: Ask) -> Iterator[Event]:
    """Yield every event, the oldest first."""
    from targettrack.domain.records.event import Event  # noqa: PLC0415 - not while writing

    for number, at, day, who, command, reason, said, digest, link in ask(queries.EVENTS, {}):
        stamp = Stamp(moment_of(at), day_of(day), who, command, reason)
        rows = tuple(Row(*one) for one in json.loads(said))
        known = msgspec.json.decode(digest, type=Digest) if digest else None
        yield Event(number, stamp, rows, known, link)


def broken_link(ask: Ask) -> int | None:
    """Return the number of the first event that is not as it was written; None where all are."""
    before, expected = "", 1
    for number, *parts, link in ask(queries.EVENTS, {}):
        if int(number) != expected or link != link_of(before, number, *parts):
            return min(int(number), expected)
        before, expected = link, expected + 1
    return None


def tampered(ask: Ask) -> Tampered | None:
    """Return the first record that was changed by another hand; None where none was.

    The first by event; in it by table and key. Every row of the store is read.
    """
    link = broken_link(ask)
    if link is not None:
        return Tampered(link)
    listed: dict[str, dict[tuple[Any, ...], tuple[int, dict[str, Any]]]] = defaultdict(dict)
    digests: dict[int, Digest] = {}
    for one in events(ask):
        if one.digest is not None:
            digests[one.number] = one.digest
        for row in one.rows:
            cells = {**row.cells, "event_id": one.number}
            listed[row.table][key_of(row.table, cells)] = one.number, row.cells
    wrong: list[Tampered] = []
    sums = {number: _Sum(one) for number, one in digests.items()}
    for table in RECORDED:
        wrong += _of_table(ask, table, listed[table], sums)
    wrong += [Tampered(number) for number, one in sums.items() if not one.is_right]
    return min(wrong, key=lambda one: one.event) if wrong else None


def _of_table(
    ask: Ask,
    table: str,
    listed: dict[tuple[Any, ...], tuple[int, dict[str, Any]]],
    sums: dict[int, _Sum],
) -> Iterator[Tampered]:
    """Compare the rows of a table with those listed, and hash those that a digest stands for."""
    left = dict(listed)
    names = [str(row[1]) for row in ask(f"PRAGMA table_info({table})", {})]
    for cells in ask(ordered(table, names), {}):
        found = dict(zip(names, cells, strict=True))
        known = left.pop(key_of(table, found), None)
        if known is not None:
            number, recorded = known
            now = {name: found.get(name) for name in recorded}
            if now != recorded or found["event_id"] != number:
                yield Tampered(number, table, recorded, now)
            continue
        number = found.pop("event_id")
        if number not in sums or not sums[number].takes(table, found):
            yield Tampered(number, table, None, found)
    for number, recorded in left.values():
        yield Tampered(number, table, recorded)


def listed_keys(ask: Ask) -> tuple[dict[str, set[tuple[Any, ...]]], dict[str, list[int]]]:
    """Return of each table the keys of rows that events list, and the events with a digest."""
    listed: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    digested: dict[str, list[int]] = defaultdict(list)
    for one in events(ask):
        for row in one.rows:
            listed[row.table].add(key_of(row.table, {**row.cells, "event_id": one.number}))
        for table in one.digest.columns if one.digest else ():
            digested[table].append(one.number)
    return listed, digested


def key_of(table: str, cells: dict[str, Any]) -> tuple[Any, ...]:
    """Return the cells by which a row of a table is known."""
    return tuple(cells[name] for name in KEYS.get(table, ("id",)))


def ordered(table: str, names: list[str], narrowed: str = "") -> str:
    """Return what asks for rows of a table in the order of their keys."""
    order = ", ".join(KEYS.get(table, ("id",)))
    return f"SELECT {', '.join(names)} FROM {table} {narrowed} ORDER BY {order}"


def _columns(raw: sqlite3.Connection, table: str) -> list[str]:
    found = raw.execute(f"PRAGMA table_info({table})")
    return [str(row[1]) for row in found if row[1] != "event_id"]


def _all(raw: sqlite3.Connection, table: str, names: list[str]) -> Iterator[tuple[Any, ...]]:
    yield from raw.execute(ordered(table, names))
