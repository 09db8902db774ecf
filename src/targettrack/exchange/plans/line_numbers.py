"""On which lines the tables and keys of a TOML text stand, which its reader does not tell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from msgspec import Struct, field

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_PATH = rf"(?P<first>{_KEY})(?:[ \t]*\.[ \t]*(?P<second>{_KEY}))?(?:[ \t]*\.[ \t]*{_KEY})*"
_BLANK = re.compile(r"(?:[ \t\r\n\ufeff]|#[^\n]*)*")
_HEADER = re.compile(rf"\[\[?[ \t]*{_PATH}[ \t]*\]\]?")
_ASSIGNED = re.compile(rf"{_PATH}[ \t]*=")
# What a value is made of; whatever brackets and signs a string or a comment holds are its own.
_PIECE = re.compile(
    r'"{3}(?:\\.|[^\\])*?"{3,5}'
    r"|'{3}.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[{\]}\n]"
    r"""|[^\[{\]}\n"'\#]+""",
    re.DOTALL,
)


class TableLines(Struct):
    """The line of a table, of its keys, and of the tables in the list of a key, from 1."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    items: dict[tuple[str, int], int] = field(default_factory=dict)

    def of(self, key: str, item: int = 0) -> int:
        """Return the line of a key, or of an item of its list; else that of the table."""
        return self.items.get((key, item)) or self.keys.get(key) or self.line


def table_lines(text: str) -> dict[tuple[str, int], TableLines]:
    """Return the lines of every table of a TOML text that has been read, by list and number."""
    found: dict[tuple[str, int], TableLines] = {}
    many: Counter[str] = Counter()
    table: TableLines | None = None
    inner = False
    breaks = [one.start() for one in re.finditer("\n", text)]
    at = _skipped(text, 0)
    while at < len(text):
        line = bisect_left(breaks, at) + 1
        if header := _HEADER.match(text, at):
            name, key = _bare(header["first"]), _bare(header["second"])
            inner = bool(key) and (name, many[name]) in found
            if inner:
                table = found[name, many[name]]
                _noted(table, key, line)
            else:
                many[name] += 1
                table = found[name, many[name]] = TableLines(line)
            at = _skipped(text, header.end())
        elif assigned := _ASSIGNED.match(text, at):
            key = _bare(assigned["first"])
            end, starts = _value(text, assigned.end())
            items = [bisect_left(breaks, start) + 1 for start in starts]
            if table is None:
                found |= {(key, n): TableLines(one) for n, one in enumerate(items or [line], 1)}
            elif not inner:
                table.keys.setdefault(key, line)
                table.items |= {(key, n): one for n, one in enumerate(items, 1)}
            at = _skipped(text, end)
        else:
            break
    return found


def _noted(table: TableLines, key: str, line: int) -> None:
    """Note a table of its own that belongs to a key: `[weights.parts]`, `[[target.points]]`."""
    table.keys.setdefault(key, line)
    number = sum(1 for of, _ in table.items if of == key) + 1
    table.items[key, number] = line


def _value(text: str, at: int) -> tuple[int, list[int]]:
    """Return where a value ends, and where the tables of a list of them begin."""
    depth, starts = 0, []
    while piece := _PIECE.match(text, at):
        sign = piece[0]
        if sign == "\n" and not depth:
            break
        if sign == "{" and depth == 1:
            starts.append(at)
        depth += (sign in {"[", "{"}) - (sign in {"]", "}"})
        at = piece.end()
    return at, starts


def _skipped(text: str, at: int) -> int:
    """Return where the next header or key begins, behind blank lines and comments."""
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _bare(key: str | None) -> str:
    return (key or "").strip("\"'")
