"""Which columns are surely figures, and what columns that stand together say about each other."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.exchange.sheets.grids.cell import number_of
from targettrack.exchange.sheets.header_words import has_word, plain_words, words
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.table import AN_INDEX, PERCENT, Column
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.exchange.sheets.grids.cell import Cell, Grid
    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.table_shape import Shape


def only_sure(
    columns: Sequence[Column], shape: Shape, chosen: SheetMap, *, has_indicator: bool
) -> list[Column]:
    """Make columns whose role is not certain unsure.

    A header with words that are not understood is one of figures only where nothing else in the
    table says of the same time what it says, and its time is more than a bare year; without a time
    of its own the table must be about one indicator.
    """
    found = []
    values = [c for c in columns if c.role is Role.VALUE and c.index in shape.numbers]
    for column in columns:
        is_own = column in values and not any(
            r.fits(column.header, column.index) for r in chosen.columns
        )
        rivals = [c for c in values if c is not column and c.covers == column.covers]
        why = column.why
        if is_own and not column.header and len(values) > 1:
            why = Message("it has no header")
        elif is_own and why:
            is_plain = column.period is not None and not column.is_year
            alone = column.period is None and has_indicator and len(values) == 1
            why = None if not rivals and (is_plain or alone) else why
        is_unsure = is_own and bool(why)
        found.append(replace(column, role=Role.UNSURE, why=why) if is_unsure else column)
    return found


def settled(
    columns: Sequence[Column], grid: Grid, shape: Shape, indicator: Indicator | None
) -> list[Column]:
    """Let columns that stand together say about each other what their headers leave out."""
    has_amounts = any(column.role is Role.VALUE for column in columns)
    known = (
        list(columns)
        if has_amounts or indicator is None
        else [_as_figures(c, _cells(grid, shape, c), indicator) for c in columns]
    )
    known = [_last_year(column, known, grid, shape) for column in known]
    estimates = {_end(column) for column in known if column.qualifier is Qualifier.ESTIMATED}
    months = {c.period for c in known if c.role is Role.VALUE and c.period}
    found = []
    for column in known:
        period = column.period
        if period and not column.basis and any(_is_last_part(period, part) for part in months):
            column = replace(column, basis=Basis.YTD)  # noqa: PLW2901 - the same, better known
        is_sum = column.basis is Basis.YTD and column.role is Role.VALUE
        if is_sum and column.qualifier is None and _end(column) in estimates:
            column = replace(column, qualifier=Qualifier.ESTIMATED)  # noqa: PLW2901
        found.append(column)
    return [_percents(one, grid, shape, indicator) for one in found] if grid.is_blind else found


def _percents(column: Column, grid: Grid, shape: Shape, indicator: Indicator | None) -> Column:
    """Make a column of percentages unsure whose cells may show 0.27 as 27%, where none tells."""
    unit = column.unit or (indicator.unit if indicator else None)
    cells = [n for cell in _cells(grid, shape, column) if (n := number_of(cell))]
    is_small = len(cells) > 1 and all(abs(number) <= 1 for number in cells)
    if column.role is Role.VALUE and unit == PERCENT and is_small:
        why = Message("is 0.27 shown as 27%? Save it as .xlsx, where cells tell")
        return replace(column, role=Role.UNSURE, why=why)
    return column


def _last_year(column: Column, columns: Sequence[Column], grid: Grid, shape: Shape) -> Column:
    """Say what "cùng kỳ năm trước" without a sign of percent is: last year's figure, or an index.

    It is a figure of the year before the column left of it, or of the only time that the others
    are for, in the unit of the column or of its rows, where its numbers are no indices.
    """
    if column.role is not Role.LAST_YEAR:
        return column
    has_units = any(one.role is Role.UNIT for one in columns)
    if column.unit == PERCENT or (column.unit is None and not has_units):
        return replace(column, role=Role.SAME_PERIOD, unit=PERCENT)
    values = [c for c in columns if c.role is Role.VALUE and c.period]
    left = [c for c in values if c.index < column.index][-1:]
    times = {(c.period, c.basis) for c in left or values}
    numbers = [n for cell in _cells(grid, shape, column) if (n := number_of(cell)) is not None]
    is_index = bool(numbers) and all(int(n) in AN_INDEX for n in numbers)
    if len(times) != 1 or is_index:
        return replace(
            column, role=Role.UNSURE, why=Message("is it last year's figure or an index of it?")
        )
    ((period, basis),) = times
    earlier = column.period or (period.a_year_earlier() if period else None)
    return replace(column, role=Role.VALUE, period=earlier, basis=basis, qualifier=None)


def _cells(grid: Grid, shape: Shape, column: Column) -> list[Cell]:
    return [grid.at(row, column.index) for row in shape.rows]


def _end(column: Column) -> tuple[object, ...]:
    return (column.period.end, 0) if column.period else (None, column.shift or 0)


def _is_last_part(whole: Period, part: Period) -> bool:
    """Whether a period since January is the sum that ends with a shorter one beside it."""
    starts_year = (whole.start.month, whole.start.day) == (1, 1)
    return starts_year and whole != part and whole.contains(part) and whole.end == part.end


def _as_figures(
    column: Column,
    cells: Sequence[Cell],
    indicator: Indicator,
) -> Column:
    """Take what only checks amounts for figures, where the table has no amounts."""
    if column.role is Role.SHARE_OF_PLAN and indicator.traits.of_a_whole:
        return replace(column, role=Role.VALUE, stated_as=StatedAs.SHARE)
    if column.role is Role.SAME_PERIOD and indicator.traits.compounds:
        numbers = [value for cell in cells if (value := number_of(cell)) is not None]
        says_growth = has_word(plain_words(column.header), words()["growth"])
        is_index = bool(numbers) and int(median(numbers)) in AN_INDEX and not says_growth
        stated = StatedAs.INDEX if is_index else StatedAs.GROWTH
        return replace(column, role=Role.VALUE, stated_as=stated)
    return column
