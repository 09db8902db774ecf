"""Names by language: those of an indicator in Vietnamese had a column of their own.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table of names from that of aliases and the column."""
    op.create_table(
        "name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("is_alias", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(entity_id IS NULL) <> (indicator_id IS NULL)", name="of_one"),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"]),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicator.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text", "lang", "entity_id"),
        sa.UniqueConstraint("text", "lang", "indicator_id"),
    )
    op.create_index("ix_name_folded", "name", ["folded"])
    op.execute(
        "INSERT INTO name (id, entity_id, indicator_id, text, folded, lang, is_alias) "
        # Ð, which old keyboards have for Đ, folds to d as well since then.
        "SELECT a.id, a.entity_id, a.indicator_id, a.name, replace(a.folded, 'ð', 'd'), "
        "CASE WHEN a.name = i.name_vi AND a.name <> i.name THEN 'vi' END, "
        "a.name NOT IN (coalesce(e.name, i.name), coalesce(i.code, ''), coalesce(i.name_vi, '')) "
        "FROM alias a LEFT JOIN entity e ON e.id = a.entity_id "
        "LEFT JOIN indicator i ON i.id = a.indicator_id ORDER BY a.id"
    )
    op.drop_table("alias")
    op.drop_column("indicator", "name_vi")
