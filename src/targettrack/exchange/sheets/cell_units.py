"""In which unit a cell of figures is, and when none is said: shares so far, indices, own units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.indicator import indicator_called
from targettrack.domain.records.observation import Basis, StatedAs
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import InvalidQuantity, TargettrackError
from targettrack.exchange.sheets.header_words import has_word, plain_words, row_unit, words
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import indicator_of
from targettrack.exchange.sheets.rows import SheetRow, rows_of
from targettrack.exchange.sheets.table import AN_INDEX, PERCENT, Column, TableSheet
from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.quantity import Unit


def unit_of(sheet: TableSheet, row: SheetRow, column: Column) -> Unit | None:
    """Return the unit of a cell: that of its label, column or row, else of the sheet."""
    if row.unit is not None and not column.unit:
        return row.unit
    if sheet.chosen.unit and not column.unit:
        return parse_unit(sheet.chosen.unit)
    text = row.texts.get(Role.UNIT)
    return row_unit(text) if text else column.unit


def is_share_so_far(indicator: Indicator, unit: Unit | None, period: Period) -> bool:
    """Whether a percent of a whole is what was reached by then, as nothing says otherwise."""
    is_part = period.days < period.start.replace(month=12, day=31).timetuple().tm_yday
    return indicator.traits.of_a_whole and unit in {None, PERCENT} and is_part


def shares_so_far(sheet: TableSheet) -> list[str]:
    """Return the names of the shares of a table whose percentages are taken for totals so far."""
    values = [one for one in sheet.table.of(Role.VALUE) if one.basis is None]
    if tells_totals(sheet):
        return []
    found: dict[str, None] = {}
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen) if values else ():
        try:
            names = {indicator_of(sheet, row), *(one.indicator for one in values)} - {""}
            known = [indicator_called(name, sheet.names.indicators) for name in names]
        except TargettrackError:
            continue
        units = {unit_of(sheet, row, one) for one in values}
        if Role.BASIS not in row.texts and units & {None, PERCENT}:
            found |= {one.name: None for one in known if one.traits.of_a_whole}
    return list(found)


def tells_totals(sheet: TableSheet) -> bool:
    """Whether a table has columns of totals, beside which the others are of their month alone."""
    return any(one.basis is Basis.YTD for one in sheet.table.of(Role.VALUE))


def is_in_own_unit(sheet: TableSheet, column: Column, indicator: Indicator) -> bool:
    """Whether figures without a unit are in the one of their indicator.

    Growth may be an index, a quantity is no worth, and an amount of money may be in millions, or of
    another country, unless somebody has said which indicator it is.
    """
    if indicator.traits.compounds or has_word(plain_words(column.header), words()["quantity"]):
        return False
    is_told = bool(sheet.chosen.indicator) and sheet.table.indicator == indicator
    return not indicator.unit.is_money or is_told


def refuse_index(value: Decimal, column: Column, indicator: Indicator, text: str) -> None:
    """Refuse what may be an index of last year's 100 rather than growth, or growth among them."""
    is_like_one = AN_INDEX.start < value < AN_INDEX.stop
    if column.stated_as is StatedAs.INDEX and not is_like_one:
        raise InvalidQuantity(
            text, Message("stands in a column of indices of 100, and is hardly one")
        )
    if indicator.traits.compounds and column.stated_as is StatedAs.ABSOLUTE and is_like_one:
        ways = f"growth of {value}% or of {value - HUNDRED}%"
        how = 'say stated_as = "index" or "growth" in a map'
        raise InvalidQuantity(
            text,
            Message(
                "reads two ways, {ways}: an index is 100 without any; {how}", ways=ways, how=how
            ),
        )
