"""Who is to be told that a verdict became worse: what is watched is kept with the letter itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.app.mail.compose import sealed, targets_of
from targettrack.domain.views.alerts import look
from targettrack.domain.views.news import Changed
from targettrack.render.pages.mail import alert_written
from targettrack.store import alert_watches, open_to_write, outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.mail_settings import Recipient
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.store.events.session import Session


def put_alerts(
    store: Path, clock: Clock, recipients: Sequence[Recipient], rulebook: Rulebook, sender: str
) -> list[Letter]:
    """Put a letter into the outbox for each recipient of whose targets some became worse.

    What was told is kept in the same transaction, so a crash or a second run neither loses an alert
    nor tells it twice.
    """
    judged = [(one, targets_of(one, store, clock, rulebook)) for one in recipients]
    with open_to_write(store, clock.stamp()) as session:
        found = [_alert(session, clock, one, every, sender) for one, every in judged]
        return [letter for letter in found if letter and outbox.put(session, letter)]


def _alert(
    session: Session, clock: Clock, recipient: Recipient, every: Sequence[Assessment], sender: str
) -> Letter | None:
    turns = []
    for one in every:
        before = alert_watches.watch_of(session, recipient.name, one)
        after, is_news = look(before, one)
        if after != before:
            alert_watches.remember(session, recipient.name, one, after)
        if before is not None and is_news:
            turns.append(Changed(replace(one, status=before.level), one))
    if not turns:
        return None
    key = f"change {clock.now:%Y-%m-%d %H:%M:%S} {recipient.name}"
    return sealed(key, alert_written(turns, every, recipient.lang), sender, recipient, clock.now)
