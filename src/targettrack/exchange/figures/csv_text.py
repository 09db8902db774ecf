"""Rows of texts from CSV in the forms that spreadsheets and people make of it.

Commas, semicolons or tabs; line ends of any kind; UTF-8 with or without a mark, UTF-16 by its mark,
or an encoding that is named. A file that cannot be read twice is copied first.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import stat
import sys
import tempfile
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, cast

from targettrack.errors import quoted
from targettrack.exchange.files.figure_source import STDIN
from targettrack.exchange.files.input_file import Unreadable, bounded_lines, open_plain
from targettrack.faults import system_words
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterator
    from pathlib import Path

LONGEST_CELL = 131_072  # characters
MOST_PIPED = 1 << 30  # bytes; more comes from what never ends
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SEPARATORS = ",;\t"
_TRIED = 65_536  # bytes at a time when a byte that is no text is looked for


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, or standard input for "-", so that it can be read more than once.

    Raises:
        Unreadable: it is no plain file, may not be read, or what comes in does not end.
    """
    if str(path) != STDIN:
        with open_plain(path) as file:
            yield file
        return
    with sys.stdin.buffer as piped:
        if stat.S_ISREG(os.fstat(piped.fileno()).st_mode):
            yield cast("BinaryIO", piped)
            return
        with tempfile.TemporaryFile() as copy:
            try:
                _copy(cast("BinaryIO", piped), cast("BinaryIO", copy))
            except OSError as error:
                raise Unreadable(
                    Message("cannot be copied to be read: {strerror}", strerror=system_words(error))
                ) from None
            copy.seek(0)
            yield cast("BinaryIO", copy)


def _copy(piped: BinaryIO, copy: BinaryIO) -> None:
    """Copy what comes in, unless it can be seen not to end."""
    left = MOST_PIPED
    while piece := piped.read(_TRIED):
        left -= len(piece)
        if left < 0:
            most = MOST_PIPED // 1_000_000
            raise Unreadable(
                Message("gives more than {most} MB: save it as a file first", most=most)
            )
        if not piece.strip(b"\0"):
            raise Unreadable(Message("gives NUL bytes and no text: is it the right file?"))
        copy.write(piece)


def rows_within(path: Path) -> int | None:
    """Estimate how many rows a file has from its first ones; None for what is no file."""
    try:
        if not path.is_file():
            return None
        with open_plain(path) as file:
            start = file.read(_TRIED)
    except (OSError, Unreadable):
        return None
    return path.stat().st_size * start.count(b"\n") // max(len(start), 1) or None


def rows_of(
    file: BinaryIO, encoding: str, columns: Collection[str]
) -> Generator[tuple[int, list[str]], None, None]:
    """Yield each row of a table with its number, the header's being 1; empty rows are left out.

    Args:
        file: its bytes, from the start.
        encoding: of the text, empty for UTF-8 or as its mark says.
        columns: known names of columns; what separates most of them in the header separates cells.

    Raises:
        Unreadable: with the row from which on it is no table, or with the byte that is no text.
    """
    csv.field_size_limit(LONGEST_CELL)
    file.seek(0)
    named = _encoding(file.read(4), encoding)
    file.seek(0)
    row = 0
    text = io.TextIOWrapper(file, named, newline="")
    try:
        lines = bounded_lines(text)
        first = next(lines, "")
        reader = csv.reader(
            chain((first,), lines), delimiter=_delimiter(first, columns), strict=True
        )
        for row, cells in enumerate(reader, start=1):
            if any(cells):
                yield row, cells
    except UnicodeError:
        raise _no_text(file, named) from None
    except OSError as error:
        raise Unreadable(
            Message("cannot be read on: {strerror}", strerror=system_words(error)), row=row + 1
        ) from None
    except csv.Error as error:
        raise Unreadable(_no_table(str(error)), row=row + 1) from None
    except Unreadable as end:
        what = Message("{what}, which is no row of figures", what=end.said)
        raise Unreadable(what, row=row + 1) from None
    finally:
        text.detach()


def _delimiter(header: str, columns: Collection[str]) -> str:
    """Return what separates the most names of columns in a header."""

    def known(mark: str) -> int:
        names = header.strip("\r\n").split(mark)
        return sum(column_name(name.strip('"')) in columns for name in names)

    return max(_SEPARATORS, key=known)


def column_name(cell: str) -> str:
    """Return the name of a column without regard to case and spaces around it."""
    return cell.strip().casefold()


def _encoding(start: bytes, named: str) -> str:
    """Return the encoding to read with: what is named, or what the first bytes say, or UTF-8."""
    marked = next((name for mark, name in _MARKS.items() if start.startswith(mark)), "utf-8")
    if not named:
        if marked == "utf-8" and b"\0" in start:
            raise Unreadable(
                Message(
                    "begins with NUL bytes: is it UTF-16 without its mark? Say --encoding utf-16-le"
                )
            )
        return marked
    try:
        found = codecs.lookup(named)
    except (LookupError, ValueError):
        found = None
    if found is None or not found._is_text_encoding:  # noqa: SLF001 - as open() asks
        raise Unreadable(
            Message(
                "cannot be read as {named}: there is no such encoding; say {known:, | or }",
                named=quoted(named),
                known=("utf-8", "utf-16", "windows-1258", "cp1252"),
            )
        )
    return "utf-8-sig" if found.name == "utf-8" else found.name


def _no_text(file: BinaryIO, encoding: str) -> Unreadable:
    """Find the first byte that is not of the encoding."""
    decoder, lines = codecs.getincrementaldecoder(encoding)(), 1
    file.seek(0)
    chunk = b"first"
    while chunk:
        chunk = file.read(_TRIED)
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            at = file.tell() - len(error.object) + error.start
            lines += error.object[: error.start].count(b"\n")
            byte = error.object[error.start]
            shown = encoding.removesuffix("-sig").upper()
            return Unreadable(
                Message(
                    "byte {at} (line {lines}), {byte}, is not {shown}: name another with "
                    "--encoding, such as windows-1258 or cp1252",
                    at=at,
                    lines=lines,
                    byte=format(byte, "#04x"),
                    shown=shown,
                )
            )
        except UnicodeError:  # of encodings that do not count bytes
            break
        lines += chunk.count(b"\n")
    return Unreadable(
        Message(
            "is not {encoding}: name another with --encoding, such as windows-1258",
            encoding=encoding,
        )
    )


def _no_table(reason: str) -> Message:
    if "field larger" in reason:
        return Message(
            "has a cell of more than {longest} characters: is a quote that opens there never "
            "closed?",
            longest=LONGEST_CELL,
        )
    if "unexpected end" in reason:
        return Message("a quote that opens here is never closed")
    return Message(
        "has a quote within a cell: put the cell in quotes and write each quote in it twice"
    )
