"""The rows of a table: their labels, with those above them, and what they name."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.name import fold
from targettrack.exchange.sheets.grids.cell import month_of, text_of
from targettrack.exchange.sheets.header_words import (
    is_missing,
    is_of_which,
    label_unit,
    plain_words,
    words,
)
from targettrack.exchange.sheets.layout_map import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.sheets.grids.cell import Grid
    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.table import Column, Table

ABOVE = " > "
# What stands once, in a merged cell or above blank ones, holds for the labelled rows below.
_CARRIED = {Role.ENTITY, Role.INDICATOR, Role.PERIOD}
_PARTED = {Role.ENTITY, Role.INDICATOR}
INDENT = 100  # deeper by a column is deeper than by any indentation
BULLET = re.compile(r"\A(?:(?:\d+(?:\.\d+)*|[ivx]+|[a-zđ])[.)]\s*|[-+*•–]\s*)+", re.IGNORECASE)  # noqa: RUF001
MARK = re.compile(r"\s*(?:\(\*+\)|\(\d\)|\s\d\)|\*+)$")


class SheetRow(Struct, frozen=True):
    """A row with figures.

    Attributes:
        texts: what its cells say, by role; of several of a role the deepest.
        column: where its label stands.
        unit: what its label ends with, "Revenue, bn VND", else that of which it is a part.
        path: its label with the one that it belongs to, "above > label".
    """

    index: int
    texts: Mapping[Role, str]
    column: int
    path: str
    unit: Unit | None = None


def rows_of(
    grid: Grid, table: Table, chosen: SheetMap, columns: Sequence[Column] = ()
) -> Iterator[SheetRow]:
    """Yield the rows with figures, or with something in `columns`; not those that are left out."""
    left_out = {label_key(label) for label in chosen.ignore_rows}
    values = columns or table.of(Role.VALUE)
    labels = [
        c for c in table.columns if c.role is table.rows_are and c.index in table.shape.labels
    ]
    above: list[tuple[float, str, Unit | None]] = []
    last: tuple[float, str, Unit | None] = (0.0, "", None)
    carried: dict[Role, str] = {}
    grouped = [c.index for c in table.of(Role.DIMENSION) if _heads_groups(grid, table, c)]
    heads = {
        role for role in _CARRIED if any(_heads_groups(grid, table, c) for c in table.of(role))
    }
    parts: dict[int, str] = {}
    for index in table.shape.rows:
        parts |= {c: text for c in grouped if (text := text_of(grid.at(index, c)))}
        depth, column, label = _label(grid, index, [c.index for c in labels])
        is_part = plain_words(label) in words()["parts"] and table.rows_are in _PARTED
        if is_part and table.rows_are is Role.ENTITY:
            continue
        unit = label_unit(MARK.sub("", label))[0] if table.rows_are is Role.INDICATOR else None
        while label and above and (above[-1][0] >= depth or (unit and above[-1][0] % 1)):
            above.pop()  # no part of another: in a unit of its own, it is not "of which"
        if label and is_of_which(label):
            above.append((min(depth, last[0]) - 0.5, *last[1:]))
            continue
        whole = last if is_part and last[1] else above[-1] if above else None
        unit = unit or (whole[2] if whole else None)
        path = f"{whole[1]}{ABOVE}{label}" if whole else label
        if label and not is_part:
            last = depth, label, unit
            above.append(last)
        is_read = _has_figures(grid, index, values) and has_label(grid, table, index)
        if is_read and not other_part(grid, table, chosen, index, parts):
            if {label_key(path), label_key(label)} & left_out:
                continue
            texts = _texts(grid, table, index, label)
            if any(text_of(grid.at(index, column)) for column in table.shape.labels):
                texts = _held(grid, table, index, carried, heads) | texts
            carried = {role: text for role, text in texts.items() if role in _CARRIED}
            yield SheetRow(index, texts, column, path, unit)


def has_label(grid: Grid, table: Table, row: int) -> bool:
    """Whether a row says what its figures are of: a label, or a period of a list."""
    periods = [column.index for column in table.of(Role.PERIOD)]
    indices = (*table.shape.labels, *periods)
    return not indices or any(text_of(grid.at(row, index)) for index in indices)


def _held(
    grid: Grid, table: Table, row: int, carried: Mapping[Role, str], heads: set[Role]
) -> dict[Role, str]:
    """Return what stands above in a merged cell, or at the head of a group, and holds for a row."""
    merged = [rectangle for rectangle in grid.merges if rectangle[0] < row <= rectangle[2]]
    return {
        role: text
        for role, text in carried.items()
        if role in heads
        or any(left <= c.index <= right for _, left, _, right in merged for c in table.of(role))
    }


def _heads_groups(grid: Grid, table: Table, column: Column) -> bool:
    """Whether what stands once in a column holds for the blank cells below it.

    It does where no text is there twice; else a blank cell is one that says nothing.
    """
    texts = [text_of(grid.at(row, column.index)) for row in table.shape.rows]
    said = [text for text in texts if text]
    return bool(said) and bool(texts[0]) and len(set(said)) == len(said)


def other_part(
    grid: Grid,
    table: Table,
    chosen: SheetMap,
    row: int,
    above: Mapping[int, str] | None = None,
) -> str:
    """Return what a row is a part of that is not read: "sex is F"; empty where it is read.

    `above` is what stands above in columns that head groups.

    A column that divides, such as sex, is read where it says "total" or nothing, unless it is
    said what to read.
    """
    wanted = {plain_words(name): value for name, value in chosen.where}
    for column in table.columns:
        name = plain_words(column.header)
        text = text_of(grid.at(row, column.index)) or (above or {}).get(column.index, "")
        if name and name in wanted:
            if text.casefold() != wanted[name].casefold():
                return f"{column.header} is {text or 'empty'}"
        elif column.role is Role.DIMENSION and not is_total_word(text):
            return f"{column.header} is {text}: --where {name}={text} reads it"
    return ""


def is_total_word(text: str) -> bool:
    """Whether a cell of a column that divides stands for all: "Total", "_T", nothing."""
    return text.casefold() in {"_t", "_z"} or plain_words(text) in words()["all_of_them"]


def _label(grid: Grid, row: int, columns: list[int]) -> tuple[float, int, str]:
    """Return how deep the label of a row stands, where, and what it says."""
    for depth, column in reversed(list(enumerate(columns))):
        cell = grid.at(row, column)
        if text := text_of(cell):
            shown = str(cell)
            return depth * INDENT + len(shown) - len(shown.lstrip()), column, text
    return 0, columns[0] if columns else 0, ""


def _texts(grid: Grid, table: Table, row: int, label: str) -> dict[Role, str]:
    is_told = label and table.rows_are is not Role.PERIOD  # its cells tell it
    texts: dict[Role, str] = {table.rows_are: label} if is_told else {}
    for column in table.columns:
        text = text_of(grid.at(row, column.index))
        if column.role is Role.PERIOD and text:
            texts[Role.PERIOD] = _period_text(grid, table, column, row, texts.get(Role.PERIOD, ""))
        elif column.role is not table.rows_are and column.role is not Role.VALUE and text:
            texts[column.role] = text
    return texts


def _period_text(grid: Grid, table: Table, column: Column, row: int, before: str) -> str:
    """Return what a cell says of the period of its row, after what others of the row say.

    Days are months where all of the column are first or last days of one. A number alone is told
    by its header, "Quarter 3"; the text without it follows on a line of its own.
    """
    cell = grid.at(row, column.index)
    cells = (grid.at(at, column.index) for at in table.shape.rows)
    is_monthly = isinstance(cell, date) and (
        {month_of(one) == text_of(one) for one in cells if isinstance(one, date)} == {False}
    )
    text = month_of(cell) if is_monthly else text_of(cell)
    if before:
        head, _, bare = before.partition("\n")
        shown = f"{column.header} {text}" if text.isdigit() else text
        return f"{head} {shown}\n{bare or head} {text}"
    return f"{column.header} {text}\n{text}" if text.isdigit() and column.header else text


def label_key(label: str) -> str:
    """Return a label, with the one above it, as labels are compared."""
    return ABOVE.join(fold(part) for part in label.split(ABOVE))


def _has_figures(grid: Grid, row: int, columns: Iterable[Column]) -> bool:
    """Whether a row has a figure in some of the columns."""
    return any(not is_missing(text_of(grid.at(row, column.index))) for column in columns)
