"""What each column of a table is: by its header's words, or by what a map says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import MONTHS_OF
from targettrack.domain.values.period_words import (
    Calendar,
    PeriodWords,
    find_periods,
    period_of,
    read_period,
)
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import InvalidPeriod
from targettrack.exchange.sheets.column_doubts import only_sure, settled
from targettrack.exchange.sheets.grids.cell import text_of
from targettrack.exchange.sheets.header_reading import read_header
from targettrack.exchange.sheets.header_words import (
    BASES,
    has_word,
    plain_words,
    unit_in,
    words,
    year_in,
)
from targettrack.exchange.sheets.layout_map import ColumnRule, Role, SheetMap
from targettrack.exchange.sheets.table import PERCENT, Column, Names, Table
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period_words import Found
    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.sheets.grids.cell import Grid
    from targettrack.exchange.sheets.table_shape import Shape

SOME, MOST = 0.1, 0.5  # of the labels that must be known to tell what all of them are
# Where others are written with their marks, "Nam" is not "năm".
_MALE = re.compile(r"(?<!\w)nam(?!\w)", re.IGNORECASE)
_HYPHENED = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?!\d)")


class _Otherwise(NamedTuple):
    """What holds for a column of texts whose header says nothing.

    Attributes:
        told: whether somebody has said whose and what all figures are.
    """

    rows_are: Role
    names: Names
    calendar: Calendar
    told: bool


def understood(grid: Grid, shape: Shape, chosen: SheetMap, names: Names) -> Table:
    """Say what the columns of a table are; what the map says comes before what is guessed."""
    titles = (*shape.titles, grid.sheet)
    named = chosen.indicator or indicator_in(shape.titles, names)
    indicator = names.indicators.get(named) or names.indicators.get(fold(named))
    texts = {c: _texts(grid, shape, c) for c in shape.labels}
    calendar = _calendar(titles, shape.headers, texts.values(), chosen)
    rows_are = (
        Role(chosen.rows_are) if chosen.rows_are else _meaning(texts, names, indicator, calendar)
    )
    is_told = bool(chosen.entity and indicator and not chosen.new_entities and not chosen.rows_are)
    otherwise = _Otherwise(rows_are, names, calendar, is_told)
    columns = [
        *(_label(shape, c, texts[c], otherwise) for c in shape.labels),
        *(_number(c, shape, names, calendar) for c in shape.numbers),
    ]
    shown = {column for _, column in grid.percents}
    columns = [replace(c, unit=c.unit or PERCENT) if c.index in shown else c for c in columns]
    columns = [replace(c, unit=c.unit or _unit_of_sheet(c, shape)) for c in columns]
    wanted = {plain_words(name) for name, _ in chosen.where}
    told = {
        Role.INDICATOR: bool(chosen.indicator),
        Role.ENTITY: bool(chosen.entity),
    }
    columns = [
        replace(c, role=Role.DIMENSION)
        if told.get(c.role, False) and plain_words(c.header) in wanted
        else c
        for c in columns
    ]
    columns, unmapped = _ruled(columns, shape, chosen)
    columns = only_sure(columns, shape, chosen, has_indicator=indicator is not None)
    columns = settled(columns, grid, shape, indicator)
    given = read_period(chosen.period, calendar) if chosen.period else None
    return Table(
        shape=shape,
        columns=tuple(sorted(columns, key=lambda column: column.index)),
        rows_are=rows_are,
        indicator=indicator,
        entity=chosen.entity,
        period=PeriodWords(given) if given else _period_of_titles(titles, calendar),
        calendar=calendar,
        unmapped=unmapped,
    )


def _calendar(
    titles: Sequence[str],
    headers: Sequence[str],
    texts: Iterable[Sequence[str]],
    chosen: SheetMap,
) -> Calendar:
    """Return what the periods of a table leave out: the only year that it names, and the map's."""
    cells = (*headers, *(text for column in texts for text in column))
    hyphened = any(
        int(next_year) > MONTHS_OF["year"] and int(next_year) == (int(year) + 1) % 100
        for cell in cells
        for year, next_year in _HYPHENED.findall(cell)
    )
    return Calendar(year_in(" ".join((*titles, *headers))), int(chosen.fiscal_from or 0), hyphened)


def _period_of_titles(titles: Sequence[str], calendar: Calendar) -> PeriodWords | None:
    """Return the only period that titles name; single days in them are of papers."""
    for group in (titles[:-1], titles[-1:]):
        found = {
            one.words
            for title in group
            for one in _periods_in(title, calendar)
            if one.words.period.days > 1
        }
        parts = [one for one in found if not one.period.is_a_year] or list(found)
        if parts:
            return parts[0] if len(parts) == 1 else None
    return None


def _periods_in(title: str, calendar: Calendar) -> tuple[Found, ...]:
    try:
        return find_periods(title, calendar)[0]
    except InvalidPeriod:
        return ()


def indicator_in(titles: Iterable[str], names: Names) -> str:
    """Return the longest name of an indicator that stands in a title; empty for none."""
    text = " / ".join(fold(title) for title in titles)
    found = [name for name in names.indicators if " " in name and has_word(text, (fold(name),))]
    return max(found, key=len, default="")


