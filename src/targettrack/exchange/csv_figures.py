"""Figures as CSV: one observation a row, with the columns of `docs/formats.md`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from targettrack.domain.names import fold, nearest
from targettrack.errors import FileFault, TargettrackError, quoted
from targettrack.exchange.figure_rows import OPTIONAL, REQUIRED, figure_of
from targettrack.exchange.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
    problems: list[Problem] = []
    figures = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            problems.extend(
                Problem(str(path), "", p) for p in _wrong_columns(reader.fieldnames or [])
            )
            for row in reader if not problems else ():
                try:
                    figures.append(figure_of(row, known, now))
                except TargettrackError as error:
                    place = f"row {reader.line_num}"
                    problems.append(Problem(str(path), place, str(error)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(str(path), "", str(error)))
    if problems:
        raise FileFault([str(problem) for problem in problems])
    return figures


def _wrong_columns(names: Sequence[str]) -> list[str]:
    missing = [f"column {name} is missing" for name in REQUIRED if name not in names]
    unknown = []
    for name in names:
        if name not in REQUIRED + OPTIONAL:
            close = nearest(name, {fold(k): k for k in REQUIRED + OPTIONAL})
            meant = f"; did you mean {' or '.join(close)}?" if close else ""
            unknown.append(f"{quoted(name)} is not a column of figures{meant}")
    return missing + unknown
