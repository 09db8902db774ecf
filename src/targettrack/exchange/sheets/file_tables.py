"""The tables of a file, understood: which sheets are read, and what is to be said about others."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from targettrack.domain.plans.plan import FramedFigure, PlacedFigure
from targettrack.domain.records.observation import StatedAs
from targettrack.errors import FileFault
from targettrack.exchange.figures.read_csv import COLUMNS
from targettrack.exchange.figures.row import REQUIRED, FigureRows
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.cell import column_name, text_of
from targettrack.exchange.sheets.columns import understood
from targettrack.exchange.sheets.csv_sheet import csv_grid
from targettrack.exchange.sheets.figures import figures_of
from targettrack.exchange.sheets.layout_map import ColumnRule, Role, SheetMap
from targettrack.exchange.sheets.open_questions import lacking
from targettrack.exchange.sheets.table import Names, Sheet
from targettrack.exchange.sheets.table_shape import Shape, shape_of
from targettrack.exchange.sheets.workbooks import ENDINGS, open_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from targettrack.exchange.files.figure_source import Asked
    from targettrack.exchange.sheets.cell import Grid
    from targettrack.exchange.sheets.stated_percents import Ratio
    from targettrack.exchange.sheets.table import Column


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet that is a list of figures, with the columns of `docs/formats.md`."""

    file: str
    grid: Grid
    shape: Shape


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds.

    Attributes:
        guessed: tables whose columns were told from their words, or by a map.
        lists: sheets that need no guess.
        notes: what is left out, and why.
    """

    guessed: tuple[Sheet, ...]
    lists: tuple[Listed, ...]
    notes: tuple[str, ...]


def is_workbook(path: Path) -> bool:
    """Whether a file is a spreadsheet by the end of its name."""
    return path.suffix.casefold() in ENDINGS


def open_tables(
    path: Path, sheets: Sequence[str], chosen: SheetMap, names: Names, encoding: str
) -> Tables:
    """Open a file and understand its tables.

    Args:
        path: the file.
        sheets: the names of those that are read; none for all that are visible and in the map.
        chosen: what a map and the options say.
        names: what labels may name.
        encoding: of a CSV file; empty for UTF-8.

    Raises:
        FileFault: it cannot be opened, or holds no table.
        UnknownName: it has no sheet of a name.
    """
    file = str(path)
    grids, notes = _grids(path, sheets, chosen, encoding)
    guessed: list[Sheet] = []
    lists: list[Listed] = []
    for grid in grids:
        shape = shape_of(grid)
        if shape is None:
            notes.append(f"{_name(file, grid)} holds no table of figures: left out")
        elif not chosen.columns and set(REQUIRED) <= _names_of(shape):
            lists.append(Listed(file, grid, shape))
        else:
            table = understood(grid, shape, chosen, names)
            guessed.append(Sheet(file, grid, table, chosen, names))
        if grid.empty_formulas:
            notes.append(
                f"{_name(file, grid)} has formulas without a value, {grid.empty_formulas}, which "
                "count as empty: open and save it in a spreadsheet program first"
            )
    if not guessed and not lists:
        raise FileFault([f"{file}: no table of figures was found", *notes])
    return Tables(tuple(guessed), tuple(lists), tuple(notes))


def _grids(
    path: Path, sheets: Sequence[str], chosen: SheetMap, encoding: str
) -> tuple[list[Grid], list[str]]:
    if not is_workbook(path):
        return [csv_grid(path, encoding)], []
    book = open_workbook(path)
    notes = [f"{path}: its macros are not run"] if book.has_macros else []
    named = [book.chosen(name) for name in sheets]
    shown = named or [one for one in book.sheets if chosen.covers(one.name) and not one.hidden]
    for one in () if named else book.sheets:
        if one.hidden:
            notes.append(f"{path}: sheet {one.name} is hidden: left out; --sheet reads it")
        elif one not in shown:
            notes.append(f"{path}: sheet {one.name} is none of the map's: left out")
    if not shown:
        have = ", ".join(one.name for one in book.sheets) or "none"
        raise FileFault([f"{path}: no sheet of it is read; it has {have}"])
    return [book.grid(one.name) for one in shown], notes


def _name(file: str, grid: Grid) -> str:
    return f"{file}, sheet {grid.sheet}" if grid.sheet else file


def _names_of(shape: Shape) -> set[str]:
    return {header.strip().casefold() for header in shape.headers}


def items_of(tables: Tables, asked: Asked, ratios: list[Ratio]) -> Iterator[PlacedFigure | Problem]:
    """Yield the figures of all tables, or what is wrong; what lacks something is not read."""
    for listed in tables.lists:
        yield from _listed(listed, asked)
    for sheet in tables.guessed:
        missing = list(lacking(sheet))
        yield from missing or figures_of(sheet, asked, ratios)


def _listed(listed: Listed, asked: Asked) -> Iterator[PlacedFigure | Problem]:
    """Read a sheet as a list of figures: its cells as texts."""
    names = [header.strip().casefold() for header in listed.shape.headers]
    kept = [index for index, name in enumerate(names) if name in COLUMNS]
    reader = FigureRows([names[index] for index in kept], asked)
    columns = {names[index]: index for index in kept}
    for row in listed.shape.rows:
        here = listed.grid.place(row, columns["value"])
        found = reader.figure([text_of(listed.grid.at(row, index)) for index in kept], here)
        if isinstance(found, FramedFigure):
            yield PlacedFigure(here, found.logged())
            continue
        for fault in found:
            place = listed.grid.place(row, columns.get(fault.column, columns["value"]))
            yield Problem(listed.file, place, fault.what)


def _unless_absolute(column: Column) -> str:
    return "" if column.stated_as is StatedAs.ABSOLUTE else column.stated_as.value


def map_of(tables: Tables, sheets: Sequence[str]) -> SheetMap:
    """Return the map by which files like this one are read alike, whatever their dates."""
    first = tables.guessed[0]
    rules: dict[str, ColumnRule] = {}
    for sheet in tables.guessed:
        for column in sheet.table.columns:
            header = re.sub(r"\d+", "#", column.header)
            if header or column.role is not sheet.table.rows_are:
                rules.setdefault(
                    header or column_name(column.index),
                    ColumnRule(
                        role=column.role.value,
                        header=header,
                        column="" if header else column_name(column.index),
                        shift=column.shift,
                        basis=column.basis.value if column.basis else "",
                        qualifier=column.qualifier.value if column.qualifier else "",
                        stated_as=_unless_absolute(column),
                        unit=str(column.unit) if column.unit and column.role is Role.VALUE else "",
                        indicator=column.indicator,
                        entity=column.entity,
                    ),
                )
    return replace(
        first.chosen,
        sheets=first.chosen.sheets or tuple(re.sub(r"\d+", "*", name) for name in sheets),
        rows_are=first.table.rows_are.value,
        indicator=first.table.indicator.id if first.table.indicator else "",
        recorded_on=None,
        columns=tuple(rules.values()),
    )
