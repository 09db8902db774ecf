"""Letters in the store: each step on their way is one transaction, so a crash loses none.

A letter is put in once for its key, claimed by one run, marked before the end of it is sent, and
settled after the server's answer. Moments are whole seconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.records.letter import LEASE, Letter, LetterState
from targettrack.schema.codecs import moment_of, seconds
from targettrack.store import queries
from targettrack.store.codec import decodes
from targettrack.store.events.session import insert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask, Row


def put(session: Session, letter: Letter) -> bool:
    """Put a letter in, unless there is one of its key; return whether it was put in."""
    if session.ask(queries.HAS_LETTER, {"key": letter.key}):
        return False
    named = {"key": letter.key, "address": letter.address, "subject": letter.subject}
    insert(session, "letter", {**named, **_state(letter)})
    return True


def claim(session: Session, mark: str, now: datetime) -> Letter | None:
    """Take the next letter whose time has come, for the run that `mark` names; None for none."""
    due = {"now": seconds(now), "stale": seconds(now - LEASE)}
    found = [_letter(row) for row in session.ask(queries.DUE_LETTER, due)]
    if not found:
        return None
    taken = replace(found[0], state=LetterState.CLAIMED, claim=mark, changed_at=now)
    settle(session, taken, held=found[0].claim)
    return taken


def begin_sending(session: Session, letter: Letter, now: datetime) -> bool:
    """Mark a letter as about to arrive; False if another run has taken it over meanwhile."""
    given = {"key": letter.key, "claim": letter.claim, "now": seconds(now)}
    return bool(session.change(queries.BEGIN_SENDING, given))


def settle(session: Session, letter: Letter, *, held: str) -> None:
    """Write down what became of a letter, unless another run has taken it from the claim `held`."""
    session.change(queries.SETTLE, {"key": letter.key, "held": held, **_state(letter)})


def forget(session: Session, keys: Sequence[str]) -> None:
    """Remove letters, so that new ones of the same keys can be put in."""
    for key in keys:
        session.change(queries.FORGET_LETTER, {"key": key})


@decodes
def letters(ask: Ask) -> list[Letter]:
    """Return every letter, the newest first."""
    return [_letter(row) for row in ask(queries.LETTERS, {})]


def kept_letters(ask: Ask) -> list[Letter]:
    """Return every letter as it is kept for another store, in the order in which they came.

    One that a run has in hand may arrive: for the other store it has been sent up to its end.
    """
    return [
        replace(one, state=LetterState.SENDING, claim="")
        if one.state is LetterState.CLAIMED
        else replace(one, claim="")
        for one in reversed(letters(ask))
    ]


def _state(letter: Letter) -> dict[str, Any]:
    return {
        "message": letter.message,
        "state": letter.state.value,
        "attempts": letter.attempts,
        "created_at": seconds(letter.created_at),
        "changed_at": seconds(letter.changed_at or letter.created_at),
        "next_try": seconds(letter.next_try),
        "claim": letter.claim,
        "error": letter.error,
    }


def _letter(row: Row) -> Letter:
    key, address, subject, message, state, attempts, created, changed, following, mark, error = row
    return Letter(
        key=key,
        address=address,
        subject=subject,
        message=message,
        created_at=moment_of(created),
        next_try=moment_of(following),
        state=LetterState(state),
        attempts=attempts,
        changed_at=moment_of(changed),
        claim=mark,
        error=error,
    )
