"""What of a table is left out before its figures are read: every cell of figures, by its reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from targettrack.errors import quoted
from targettrack.exchange.sheets.grids.cell import column_name, text_of
from targettrack.exchange.sheets.header_words import is_missing, plain_words, words
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.rows import has_label, other_part, rows_of

if TYPE_CHECKING:
    from targettrack.exchange.sheets.table import Column, TableSheet


TARGETS = (Role.TARGET, Role.PLAN)
# Columns of numbers that say what figures are of, and are none.
_SAY_OF_WHAT = {Role.PERIOD, Role.RECORDED, Role.CODE, Role.ENTITY, Role.INDICATOR, Role.DIMENSION}


def cells_seen(sheet: TableSheet) -> int:
    """Count the cells of the columns of figures that are not empty."""
    grid, columns = sheet.grid, _columns(sheet)
    return sum(
        1 for row in sheet.table.shape.rows for index in columns if text_of(grid.at(row, index))
    )


def _columns(sheet: TableSheet) -> list[int]:
    said = {column.index for column in sheet.table.columns if column.role in _SAY_OF_WHAT}
    return [index for index in sheet.table.shape.numbers if index not in said]


def cells_left_out(sheet: TableSheet, scenario: str = "") -> Counter[str]:
    """Count the cells of figures that are not read, by the reason.

    With a scenario the columns of targets are read.

    A cell counts once: for its column, else for its row, else for what stands in it.
    """
    table, grid = sheet.table, sheet.grid
    by_index = {column.index: column for column in table.columns}
    taken = table.of(Role.VALUE, *(TARGETS if scenario else ()))
    read = {row.index for row in rows_of(grid, table, sheet.chosen, taken)}
    rows = {row: _left_out_by(sheet, row) for row in table.shape.rows if row not in read}
    left: Counter[str] = Counter()
    for index in _columns(sheet):
        column = by_index.get(index)
        why = reason(column) if column else f"column {column_name(index)}: in no rule of the map"
        why = "" if column in taken else why
        for row in table.shape.rows:
            text = text_of(grid.at(row, index))
            if text == "":
                continue
            if why:
                left[why] += 1
            elif is_missing(text):
                left[f"no figure: {text}"] += 1
            elif row in rows:
                left[rows[row]] += 1
    return left


def reason(column: Column) -> str:
    """Return why a column of numbers holds no figures to record; empty where it does."""
    if column.role is Role.VALUE:
        return ""
    name = f"column {column_name(column.index)}"
    shown = f"{name}, {quoted(column.header)}" if column.header else name
    what = {Role.IGNORE: "left out", Role.UNSURE: "not understood"}.get(
        column.role, column.role.value
    )
    if column.role is Role.TARGET:
        what = "target: --scenario NAME records it"
    return f"{shown}: {what}{f', {column.why}' if column.why else ''}"


def _left_out_by(sheet: TableSheet, row: int) -> str:
    """Return why a row with figures is not read."""
    if not has_label(sheet.grid, sheet.table, row):
        return "rows without a label"
    labels = (text_of(sheet.grid.at(row, index)) for index in sheet.table.shape.labels)
    if any(plain_words(text) in words()["parts"] for text in labels if text):
        return "rows that only part the one above them: men, women, urban, rural"
    part = other_part(sheet.grid, sheet.table, sheet.chosen, row)
    return f"rows where {part}" if part else "rows that the map leaves out or that only head others"
