"""What a source of figures is told, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.plans.plan import FramedFigure, PlacedFigure, PlacedRecord
from targettrack.exchange.files.problem import Problem

if TYPE_CHECKING:
    from datetime import date, datetime

    from targettrack.domain.records.indicator import Indicator
    from targettrack.message import Message


class ReadOptions(Struct, frozen=True):
    """How a file is to be read.

    Attributes:
        known: indicators by id and by every folded name.
        now: the moment of the import; nothing can be known later.
        recorded_on: the day from which a figure is known that does not say so itself.
        encoding: of text, where it was named; else it is UTF-8, or what its first bytes say.
        misnamed: what is wrong with the name of an entity, None for nothing; for what cannot be
            yielded as a figure, whose names nobody else looks up.
    """

    known: Mapping[str, Indicator]
    now: datetime
    recorded_on: date
    encoding: str = ""
    misnamed: Callable[[str], Message | None] = lambda _: None


# A source that reads millions of rows yields framed figures, which are made faster.
Source = Callable[
    [Path, ReadOptions], Iterator[PlacedFigure | FramedFigure | PlacedRecord | Problem]
]

STDIN = "-"


def name_of(path: Path) -> str:
    """Return how a file is called in what is said about it."""
    return "standard input" if str(path) == STDIN else str(path)
