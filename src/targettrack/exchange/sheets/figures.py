"""From a table that is understood to figures: each cell by itself, all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.plans.plan import LoggedFigure, PlacedFigure
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import indicator_called, read_word
from targettrack.domain.records.observation import Basis, Observation, Qualifier, default_basis
from targettrack.domain.records.stated_figure import observe
from targettrack.domain.values.name import MAX_TEXT, clean_text, fold
from targettrack.domain.values.period import Period, add_months
from targettrack.domain.values.quantity import Quantity, parse_unit
from targettrack.errors import (
    InvalidDate,
    InvalidObservation,
    InvalidPeriod,
    InvalidQuantity,
    TargettrackError,
)
from targettrack.exchange.sheets.cell import cell_name, read_cell, text_of
from targettrack.exchange.sheets.header_words import is_missing, stretch_in
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.rows import SheetRow, entity_of, indicator_of, rows_of
from targettrack.exchange.sheets.stated_percents import Ratio
from targettrack.exchange.sheets.table import PERCENT, Column, TableSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.exchange.files.problem import Problem


class _Reading(Struct, frozen=True):
    """A sheet while it is read.

    Attributes:
        seen: the cell and the value of each figure, by what it is a figure of.
    """

    sheet: TableSheet
    asked: ReadOptions
    lang: str | None
    seen: dict[tuple[object, ...], tuple[str, Decimal]]

    def number(self, row: int, column: int) -> tuple[Decimal, bool]:
        """Return the number of a cell, and whether the cell says that it is a percentage."""
        grid = self.sheet.grid
        is_percent = (row, column) in grid.percents
        return read_cell(grid.at(row, column), self.lang, is_percent=is_percent)

    def text(self, row: int, column: int) -> str:
        """Return what a cell says."""
        return text_of(self.sheet.grid.at(row, column))


def figures_of(
    sheet: TableSheet, asked: ReadOptions, ratios: list[Ratio]
) -> Iterator[PlacedFigure | Problem]:
    """Yield each figure of a table with its cell, or what is wrong with the cell.

    What a row says of its figures in percent, of a plan or of last year, is put into `ratios`.
    """
    reading = _Reading(sheet, asked, sheet.lang, {})
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen):
        try:
            common = _common(sheet, row, asked)
        except TargettrackError as error:
            yield sheet.problem(row.index, row.column, str(error))
            continue
        placed: dict[Column, PlacedFigure] = {}
        for column in sheet.table.of(Role.VALUE):
            if is_missing(reading.text(row.index, column.index)):
                continue
            try:
                placed[column] = _figure(reading, row, column, common)
                if _is_first(reading, placed[column], row, column):
                    yield placed[column]
            except TargettrackError as error:
                yield sheet.problem(row.index, column.index, str(error))
        ratios.extend(_ratios(reading, row, placed))


def _ratios(
    reading: _Reading, row: SheetRow, placed: Mapping[Column, PlacedFigure]
) -> Iterator[Ratio]:
    """Yield what a row says in percent of the figures that it has."""
    sheet = reading.sheet
    plans = [_number(reading, row, column) for column in sheet.table.of(Role.PLAN)]
    for column in sheet.table.of(Role.SHARE_OF_PLAN, Role.SAME_PERIOD):
        stated = _number(reading, row, column)
        figure = _measured(column, placed)
        if stated is not None and figure is not None:
            place = sheet.grid.place(row.index, column.index)
            is_plan = column.role is Role.SHARE_OF_PLAN
            plan = plans[0] if is_plan and len(plans) == 1 else None
            yield Ratio(sheet.file, place, stated, figure.figure, is_plan, plan)


def _measured(column: Column, placed: Mapping[Column, PlacedFigure]) -> PlacedFigure | None:
    """Return the figure that a percentage is of: of the same stretch, else the one before."""
    if column.period is None and column.shift is None and column.basis is None:
        before = [figure for value, figure in placed.items() if value.index < column.index]
        return before[-1] if before else None
    return next((p for value, p in placed.items() if value.covers == column.covers), None)


def _number(reading: _Reading, row: SheetRow, column: Column) -> Decimal | None:
    """Return the number of a cell that is not recorded; None where it has none."""
    try:
        return reading.number(row.index, column.index)[0]
    except InvalidQuantity:
        return None


def _is_first(reading: _Reading, placed: PlacedFigure, row: SheetRow, column: Column) -> bool:
    """Whether a figure is not in the table yet; raises InvalidObservation where it is another."""
    one = placed.figure.observation
    key = (placed.figure.entity, placed.figure.indicator.id, one.recorded_on, *one.key)
    here = cell_name(row.index, column.index)
    cell, value = reading.seen.setdefault(key, (here, one.value))
    if value != one.value:
        what = f"{placed.figure.indicator.id} of {placed.figure.entity}, {one.period} {one.basis}"
        text = reading.text(row.index, column.index)
        raise InvalidObservation(f"{text} is for what cell {cell} says is {value}: {what}")
    return cell == here


class _Common(Struct, frozen=True):
    """What the figures of a row share."""

    entity: str
    indicator: str
    period: Period | None
    basis: Basis | None
    qualifier: Qualifier | None
    recorded_on: date
    document: Document | None
    note: str | None


def _common(sheet: TableSheet, row: SheetRow, asked: ReadOptions) -> _Common:
    texts, table, chosen = row.texts, sheet.table, sheet.chosen
    stretch = table.stretch
    if Role.PERIOD in texts:
        stretch = stretch_in(texts[Role.PERIOD], table.year)
        if stretch is None:
            raise InvalidPeriod(texts[Role.PERIOD], "it has no known form")
    basis, qualifier = texts.get(Role.BASIS), texts.get(Role.QUALIFIER)
    source = texts.get(Role.SOURCE) or chosen.source
    note = texts.get(Role.NOTE)
    return _Common(
        entity=entity_of(sheet, row),
        indicator=indicator_of(sheet, row),
        period=stretch.period if stretch else None,
        basis=read_word(Basis, basis, "basis") if basis else stretch.basis if stretch else None,
        qualifier=read_word(Qualifier, qualifier, "qualifier") if qualifier else None,
        recorded_on=_recorded(texts.get(Role.RECORDED), sheet, asked),
        document=Document(clean_text(source, "source", MAX_TEXT)) if source else None,
        note=clean_text(note, "note", MAX_TEXT) if note else None,
    )


def _recorded(text: str | None, sheet: TableSheet, asked: ReadOptions) -> date:
    """Return the day from which the figures of a row are known."""
    day = sheet.chosen.recorded_on
    if text:
        stretch = stretch_in(text, None)
        if stretch is None or stretch.period.days > 1:
            raise InvalidDate("day of recording", text)
        day = stretch.period.start
    if day is None:
        return asked.recorded_on
    if day > asked.now.date():
        raise InvalidObservation(f"recorded on {day} is to come: today is {asked.now.date()}")
    return day


def _figure(reading: _Reading, row: SheetRow, column: Column, common: _Common) -> PlacedFigure:
    sheet = reading.sheet
    number, says_percent = reading.number(row.index, column.index)
    indicator = indicator_called(column.indicator or common.indicator, sheet.names.indicators)
    period = _period_of(column, common)
    own_basis = column.basis or (common.basis if column.period is None else None)
    quantity = Quantity(number, unit=PERCENT if says_percent else _unit_of(sheet, row, column))
    draft = Observation(
        period=period,
        basis=own_basis or default_basis(period),
        value=number,
        qualifier=column.qualifier or common.qualifier,
        stated_as=column.stated_as,
        recorded_on=common.recorded_on,
        recorded_at=reading.asked.now,
        document=common.document,
        note=common.note,
    )
    text = reading.text(row.index, column.index)
    observation = observe(draft, quantity, text, indicator, reading.asked.now.date())
    entity = sheet.names.entities.get(fold(column.entity), column.entity) or common.entity
    if not entity:
        raise InvalidObservation("nothing tells whose figure it is: the row has no label")
    figure = LoggedFigure(entity, indicator, observation)
    return PlacedFigure(sheet.grid.place(row.index, column.index), figure)


def _unit_of(sheet: TableSheet, row: SheetRow, column: Column) -> Unit | None:
    text = row.texts.get(Role.UNIT)
    if text:
        return parse_unit(text)
    return column.unit or (parse_unit(sheet.chosen.unit) if sheet.chosen.unit else None)


def _period_of(column: Column, common: _Common) -> Period:
    """Return what a figure is for: its column says it, or its row, moved by months."""
    if column.period is not None:
        return column.period
    if common.period is None:
        raise InvalidPeriod(column.header, "neither the column nor the row names one")
    if not column.shift:
        return common.period
    start, end = common.period.start, common.period.end
    if (start.day, end.day) != (1, 1):
        raise InvalidPeriod(str(common.period), "only whole months can be moved by months")
    return Period(add_months(start, column.shift), add_months(end, column.shift))
