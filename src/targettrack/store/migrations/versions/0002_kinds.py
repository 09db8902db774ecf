"""Stages and volumes, references and limits: what holds, ratios and deliverables need.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEPT = (
    "series_id, period_end, period_start, basis, as_share, revision, value, comparator, "
    "qualifier, stated_as, recorded_at, document_id, quote, note"
)


def upgrade() -> None:
    """Add the columns and the table of stages; a figure's stage joins its key."""
    op.add_column("indicator", sa.Column("least", sa.String(), nullable=True))
    op.add_column("indicator", sa.Column("most", sa.String(), nullable=True))
    # As text, since Alembic adds a constraint apart from its column, which SQLite cannot do.
    op.execute("ALTER TABLE target ADD COLUMN reference_id INTEGER REFERENCES entity (id)")
    for name in ("hold", "hold_share", "volume"):
        op.add_column("target", sa.Column(name, sa.String(), nullable=True))
    op.create_table(
        "target_stage",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"]),
        sa.PrimaryKeyConstraint("target_id", "position"),
    )
    _rebuild_observations()


def _rebuild_observations() -> None:
    """Make the table anew, since the key of one without row numbers cannot be changed."""
    op.create_table(
        "observation_with_stage",
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("period_end", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("as_share", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("comparator", sa.String(), nullable=False),
        sa.Column("qualifier", sa.String(), nullable=True),
        sa.Column("stated_as", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("volume", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"]),
        sa.PrimaryKeyConstraint(
            "series_id", "period_end", "period_start", "basis", "as_share", "stage", "revision"
        ),
        sqlite_with_rowid=False,
    )
    op.execute(
        f"INSERT INTO observation_with_stage ({KEPT}, stage) SELECT {KEPT}, '' FROM observation"  # noqa: S608 - our own names
    )
    op.drop_table("observation")
    op.rename_table("observation_with_stage", "observation")
