"""What became of messages, said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.cli.output import note
from targettrack.domain.records.letter import LetterState
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.app.mail.compose import Job
    from targettrack.app.mail.send import Sent
    from targettrack.domain.records.letter import Letter

_WHY_NOT = {
    LetterState.SENT: "was sent",
    LetterState.SENDING: "may have arrived: the line broke before the answer",
    LetterState.REFUSED: "was refused",
    LetterState.CLAIMED: "is being sent",
    LetterState.WAITING: "waits to be sent",
}


def tell_known(known: Iterable[tuple[Job, Letter]]) -> None:
    """Say of reports that are in the outbox already what became of them."""
    for job, letter in known:
        moment = letter.changed_at or letter.created_at
        how = "; --again sends it again" if letter.state is not LetterState.WAITING else ""
        reason = f" ({letter.error})" if letter.error else ""
        note(
            Message(
                "{name}: this report {why_not}{reason}, {moment}{how}",
                name=job.recipient.name,
                why_not=_WHY_NOT[letter.state],
                reason=reason,
                moment=format(moment.astimezone(), "%Y-%m-%d %H:%M"),
                how=how,
            )
        )


def tell_without(jobs: Iterable[Job]) -> None:
    """Say who gets nothing."""
    for job in jobs:
        day = job.clock.as_of
        note(
            Message(
                "{name} gets nothing: no target was known for them on {day}",
                name=job.recipient.name,
                day=day,
            )
        )


def tell_sent(sent: Sent, *, quiet: bool) -> None:
    """Say what became of the letters; `quiet` leaves out what went well, or cron would mail it."""
    for letter in () if quiet else sent.taken:
        note(
            Message("sent to {address}: {subject}", address=letter.address, subject=letter.subject)
        )
    for letter in sent.unsure:
        note(
            Message(
                "may have arrived at {address}, the line broke before the answer "
                "({error}): {subject}; it is not sent again without --again",
                address=letter.address,
                error=letter.error,
                subject=letter.subject,
            )
        )
    for letter in sent.waiting:
        later = f"{letter.next_try.astimezone():%Y-%m-%d %H:%M}"
        note(
            Message(
                "not sent to {address}, tried again from {later}: {error}",
                address=letter.address,
                later=later,
                error=letter.error,
            )
        )
    for letter in sent.refused:
        note(Message("refused for {address}: {error}", address=letter.address, error=letter.error))
    if not quiet and not any((sent.taken, sent.unsure, sent.waiting, sent.refused)):
        note(Message("nothing was sent"))
