"""Targets that were closed as they stood, and the days on which reports were mailed.

Revision ID: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns, which are empty for all that were recorded before, and an index."""
    op.add_column("target", sa.Column("closed_on", sa.Integer(), nullable=True))
    op.add_column("target", sa.Column("closed_by", sa.String(), nullable=True))
    op.add_column("target", sa.Column("closed_because", sa.String(), nullable=True))
    op.create_index("ix_letter_reports", "letter", ["address", "state", "key", "created_at"])
