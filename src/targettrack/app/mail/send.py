"""Sending what waits in the outbox: every letter at most once, whatever breaks when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from msgspec import Struct

from targettrack.domain.records.letter import LetterState, after
from targettrack.store import open_to_write, outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from targettrack.domain.records.letter import Letter
    from targettrack.domain.records.mail_settings import Login, Server


class Sent(Struct, frozen=True):
    """What became of the letters of one run; `unsure` may have arrived or not."""

    taken: tuple[Letter, ...] = ()
    waiting: tuple[Letter, ...] = ()
    refused: tuple[Letter, ...] = ()
    unsure: tuple[Letter, ...] = ()


def post(store: Path, letters: Sequence[Letter], *, again: bool = False) -> list[Letter]:
    """Put letters into the outbox, `again` in place of those there; return those put in."""
    with open_to_write(store) as session:
        if again:
            outbox.forget(session, [letter.key for letter in letters])
        return [letter for letter in letters if outbox.put(session, letter)]


def send_waiting(
    store: Path, server: Server, login: Login | None, now: Callable[[], datetime]
) -> Sent:
    """Send every letter whose time has come; stop where the server cannot be reached.

    Each step is kept before the next is taken, so another run, or this one after a crash, knows how
    far a letter came.
    """
    from targettrack.delivery.smtp import Connection  # noqa: PLC0415 - only where one is sent

    mark, done = uuid4().hex, []
    with Connection(server, login) as line:
        while True:
            with open_to_write(store) as session:
                letter = outbox.claim(session, mark, now())
            if letter is None:
                break
            attempt = line.send(letter, _about_to_arrive(store, letter, now))
            settled = after(letter, attempt, now())
            with open_to_write(store) as session:
                outbox.settle(session, settled, held=mark)
            done.append(settled)
            if not attempt.reached:
                break
    return Sent(*(tuple(one for one in done if one.state is state) for state in _ENDS))


_ENDS = (LetterState.SENT, LetterState.WAITING, LetterState.REFUSED, LetterState.SENDING)


def _about_to_arrive(
    store: Path, letter: Letter, now: Callable[[], datetime]
) -> Callable[[], bool]:
    def mark() -> bool:
        with open_to_write(store) as session:
            return outbox.begin_sending(session, letter, now())

    return mark
