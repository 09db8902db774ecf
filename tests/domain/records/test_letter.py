"""What becomes of a letter after an attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from targettrack.domain.records.letter import PAUSES, Answer, Attempt, Letter, LetterState, after

NOW = datetime(2025, 6, 10, 7, 30, tzinfo=UTC)
LETTER = Letter("may", "an@example.vn", "May", b"text", NOW, NOW, LetterState.CLAIMED, claim="run")


@pytest.mark.parametrize(
    ("answer", "attempts", "state", "wait"),
    [
        (Answer.TAKEN, 0, LetterState.SENT, None),
        (Answer.NEVER, 0, LetterState.REFUSED, None),
        (Answer.UNKNOWN, 0, LetterState.SENDING, None),
        (Answer.LATER, 0, LetterState.WAITING, timedelta(minutes=5)),
        (Answer.LATER, 1, LetterState.WAITING, timedelta(minutes=15)),
        (Answer.LATER, len(PAUSES) - 1, LetterState.WAITING, timedelta(days=1)),
        (Answer.LATER, len(PAUSES), LetterState.REFUSED, None),
    ],
)
def test_an_answer_decides_what_becomes_of_a_letter(
    answer: Answer, attempts: int, state: LetterState, wait: timedelta | None
) -> None:
    made = after(replace(LETTER, attempts=attempts), Attempt(answer, "said"), NOW)
    assert (made.state, made.attempts, made.claim) == (state, attempts + 1, "")
    assert made.next_try == (NOW + wait if wait else NOW)
    assert made.message == (b"" if state is LetterState.SENT else b"text")
    assert made.error == ("" if state is LetterState.SENT else "said")
