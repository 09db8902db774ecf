"""What a source of figures is told, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.domain.plans import PlacedFigure, PlacedRecord
from targettrack.exchange.problems import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from targettrack.domain.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read.

    Attributes:
        known: indicators by id and by every folded name.
        now: the moment of the import; nothing can be known later.
        recorded_at: when a figure became known that does not say so itself.
        encoding: of text, where it was named; else it is UTF-8, or what its first bytes say.
    """

    known: Mapping[str, Indicator]
    now: datetime
    recorded_at: datetime
    encoding: str = ""


Source = Callable[[Path, Asked], Iterator[PlacedFigure | PlacedRecord | Problem]]
