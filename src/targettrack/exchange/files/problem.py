"""What is wrong in a file that is read, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file.

    Attributes:
        place: where in the file, "row 3" or "sheet Jan, cell D9"; empty for all of it.
        what: what was read there and what would be right.
        alike: what is told once for many of the same; empty for what is of its place alone.
        is_end: whether nothing behind it could be read, so that it is not of its place alone.
    """

    file: str
    place: str
    what: str
    is_end: bool = False
    alike: str = ""

    def __str__(self) -> str:
        """Print it as one line."""
        return (
            f"{self.file}, {self.place}: {self.what}" if self.place else f"{self.file}: {self.what}"
        )


ALIKE = 4  # problems that are told together


def problems_in_words(problems: Iterable[Problem]) -> list[str]:
    """Return a line for each problem; many that are alike in a column, or in cells, become one."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        _, _, column = problem.place.partition(", column ")
        alike.setdefault((problem.file, column, problem.alike or problem.what), []).append(problem)
    lines = []
    for group in alike.values():
        if len(group) < ALIKE:
            lines += [str(problem) for problem in group]
        else:
            more = f"{group[0].place} and {len(group) - 1:,} more places to {group[-1].place}"
            what = group[0].alike or group[0].what
            lines.append(str(replace(group[0], place=more, what=what)))
    return lines
