"""CSV that is no list of figures: tables as offices have them, saved as text."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from targettrack.exchange.figures.csv_text import column_name, opened, rows_of
from targettrack.exchange.figures.read_csv import COLUMNS
from targettrack.exchange.figures.row import REQUIRED
from targettrack.exchange.files.figure_source import STDIN
from targettrack.exchange.files.input_file import Unreadable
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.grids.cell import Grid
from targettrack.exchange.sheets.grids.workbook_limits import MOST_CELLS
from targettrack.faults import FileFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path


MOST_BYTES = 256 << 20  # as what a workbook may unpack to


class _Anything:
    """Takes every text for the name of a column, so that what separates most cells is found."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANYTHING: Collection[str] = _Anything()


def lists_figures(path: Path, encoding: str) -> bool:
    """Whether a text is a list of figures by its header; also where it cannot be read at all."""
    if str(path) == STDIN:
        return True
    header = _header(path, encoding, COLUMNS)
    if header is None:
        return _header(path, encoding, _ANYTHING) is None
    names = {column_name(cell) for cell in header}
    is_list = {*REQUIRED} <= names or names <= {*COLUMNS}
    return not header or is_list


def _header(path: Path, encoding: str, names: Collection[str]) -> list[str] | None:
    """Return the first row of a text, separated as most of the names are; None for no such."""
    try:
        with opened(path) as file, closing(rows_of(file, encoding, names)) as rows:
            return next(rows, (0, list[str]()))[1]
    except Unreadable:
        return None


def csv_grid(path: Path, encoding: str) -> Grid:
    """Return the cells of a CSV file.

    Raises:
        FileFault: it cannot be read, or has more cells than are held at once.
    """
    grid: list[list[str]] = []
    cells = 0
    size = path.stat().st_size if path.is_file() else 0
    if size > MOST_BYTES:
        most = f"a table has at most {MOST_BYTES >> 20} MB"
        raise FileFault(
            [
                Message(
                    "{path}: it has {size} MB; {most}: make it a list of figures",
                    path=str(path),
                    size=size >> 20,
                    most=most,
                )
            ]
        )
    try:
        with opened(path) as file, closing(rows_of(file, encoding, _ANYTHING)) as rows:
            for number, row in rows:
                grid.extend([] for _ in range(number - len(grid) - 1))
                grid.append(row)
                cells += len(row)
                if cells > MOST_CELLS or number > MOST_CELLS:
                    most = f"a table has at most {MOST_CELLS:,} cells"
                    raise FileFault(
                        [
                            Message(
                                "{path}: {most}: make it a list of figures",
                                path=str(path),
                                most=most,
                            )
                        ]
                    )
    except Unreadable as fault:
        raise FileFault([Problem(str(path), fault.place, fault.said, row=fault.row).said]) from None
    return Grid("", grid)
