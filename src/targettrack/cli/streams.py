"""The standard streams, made fit for use: closed, full, unread, or of an old code page."""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from targettrack.faults import OutputFault, system_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_SIGNS = {"✔": "+", "✓": "+", "✗": "x", "·": ".", "×": "x", "−": "-", "…": "~"}
_LETTERS = {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}  # whose marks Unicode does not take off
_QUOTES = dict.fromkeys("“”„«»", '"') | dict.fromkeys("\u2018\u2019", "'")
_LINES = {"\u2013": "-", "\u2014": "-", "─": "-", "│": "|"} | dict.fromkeys("┌┐└┘├┤┬┴┼", "+")
_TRADE = str.maketrans(_SIGNS | _LETTERS | _QUOTES | _LINES)


def plain(text: str) -> str:
    """Replace the signs that an old terminal cannot show, each by one that is as wide."""
    return text.translate(_TRADE)


def open_streams() -> None:
    """Put streams in the place of the standard ones that keep the promises of the commands.

    Where stdout cannot be written, OutputFault says why; where nobody reads on, the program ends
    quietly. stderr never fails. What an encoding cannot show is replaced by what is nearest. A
    stream that was closed when the program started reads nothing, and is not written.
    """
    closed = {"stdin": os.O_RDONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
    for name, flags in closed.items():
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
    sys.stdout = _text(sys.stdout, _Results)
    sys.stderr = _text(sys.stderr, _Notes)


def _text(stream: TextIO, kind: type[_Results]) -> io.TextIOWrapper:
    assert isinstance(stream, io.TextIOWrapper)  # noqa: S101 - as Python opens it
    handler = f"nearest in {stream.encoding}"
    codecs.register_error(handler, partial(_nearest, stream.encoding))
    return io.TextIOWrapper(
        kind(stream),
        encoding=stream.encoding,
        errors=handler,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _Results(io.BufferedIOBase):
    """What is written on standard output: the first fault ends the command."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream  # which closes its buffer when it goes
        self._inner = stream.buffer
        self.name = stream.name

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._inner.fileno()

    def isatty(self) -> bool:
        return self._inner.isatty()

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if data:  # typer tries whether it may write by writing nothing, and hides why it may not
            with self._faults():
                self._inner.write(data)
        return len(data)

    def flush(self) -> None:
        with self._faults():
            self._inner.flush()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # What still waits goes nowhere, so that it is not tried again at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from None
        raise OutputFault(system_words(error)) from None


class _Notes(_Results):
    """What is written on standard error: there is nobody to tell that it cannot be."""

    def _failed(self, error: OSError) -> None:
        pass


def _nearest(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding does not have: a codec's way of handling errors."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_nearest_to(char, encoding) for char in missing), error.end


def _nearest_to(char: str, encoding: str) -> str:
    """Return a character with as many of its marks as an encoding has, or else ?."""
    base, *marks = tuple(unicodedata.normalize("NFKD", char))
    one_mark = [unicodedata.normalize("NFC", base + mark) for mark in marks]
    others = ["".join(other for other in marks if other != mark) for mark in marks]
    every_mark = [one + rest for one, rest in zip(one_mark, others, strict=True)]
    none = "".join(one for one in (base, *marks) if not unicodedata.combining(one))
    for tried in (plain(char), *every_mark, *one_mark, plain(none)):
        try:
            tried.encode(encoding)
        except UnicodeEncodeError:
            continue
        return tried
    return "?"
