"""Lines of an export for what was recorded by whom: events, and the rows that no event lists.

Of a whole store they are there beside its records, so that an empty store can be made the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from targettrack.domain.records.event import Digest, Event, Row, Stamp, StoredRows
from targettrack.message import verbatim
from targettrack.schema.codecs import DAY, MOMENT
from targettrack.schema.field import Unfit

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Said(Struct, forbid_unknown_fields=True):
    """An event as its line has it; a row is its table, its cells and what it replaced."""

    event: int
    at: str
    day: str
    who: str
    command: str
    reason: str
    rows: list[list[Any]]
    digest: Digest | None
    link: str


EVENT_KEYS, ROWS_KEYS = _Said.__struct_fields__, StoredRows.__struct_fields__


def event_line(one: Event) -> dict[str, object]:
    """Return what the line of an event holds, beside its word."""
    stamp = one.stamp
    digest = None if one.digest is None else msgspec.to_builtins(one.digest)
    rows = [[row.table, row.cells, *([] if row.was is None else [row.was])] for row in one.rows]
    said = (one.number, MOMENT.write(stamp.at), DAY.write(stamp.day), stamp.who, stamp.command)
    return dict(zip(EVENT_KEYS, (*said, stamp.reason, rows, digest, one.link), strict=True))


def rows_line(one: StoredRows) -> dict[str, object]:
    """Return what a line of rows that no event lists holds, beside its word."""
    return {name: getattr(one, name) for name in ROWS_KEYS}


def event_of(data: Mapping[str, Any]) -> Event:
    """Return the event of a line.

    Raises:
        Unfit: the line holds none.
    """
    try:
        said = msgspec.convert(data, _Said)
        rows = tuple(
            msgspec.convert(dict(zip(("table", "cells", "was"), row, strict=False)), Row)
            for row in said.rows
        )
    except msgspec.ValidationError as error:
        raise Unfit(verbatim(str(error))) from None
    stamp = Stamp(MOMENT.read(said.at), DAY.read(said.day), said.who, said.command, said.reason)
    return Event(said.event, stamp, rows, said.digest, said.link)


def rows_of(data: Mapping[str, Any]) -> StoredRows:
    """Return the rows of a line.

    Raises:
        Unfit: the line holds none.
    """
    try:
        return msgspec.convert(data, StoredRows)
    except msgspec.ValidationError as error:
        raise Unfit(verbatim(str(error))) from None
