"""From a table that is understood to figures: each cell by itself, all problems at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.plans.plan import LoggedFigure, PlacedFigure
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import indicator_called
from targettrack.domain.records.kind import read_word
from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    default_basis,
)
from targettrack.domain.records.stated_figure import observe
from targettrack.domain.values.name import MAX_TEXT, clean_text, fold
from targettrack.domain.values.period import Period, add_months
from targettrack.domain.values.period_words import period_of
from targettrack.domain.values.quantity import Quantity
from targettrack.errors import (
    InvalidDate,
    InvalidObservation,
    InvalidPeriod,
    InvalidQuantity,
    TargettrackError,
    UnknownName,
)
from targettrack.exchange.sheets.cell_units import (
    is_in_own_unit,
    is_share_so_far,
    refuse_index,
    tells_totals,
    unit_of,
)
from targettrack.exchange.sheets.contradictions import ReadFigure, uncontested
from targettrack.exchange.sheets.grids.cell import CellNumber, read_cell, text_of
from targettrack.exchange.sheets.header_words import (
    is_missing,
)
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import entity_of, indicator_of
from targettrack.exchange.sheets.rows import SheetRow, rows_of
from targettrack.exchange.sheets.stated_percents import Ratio
from targettrack.exchange.sheets.table import PERCENT, Column, TableSheet
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from targettrack.domain.values.period_words import Calendar, PeriodWords
    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.exchange.files.problem import Problem


class _Reading(Struct, frozen=True):
    """A sheet while it is read."""

    sheet: TableSheet
    asked: ReadOptions
    lang: str | None

    def number(self, row: int, column: int) -> CellNumber:
        """Return the number of a cell, with what stands beside it."""
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

    Of several figures for the same thing none is right: all of them are problems, also where
    different columns say the same. What a row says of its figures in percent, of a plan or of last
    year, is put into `ratios`.
    """
    reading = _Reading(sheet, asked, sheet.lang)
    found: list[ReadFigure | Problem] = []
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen):
        try:
            common = _common(sheet, row, asked)
        except TargettrackError as error:
            problem = sheet.problem(row.index, row.column, error.said)
            found.append(replace(problem, alike=_unknown_names(error, row)))
            continue
        placed: dict[Column, PlacedFigure] = {}
        for column in sheet.table.of(Role.VALUE):
            if is_missing(reading.text(row.index, column.index)):
                continue
            try:
                placed[column] = _figure(reading, row, column, common)
                found.append(ReadFigure(row.index, column.index, placed[column]))
            except TargettrackError as error:
                found.append(sheet.problem(row.index, column.index, error.said))
        ratios.extend(_ratios(reading, row, placed))
    yield from uncontested(sheet, found)


def _unknown_names(error: TargettrackError, row: SheetRow) -> Message | None:
    """Say once for many rows that their names are not known."""
    if not isinstance(error, UnknownName):
        return None
    return Message(
        "no entity is called what stands there: --new-entities unit adds them"
        if Role.ENTITY in row.texts
        else "no indicator is called what stands there: --new-indicators flow, or level, adds them"
    )


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
    """Return the figure that a percentage is of: of the same period, else the one before."""
    if column.period is None and column.shift is None and column.basis is None:
        before = [figure for value, figure in placed.items() if value.index < column.index]
        ends = [figure.figure.observation.period.end for figure in before]
        latest = [one for one, end in zip(before, ends, strict=True) if end == max(ends)]
        return latest[-1] if latest else None  # last year's figures stand among them
    return next((p for value, p in placed.items() if value.covers == column.covers), None)


def _number(reading: _Reading, row: SheetRow, column: Column) -> Decimal | None:
    """Return the number of a cell that is not recorded; None where it has none."""
    try:
        return reading.number(row.index, column.index).value
    except InvalidQuantity:
        return None


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
    texts, chosen = row.texts, sheet.chosen
    said = period_said(sheet, row)
    basis, qualifier = texts.get(Role.BASIS), texts.get(Role.QUALIFIER)
    source = texts.get(Role.SOURCE) or chosen.source
    note = texts.get(Role.NOTE)
    return _Common(
        entity=entity_of(sheet, row),
        indicator=indicator_of(sheet, row),
        period=said.period if said else None,
        basis=read_word(Basis, basis, "basis") if basis else _basis_of(said),
        qualifier=read_word(Qualifier, qualifier, "qualifier") if qualifier else None,
        recorded_on=_recorded(texts.get(Role.RECORDED), sheet, asked),
        document=Document(clean_text(source, "source", MAX_TEXT)) if source else None,
        note=clean_text(note, "note", MAX_TEXT) if note else None,
    )


