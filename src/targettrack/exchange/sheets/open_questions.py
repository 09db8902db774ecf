"""What must still be said before the figures of a table can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.values.name import fold, nearest
from targettrack.errors import UnknownName, quoted
from targettrack.exchange.files.problem import Problem, at
from targettrack.exchange.sheets.grids.cell import column_name
from targettrack.exchange.sheets.layout_map import Role
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.exchange.sheets.table import Table, TableSheet


def lacking(sheet: TableSheet, scenario: str) -> Iterator[Problem]:
    """Yield what must be said before a table can be read; `scenario` takes its targets."""
    table, chosen = sheet.table, sheet.chosen
    values = table.of(Role.VALUE)
    yield from _of_columns(
        sheet,
        table.unmapped,
        Message("is in no [[column]] of the map"),
        'role = "ignore"',
    )
    unsure = table.of(Role.UNSURE)
    for column in () if values else unsure:
        problem = _missing(
            sheet,
            at(quoted(column.header or column_name(column.index)), column.why or Message("")),
            table.shape.header_rows[0],
            column.index,
        )
        yield replace(problem, alike=at("of these headers", column.why or Message("")))
    setting = table.of(Role.TARGET, Role.PLAN)
    if not values and setting and not scenario:
        shown = quoted(table.shape.heading(setting[0].index))
        yield _missing(
            sheet, Message("{column} is a target: --scenario NAME records it as one", column=shown)
        )
    elif not values and not unsure and not setting:
        what = Message('no column holds figures: give one role = "value" in a map')
        yield _missing(sheet, what)
    if chosen.indicator and table.indicator is None:
        known = {fold(one.id): one.id for one in sheet.names.indicators.values()}
        fault = UnknownName("indicator", chosen.indicator, nearest(chosen.indicator, known))
        yield _missing(sheet, fault.said)
    elif not _tells(
        table, Role.INDICATOR, [c.indicator for c in values or setting], table.indicator
    ):
        what = Message("nothing tells which indicator it is: say it with -i, or in a map")
        yield _missing(sheet, what)
    if not _tells(table, Role.ENTITY, [c.entity for c in values or setting], table.entity):
        yield _missing(sheet, Message("nothing tells whose figures they are: say it with -p"))
    if not (table.of(Role.PERIOD) or table.period):
        without = [column.index for column in values if column.period is None]
        lacks = Message("names no period")
        yield from _of_columns(sheet, without, lacks, 'period = "2024-05"')


def _of_columns(
    sheet: TableSheet, columns: Sequence[int], lacks: Message, how: str
) -> Iterator[Problem]:
    """Yield what columns lack, in one line for all of them."""
    if columns:
        shown = quoted(sheet.table.shape.heading(columns[0]))
        what = Message(
            "{column} (one of {n} columns) {lacks}: say it in a map, {how}"
            if len(columns) > 1
            else "{column} {lacks}: say it in a map, {how}",
            column=shown,
            n=len(columns),
            lacks=lacks,
            how=how,
        )
        yield _missing(sheet, what, sheet.table.shape.header_rows[0], columns[0])


def _tells(table: Table, role: Role, own: list[str], all_of_it: object) -> bool:
    """Whether rows, every column, or the table itself say what their figures are of."""
    return bool(all_of_it or table.of(role) or (own and all(own)))


def _missing(sheet: TableSheet, what: Message, row: int = -1, column: int = -1) -> Problem:
    """Return what is missing, for a cell of the header or for the whole sheet."""
    place: str | Message = (
        Message("sheet {sheet}", sheet=sheet.grid.sheet) if sheet.grid.sheet else ""
    )
    if column >= 0:
        place = sheet.grid.place(row, column)
    return Problem(sheet.file, place, what, is_end=True)
