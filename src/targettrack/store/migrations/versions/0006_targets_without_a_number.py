"""Targets without a number: the value of a target may be absent.

Revision ID: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Move the values into a column that may be empty; a table others refer to is not rebuilt."""
    op.add_column("target", sa.Column("stated", sa.String(), nullable=True))
    op.execute("UPDATE target SET stated = value")
    op.drop_column("target", "value")
    op.alter_column("target", "stated", new_column_name="value")
