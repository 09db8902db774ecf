"""From a table that is understood to the targets that it sets: columns of goals and of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.indicator import indicator_called
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import Comparator, Quantity, parse_quantity
from targettrack.errors import InvalidPeriod, InvalidTarget, TargettrackError
from targettrack.exchange.sheets.cell_units import unit_of
from targettrack.exchange.sheets.figures import period_said
from targettrack.exchange.sheets.grids.cell import column_name, looks_numeric, read_cell, text_of
from targettrack.exchange.sheets.header_words import is_missing
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import entity_of, indicator_of
from targettrack.exchange.sheets.rows import rows_of
from targettrack.exchange.sheets.table import PERCENT
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.exchange.files.problem import Problem
    from targettrack.exchange.sheets.rows import SheetRow
    from targettrack.exchange.sheets.table import Column, TableSheet

SETTING = (Role.TARGET, Role.PLAN)


class PlacedTarget(Struct, frozen=True):
    """A target as a table states it, in the words that `add-target` takes, and its cell.

    Attributes:
        base, base_on: where the way begins; empty where the table does not say.
    """

    file: str
    place: str
    entity: str
    indicator: str
    period: str
    value: str
    scenario: str
    owner: str = ""
    base: str = ""
    base_on: str = ""


def sets_targets(sheet: TableSheet) -> bool:
    """Whether a table has columns of targets."""
    return bool(sheet.table.of(*SETTING))


def targets_of(sheet: TableSheet, scenario: str) -> Iterator[PlacedTarget | Problem]:
    """Yield each target of a table with its cell, or what is wrong with the cell.

    Columns that are for the same time are of scenarios of their own, called as their headers.
    """
    columns = sheet.table.of(*SETTING)
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen, columns):
        for column in columns:
            text = text_of(sheet.grid.at(row.index, column.index))
            if is_missing(text):
                continue
            same = [one for one in columns if one.covers == column.covers]
            own = column.scenario or row.texts.get(Role.SCENARIO, "")
            name = own or (_own_name(column) if len(same) > 1 else scenario)
            try:
                target = _target(sheet, row, column, name)
            except TargettrackError as error:
                yield sheet.problem(row.index, column.index, error.said)
                continue
            if target is not None:
                yield target


def _own_name(column: Column) -> str:
    return column.header or f"column {column_name(column.index)}"


def _target(sheet: TableSheet, row: SheetRow, column: Column, scenario: str) -> PlacedTarget | None:
    """Return the target of a cell; None for the amount of a plan that a share is of."""
    indicator = indicator_called(
        column.indicator or indicator_of(sheet, row), sheet.names.indicators
    )
    is_share = indicator.traits.of_a_whole and unit_of(sheet, row, column) == PERCENT
    if column.role is Role.PLAN and indicator.traits.of_a_whole and not is_share:
        return None
    said = period_said(sheet, row)
    period = column.period or (said.period if said else None)
    if period is None:
        raise InvalidPeriod(column.header, Message("neither the column nor the row names one"))
    entity = sheet.names.entities.get(fold(column.entity), column.entity) or entity_of(sheet, row)
    if not entity:
        raise InvalidTarget(Message("nothing tells whose target it is: the row has no label"))
    base, base_on = _base(sheet, row, indicator, period)
    return PlacedTarget(
        sheet.file,
        sheet.grid.place(row.index, column.index),
        entity,
        indicator.id,
        str(period),
        _value(sheet, row, column, indicator),
        scenario,
        owner=row.texts.get(Role.OWNER, ""),
        base=base,
        base_on=base_on,
    )


def _base(
    sheet: TableSheet, row: SheetRow, indicator: Indicator, period: Period
) -> tuple[str, str]:
    """Return the base that a row gives for its target, and its day."""
    for column in sheet.table.of(Role.BASE) if indicator.traits.has_base else ():
        is_there = not is_missing(text_of(sheet.grid.at(row.index, column.index)))
        if is_there and column.period is not None and column.period.last < period.last:
            return _value(sheet, row, column, indicator), str(column.period.last)
    return "", ""


def _value(sheet: TableSheet, row: SheetRow, column: Column, indicator: Indicator) -> str:
    """Return what a cell asks for as `add-target` takes it: ">= 8.5 %"."""
    cell = sheet.grid.at(row.index, column.index)
    unit = unit_of(sheet, row, column) or indicator.unit
    if looks_numeric(cell):
        is_percent = (row.index, column.index) in sheet.grid.percents
        number = read_cell(cell, sheet.lang, is_percent=is_percent)
        unit = PERCENT if number.is_percent else unit
        stated = Quantity(number.value, unit=unit, comparator=number.bound)
    else:
        stated = parse_quantity(text_of(cell), sheet.lang)
    unit = stated.unit or unit
    if stated.high is not None:
        return f"{stated.value:f}-{stated.high:f} {unit}"
    sign = stated.comparator if stated.comparator not in {None, Comparator.EQUAL} else ""
    return f"{sign} {stated.value:f} {unit}".strip()
