"""Figures as CSV: one observation a row, with the columns of `docs/formats.md`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from targettrack.domain.names import fold, nearest
from targettrack.domain.plans import PlacedFigure
from targettrack.errors import FileFault, TargettrackError, quoted
from targettrack.exchange.figure_rows import OPTIONAL, REQUIRED, figure_of
from targettrack.exchange.problems import Problem
from targettrack.exchange.sources import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from targettrack.domain.indicators import Indicator
    from targettrack.domain.plans import LoggedFigure


def read_figures(path: Path, known: Mapping[str, Indicator], now: datetime) -> list[LoggedFigure]:
    """Read a table of figures; `known` are indicators by id and folded name.

    A row without `recorded_at` was recorded `now`.

    Raises:
        FileFault: with every problem of the file, each with its row and column.
    """
    items = list(placed_figures(path, Asked(known, now, now)))
    problems = [str(item) for item in items if isinstance(item, Problem)]
    if problems:
        raise FileFault(problems)
    return [item.figure for item in items if isinstance(item, PlacedFigure)]


def placed_figures(path: Path, asked: Asked) -> Iterator[PlacedFigure | Problem]:
    """Yield each row's figure, or what is wrong with it.

    With a wrong header the rows are not looked at.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            wrong = _wrong_columns(reader.fieldnames or [])
            yield from (Problem(str(path), "", one) for one in wrong)
            for row in reader if not wrong else ():
                place = f"row {reader.line_num}"
                try:
                    yield PlacedFigure(place, figure_of(row, asked.known, asked.now))
                except TargettrackError as error:
                    yield Problem(str(path), place, str(error))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        yield Problem(str(path), "", str(error))


def _wrong_columns(names: Sequence[str]) -> list[str]:
    missing = [f"column {name} is missing" for name in REQUIRED if name not in names]
    unknown = []
    for name in names:
        if name not in REQUIRED + OPTIONAL:
            close = nearest(name, {fold(k): k for k in REQUIRED + OPTIONAL})
            meant = f"; did you mean {' or '.join(close)}?" if close else ""
            unknown.append(f"{quoted(name)} is not a column of figures{meant}")
    return missing + unknown
