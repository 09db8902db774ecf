"""Seasons of indicators: which shares are the spending of a year's plan.

Revision ID: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, which is empty for all that were recorded before."""
    op.add_column("indicator", sa.Column("season", sa.String(), nullable=True))
