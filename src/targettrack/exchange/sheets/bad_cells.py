"""Cells that cannot be recorded, as a list of figures that can be corrected and imported."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from targettrack.errors import InvalidPeriod, TargettrackError
from targettrack.exchange.figures.read_csv import COLUMNS, PROBLEM
from targettrack.exchange.sheets.figures import row_period
from targettrack.exchange.sheets.grids.cell import cell_name, text_of
from targettrack.exchange.sheets.header_words import is_missing
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import entity_of, indicator_of
from targettrack.exchange.sheets.rows import rows_of
from targettrack.faults import FileFault, system_words
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from targettrack.domain.values.period import Period
    from targettrack.exchange.files.problem import Problem
    from targettrack.exchange.sheets.file_tables import Listed, Tables
    from targettrack.exchange.sheets.rows import SheetRow
    from targettrack.exchange.sheets.table import Column, Table, TableSheet


def set_cells_aside(tables: Tables, problems: Iterable[Problem], aside: Path) -> int:
    """Write what could not be read to `aside`, a row a figure; return how many.

    Raises:
        FileFault: the file cannot be written.
    """
    faults = {str(problem.place): problem.what for problem in problems}
    rows = [
        *(row for sheet in tables.guessed for row in _cells(sheet, faults)),
        *(row for listed in tables.lists for row in _rows(listed, faults)),
    ]
    try:
        with aside.open("x", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise FileFault(
            [
                Message(
                    "{aside} cannot be written: {strerror}",
                    aside=str(aside),
                    strerror=system_words(error),
                )
            ]
        ) from None
    return len(rows)


def _cells(sheet: TableSheet, faults: Mapping[str, Message]) -> Iterator[dict[str, str]]:
    """Yield the figures of cells with a fault, and all of a row whose label has one.

    What a target asks for stands in the note: it is no figure that could be imported as one.
    """
    columns = sheet.table.of(Role.VALUE, Role.TARGET, Role.PLAN)
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen, columns):
        label = faults.get(sheet.grid.place(row.index, row.column))
        for column in columns:
            text = text_of(sheet.grid.at(row.index, column.index))
            is_figure = column.role is Role.VALUE
            own = faults.get(sheet.grid.place(row.index, column.index))
            fault = own or (label if is_figure else None)
            if fault and not is_missing(text):
                where = f"cell {cell_name(row.index, column.index)}"
                said = {"value": text} if is_figure else {"note": f"target: {text}"}
                yield _long(sheet, row, column) | said | {PROBLEM: f"{where}: {fault}"}


def _long(sheet: TableSheet, row: SheetRow, column: Column) -> dict[str, str]:
    table, chosen = sheet.table, sheet.chosen
    period = column.period or _period(table, row)
    known = chosen.recorded_on
    stands = {
        "entity": column.entity or _named(entity_of, sheet, row, Role.ENTITY),
        "indicator": column.indicator or _named(indicator_of, sheet, row, Role.INDICATOR),
        "period": period or "",
        "basis": column.basis or row.texts.get(Role.BASIS, ""),
        "unit": row.texts.get(Role.UNIT) or column.unit or chosen.unit,
        "qualifier": column.qualifier or row.texts.get(Role.QUALIFIER, ""),
        "stated_as": column.stated_as,
        "recorded_at": row.texts.get(Role.RECORDED) or known or "",
        "source": row.texts.get(Role.SOURCE) or chosen.source,
        "note": row.texts.get(Role.NOTE, ""),
    }
    return {name: str(value) for name, value in stands.items()}


def _period(table: Table, row: SheetRow) -> Period | None:
    """Return the period of a row; None where it names none that can be read."""
    if Role.PERIOD not in row.texts:
        return table.period.period if table.period else None
    try:
        return row_period(row.texts[Role.PERIOD], table.calendar).period
    except InvalidPeriod:
        return None


def _named(
    naming: Callable[[TableSheet, SheetRow], str], sheet: TableSheet, row: SheetRow, role: Role
) -> str:
    """Return what a label names, or the label itself where it names nothing."""
    try:
        return naming(sheet, row)
    except TargettrackError:
        return row.texts.get(role, "")


def _rows(listed: Listed, faults: Mapping[str, Message]) -> Iterator[dict[str, str]]:
    names = listed.shape.names
    for row in listed.shape.rows:
        found = [
            fault
            for column in range(len(names))
            if (fault := faults.get(listed.grid.place(row, column)))
        ]
        if found:
            cells = {name: text_of(listed.grid.at(row, at)) for at, name in enumerate(names)}
            yield cells | {PROBLEM: str(clauses(found))}
