"""Where the table of a sheet is: its titles, header, labels and rows of figures.

Only the shape is found here; what the words mean is `columns`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.exchange.sheets.grids.cell import (
    Grid,
    column_name,
    looks_numeric,
    month_of,
    number_of,
    text_of,
)
from targettrack.exchange.sheets.header_words import (
    has_word,
    is_missing,
    is_unit_label,
    known_unit,
    plain_words,
    unit_in,
    units_of,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.sheets.grids.cell import Cell

YEARS = range(1900, 2101)
MOST_HEADER_ROWS = 12
MOST_MERGED = 10_000  # merged rectangles of a header that are looked at


class Shape(Struct, frozen=True):
    """The table of a sheet.

    Attributes:
        titles: the texts above the header.
        headers: of each column, the cells of its header joined; empty where it has none.
        header_rows: from which to which row the header stands, counted from 0, without the last.
        labels: the columns of texts, from the left.
        numbers: the columns of numbers.
        rows: the rows with a label, first to last; titles of groups and footnotes among them.
        unit: what a lone cell above the header says that figures are in.
        units: the several units that such a cell gives for columns of different sorts.
        gap: the first empty column right of the first column of numbers.
    """

    titles: tuple[str, ...]
    headers: tuple[str, ...]
    header_rows: tuple[int, int]
    labels: tuple[int, ...]
    numbers: tuple[int, ...]
    rows: tuple[int, ...]
    unit: Unit | None
    units: tuple[Unit, ...] = ()
    gap: int | None = None

    @property
    def names(self) -> list[str]:
        """The headers as the names of the columns of a list of figures."""
        return [header.strip().casefold() for header in self.headers]

    def heading(self, column: int) -> str:
        """Return the header of a column, or its letter where it has none."""
        return self.headers[column] or f"column {column_name(column)}"


def shape_of(grid: Grid) -> Shape | None:
    """Find the table of a sheet; None where there is none."""
    width = grid.width
    numeric = [column for column in range(width) if _is_numeric(grid, column)]
    labels = [
        column for column in range(width) if column not in numeric and _has_text(grid, column)
    ]
    first = _first_row(grid, numeric, labels)
    if first is None:
        return None
    labels = [
        c for c in labels if any(text_of(grid.at(r, c)) for r in range(first, len(grid.rows)))
    ]
    spread = _spread_merges(grid, first)
    start = _header_start(spread, labels)
    spread = [
        [""] * width if row > start and _heads_rows(cells, labels) else cells
        for row, cells in enumerate(spread)
    ]
    headers = tuple(_joined(spread, start, column) for column in range(width))
    ordinal = {c for c in numeric if _is_ordinal(grid, c, first, headers[c], labels)}
    above = list(dict.fromkeys(text for row in spread[:start] for text in row if text))
    several = [units for text in above if (units := units_of(text))]
    said = (text for row in spread[start:] for text in row if text and is_unit_label(text))
    above += dict.fromkeys(said)
    titles = tuple(text for text in above if _lone_unit(text) is None and not units_of(text))
    units = [unit for text in above if (unit := _lone_unit(text))]
    units = units or [unit for text in titles if (unit := unit_in(text))]
    rows = range(first, len(grid.rows))
    return Shape(
        titles=titles,
        headers=headers,
        header_rows=(start, first),
        labels=tuple(labels),
        numbers=tuple(column for column in numeric if column not in ordinal),
        rows=tuple(
            row for row in rows if any(text_of(grid.at(row, c)) for c in (*labels, *numeric))
        ),
        unit=units[-1] if units and not several else None,
        units=tuple(several[-1]) if several else (),
        gap=next((c for c in range(min(numeric), width) if _is_empty(grid, c)), None),
    )


def _is_empty(grid: Grid, column: int) -> bool:
    return all(column >= len(row) or row[column] == "" for row in grid.rows)


def _is_numeric(grid: Grid, column: int) -> bool:
    """Whether figures stand in a column: from its first number on, no more texts than numbers."""
    numbers = texts = 0
    for row in range(len(grid.rows)):
        cell = grid.at(row, column)
        if looks_numeric(cell):
            numbers += 1
        elif numbers and not is_missing(text_of(cell)):
            texts += 1
    return numbers > 0 and numbers >= texts


def _has_text(grid: Grid, column: int) -> bool:
    return any(
        not looks_numeric(row[column]) and text_of(row[column])
        for row in grid.rows
        if column < len(row)
    )


def _first_row(grid: Grid, numeric: Sequence[int], labels: Sequence[int]) -> int | None:
    """Return the first row of figures: it has a label, and numbers that are no years or counts."""
    headed = False  # by a row that names what its columns are; rows below need no label
    for row in range(len(grid.rows)):
        found = [c for c in numeric if looks_numeric(grid.at(row, c))]
        named = [text for c in labels if (text := text_of(grid.at(row, c)))]
        is_labelled = named or not labels or (headed and len(found) > 1)
        said = [text for cell in grid.rows[row] if (text := text_of(cell))]
        headed = headed or (not found and len(said) > 1 and any(map(_is_role, said)))
        if found and is_labelled and not _is_header(grid, row, found, named):
            while row and _lacks_all(grid, row - 1, numeric, labels):
                row -= 1  # noqa: PLW2901 - rows before it that have no figure belong to it
            return row
    return None


def _lacks_all(grid: Grid, row: int, numeric: Sequence[int], labels: Sequence[int]) -> bool:
    """Whether a row has a label and says, in a word, that it has no figures."""
    marks = [text for c in numeric if (text := text_of(grid.at(row, c)))]
    named = any(text_of(grid.at(row, c)) for c in labels)
    return named and bool(marks) and all(map(is_missing, marks))


def _is_header(grid: Grid, row: int, found: Sequence[int], named: Sequence[str]) -> bool:
    """Whether the numbers of a row are years in a header, or number its columns."""
    values = [_whole(grid.at(row, c)) for c in found]
    if all(value is not None and value in YEARS for value in values):
        is_label = any(map(_is_role, named))
        above = (text_of(cell) for cells in grid.rows[:row] for cell in cells)
        if named and not is_label and any(map(_is_role, above)):
            return False
        return is_label or len(named) > 1 or not _all_years_below(grid, row, found)
    counted = [value for value in values if value is not None]
    return (
        [int(v) for v in counted] == list(range(int(counted[0]), int(counted[0]) + len(found)))
        and all(len(text) == 1 for text in named)
        if counted and len(found) > 1
        else False
    )


def _is_role(text: str) -> bool:
    return any(plain_words(text) in known for known in words()["roles"].values()) if text else False


def _whole(cell: Cell) -> Decimal | None:
    """Return the number of a cell; a text counts where it is digits alone, as in CSV."""
    is_digits = isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit()
    return Decimal(str(cell).strip()) if is_digits else number_of(cell)


def _all_years_below(grid: Grid, row: int, found: Sequence[int]) -> bool:
    below = [_whole(grid.at(r, c)) for r in range(row + 1, len(grid.rows)) for c in found]
    values = [value for value in below if value is not None]
    return bool(values) and all(value in YEARS for value in values)


def _is_ordinal(grid: Grid, column: int, first: int, header: str, labels: Sequence[int]) -> bool:
    """Whether a column of numbers counts rows: named so, or 1, 2, 3 before the labels."""
    roles = [role for role, known in words()["roles"].items() if plain_words(header) in known]
    if roles:
        return roles[0] in {"ignore", "code", "note", "owner"}
    if not labels or column > labels[-1]:
        return False
    found = (_whole(grid.at(row, column)) for row in range(first, len(grid.rows)))
    values = [value for value in found if value is not None]
    return len(values) > 1 and all(after in {before + 1, 1} for before, after in pairwise(values))


def _spread_merges(grid: Grid, first: int) -> list[list[str]]:
    """Return the texts above the first row of figures, merged ones in all of their cells."""
    width = grid.width
    rows = [[month_of(grid.at(row, column)) for column in range(width)] for row in range(first)]
    for top, left, bottom, right in grid.merges[:MOST_MERGED]:
        if top < first and left < width:
            for row in range(top, min(bottom + 1, first)):
                for column in range(left, min(right + 1, width)):
                    rows[row][column] = rows[top][left] if row == top else ""
    return rows


def _header_start(rows: Sequence[Sequence[str]], labels: Sequence[int]) -> int:
    """Return where the header begins: it is next to the figures, up to a blank or a lone cell."""
    start = len(rows)
    taken = False
    for row in range(len(rows) - 1, max(-1, len(rows) - 1 - MOST_HEADER_ROWS), -1):
        texts = {text for text in rows[row] if text}
        filled = [column for column, text in enumerate(rows[row]) if text]
        if not texts:
            if taken:
                break
            continue
        over_figures = len(filled) > 1 and not set(filled) & set(labels)
        if taken and len(texts) == 1 and not over_figures:
            break
        if (
            not taken
            and len(texts) == 1
            and unit_in(next(iter(texts)))
            and len(rows[row]) > 1
            and _only_blank_above(rows, row)
        ):
            break
        start, taken = row, taken or len(texts) > 1
    return start


def _heads_rows(cells: Sequence[str], labels: Sequence[int]) -> bool:
    """Whether a row between header and figures is a title of the rows below: one text, a label."""
    texts = {text for text in cells if text}
    first = next((column for column, text in enumerate(cells) if text), None)
    return len(texts) == 1 and first in labels and _lone_unit(texts.pop()) is None


def _only_blank_above(rows: Sequence[Sequence[str]], row: int) -> bool:
    return all(len({text for text in above if text}) <= 1 for above in rows[:row])


def _joined(rows: Sequence[Sequence[str]], start: int, column: int) -> str:
    """Join the cells of a header from top to bottom; one that repeats the last is left out."""
    parts: list[str] = []
    for row in rows[start:]:
        text = re.sub(r"\s+\d\)$", "", row[column])  # the mark of a footnote
        is_apart = _is_count(text) or is_unit_label(text)
        if text and text not in parts[-1:] and not is_apart:
            parts.append(text)
    return " ".join(parts)


def _is_count(text: str) -> bool:
    """Whether a cell of a header only numbers its column: 1, (2), A."""
    bare = text.strip("() ")
    return len(bare) == 1 and (bare.isdigit() or bare in "AB")


def _lone_unit(text: str) -> Unit | None:
    """Return the unit that a text above the header is, with or without "Đơn vị tính:"."""
    labelled = has_word(plain_words(text), words()["unit_labels"]) and ":" in text
    bare = text.strip("() ")
    return unit_in(text) if labelled or bare == "%" else known_unit(bare)
