"""The tables, with the columns of the fields of their records: what the migrations must lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlmodel import Field, SQLModel

from targettrack.schema import document, entity, indicator, observation, scenario, target, weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.schema import SchemaItem

    from targettrack.schema.field import Fields

METADATA = SQLModel.metadata
# Columns that were added to tables with rows, to which SQLite gives a value before we do.
_DEFAULTS = {"recorded_on": text("0")}


def _columns(fields: Fields) -> list[Column[Any]]:
    return [
        Column(name, Integer, ForeignKey(f"{one.refers}.id"), nullable=one.may_lack)
        if one.refers
        else Column(
            name,
            Integer if one.codec.holds is int else String,
            nullable=one.may_lack,
            server_default=_DEFAULTS.get(name),
        )
        for one in fields
        for name in one.columns
    ]


def _row(table: str, *, index: bool = False, may_lack: bool = False) -> Column[int]:
    key = ForeignKey(f"{table}.id")
    return Column(f"{table}_id", Integer, key, nullable=may_lack, index=index)


def _numbered(name: str, *items: SchemaItem) -> Table:
    return Table(name, METADATA, Column("id", Integer, primary_key=True), *items)


def _event() -> Column[int]:
    """Return the column with the number of the event that added a row."""
    return Column("event_id", Integer, nullable=False, server_default=text("1"))


def _described(name: str, *items: SchemaItem) -> Table:
    """Declare a table of what is described anew by a further row.

    All rows of one thing share its `identity`, the number of the first, to which others refer.
    """
    identity = Column("identity", Integer, nullable=False)
    return _numbered(name, identity, _event(), *items, Index(f"ix_{name}_identity", "identity"))


def _keyed(name: str, key: Sequence[str], *columns: Column[Any]) -> Table:
    """Declare a table of what belongs to an event and has no row numbers.

    The columns of its key come first, in its order: of other tables of this kind `PRAGMA
    integrity_check` of SQLite 3.40 says that values are NULL.
    """
    place = {column: at for at, column in enumerate(key)}
    ordered = sorted((*columns, _event()), key=lambda one: place.get(one.name, len(place)))
    whole = PrimaryKeyConstraint(*key)
    return Table(name, METADATA, *ordered, whole, sqlite_with_rowid=False)


_described("entity", *_columns(entity.FIELDS))
_described("indicator", *_columns(indicator.FIELDS), Index("ix_indicator_code", "code"))
_described("document", *_columns(document.FIELDS), Index("ix_document_title", "title"))
_described("scenario", *_columns(scenario.FIELDS))
# The names of entities and indicators, those that are shown too: without a language as they are
# called, with one as they are called in it. Each description has names of its own.
_numbered(
    "name",
    _event(),
    _row("entity", may_lack=True),
    _row("indicator", may_lack=True),
    Column("text", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("lang", String),
    Column("is_alias", Boolean, nullable=False),
    CheckConstraint("(entity_id IS NULL) <> (indicator_id IS NULL)", name="of_one"),
    UniqueConstraint("text", "lang", "entity_id"),
    UniqueConstraint("text", "lang", "indicator_id"),
    Index("ix_name_folded", "folded"),
)
_numbered(
    "series",
    _row("entity"),
    _row("indicator", index=True),
    UniqueConstraint("entity_id", "indicator_id"),
)
# Versions of targets and vintages of figures are never changed, only added.
_numbered(
    "target",
    _event(),
    _row("series"),
    _row("scenario", index=True),
    *_columns(target.FIELDS),
    UniqueConstraint("series_id", "period_start", "period_end", "scenario_id", "version"),
)
# `position` counts from 1 in the order in which stages are done.
Table(
    "target_stage",
    METADATA,
    _event(),
    _row("target"),
    Column("position", Integer, nullable=False),
    *_columns(target.STAGE),
    PrimaryKeyConstraint("target_id", "position"),
)
Table(
    "trajectory_point",
    METADATA,
    _event(),
    _row("target"),
    *_columns(target.POINT),
    PrimaryKeyConstraint("target_id", "period_end"),
)
# What is recorded together has one revision; the latest that is known counts.
Table(
    "weight",
    METADATA,
    _event(),
    _row("series"),
    *_columns(weights.PART),
    Column("revision", Integer, nullable=False),
    *_columns(weights.FIELDS),
    PrimaryKeyConstraint("series_id", "period_end", "period_start", "revision"),
)
# The key is in the order of reading, so the latest figures of a series are found by seeking.
_FIGURE = ("series_id", "period_end", "period_start", "basis", "as_share", "stage", "revision")
_keyed(
    "observation",
    _FIGURE,
    _row("series"),
    *_columns(observation.FIELDS),
    Column("as_share", Boolean, nullable=False),
)
# All that one command recorded; `said` lists the rows, `digest` stands for those too many to list.
_numbered(
    "event",
    Column("at", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    *(Column(name, String, nullable=False) for name in ("who", "command", "reason", "said")),
    Column("digest", String),
    Column("link", String, nullable=False),
)
# What no longer counts, from `day` on: a thing by its number, a vintage by its key.
_keyed(
    "withdrawal",
    ("what", "row_id", "event_id"),
    Column("what", String, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("day", Integer, nullable=False),
)
_IS_TEXT = {"basis", "stage"}
_keyed(
    "withdrawn_figure",
    (*_FIGURE, "event_id"),
    *(Column(name, String if name in _IS_TEXT else Integer, nullable=False) for name in _FIGURE),
    Column("day", Integer, nullable=False),
)
# A period that is closed for figures: of one entity or all, of the targets of one owner or all.
_numbered(
    "lock",
    _event(),
    Column("period_start", Integer, nullable=False),
    Column("period_end", Integer, nullable=False),
    _row("entity", may_lack=True),
    Column("owner", String),
    Column("day", Integer, nullable=False),
)
# An event that was taken back, or counts again: the last row decides. `made` is its own day.
_keyed(
    "undoing",
    ("of_id", "event_id"),
    Column("of_id", Integer, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("made", Integer, nullable=False),
    Column("day", Integer, nullable=False),
)


class LetterRow(SQLModel, table=True):
    """One message to one address and what became of it; the key keeps it from being sent twice."""

    __tablename__ = "letter"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    address: str
    subject: str
    message: bytes
    state: str
    attempts: int
    created_at: int
    changed_at: int
    next_try: int
    claim: str
    error: str


class WatchRow(SQLModel, table=True):
    """What is remembered of a target for a recipient of alerts."""

    __tablename__ = "watch"
    recipient: str = Field(primary_key=True)
    series_id: int = Field(primary_key=True, foreign_key="series.id")
    scenario_id: int = Field(primary_key=True, foreign_key="scenario.id")
    period_start: int = Field(primary_key=True)
    period_end: int = Field(primary_key=True)
    level: str
    calm: int
    figure: str
