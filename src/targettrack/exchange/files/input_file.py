"""Opening what is read: plain files alone, and none larger than what reads it takes."""

from __future__ import annotations

import os
import stat
from itertools import count
from typing import TYPE_CHECKING, BinaryIO, cast

from targettrack.errors import TargettrackError
from targettrack.exchange.files.problem import at
from targettrack.faults import system_words
from targettrack.message import Message

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

# Where nobody writes into a pipe, opening it would wait for ever.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
LONGEST_LINE = 4_000_000  # characters


class Unreadable(TargettrackError):
    """A file that is not read: why, what would help, and where in it, empty for all of it.

    Attributes:
        row: of a list, 0 for all of it.
    """

    def __init__(self, reason: Message, place: Message | str = "", row: int = 0) -> None:
        self.place, self.row = place, row
        super().__init__(reason)

    @property
    def placed(self) -> Message:
        """The reason behind its place, where it has one."""
        return at(self.place, self.said) if self.place else self.said


def open_plain(path: Path) -> BinaryIO:
    """Open a file to read its bytes.

    Raises:
        Unreadable: it is missing, a folder, a pipe or a device, or may not be read.
    """
    try:
        file = cast("BinaryIO", open(path, "rb", opener=_opened_at_once))  # noqa: SIM115
    except FileNotFoundError:
        raise Unreadable(Message("does not exist: check its name")) from None
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise Unreadable(Message("is a folder: name a file in it")) from None
        reason = system_words(error) if isinstance(error, OSError) else str(error)
        raise Unreadable(Message("cannot be read: {reason}", reason=reason)) from None
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()
    raise Unreadable(Message("is a pipe or a device: save what it gives as a file first"))


def _opened_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def content_of(path: Path, most: int, instead: str) -> bytes:
    """Return all of a file of at most so many bytes; `instead` says what to do with a larger one.

    Raises:
        Unreadable: it cannot be opened, or is larger.
    """
    with open_plain(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise _too_large(most, instead)
        return whole(file, most, instead)


def whole(file: BinaryIO, most: int, instead: str) -> bytes:
    """Return all that is left of an open file or pipe, which need not say how much that is.

    Raises:
        Unreadable: it is more than so many bytes, or cannot be read on.
    """
    try:
        content = file.read(most + 1)
    except OSError as error:
        raise Unreadable(Message("cannot be read: {reason}", reason=system_words(error))) from None
    if len(content) > most:
        raise _too_large(most, instead)
    return content


def _too_large(most: int, instead: str) -> Unreadable:
    return Unreadable(
        Message(
            "is larger than {most} MB: {instead}", most=most // 1_000_000, instead=Message(instead)
        )
    )


def bounded_lines(text: io.TextIOBase, longest: int = LONGEST_LINE) -> Iterator[str]:
    """Yield the lines of a text; raises Unreadable at one that would fill the memory."""
    for number in count(1):
        line = text.readline(longest)
        if len(line) == longest:
            raise Unreadable(
                Message("has more than {longest} characters", longest=longest),
                Message("line {line:d}", line=number),
            )
        if not line:
            return
        yield line