def period_said(sheet: TableSheet, row: SheetRow) -> PeriodWords | None:
    """Return the period of a row, else that of the table; raises InvalidPeriod."""
    if Role.PERIOD in row.texts:
        return row_period(row.texts[Role.PERIOD], sheet.table.calendar)
    return sheet.table.period


def _basis_of(said: PeriodWords | None) -> Basis | None:
    return Basis.YTD if said and said.so_far else None


def row_period(text: str, calendar: Calendar) -> PeriodWords:
    """Return the period of a row; raises InvalidPeriod for what is none as a whole."""
    for form in text.split("\n"):
        said = period_of(form, calendar) if form else None
        if said is not None:
            return said
    raise InvalidPeriod(text.replace("\n", " / "), Message("it has no known form"))


def _recorded(text: str | None, sheet: TableSheet, asked: ReadOptions) -> date:
    """Return the day from which the figures of a row are known."""
    day = sheet.chosen.recorded_on
    if text:
        said = period_of(text)
        if said is None or said.period.days > 1:
            raise InvalidDate("day of recording", text)
        day = said.period.start
    if day is None:
        return asked.recorded_on
    if day > asked.now.date():
        raise InvalidObservation(
            Message(
                "recorded on {day:iso} is to come: today is {now:iso}",
                day=day,
                now=asked.now.date(),
            )
        )
    return day


def _figure(reading: _Reading, row: SheetRow, column: Column, common: _Common) -> PlacedFigure:
    sheet = reading.sheet
    cell = reading.number(row.index, column.index)
    indicator = indicator_called(column.indicator or common.indicator, sheet.names.indicators)
    period = _period_of(column, common)
    basis = column.basis or (common.basis if column.period is None else None)
    if basis is None and not tells_totals(sheet):
        basis = (
            Basis.YTD if is_share_so_far(indicator, unit_of(sheet, row, column), period) else None
        )
    period, basis = fiscal_so_far(period, basis, sheet.table.calendar)
    unit = PERCENT if cell.is_percent else unit_of(sheet, row, column)
    if unit is None and is_in_own_unit(sheet, column, indicator):
        unit = indicator.unit
    refuse_index(cell.value, column, indicator, reading.text(row.index, column.index))
    if cell.currency and (unit is None or cell.currency != unit.base):
        raise InvalidQuantity(
            reading.text(row.index, column.index), Message("is not in {unit}", unit=str(unit))
        )
    quantity = Quantity(cell.value, unit=unit, comparator=cell.bound)
    draft = Observation(
        period=period,
        basis=basis or default_basis(period),
        value=cell.value,
        qualifier=cell.qualifier or column.qualifier or common.qualifier,
        stated_as=column.stated_as,
        recorded_on=common.recorded_on,
        recorded_at=reading.asked.now,
        document=common.document,
        note="; ".join(filter(None, (common.note, cell.mark and f"marked {cell.mark}"))) or None,
    )
    text = reading.text(row.index, column.index)
    observation = observe(draft, quantity, text, indicator, reading.asked.now.date())
    entity = sheet.names.entities.get(fold(column.entity), column.entity) or common.entity
    if not entity:
        raise InvalidObservation(Message("nothing tells whose figure it is: the row has no label"))
    figure = LoggedFigure(entity, indicator, observation)
    return PlacedFigure(sheet.grid.place(row.index, column.index), figure)


def fiscal_so_far(
    period: Period, basis: Basis | None, calendar: Calendar
) -> tuple[Period, Basis | None]:
    """Count a running total from the first day of its fiscal year, as a period of its own."""
    if basis is not Basis.YTD or calendar.fiscal_from in {0, 1}:
        return period, basis
    year = period.last.year - (period.last.month < calendar.fiscal_from)
    return Period(date(year, calendar.fiscal_from, 1), period.end), Basis.SINGLE


def _period_of(column: Column, common: _Common) -> Period:
    """Return what a figure is for: its column says it, or its row, moved by months."""
    if column.period is not None:
        return column.period
    if common.period is None:
        raise InvalidPeriod(column.header, Message("neither the column nor the row names one"))
    if not column.shift:
        return common.period
    start, end = common.period.start, common.period.end
    if (start.day, end.day) != (1, 1):
        raise InvalidPeriod(str(common.period), Message("only whole months can be moved by months"))
    return Period(add_months(start, column.shift), add_months(end, column.shift))
