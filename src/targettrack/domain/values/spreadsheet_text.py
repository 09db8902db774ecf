"""Text in cells that a spreadsheet may open, where it must not become a formula."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_MADE_INERT = re.compile(r"''*[=+\-@\t\r]")


def inert(text: str) -> str:
    """Return text with an apostrophe before it where a spreadsheet would take it for a formula.

    What `as_typed` undoes exactly, also where the text itself begins with apostrophes.

    >>> inert("=1+1"), inert("'=1+1"), inert("8.24"), inert("'quoted'")
    ("'=1+1", "''=1+1", '8.24', "'quoted'")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def as_typed(text: str) -> str:
    """Return the text of a cell as it was before `inert`."""
    return text[1:] if _MADE_INERT.match(text) else text
