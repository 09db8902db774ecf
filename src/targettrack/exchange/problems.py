"""What is wrong in a file that is read, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file.

    Attributes:
        place: where in the file, "row 3" or "sheet Jan, cell D9"; empty for all of it.
        what: what was read there and what would be right.
        is_end: whether nothing behind it could be read, so that it is not of its place alone.
    """

    file: str
    place: str
    what: str
    is_end: bool = False

    def __str__(self) -> str:
        """Print it as one line."""
        return (
            f"{self.file}, {self.place}: {self.what}" if self.place else f"{self.file}: {self.what}"
        )
