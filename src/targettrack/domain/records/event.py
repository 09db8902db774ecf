"""Change sets: who recorded what, when and by which command, each bound to the one before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date, datetime


class Stamp(Struct, frozen=True):
    """Who records, when, and by which command.

    Attributes:
        at: the moment, aware.
        day: the day on the clock of who records.
        who: a name of the configuration, or else of the system; empty where a program records.
        command: what was called, "log".
        reason: why, in the words of who records; empty where nothing was said.
    """

    at: datetime
    day: date
    who: str = ""
    command: str = ""
    reason: str = ""


class Row(Struct, frozen=True):
    """A row that a change set added to a table, with what it replaced.

    Attributes:
        cells: by column, as they are stored.
        was: the same of the row that counted before; None for what is new.
    """

    table: str
    cells: dict[str, Any]
    was: dict[str, Any] | None = None


class Digest(Struct, frozen=True):
    """What stands for rows that are too many to be listed.

    Attributes:
        rows: how many they are.
        columns: of each table with such rows, the columns that were hashed, in their order.
        sha256: of the rows as lines of JSON, table by table, in the order of their keys.
    """

    rows: int
    columns: dict[str, list[str]]
    sha256: str


class Event(Struct, frozen=True):
    """One change set: all that one command recorded.

    Attributes:
        number: 1 for the first of a store.
        digest: of the rows that are not listed; None where all are.
        link: the hash of this event and of the link before it.
    """

    number: int
    stamp: Stamp
    rows: tuple[Row, ...]
    digest: Digest | None
    link: str


def link_of(before: str, *parts: object) -> str:
    """Return the hash of an event's parts, as they are stored, bound to the link before."""
    from hashlib import sha256  # noqa: PLC0415 - reading needs none

    return sha256(json.dumps([before, *parts], ensure_ascii=True).encode()).hexdigest()


class Chain(Struct, frozen=True):
    """The events of a whole store: how many, and the link of the last, which binds all."""

    events: int
    link: str


class StoredRows(Struct, frozen=True):
    """Rows of a table that no event lists one by one.

    Attributes:
        event: the number of the event whose digest stands for them; 0 for what no event holds.
        columns: of the table, in the order of the cells.
    """

    event: int
    table: str
    columns: list[str]
    rows: list[list[Any]]
