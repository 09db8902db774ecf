"""What recipients of alerts were told: a row for each target that is watched for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.values.status import Status
from targettrack.domain.views.alerts import Remembered, Watch
from targettrack.schema.codecs import day_number, period_of
from targettrack.store import asking, lookup, queries
from targettrack.store.events.change_set import insert
from targettrack.store.shared_rows import series_row
from targettrack.store.tables import WatchRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.store.lookup import Ask


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


def watches(ask: Ask) -> list[Remembered]:
    """Return all that is remembered, by the names of what it is about."""
    return [
        Remembered(who, of, what, by, period_of((start, end)), Status(level), calm, figure)
        for who, of, what, by, start, end, level, calm, figure in ask(queries.WATCHES, {})
    ]


def restore(session: Session, one: Remembered) -> bool:
    """Keep what was remembered elsewhere, unless something is; return whether it was kept."""
    ask = asking(session)
    owner, measure = lookup.entity_id(ask, one.entity), lookup.indicator_id(ask, one.indicator)
    asked = queries.SERIES.format(conditions=_OF_PLACE)
    for series, _, _ in ask(asked, {"entity_id": owner, "indicator_id": measure}):
        key = {
            "recipient": one.recipient,
            "series_id": series,
            "scenario_id": lookup.scenario_id(ask, one.scenario),
            "period_start": day_number(one.period.start),
            "period_end": day_number(one.period.last),
        }
        if session.get(WatchRow, tuple(key.values())) is None:
            said = {"level": one.level.value, "calm": one.calm, "figure": one.figure}
            insert(session, "watch", {**key, **said})
            return True
    return False


_OF_PLACE = f"{queries.CONDITIONS['entity_id']} {queries.CONDITIONS['indicator_id']}"


def _key(session: Session, recipient: str, one: Assessment) -> tuple[str, int, int, int, int]:
    scenario = lookup.scenario_id(asking(session), one.target.scenario.name)
    series, period = series_row(session, one.entity, one.indicator), one.target.period
    return recipient, series, scenario, day_number(period.start), day_number(period.last)
