"""The papers and reports that figures and targets come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date


class Document(Struct, frozen=True):
    """An official paper or a report; known by number, title and date together."""

    title: str
    number: str | None = None
    issuer: str | None = None
    date: date | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Print the number and title as a reader would cite them."""
        return f"{self.number}, {self.title}" if self.number else self.title
