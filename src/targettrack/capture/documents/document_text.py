"""What is read of a report, whatever form it comes in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.capture.documents.dateline import day_in
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


CELLS = " | "  # between the cells of a table's row
_WRAPPED = 120  # no line of a file is longer: its lines were broken to fit a page
_FULL = 0.7
MOST_TEXT = 3_000_000  # characters; a book of 1,000 pages has as many
BARE_DAY = 40  # characters of "14:34, 17/03/2025" or "Nghệ An, ngày 10 tháng 6 năm 2025"
_ENDS = re.compile(r"[.!?:;。!?:;…][\"'”’»)\]]*$")  # noqa: RUF001 - Chinese writes them so


class Unusable(Exception):
    """A file that is no report or cannot be read; says what would help."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said


class Paper(Struct, frozen=True):
    """A report: paragraphs as they follow each other, a row of a table each with cells apart.

    Attributes:
        published: the day on which it appeared; None where it does not say.
    """

    title: str | None
    published: date | None
    paragraphs: tuple[str, ...]


def tidied(texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts composed (NFC), with single spaces and without what is not printed.

    Raises:
        Unusable: they are more than any report has.
    """
    found, left = [], MOST_TEXT
    for text in texts:
        left -= len(text)
        if left < 0:
            raise Unusable(
                Message(
                    "it has more than {most} characters of text: cut out what is needed",
                    most=MOST_TEXT,
                )
            )
        composed = unicodedata.normalize("NFC", text)
        kept = "".join(char for char in composed if char.isspace() or _is_printed(char))
        found.append(" ".join(kept.split()))
    return tuple(text for text in found if text)


def _is_printed(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def title_of(paragraphs: tuple[str, ...]) -> str | None:
    """Return the first paragraph if it can be a title: it ends no sentence and is no bare day."""
    kept = (text for text in paragraphs if len(text) > BARE_DAY or day_in(text) is None)
    first = next(kept, "")
    return first if first and len(first) <= _WRAPPED * 2 and not first.endswith(".") else None


def unwrapped(lines: Iterable[str]) -> list[str]:
    """Join the lines of paragraphs that were broken to fit a page; an empty line always parts.

    A line goes on in the next one if it is nearly as long as the longest and ends no sentence, or
    if the next one starts in lower case.
    """
    stripped = [line.strip() for line in lines]
    longest = max((len(line) for line in stripped), default=0)
    paragraphs: list[str] = []
    before = ""
    for line in stripped:
        full = len(before) >= _FULL * longest and not _ENDS.search(before)
        goes_on = longest <= _WRAPPED and before and (full or line[:1].islower())
        if line and goes_on:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        elif line:
            paragraphs.append(line)
        before = line
    return paragraphs


def _joined(first: str, second: str) -> str:
    """Join two lines; Chinese has no space between them."""
    wide = all(unicodedata.east_asian_width(char) in "WF" for char in (first[-1], second[0]))
    return f"{first}{'' if wide else ' '}{second}"
