"""What recipients of alerts were told: a row for each target that is watched for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.values.status import Status
from targettrack.domain.views.alerts import Remembered, Watch
from targettrack.schema.codecs import day_number, period_of
from targettrack.store import lookup, queries
from targettrack.store.events.session import insert
from targettrack.store.shared_rows import series_row

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask


def watch_of(session: Session, recipient: str, one: Assessment) -> Watch | None:
    """Return what is remembered of the target of a verdict for a recipient; None for nothing."""
    for level, calm, figure in session.ask(queries.WATCH_OF, _key(session, recipient, one)):
        return Watch(Status(level), calm, figure)
    return None


def remember(session: Session, recipient: str, one: Assessment, watch: Watch) -> None:
    """Keep what is to be remembered of the target of a verdict for a recipient."""
    said = {"level": watch.level.value, "calm": watch.calm, "figure": watch.figure}
    session.change(queries.REMEMBER, {**_key(session, recipient, one), **said})


def watches(ask: Ask) -> list[Remembered]:
    """Return all that is remembered, by the names of what it is about."""
    return [
        Remembered(who, of, what, by, period_of((start, end)), Status(level), calm, figure)
        for who, of, what, by, start, end, level, calm, figure in ask(queries.WATCHES, {})
    ]


def restore(session: Session, one: Remembered) -> bool:
    """Keep what was remembered elsewhere, unless something is; return whether it was kept."""
    ask = session.ask
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
        if not session.ask(queries.WATCH_OF, key):
            said = {"level": one.level.value, "calm": one.calm, "figure": one.figure}
            insert(session, "watch", {**key, **said})
            return True
    return False


_OF_PLACE = f"{queries.CONDITIONS['entity_id']} {queries.CONDITIONS['indicator_id']}"


def _key(session: Session, recipient: str, one: Assessment) -> dict[str, object]:
    period = one.target.period
    return {
        "recipient": recipient,
        "series_id": series_row(session, one.entity, one.indicator),
        "scenario_id": lookup.scenario_id(session.ask, one.target.scenario.name),
        "period_start": day_number(period.start),
        "period_end": day_number(period.last),
    }
