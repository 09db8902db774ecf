"""The day from which a record is known, beside the moment at which it was written.

Revision ID: 0004

Until now a record kept one moment, and `--known-at` was compared with it on the clock of whoever
read the store. The day is told from the moments as `civil_day` says: a moment that is midnight on
the clock of some time zone stands for that day, and the clock of most of these tells the day of
the others; in a store without one it is the day in UTC. Moments are left as they are.
"""

import sqlalchemy as sa
from alembic import op

from targettrack.domain.values.civil_day import civil_day, clock_of

revision = "0004"
down_revision = "0003"

TABLES = ("observation", "target", "weight")
MOMENTS = " UNION ".join(f"SELECT recorded_at FROM {table}" for table in TABLES)  # noqa: S608


def upgrade() -> None:
    """Add the day to figures, targets and weights."""
    connection = op.get_bind()
    moments = [int(moment) for (moment,) in connection.execute(sa.text(MOMENTS))]
    clock = clock_of(moments)

    def day(moment: int) -> int:
        return int(f"{civil_day(moment, clock):%Y%m%d}")

    raw = connection.connection.driver_connection
    raw.create_function("civil_day", 1, day)  # type: ignore[union-attr]
    for table in TABLES:
        column = sa.Column("recorded_on", sa.Integer(), nullable=False, server_default=sa.text("0"))
        op.add_column(table, column)
        op.execute(f"UPDATE {table} SET recorded_on = civil_day(recorded_at)")  # noqa: S608
