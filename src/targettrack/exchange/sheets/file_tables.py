"""The tables of a file, understood: which sheets are read, and what is to be said about others."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.plans.plan import FORM_SHEET, FramedFigure, PlacedFigure
from targettrack.domain.records.observation import StatedAs
from targettrack.errors import InvalidQuantity
from targettrack.exchange.figures.read_csv import COLUMNS
from targettrack.exchange.figures.row import REQUIRED, FigureRows
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.sheets.columns import understood
from targettrack.exchange.sheets.figures import figures_of
from targettrack.exchange.sheets.grids.cell import (
    column_name,
    language_of,
    looks_numeric,
    month_of,
    read_cell,
    text_of,
)
from targettrack.exchange.sheets.grids.csv_sheet import csv_grid
from targettrack.exchange.sheets.grids.legacy_text import in_unicode
from targettrack.exchange.sheets.grids.workbooks import ENDINGS, open_workbook
from targettrack.exchange.sheets.layout_map import ColumnRule, Role, SheetMap
from targettrack.exchange.sheets.misfits import without_misfits
from targettrack.exchange.sheets.new_names import with_new_indicators
from targettrack.exchange.sheets.open_questions import lacking
from targettrack.exchange.sheets.table import Names, TableSheet
from targettrack.exchange.sheets.table_shape import Shape, shape_of
from targettrack.faults import FileFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.exchange.sheets.grids.cell import Grid
    from targettrack.exchange.sheets.stated_percents import Ratio
    from targettrack.exchange.sheets.table import Column

# By which headings the sheets of an export are known that hold verdicts and targets.
_NO_FIGURES = (
    {"target", "scenario", "verdict", "gap", "need", "probability", "as of"},
    {"target", "scenario", "tier", "trajectory", "valid_from", "closing", "version"},
)


class Listed(Struct, frozen=True):
    """A sheet that is a list of figures, with the columns of `docs/formats.md`.

    Attributes:
        lang: how numbers that are written as text are read; None where nothing tells.
    """

    file: str
    grid: Grid
    shape: Shape
    lang: str | None


class Tables(Struct, frozen=True):
    """What a file holds.

    Attributes:
        guessed: tables whose columns were told from their words, or by a map.
        lists: sheets that need no guess.
        notes: what is left out, and why.
    """

    guessed: tuple[TableSheet, ...]
    lists: tuple[Listed, ...]
    notes: tuple[Message, ...]


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
    guessed: list[TableSheet] = []
    lists: list[Listed] = []
    for coded in grids:
        grid, coding = in_unicode(coded)
        if coding:
            notes.append(
                Message(
                    "{sheet} is in {coding}, which was read as Unicode",
                    sheet=_name(file, grid),
                    coding=coding,
                )
            )
        shape = _form(grid) if grid.sheet == FORM_SHEET else shape_of(grid)
        if shape is not None and grid.sheet == FORM_SHEET:
            notes += _missing(file, grid, shape)
        if shape is None:
            notes.append(
                Message("{sheet} holds no table of figures: left out", sheet=_name(file, grid))
            )
        elif any(marks <= {*shape.names} for marks in _NO_FIGURES):
            notes.append(
                Message(
                    "{sheet} is of an export, and holds no figures: left out",
                    sheet=_name(file, grid),
                )
            )
        elif not chosen.columns and {*REQUIRED} <= {*shape.names}:
            lists.append(_list_of(file, grid, shape, chosen))
        else:
            table = understood(grid, shape, chosen, names)
            sheet = with_new_indicators(TableSheet(file, grid, table, chosen, names))
            names = sheet.names
            guessed.append(without_misfits(sheet))
        if grid.empty_formulas:
            notes.append(
                Message(
                    "{sheet} has formulas without a value, {n}, which count as empty: open and "
                    "save "
                    "it in a spreadsheet program first",
                    sheet=_name(file, grid),
                    n=grid.empty_formulas,
                )
            )
    if not guessed and not lists:
        raise FileFault([Message("{file}: no table of figures was found", file=file), *notes])
    return Tables(tuple(guessed), tuple(lists), tuple(notes))


def _form(grid: Grid) -> Shape:
    """Return the shape of a form: a list of figures of which some may be missing."""
    headers = tuple(text_of(cell) for cell in grid.rows[0]) if grid.rows else ()
    value = headers.index("value") if "value" in headers else -1
    filled = [row for row in range(1, len(grid.rows)) if text_of(grid.at(row, value))]
    labels = tuple(column for column in range(len(headers)) if column != value)
    return Shape((), headers, (0, 1), labels, (value,), tuple(filled), None)


def _missing(file: str, grid: Grid, shape: Shape) -> Iterator[Message]:
    """Yield what of a form is not filled in, a line an owner."""
    at = {name: column for column, name in enumerate(shape.headers)}
    missing: dict[str, list[Message]] = {}
    for row in range(1, len(grid.rows)):
        if row not in shape.rows and {"entity", "name", "owner"} <= {*at}:
            said = {name: text_of(grid.at(row, column)) for name, column in at.items()}
            missing.setdefault(said["owner"], []).append(
                Message("{name} of {entity}", name=said["name"], entity=said["entity"])
            )
    for owner, names in missing.items():
        yield Message(
            "{file}: {n} missing of {owner}: {names}" if owner else "{file}: {n} missing: {names}",
            file=file,
            n=len(names),
            owner=owner,
            names=tuple(names),
        )


def _grids(
    path: Path, sheets: Sequence[str], chosen: SheetMap, encoding: str
) -> tuple[list[Grid], list[Message]]:
    if not is_workbook(path):
        return [csv_grid(path, encoding)], []
    book = open_workbook(path)
    macros = Message("{file}: its macros are not run", file=str(path))
    notes = [macros] if book.has_macros else []
    named = [book.chosen(name) for name in sheets]
    shown = named or [one for one in book.sheets if chosen.covers(one.name) and not one.hidden]
    for one in () if named else book.sheets:
        if one.hidden:
            notes.append(
                Message(
                    "{file}: sheet {sheet} is hidden: left out; --sheet reads it",
                    file=str(path),
                    sheet=one.name,
                )
            )
        elif one not in shown:
            notes.append(
                Message(
                    "{file}: sheet {sheet} is none of the map's: left out",
                    file=str(path),
                    sheet=one.name,
                )
            )
    if not shown:
        have = ", ".join(one.name for one in book.sheets) or "none"
        raise FileFault(
            [Message("{path}: no sheet of it is read; it has {have}", path=str(path), have=have)]
        )
    return [book.grid(one.name) for one in shown], notes


def _list_of(file: str, grid: Grid, shape: Shape, chosen: SheetMap) -> Listed:
    value = shape.names.index("value")
    shown = language_of(grid.at(row, value) for row in shape.rows)[0]
    return Listed(file, grid, shape, chosen.numbers or shown)


def _name(file: str, grid: Grid) -> str:
    return f"{file}, sheet {grid.sheet}" if grid.sheet else file


def items_of(
    tables: Tables, asked: ReadOptions, ratios: list[Ratio], scenario: str = ""
) -> Iterator[PlacedFigure | Problem]:
    """Yield the figures of all tables, or what is wrong; what lacks something is not read."""
    for listed in tables.lists:
        yield from _listed(listed, asked)
    for sheet in tables.guessed:
        missing = list(lacking(sheet, scenario))
        yield from missing or figures_of(sheet, asked, ratios)


def _listed(listed: Listed, asked: ReadOptions) -> Iterator[PlacedFigure | Problem]:
    """Read a sheet as a list of figures."""
    columns = {name: at for at, name in enumerate(listed.shape.names) if name in COLUMNS}
    reader = FigureRows(list(columns), asked)
    for row in listed.shape.rows:
        here = listed.grid.place(row, columns["value"])
        try:
            found = reader.figure(_texts(listed, row, columns), here)
        except InvalidQuantity as error:
            yield Problem(listed.file, here, error.said)
            continue
        if isinstance(found, FramedFigure):
            yield PlacedFigure(here, found.logged())
            continue
        for fault in found:
            place = listed.grid.place(row, columns.get(fault.column, columns["value"]))
            yield Problem(listed.file, place, fault.what)


def _texts(listed: Listed, row: int, columns: Mapping[str, int]) -> list[str]:
    """Return the cells of a row as a list of figures writes them in a file of text.

    A percent cell is what it shows, 30.01 and not 0.3001; a day stands for a month in periods only.

    Raises:
        InvalidQuantity: the value is a text that reads two ways.
    """
    grid = listed.grid
    texts = {name: text_of(grid.at(row, index)) for name, index in columns.items()}
    value = grid.at(row, columns["value"])
    if looks_numeric(value):
        shows_percent = (row, columns["value"]) in grid.percents
        number = read_cell(value, listed.lang, is_percent=shows_percent)
        is_bare = not (number.mark or number.bound or number.currency)
        texts["value"] = f"{number.value:f}" if is_bare else text_of(value)
        if number.is_percent:
            texts["unit"] = "%"
    for name, index in columns.items():
        cell = grid.at(row, index)
        if name == "period":
            texts[name] = month_of(cell)
        elif isinstance(cell, date):
            whole_day = not isinstance(cell, datetime) or cell.time() == time()
            texts[name] = f"{cell:%Y-%m-%d}" if whole_day else cell.isoformat()
    return list(texts.values())


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
