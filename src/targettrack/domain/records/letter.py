"""Messages on their way to a recipient: what became of each, and when it is tried again."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from datetime import datetime


class LetterState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"  # to be sent, for the first time or again
    CLAIMED = "claimed"  # a run has taken it and talks to the server
    SENDING = "sending"  # the server has all but the end of it: from here on it may have arrived
    SENT = "sent"
    REFUSED = "refused"  # for good, by the server; or given up after the last pause


class Letter(Struct, frozen=True):
    """One message to one address.

    Attributes:
        key: what it is about; there is never a second letter of the same key.
        message: as it goes over the wire, with CRLF; empty once it was sent.
        attempts: how often it was tried; next_try: not before then.
        claim: the mark of the run that has it.
        error: what the server or the line said last.
    """

    key: str
    address: str
    subject: str
    message: bytes
    created_at: datetime
    next_try: datetime
    state: LetterState = LetterState.WAITING
    attempts: int = 0
    changed_at: datetime | None = None
    claim: str = ""
    error: str = ""


class Answer(StrEnum):
    """What came of one attempt to send a message."""

    TAKEN = "taken"  # the server has said that it has it
    LATER = "later"  # it has not, and may take it another time
    NEVER = "never"  # it has not, and will not
    UNKNOWN = "unknown"  # the end of the message was sent, and no whole answer came


class Attempt(Struct, frozen=True):
    """One attempt to send a message, and what was said.

    Attributes:
        reached: whether there was a server to talk to; without one the others need not be tried.
    """

    answer: Answer
    said: str = ""
    reached: bool = True


# A run holds a claim for longer than the slowest server may take, so a claim that is older is of
# a run that was killed before the message could have arrived.
LEASE = timedelta(minutes=15)
PAUSES = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 720, 1440, 1440))


def after(letter: Letter, attempt: Attempt, now: datetime) -> Letter:
    """Return a letter as it is after an attempt.

    Refused for good at once or after the last pause; otherwise it waits for the next one, which is
    longer each time. Without an answer it stays `sending`: whether it arrived nobody can tell, so
    it is never sent again unasked.
    """
    attempts = letter.attempts + 1
    made = replace(letter, attempts=attempts, changed_at=now, error=attempt.said, claim="")
    if attempt.answer is Answer.TAKEN:
        return replace(made, state=LetterState.SENT, message=b"", error="")
    if attempt.answer is Answer.UNKNOWN:
        return replace(made, state=LetterState.SENDING)
    if attempt.answer is Answer.NEVER or attempts > len(PAUSES):
        return replace(made, state=LetterState.REFUSED)
    return replace(made, state=LetterState.WAITING, next_try=now + PAUSES[attempts - 1])
