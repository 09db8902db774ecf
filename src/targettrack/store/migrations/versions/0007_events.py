"""Events: every row belongs to the change set that added it, and none is changed any more.

Revision ID: 0007

What was described anew in its row has further rows from now on, so names are unique no more. What
was there belongs to the first event, which is written once the tables are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WITH_ROWS = ("name", "target", "target_stage", "trajectory_point", "weight", "observation")
FIGURE = ("series_id", "period_end", "period_start", "basis", "as_share", "stage", "revision")
TEXTS = {"basis", "stage"}


def _event() -> sa.Column[int]:
    return sa.Column("event_id", sa.Integer(), nullable=False, server_default=sa.text("1"))


def _whole(name: str, *, may_lack: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=may_lack)


def _text(name: str, *, may_lack: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=may_lack)


def _made_anew(table: str, *items: sa.schema.SchemaItem) -> None:
    """Make a table without its unique names; the rows that refer to it find it at the end."""
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table} ORDER BY id")  # noqa: S608
    op.drop_table(table)
    items = (_whole("id"), _whole("identity"), _event(), *items, sa.PrimaryKeyConstraint("id"))
    op.create_table(table, *items)
    raw = op.get_bind().connection.driver_connection
    names = ", ".join(row[1] for row in raw.execute("PRAGMA temp.table_info(kept)"))  # type: ignore[union-attr]
    op.execute(f"INSERT INTO {table} (identity, {names}) SELECT id, {names} FROM kept")  # noqa: S608
    op.execute("DROP TABLE temp.kept")
    op.create_index(f"ix_{table}_identity", table, ["identity"])


def _refers(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"])


def upgrade() -> None:
    """Add the tables of events, and to every record the event that added it."""
    op.execute("PRAGMA defer_foreign_keys = ON")
    for table in WITH_ROWS:
        op.add_column(table, _event())
    _made_anew(
        "document",
        _text("title"),
        _text("number", may_lack=True),
        _text("issuer", may_lack=True),
        _whole("date", may_lack=True),
        _text("url", may_lack=True),
    )
    op.create_index("ix_document_title", "document", ["title"])
    _made_anew(
        "entity",
        _text("name"),
        _text("kind"),
        _whole("parent_id", may_lack=True),
        _whole("valid_from", may_lack=True),
        _whole("valid_to", may_lack=True),
        _whole("successor_id", may_lack=True),
        _refers("parent_id", "entity"),
        _refers("successor_id", "entity"),
    )
    _made_anew(
        "scenario",
        _text("name"),
        _text("tier"),
        _text("issuer", may_lack=True),
        _whole("document_id", may_lack=True),
        _text("supersedes", may_lack=True),
        _refers("document_id", "document"),
    )
    _made_anew(
        "indicator",
        _text("code"),
        _text("name"),
        _text("kind"),
        _text("unit"),
        _text("absolute_unit", may_lack=True),
        _text("direction"),
        _text("frequency"),
        _whole("precision"),
        _whole("publication_lag"),
        _text("least", may_lack=True),
        _text("most", may_lack=True),
    )
    op.create_index("ix_indicator_code", "indicator", ["code"])
    op.create_table(
        "event",
        _whole("id"),
        _whole("at"),
        _whole("day"),
        *(_text(name) for name in ("who", "command", "reason", "said")),
        _text("digest", may_lack=True),
        _text("link"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "withdrawal",
        _event(),
        _text("what"),
        _whole("row_id"),
        _whole("day"),
        sa.PrimaryKeyConstraint("what", "row_id", "event_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "withdrawn_figure",
        _event(),
        *(_text(name) if name in TEXTS else _whole(name) for name in FIGURE),
        _whole("day"),
        sa.PrimaryKeyConstraint(*FIGURE, "event_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "undoing",
        _event(),
        _whole("of_id"),
        sa.Column("counts", sa.Boolean(), nullable=False),
        _whole("made"),
        _whole("day"),
        sa.PrimaryKeyConstraint("of_id", "event_id"),
        sqlite_with_rowid=False,
    )