def _texts(grid: Grid, shape: Shape, column: int) -> list[str]:
    return [text for row in shape.rows if (text := text_of(grid.at(row, column)))]


def _meaning(
    texts: Mapping[int, Sequence[str]],
    names: Names,
    indicator: Indicator | None,
    calendar: Calendar,
) -> Role:
    """Tell what labels name, by how many of them are known as what."""
    labels = [text for column in texts.values() for text in column]
    known = {
        Role.ENTITY: sum(fold(text) in names.entities for text in labels),
        Role.INDICATOR: sum(fold(text) in names.indicators for text in labels),
        Role.PERIOD: sum(is_period(text, calendar) for text in labels),
    }
    best = max(known, key=lambda role: known[role])
    enough = MOST if best is Role.PERIOD else SOME
    if known[best] > enough * len(labels):
        return best
    return Role.ENTITY if indicator else Role.INDICATOR


def is_period(text: str, calendar: Calendar) -> bool:
    """Whether a whole text is a period, or two that it may be."""
    try:
        return period_of(text, calendar) is not None
    except InvalidPeriod:
        return True


def _label(shape: Shape, index: int, texts: Sequence[str], otherwise: _Otherwise) -> Column:
    """Say what a column of texts is: by its header, else by what stands in it.

    Beside a column that says what rows are, one of another header divides them.
    """
    header = shape.headers[index]
    role = role_of(header)
    if role is None and header:
        role = _role_by_content(texts, otherwise.names, otherwise.calendar)
        named = any(role_of(shape.headers[c]) is otherwise.rows_are for c in shape.labels)
        if role is None and (named or otherwise.told):
            role = Role.DIMENSION
    return Column(index, header, role or otherwise.rows_are)


def role_of(header: str) -> Role | None:
    """Return the role that a header names, by all of its words."""
    plain = plain_words(header)
    for name, known in words()["roles"].items():
        if plain in known:
            return Role(name)
    return None


def _role_by_content(texts: Sequence[str], names: Names, calendar: Calendar) -> Role | None:
    """Return what most of the texts of a column are; None where they are nothing that is known."""
    tests = {
        Role.PERIOD: lambda text: is_period(text, calendar),
        Role.ENTITY: lambda text: fold(text) in names.entities,
        Role.INDICATOR: lambda text: fold(text) in names.indicators,
        Role.UNIT: lambda text: unit_in(text) is not None,
    }
    for role, test in tests.items():
        if sum(map(test, texts)) * 2 > len(texts):
            return role
    return None


def _number(index: int, shape: Shape, names: Names, calendar: Calendar) -> Column:
    """Say what a column of numbers is by the words of its header."""
    header = shape.headers[index]
    named = role_of(header)
    if named is not None:
        return Column(index, header, named)
    said = read_header(header, names, calendar)
    is_marked = not all(map(str.isascii, shape.headers))
    if is_marked and said.role is Role.VALUE and _MALE.search(header):
        return Column(index, header, Role.UNSURE, why=Message("Nam is no year: men, or the south?"))
    why = said.wrong
    if said.unknown and why is None:
        why = Message("{text} is not understood", text=said.unknown)
    if shape.gap is not None and index > shape.gap and said.period is None:
        return Column(index, header, Role.IGNORE, why=Message("it stands beyond an empty column"))
    is_ratio = said.role in {Role.SHARE_OF_PLAN, Role.SAME_PERIOD, Role.IGNORE}
    return Column(
        index,
        header,
        said.role,
        period=said.period,
        shift=said.shift,
        basis=said.basis,
        qualifier=said.qualifier,
        unit=PERCENT if is_ratio else said.unit,
        indicator=said.indicator,
        entity=said.entity,
        why=why,
        is_year=said.is_year,
    )


def _unit_of_sheet(column: Column, shape: Shape) -> Unit | None:
    """Return the unit that a sheet gives for a column; of several the one that its words mean."""
    if column.index not in shape.numbers:
        return None
    if not shape.units:
        return shape.unit
    plain = plain_words(column.header)
    is_money = {
        True: has_word(plain, words()["worth"]),
        False: has_word(plain, words()["quantity"]),
    }
    meant = [unit for unit in shape.units if is_money[unit.base in BASES]]
    return meant[0] if len(meant) == 1 else None


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
        why=column.why if rule.role == Role.UNSURE else None,
        period=read_period(rule.period) if rule.period else column.period,
        shift=column.shift if rule.shift is None else rule.shift,
        basis=Basis(rule.basis) if rule.basis else column.basis,
        qualifier=Qualifier(rule.qualifier) if rule.qualifier else column.qualifier,
        stated_as=StatedAs(rule.stated_as) if rule.stated_as else column.stated_as,
        unit=parse_unit(rule.unit) if rule.unit else column.unit,
        indicator=rule.indicator or column.indicator,
        entity=rule.entity or column.entity,
        scenario=rule.scenario,
    )
