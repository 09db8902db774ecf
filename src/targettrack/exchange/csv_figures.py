"""Figures as CSV: one observation a row, with the columns of `docs/formats.md`."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from targettrack.domain.names import fold, nearest
from targettrack.domain.plans import PlacedFigure
from targettrack.errors import FileFault, quoted
from targettrack.exchange.csv_text import Unreadable, column_name, opened, rows_of
from targettrack.exchange.figure_rows import OPTIONAL, REQUIRED, FigureRows
from targettrack.exchange.problems import Problem
from targettrack.exchange.sources import Asked

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from targettrack.domain.indicators import Indicator
    from targettrack.domain.plans import LoggedFigure

PROBLEM = "problem"  # the column of what is wrong, in a file of bad rows; it is not read
COLUMNS = (*REQUIRED, *OPTIONAL, PROBLEM)
SHOWN = 5  # columns that are no columns of figures
LONGEST_NAME = 40  # of a column, as it is shown


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


def placed_figures(path: Path, asked: Asked) -> Generator[PlacedFigure | Problem, None, None]:
    """Yield each row's figure, or all that is wrong with it.

    With a wrong header the rows are not looked at.
    """
    try:
        with opened(path) as file, closing(rows_of(file, asked.encoding, COLUMNS)) as rows:
            _, header = next(rows, (0, []))
            names = [column_name(cell) for cell in header]
            wrong = _wrong_columns(names)
            yield from (Problem(str(path), "", one) for one in wrong)
            table = FigureRows(names, asked)
            for row, cells in rows if not wrong else ():
                found = table.figure(cells)
                if isinstance(found, list):
                    yield from (
                        Problem(str(path), place_of(row, one.column), one.what) for one in found
                    )
                else:
                    yield PlacedFigure(place_of(row), found)
    except Unreadable as fault:
        yield Problem(str(path), place_of(fault.row) if fault.row else "", str(fault))


def place_of(row: int, column: str = "") -> str:
    """Return the place of a row, or of a cell in it."""
    return f"row {row}, column {column}" if column else f"row {row}"


def _wrong_columns(names: Sequence[str]) -> list[str]:
    if not names:
        return [f"is empty: its first row must name the columns {', '.join(REQUIRED)}"]
    wrong = [f"column {name} is missing" for name in REQUIRED if name not in names]
    counts = Counter(names)
    twice = [name for name, count in counts.items() if count > 1 and name in COLUMNS]
    wrong += [f"column {name} is there {counts[name]} times: keep one of them" for name in twice]
    unknown = [name for name in counts if name not in COLUMNS]
    for name in unknown[:SHOWN]:
        shown = name[:LONGEST_NAME]
        close = nearest(shown, {fold(known): known for known in REQUIRED + OPTIONAL})
        meant = f"; did you mean {' or '.join(close)}?" if close else ""
        wrong.append(f"{quoted(shown)} is not a column of figures{meant}")
    if unknown[SHOWN:]:
        wrong.append(f"has {len(unknown) - SHOWN:,} more columns that are none of figures")
    return wrong
