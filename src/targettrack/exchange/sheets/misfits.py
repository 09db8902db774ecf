"""Columns that cannot be what they look like beside the others: left out, and said so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.indicator import indicator_called
from targettrack.domain.records.observation import Basis
from targettrack.errors import InvalidPeriod, InvalidQuantity, TargettrackError
from targettrack.exchange.sheets.cell_units import unit_of
from targettrack.exchange.sheets.figures import period_said
from targettrack.exchange.sheets.grids.cell import read_cell
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import indicator_of
from targettrack.exchange.sheets.rows import rows_of
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from targettrack.domain.values.period import Period
    from targettrack.exchange.sheets.rows import SheetRow
    from targettrack.exchange.sheets.table import Column, TableSheet


def without_misfits(sheet: TableSheet) -> TableSheet:
    """Leave out columns that no row can have figures in; what a map says stays as it is."""
    rows = list(rows_of(sheet.grid, sheet.table, sheet.chosen))
    values = sheet.table.of(Role.VALUE)
    found: dict[int, Message] = {}
    for column in values:
        ruled = any(rule.fits(column.header, column.index) for rule in sheet.chosen.columns)
        if ruled or len(values) == 1:
            continue
        why = _since_its_start(sheet, rows, column, values) or _of_something_else(
            sheet, rows, column, values
        )
        if why:
            found[column.index] = why
    columns = tuple(
        replace(one, role=Role.IGNORE, why=found[one.index]) if one.index in found else one
        for one in sheet.table.columns
    )
    return replace(sheet, table=replace(sheet.table, columns=columns)) if found else sheet


def _since_its_start(
    sheet: TableSheet, rows: Sequence[SheetRow], column: Column, values: Sequence[Column]
) -> Message | None:
    """Say of a column of totals that it adds up another on over New Year."""
    if column.basis is not Basis.YTD or column.period is not None:
        return None
    periods = [_period(sheet, row) for row in rows]
    totals = _numbers(sheet, rows, column)
    crosses = any(a and b and a.last.year != b.last.year for a, b in pairwise(periods))
    for other in values if crosses and None not in totals else ():
        singles = _numbers(sheet, rows, other)
        steps = zip(pairwise(totals), singles[1:], strict=True)
        if other.basis is None and all(
            one is not None and before is not None and after == before + one
            for (before, after), one in steps
        ):
            return Message("it adds up on over New Year, and not since January")
    return None


def _of_something_else(
    sheet: TableSheet, rows: Sequence[SheetRow], column: Column, values: Sequence[Column]
) -> Message | None:
    """Say of a column that its unit is that of no row, where another of the same time fits all."""
    rivals = [one for one in values if one is not column and one.covers == column.covers]
    if column.unit is None or not rows or any(_fits(sheet, row, column) for row in rows):
        return None
    if any(all(_fits(sheet, row, one) for row in rows) for one in rivals):
        return Message(
            "it is in {unit}, in which no row of the table is measured", unit=str(column.unit)
        )
    return None


def _fits(sheet: TableSheet, row: SheetRow, column: Column) -> bool:
    """Whether the unit of a cell can be that of its indicator; also where that is not known."""
    try:
        name = column.indicator or indicator_of(sheet, row)
        indicator = indicator_called(name, sheet.names.indicators)
        unit = unit_of(sheet, row, column)
    except TargettrackError:
        return True
    absolute = indicator.absolute_unit
    bases = {indicator.unit.base, absolute.base if absolute else indicator.unit.base}
    return unit is None or not unit.base or unit.base in bases or unit.is_percent


def _period(sheet: TableSheet, row: SheetRow) -> Period | None:
    try:
        said = period_said(sheet, row)
    except InvalidPeriod:
        return None
    return said.period if said else None


def _numbers(sheet: TableSheet, rows: Sequence[SheetRow], column: Column) -> list[Decimal | None]:
    found: list[Decimal | None] = []
    for row in rows:
        try:
            found.append(read_cell(sheet.grid.at(row.index, column.index), sheet.lang).value)
        except InvalidQuantity:
            found.append(None)
    return found
