"""What is wrong in a file that is read, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file.

    Attributes:
        place: where in the file, "sheet Jan, cell D9"; empty for all of it, and where it has rows.
        row: of a list, 0 for all of it.
        column: its name there, empty for the whole row.
        what: what was read there and what would be right.
        alike: what is told once for many of the same; empty for what is of its place alone.
        is_end: whether nothing behind it could be read, so that it is not of its place alone.
    """

    file: str
    place: str | Message
    what: Message
    is_end: bool = False
    row: int = 0
    column: str = ""
    alike: Message | None = None

    def __str__(self) -> str:
        """Print it as one line in English."""
        return str(self.said)

    @property
    def said(self) -> Message:
        """The problem as one line."""
        where = self.where
        return at(
            Message("{file}, {where}", file=self.file, where=where) if where else self.file,
            self.what,
        )

    @property
    def where(self) -> Message | str:
        """The place in the file; empty for all of it."""
        if not self.row:
            return self.place
        if not self.column:
            return Message("row {row:d}", row=self.row)
        return Message("row {row:d}, column {column}", row=self.row, column=self.column)


def at(where: Message | str, what: Message) -> Message:
    """Say of a place what is wrong there."""
    return Message("{where}: {what}", where=where, what=what)


ALIKE = 4  # problems that are told together


def problems_in_words(problems: Iterable[Problem]) -> list[Message]:
    """Return a line for each problem; many that are alike in a column, or in cells, become one."""
    alike: dict[tuple[str, str, Message], list[Problem]] = {}
    for problem in problems:
        key = problem.file, problem.column, problem.alike or problem.what
        alike.setdefault(key, []).append(problem)
    lines = []
    for group in alike.values():
        if len(group) < ALIKE:
            lines += [problem.said for problem in group]
        else:
            more = Message(
                "{first} and {n} more places to {last}",
                first=group[0].where,
                n=len(group) - 1,
                last=group[-1].where,
            )
            what = group[0].alike or group[0].what
            lines.append(replace(group[0], place=more, what=what, row=0).said)
    return lines
