"""What was left unsaid: asked on a terminal, an error in a pipe."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.render.messages.catalogue import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from targettrack.app.record.question import Question

    class Words(Protocol):
        """Words that an answer completes."""

        def with_words(self, **words: str) -> Self:
            """Return the same words, with those that are known by now."""


W = TypeVar("W", bound="Words")
R = TypeVar("R")


def asks() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def completed(words: W, act: Callable[[W], R], lang: str, read: Callable[[str, str], str]) -> R:
    """Act on words; on a terminal what they leave open is asked for, until all is known.

    An answer is read as the option of its key is.

    Raises:
        Question: nobody is there to be asked, or the answer is the end of input.
    """
    from targettrack.app.record.question import Question  # noqa: PLC0415 - not for --help

    while True:
        try:
            return act(words)
        except Question as question:
            answer = answer_to(question, lang) if asks() else ""
            if not answer:
                raise
            words = words.with_words(**{question.key: read(question.key, answer)})


def answer_to(question: Question, lang: str) -> str:
    """Ask until there is an answer; empty at the end of input."""
    note(translate(question.asked, lang))
    choices = question.choices
    widest = max((len(one.typed) for one in choices), default=0)
    for number, one in enumerate(choices, start=1):
        note(
            Message(
                "  {number}  {typed}  {meaning}",
                number=number,
                typed=f"{one.typed:{widest}}",
                meaning=translate(one.meaning, lang),
            )
        )
    prompt = f"1-{len(choices)}: " if choices else "> "
    while True:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        try:
            answer = input().strip()
        except EOFError:
            note(Message(""))
            return ""
        found = [
            one.typed
            for number, one in enumerate(choices, start=1)
            if answer.casefold() in {str(number), one.typed.casefold(), one.typed.lstrip("-")}
        ]
        if found or (answer and not choices):
            return (found or [answer])[0].removeprefix("--")
