"""What recipients of alerts were told: a row for each target that is watched for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.values.status import Status
from targettrack.domain.views.alerts import Watch
from targettrack.schema.codecs import day_number
from targettrack.store import asking, lookup
from targettrack.store.row_ids import series_row
from targettrack.store.tables import WatchRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from targettrack.domain.judge.assessment import Assessment


def watch_of(session: Session, recipient: str, one: Assessment) -> Watch | None:
    """Return what is remembered of the target of a verdict for a recipient; None for nothing."""
    row = session.get(WatchRow, _key(session, recipient, one))
    return Watch(Status(row.level), row.calm, row.figure) if row else None


def remember(session: Session, recipient: str, one: Assessment, watch: Watch) -> None:
    """Keep what is to be remembered of the target of a verdict for a recipient."""
    key = _key(session, recipient, one)
    row = session.get(WatchRow, key) or WatchRow(
        recipient=key[0],
        series_id=key[1],
        scenario_id=key[2],
        period_start=key[3],
        period_end=key[4],
        level=watch.level,
        calm=watch.calm,
        figure=watch.figure,
    )
    row.level, row.calm, row.figure = watch.level, watch.calm, watch.figure
    session.add(row)
    session.flush()


def _key(session: Session, recipient: str, one: Assessment) -> tuple[str, int, int, int, int]:
    scenario = lookup.scenario_id(asking(session), one.target.scenario.name)
    series, period = series_row(session, one.entity, one.indicator), one.target.period
    return recipient, series, scenario, day_number(period.start), day_number(period.last)
