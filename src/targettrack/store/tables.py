"""The tables, declared once: they are created, migrated and written from here.

Days are integers YYYYMMDD (a period's last day inclusive), moments integer seconds since 1970 UTC,
numbers that people typed exact text, words of closed lists their own text.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

METADATA = SQLModel.metadata


class EntityRow(SQLModel, table=True):
    """One entity; `successor` took over after `valid_to`."""

    __tablename__ = "entity"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: str
    parent_id: int | None = Field(default=None, foreign_key="entity.id")
    valid_from: int | None = None
    valid_to: int | None = None
    successor_id: int | None = Field(default=None, foreign_key="entity.id")


class IndicatorRow(SQLModel, table=True):
    """One indicator; `code` is the id that people type."""

    __tablename__ = "indicator"
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    name_vi: str | None = None
    kind: str
    unit: str
    absolute_unit: str | None = None
    direction: str
    frequency: str
    precision: int
    publication_lag: int
    least: str | None = None
    most: str | None = None


class AliasRow(SQLModel, table=True):
    """One name, folded, of one entity or one indicator; the names themselves are here too."""

    __tablename__ = "alias"
    __table_args__ = (
        CheckConstraint("(entity_id IS NULL) <> (indicator_id IS NULL)", name="of_one"),
        UniqueConstraint("name", "entity_id"),
        UniqueConstraint("name", "indicator_id"),
        Index("ix_alias_folded", "folded"),
    )
    id: int | None = Field(default=None, primary_key=True)
    folded: str
    name: str
    entity_id: int | None = Field(default=None, foreign_key="entity.id")
    indicator_id: int | None = Field(default=None, foreign_key="indicator.id")


class DocumentRow(SQLModel, table=True):
    """One official paper or report."""

    __tablename__ = "document"
    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(index=True)
    number: str | None = None
    issuer: str | None = None
    date: int | None = None
    url: str | None = None


class ScenarioRow(SQLModel, table=True):
    """One named set of targets."""

    __tablename__ = "scenario"
    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    tier: str
    issuer: str | None = None
    document_id: int | None = Field(default=None, foreign_key="document.id")
    supersedes: str | None = None


class SeriesRow(SQLModel, table=True):
    """One indicator of one entity."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("entity_id", "indicator_id"),)
    id: int | None = Field(default=None, primary_key=True)
    entity_id: int = Field(foreign_key="entity.id")
    indicator_id: int = Field(foreign_key="indicator.id", index=True)


class TargetRow(SQLModel, table=True):
    """One version of one target; versions are never changed, only added."""

    __tablename__ = "target"
    __table_args__ = (
        UniqueConstraint("series_id", "period_start", "period_end", "scenario_id", "version"),
    )
    id: int | None = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id")
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    period_start: int
    period_end: int
    version: int
    comparator: str
    value: str
    high: str | None = None
    closing: int
    base: str | None = None
    base_on: int | None = None
    denominator: str | None = None
    owner: str | None = None
    trajectory: str
    valid_from: int | None = None
    recorded_at: int
    document_id: int | None = Field(default=None, foreign_key="document.id")
    quote: str | None = None
    note: str | None = None
    reference_id: int | None = Field(default=None, foreign_key="entity.id")
    hold: str | None = None
    hold_share: str | None = None
    volume: str | None = None
    recorded_on: int = Field(sa_column_kwargs={"server_default": text("0")})


class StageRow(SQLModel, table=True):
    """One stage of a deliverable; `position` counts from 1 in the order in which they are done."""

    __tablename__ = "target_stage"
    target_id: int = Field(primary_key=True, foreign_key="target.id")
    position: int = Field(primary_key=True)
    name: str
    weight: str


class TrajectoryPointRow(SQLModel, table=True):
    """One milestone, or the growth of one part, of an issued trajectory."""

    __tablename__ = "trajectory_point"
    target_id: int = Field(primary_key=True, foreign_key="target.id")
    period_end: int = Field(primary_key=True)
    period_start: int
    value: str
    high: str | None = None


class WeightRow(SQLModel, table=True):
    """The share of one part of a year in the base year's total of a series.

    What is recorded together has one revision; the latest that is known counts.
    """

    __tablename__ = "weight"
    series_id: int = Field(primary_key=True, foreign_key="series.id")
    period_end: int = Field(primary_key=True)
    period_start: int = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    value: str
    recorded_at: int
    document_id: int | None = Field(default=None, foreign_key="document.id")
    recorded_on: int = Field(sa_column_kwargs={"server_default": text("0")})


class ObservationRow(SQLModel, table=True):
    """One vintage of one figure; rows are only ever added.

    The key is in the order of reading, so the latest figures of a series are found by seeking.
    """

    __tablename__ = "observation"
    __table_args__ = (
        ForeignKeyConstraint(["series_id"], ["series.id"]),
        ForeignKeyConstraint(["document_id"], ["document.id"]),
        {"sqlite_with_rowid": False},
    )
    series_id: int = Field(primary_key=True)
    period_end: int = Field(primary_key=True)
    period_start: int = Field(primary_key=True)
    basis: str = Field(primary_key=True)
    as_share: bool = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    revision: int = Field(primary_key=True)
    value: str
    comparator: str
    qualifier: str | None = None
    stated_as: str
    recorded_at: int
    document_id: int | None = None
    quote: str | None = None
    note: str | None = None
    volume: str | None = None
    recorded_on: int = Field(sa_column_kwargs={"server_default": text("0")})


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
