"""One writing transaction: what it asks, and the rows that it records as one event.

Rows are listed in the event, but for many figures at once, for which one digest stands. Each event
is bound to the one before by a hash, so what another hand changes is found (`store.events.chain`).
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec.json import Encoder
from msgspec.structs import replace

from targettrack.domain.records.event import Digest, Row, Stamp, link_of
from targettrack.schema.codecs import day_number, moment_of, seconds
from targettrack.store import queries

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from targettrack.store.lookup import Row as Cells

LISTED = 1_000  # figures that come in together and are still listed one by one
# The tables of which each row belongs to an event, in the order in which rows are hashed.
RECORDED = (
    "entity",
    "indicator",
    "document",
    "scenario",
    "name",
    "target",
    "target_stage",
    "trajectory_point",
    "weight",
    "observation",
    "withdrawal",
    "withdrawn_figure",
    "undoing",
    "lock",
)
DESCRIBED = {"entity", "indicator", "document", "scenario"}
NUMBERED = {*DESCRIBED, "name", "target", "lock"}
ENCODER = Encoder()
# A command that is slow, or waits for others, is not so much later than when it was called.
LATE = 600  # seconds


class Session:
    """A transaction that writes, on a connection that has begun it.

    Who waited for its turn recorded after the one before: its moment is that one's at least.

    Attributes:
        raw: the connection.
        event: the number of the event to which what it records belongs.
    """

    def __init__(self, raw: sqlite3.Connection, stamp: Stamp | None) -> None:
        self.raw = raw
        last, at = raw.execute(queries.LAST_EVENT).fetchone() or (0, 0)
        self.event: int = last + 1
        self._given = stamp and _not_before(stamp, at)
        self._rows: list[Row] = []
        self._few: list[Sequence[Any]] = []
        self._count, self._hash = 0, sha256()

    def ask(self, query: str, given: Mapping[str, object]) -> list[Cells]:
        """Return all rows of a query, so that what is written meanwhile is not among them."""
        return self.raw.execute(query, given).fetchall()

    def change(self, statement: str, given: Mapping[str, object]) -> int:
        """Change rows of which no event tells; return how many there were."""
        return self.raw.execute(statement, given).rowcount

    @property
    def stamp(self) -> Stamp:
        """Who records, when and why; what records something must know."""
        if self._given is None:
            raise RuntimeError("a record needs a stamp: open the store to write with one")
        return self._given

    def note(self, row: Row) -> None:
        """Take note of a row that was added."""
        assert self.stamp  # noqa: S101 - so that it fails where the row is added
        self._rows.append(row)

    def note_figures(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take note of figures, as queries.RECORD has them, in the order of their keys."""
        assert self.stamp  # noqa: S101 - as above
        self._count += len(rows)
        self._hash.update(ENCODER.encode_lines(rows))
        if self._count <= LISTED:
            self._few.extend(rows)
        else:
            self._few.clear()

    def close(self) -> None:
        """Write the event, if anything was recorded."""
        if not self._rows and not self._count:
            return
        digest = None
        if self._count > LISTED:
            columns = {"observation": list(queries.RECORDED)}
            digest = Digest(self._count, columns, self._hash.hexdigest())
        names = queries.RECORDED
        listed = [Row("observation", dict(zip(names, row, strict=True))) for row in self._few]
        write_event(self.raw, self.event, self.stamp, [*self._rows, *listed], digest)


def write_event(
    raw: sqlite3.Connection,
    number: int,
    stamp: Stamp,
    rows: Sequence[Row],
    digest: Digest | None,
) -> str:
    """Write an event, bound to the one before it, and return its link."""
    said = json.dumps([_said(row) for row in rows], ensure_ascii=False)
    cells = {
        "id": number,
        "at": seconds(stamp.at),
        "day": day_number(stamp.day),
        "who": stamp.who,
        "command": stamp.command,
        "reason": stamp.reason,
        "said": said,
        "digest": None if digest is None else ENCODER.encode(digest).decode(),
    }
    found = raw.execute(queries.LINK_BEFORE, {"id": number}).fetchone()
    link = link_of(found[0] if found else "", *cells.values())
    raw.execute(queries.ADD_EVENT, {**cells, "link": link})
    return link


def _said(row: Row) -> list[object]:
    return [row.table, row.cells] if row.was is None else [row.table, row.cells, row.was]


def insert(
    session: Session,
    table: str,
    cells: Mapping[str, Any],
    was: Mapping[str, Any] | None = None,
) -> int:
    """Add a row, with the event that it belongs to and what it replaces; return its number.

    Of what is described anew the `identity` may be given; else it is the number of the row.
    """
    given, raw = dict(cells), session.raw
    if table in DESCRIBED and "identity" not in given:
        given["identity"] = raw.execute(queries.NEXT_ROW.format(table=table)).fetchone()[0]
    if table in RECORDED:
        given["event_id"] = session.event
    marks = ", ".join(f":{name}" for name in given)
    added = f"INSERT INTO {table} ({', '.join(given)}) VALUES ({marks})"
    number = raw.execute(added, given).lastrowid or 0  # zero in a table without row numbers
    if table in RECORDED:
        shown = _plain(given, number if table in NUMBERED else None)
        session.note(Row(table, shown, dict(was) if was else None))
    return number


def _plain(cells: Mapping[str, Any], number: int | None) -> dict[str, Any]:
    """Return cells as SQLite gives them back, with the number of the row."""
    plain = {} if number is None else {"id": number}
    for name, one in cells.items():
        if name != "event_id":
            plain[name] = int(one) if isinstance(one, bool) else one
    return plain


def _not_before(stamp: Stamp, last: int) -> Stamp:
    """Return a stamp no earlier than the last event, unless a clock was wrong by more than that."""
    at = seconds(stamp.at)
    return replace(stamp, at=moment_of(last)) if at < last <= at + LATE else stamp
