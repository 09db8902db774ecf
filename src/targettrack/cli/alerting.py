"""Who is to be told that a verdict became worse: what is watched is kept with the letter itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.cli.composing import sealed, targets_of
from targettrack.domain.alerts import look
from targettrack.domain.news import Turn
from targettrack.render.mail import alert_written
from targettrack.store import open_to_write, outbox, watches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Assessment
    from targettrack.domain.letters import Letter
    from targettrack.domain.mailing import Recipient
    from targettrack.domain.rulebook import Rulebook


def put_alerts(
    run: Run, recipients: Sequence[Recipient], rulebook: Rulebook, sender: str
) -> list[Letter]:
    """Put a letter into the outbox for each recipient of whose targets some became worse.

    What was told is kept in the same transaction, so a crash or a second run neither loses an alert
    nor tells it twice.
    """
    judged = [(one, targets_of(one, run, rulebook)) for one in recipients]
    with open_to_write(run.store) as session:
        found = [_alert(session, run, one, every, sender) for one, every in judged]
        return [letter for letter in found if letter and outbox.put(session, letter)]


def _alert(
    session: Session, run: Run, recipient: Recipient, every: Sequence[Assessment], sender: str
) -> Letter | None:
    turns = []
    for one in every:
        before = watches.watch_of(session, recipient.name, one)
        after, is_news = look(before, one)
        if after != before:
            watches.remember(session, recipient.name, one, after)
        if before is not None and is_news:
            turns.append(Turn(replace(one, status=before.level), one))
    if not turns:
        return None
    key = f"change {run.now:%Y-%m-%d %H:%M:%S} {recipient.name}"
    return sealed(key, alert_written(turns, every, recipient.lang), sender, recipient, run.now)
