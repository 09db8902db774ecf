"""What must be known before something is recorded: asked on a terminal, refused in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from targettrack.errors import UsageFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence


class Choice(NamedTuple):
    """One answer: as it is typed after the option, and what it means."""

    typed: str
    meaning: Message


class Question(UsageFault):
    """Something that was left unsaid and that no rule tells.

    As an error it names the option that says it; on a terminal it is asked, and the words are read
    again with the answer.

    Attributes:
        key: which of the words it is about.
        asked: the question in plain words.
        choices: the answers that there are, the likely one first; none where any text may be one.
        likely: what an empty answer means; empty where it means nothing.
    """

    def __init__(
        self,
        key: str,
        option: str,
        asked: Message,
        choices: Sequence[Choice] = (),
        likely: str = "",
    ) -> None:
        self.key, self.asked, self.choices, self.likely = key, asked, tuple(choices), likely
        ways = tuple(
            Message("{option} {typed} ({meaning})", option=option, typed=typed, meaning=meaning)
            if option
            else Message("{typed} ({meaning})", typed=typed, meaning=meaning)
            for typed, meaning in choices
        )
        super().__init__(Message("{asked} Say {ways: or }", asked=asked, ways=ways or (option,)))
