"""What must still be said before the figures of a table can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.names import fold, nearest
from targettrack.errors import UnknownName, quoted
from targettrack.exchange.problems import Problem
from targettrack.exchange.sheet_map import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.exchange.sheet_table import Sheet, Table


def lacking(sheet: Sheet) -> Iterator[Problem]:
    """Yield what must be said before the figures of a table can be read."""
    table, chosen = sheet.table, sheet.chosen
    values = table.of(Role.VALUE)
    head = table.shape.header_rows[0]
    for index in table.unmapped:
        shown = quoted(table.shape.heading(index))
        what = f"the map says nothing of {shown}: give it a role, such as ignore"
        yield _missing(sheet, what, head, index)
    if not values:
        what = 'no column holds figures: give one role = "value" in a map'
        yield _missing(sheet, what)
    if chosen.indicator and table.indicator is None:
        known = {fold(one.id): one.id for one in sheet.names.indicators.values()}
        fault = UnknownName("indicator", chosen.indicator, nearest(chosen.indicator, known))
        yield _missing(sheet, str(fault))
    elif not _tells(table, Role.INDICATOR, [c.indicator for c in values], table.indicator):
        what = "nothing tells which indicator it is: say it with -i, or in a map"
        yield _missing(sheet, what)
    if not _tells(table, Role.ENTITY, [c.entity for c in values], table.entity):
        yield _missing(sheet, "nothing tells whose figures they are: say it with -p")
    has_periods = bool(table.of(Role.PERIOD) or table.stretch)
    has_units = bool(chosen.unit or table.of(Role.UNIT))
    for column in values:
        shown = quoted(column.header or table.shape.heading(column.index))
        if not (column.period or has_periods):
            what = f'{shown} names no period: say it in a map, period = "2024-05"'
            yield _missing(sheet, what, head, column.index)
        if not (column.unit or has_units):
            what = f'nothing tells the unit of {shown}: say it in a map, unit = "bn VND"'
            yield _missing(sheet, what, head, column.index)


def _missing(sheet: Sheet, what: str, row: int = -1, column: int = -1) -> Problem:
    """Return what is missing, for a cell of the header or for the whole sheet."""
    place = f"sheet {sheet.grid.sheet}" if sheet.grid.sheet else ""
    if column >= 0:
        place = sheet.grid.place(row, column)
    return Problem(sheet.file, place, what, is_end=True)


def _tells(table: Table, role: Role, own: list[str], all_of_it: object) -> bool:
    """Whether rows, every column, or the table itself say what their figures are of."""
    return bool(all_of_it or table.of(role) or (own and all(own)))
