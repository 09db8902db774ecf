"""What each column of a table is: by its header's words, or by what a map says."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.exchange.sheets.cell import number_of, text_of
from targettrack.exchange.sheets.header_words import (
    PeriodWords,
    basis_in,
    first_word,
    has_word,
    plain_words,
    qualifier_in,
    shift_in,
    stretch_in,
    unit_in,
    words,
    year_in,
)
from targettrack.exchange.sheets.layout_map import ColumnRule, Role, SheetMap
from targettrack.exchange.sheets.table import PERCENT, Column, Names, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.exchange.sheets.cell import Cell, Grid
    from targettrack.exchange.sheets.table_shape import Shape

SOME, MOST = 0.1, 0.5  # of the labels that must be known to tell what all of them are
AN_INDEX = range(50, 200)  # where the middle of a column of last year's 100 lies


class _Otherwise(NamedTuple):
    """What holds for a column of texts whose header says nothing."""

    rows_are: Role
    names: Names
    year: int | None


def understood(grid: Grid, shape: Shape, chosen: SheetMap, names: Names) -> Table:
    """Say what the columns of a table are; what the map says comes before what is guessed."""
    title = " ".join((*shape.titles, grid.sheet))
    named = chosen.indicator or indicator_in(shape.titles, names)
    indicator = names.indicators.get(named) or names.indicators.get(fold(named))
    year = year_in(" ".join((title, *shape.headers)))
    texts = {c: _texts(grid, shape, c) for c in shape.labels}
    rows_are = Role(chosen.rows_are) if chosen.rows_are else _meaning(texts, names, indicator, year)
    columns = [
        *(_label(shape, c, texts[c], _Otherwise(rows_are, names, year)) for c in shape.labels),
        *(_number(c, shape, names, year) for c in shape.numbers),
    ]
    shown = {column for _, column in grid.percents}
    columns = [replace(c, unit=c.unit or PERCENT) if c.index in shown else c for c in columns]
    columns, unmapped = _ruled(columns, shape, chosen)
    columns = _settled(columns, grid, shape, indicator)
    given = parse_period(chosen.period) if chosen.period else None
    stretch = PeriodWords(given, None) if given else stretch_in(title, None)
    return Table(
        shape=shape,
        columns=tuple(sorted(columns, key=lambda column: column.index)),
        rows_are=rows_are,
        indicator=indicator,
        entity=chosen.entity,
        stretch=stretch,
        year=year,
        unmapped=unmapped,
    )


def indicator_in(titles: Iterable[str], names: Names) -> str:
    """Return the longest name of an indicator that stands in a title; empty for none."""
    text = " / ".join(fold(title) for title in titles)
    found = [name for name in names.indicators if " " in name and has_word(text, (fold(name),))]
    return max(found, key=len, default="")


def _texts(grid: Grid, shape: Shape, column: int) -> list[str]:
    return [text for row in shape.rows if (text := text_of(grid.at(row, column)))]


def _meaning(
    texts: Mapping[int, Sequence[str]], names: Names, indicator: Indicator | None, year: int | None
) -> Role:
    """Tell what labels name, by how many of them are known as what."""
    labels = [text for column in texts.values() for text in column]
    known = {
        Role.ENTITY: sum(fold(text) in names.entities for text in labels),
        Role.INDICATOR: sum(fold(text) in names.indicators for text in labels),
        Role.PERIOD: sum(stretch_in(text, year) is not None for text in labels),
    }
    best = max(known, key=lambda role: known[role])
    enough = MOST if best is Role.PERIOD else SOME
    if known[best] > enough * len(labels):
        return best
    return Role.ENTITY if indicator else Role.INDICATOR


def _label(shape: Shape, index: int, texts: Sequence[str], otherwise: _Otherwise) -> Column:
    """Say what a column of texts is: by its header, else by what stands in it."""
    header = shape.headers[index]
    role = role_of(header)
    if role is None and header:
        role = _role_by_content(texts, otherwise.names, otherwise.year)
    return Column(index, header, role or otherwise.rows_are)


def role_of(header: str) -> Role | None:
    """Return the role that a header names, by all of its words."""
    plain = plain_words(header)
    for name, known in words()["roles"].items():
        if plain in known:
            return Role(name)
    return None


def _role_by_content(texts: Sequence[str], names: Names, year: int | None) -> Role | None:
    """Return what most of the texts of a column are; None where they are nothing that is known."""
    tests = {
        Role.PERIOD: lambda text: stretch_in(text, year) is not None,
        Role.ENTITY: lambda text: fold(text) in names.entities,
        Role.INDICATOR: lambda text: fold(text) in names.indicators,
        Role.UNIT: lambda text: unit_in(text) is not None,
    }
    for role, test in tests.items():
        if sum(map(test, texts)) * 2 > len(texts):
            return role
    return None


def _number(index: int, shape: Shape, names: Names, year: int | None) -> Column:
    """Say what a column of numbers is by the words of its header."""
    header = shape.headers[index]
    named = role_of(header)
    if named in {Role.PERIOD, Role.IGNORE, Role.RECORDED}:
        return Column(index, header, named)
    plain = plain_words(header)
    compared = first_word(plain, words()["compare"])
    before, after = (plain[: compared[0]], plain[compared[1] :]) if compared else (plain, "")
    stretch = stretch_in(before, year)
    basis = basis_in(plain) or (stretch.basis if stretch else None)
    column = Column(
        index,
        header,
        Role.VALUE,
        period=stretch.period if stretch else None,
        shift=None if stretch else shift_in(before) if compared else shift_in(plain),
        basis=basis,
        qualifier=qualifier_in(before),
        unit=unit_in(header) or shape.unit,
    )
    if compared or has_word(plain, words()["year_before"]):
        return replace(column, role=_compared(column, after or plain), unit=PERCENT)
    if has_word(plain, words()["plan"]):
        is_share = column.unit == PERCENT and "%" in header
        return replace(column, role=Role.SHARE_OF_PLAN if is_share else Role.PLAN)
    bare = fold(header.partition("(")[0])
    return replace(
        column,
        indicator=names.indicators[bare].id if bare in names.indicators else "",
        entity=names.entities.get(bare, ""),
    )


def _compared(column: Column, after: str) -> Role:
    """Say what a column is by what its figures are compared with."""
    if has_word(after, words()["plan"]):
        return Role.SHARE_OF_PLAN
    other = stretch_in(after, None)
    earlier = column.period.a_year_earlier() if column.period else None
    is_year = other is not None and other.period == earlier
    is_named = has_word(after, words()["year_before"])
    return Role.SAME_PERIOD if is_year or is_named else Role.IGNORE


def _ruled(
    columns: Sequence[Column], shape: Shape, chosen: SheetMap
) -> tuple[list[Column], tuple[int, ...]]:
    """Put what a map says in place of what was guessed; and which columns it leaves out."""
    if not chosen.columns:
        return list(columns), ()
    ruled, unmapped = [], []
    for column in columns:
        rule = next((r for r in chosen.columns if r.fits(column.header, column.index)), None)
        if rule is not None:
            ruled.append(_by_rule(column, rule))
        elif column.index in shape.numbers:
            unmapped.append(column.index)
        else:
            ruled.append(column)
    return ruled, tuple(unmapped)


def _by_rule(column: Column, rule: ColumnRule) -> Column:
    return replace(
        column,
        role=Role(rule.role),
        period=parse_period(rule.period) if rule.period else column.period,
        shift=column.shift if rule.shift is None else rule.shift,
        basis=Basis(rule.basis) if rule.basis else column.basis,
        qualifier=Qualifier(rule.qualifier) if rule.qualifier else column.qualifier,
        stated_as=StatedAs(rule.stated_as) if rule.stated_as else column.stated_as,
        unit=parse_unit(rule.unit) if rule.unit else column.unit,
        indicator=rule.indicator or column.indicator,
        entity=rule.entity or column.entity,
    )


def _settled(
    columns: Sequence[Column], grid: Grid, shape: Shape, indicator: Indicator | None
) -> list[Column]:
    """Let columns that stand together say about each other what their headers leave out."""
    has_amounts = any(column.role is Role.VALUE for column in columns)
    settled = (
        list(columns)
        if has_amounts or indicator is None
        else [_as_figures(c, _cells(grid, shape, c), indicator) for c in columns]
    )
    estimates = {_end(column) for column in settled if column.qualifier is Qualifier.ESTIMATED}
    months = {c.period for c in settled if c.role is Role.VALUE and c.period}
    found = []
    for column in settled:
        period = column.period
        if period and not column.basis and any(_is_last_part(period, part) for part in months):
            column = replace(column, basis=Basis.YTD)  # noqa: PLW2901 - the same, better known
        is_sum = column.basis is Basis.YTD and column.role is Role.VALUE
        if is_sum and column.qualifier is None and _end(column) in estimates:
            column = replace(column, qualifier=Qualifier.ESTIMATED)  # noqa: PLW2901
        found.append(column)
    return found


def _cells(grid: Grid, shape: Shape, column: Column) -> list[Cell]:
    return [grid.at(row, column.index) for row in shape.rows]


def _end(column: Column) -> tuple[object, ...]:
    return (column.period.end, 0) if column.period else (None, column.shift or 0)


def _is_last_part(whole: Period, part: Period) -> bool:
    """Whether a stretch since January is the sum that ends with a shorter one beside it."""
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
