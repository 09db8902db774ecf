"""What a TOML file says: read whole, or refused in one sentence."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.exchange.files.input_file import Unreadable, content_of
from targettrack.message import Message, word

if TYPE_CHECKING:
    from pathlib import Path

MOST_SETTINGS = 1_000_000  # bytes of what people write by hand
DEEPEST = 100  # parts of a key, each of which takes more memory than the one before
FURTHEST = 300  # places before or behind the point; with millions of them reckoning never ends
_DEEP_KEY = re.compile(rf"(?:[\w\"'-]{{1,64}}+[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read_toml(
    path: Path, most: int = MOST_SETTINGS, instead: str = word("is it the right file?")
) -> tuple[str, dict[str, Any]]:
    """Return the text of a TOML file and what it says; numbers with decimals are exact.

    Raises:
        Unreadable: it is no plain file, larger than `most`, for which `instead` says what to do, in
            another encoding, or no TOML, with the line.
    """
    text = _decoded(content_of(path, most, instead))
    try:
        if _DEEP_KEY.search(text):
            raise RecursionError  # noqa: TRY301 - which it would be
        return text, tomllib.loads(text, parse_float=_exact)
    except RecursionError:
        raise Unreadable(Message("is no TOML: its lists or keys are nested too deeply")) from None
    except (ArithmeticError, ValueError) as error:
        reason = str(error)
        found = _AT.search(reason)
        place = (
            Message("line {line:d}, column {column:d}", line=int(found[1]), column=int(found[2]))
            if found
            else ""
        )
        what = Message("is no TOML: {reason}", reason=_AT.sub("", reason))
        raise Unreadable(what, place) from None


def _exact(digits: str) -> Decimal:
    value = Decimal(digits)
    if value.is_finite() and abs(value.adjusted()) > FURTHEST:
        raise ValueError(f"{digits[:20]} is too far from 1")
    return value


def _decoded(content: bytes) -> str:
    """Return the text; a mark at its beginning that says that it is UTF-8 is no part of it."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise Unreadable(Message("is in UTF-16: save it as UTF-8"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"{content[error.start]:#04x}"
        what = Message("is not in UTF-8 (byte {byte}): save it as UTF-8", byte=byte)
        raise Unreadable(what, Message("line {line:d}", line=line)) from None
