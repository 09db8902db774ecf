"""The text of a plan: read from its file, or refused in one line."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.exchange.files.problem import Problem
from targettrack.faults import FileFault, system_words
from targettrack.message import Message

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 20_000_000
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and what it says; numbers with decimals are exact.

    Raises:
        FileFault: in one line: there is no such file, it is a folder, too large, in another
            encoding, or no TOML, with the line.
    """
    text = _decoded(path, _bytes(path))
    try:
        return text, tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _fault(path, "", Message("is no TOML: its lists are nested too deeply")) from None
    except (ArithmeticError, ValueError) as error:
        reason = str(error)
        found = _AT.search(reason)
        place = f"line {found[1]}, column {found[2]}" if found else ""
        raise _fault(
            path, place, Message("is no TOML: {reason}", reason=_AT.sub("", reason))
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _fault(path, "", Message("there is no such file")) from None
    except IsADirectoryError:
        example = str(path / "plan.toml")
        raise _fault(
            path, "", Message("is a folder: name a file, {example}", example=example)
        ) from None
    except OSError as error:
        what = Message("cannot be read: {reason}", reason=system_words(error))
        raise _fault(path, "", what) from None
    if len(content) > MOST_BYTES:
        what = Message(
            "is larger than {most} MB, too large for a plan: figures go into a table, not a plan",
            most=MOST_BYTES // 1_000_000,
        )
        raise _fault(path, "", what)
    return content


def _decoded(path: Path, content: bytes) -> str:
    """Return the text; a mark at its beginning that says that it is UTF-8 is no part of it."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise _fault(path, "", Message("is in UTF-16: save it as UTF-8"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"{content[error.start]:#04x}"
        what = Message("is not in UTF-8 (byte {byte}): save it as UTF-8", byte=byte)
        raise _fault(path, f"line {line}", what) from None


def _fault(path: Path, place: str, what: Message) -> FileFault:
    return FileFault([Problem(str(path), place, what).said])
