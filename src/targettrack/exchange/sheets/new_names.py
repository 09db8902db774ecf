"""What a table names that is not known yet, where it may be added: entities and indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Frequency, Indicator, id_for
from targettrack.domain.records.kind import Kind
from targettrack.domain.values.name import MAX_NAME, clean_text, fold
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import InvalidObservation, InvalidPeriod, TargettrackError, UnknownName
from targettrack.exchange.sheets.cell_units import unit_of
from targettrack.exchange.sheets.figures import period_said
from targettrack.exchange.sheets.grids.cell import looks_numeric, read_cell
from targettrack.exchange.sheets.header_words import unit_apart
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.row_names import bare_label, entity_of, indicator_of
from targettrack.exchange.sheets.rows import rows_of
from targettrack.exchange.sheets.table import Names, TableSheet
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.values.period import Period
    from targettrack.exchange.sheets.rows import SheetRow

FIGURES = (Role.VALUE, Role.TARGET, Role.PLAN)
QUARTER, YEAR = 80, 360  # days that a period has at least
MOST_PLACES = 2


def new_entities(sheet: TableSheet) -> list[Entity]:
    """Return the entities that a table names and that are not known yet, if it may add any."""
    kind, parent = sheet.chosen.new_entities, sheet.chosen.parent or sheet.table.entity or None
    if not kind:
        return []
    found: dict[str, Entity] = {}
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen):
        try:
            name = entity_of(sheet, row)
        except TargettrackError:
            continue
        if name and fold(name) not in sheet.names.entities:
            found.setdefault(fold(name), Entity(name, EntityKind(kind), parent))
    return list(found.values())


def unknown_indicators(sheet: TableSheet) -> list[str]:
    """Return the labels of rows with figures that name no indicator that is known."""
    return list(dict.fromkeys(row.path for row in _unknown(sheet)))


def with_new_indicators(sheet: TableSheet) -> TableSheet:
    """Return a table that knows the indicators which it names, where it may add any.

    One is called as its row, with the rows that it is a part of, "above > label"; its unit is that
    of its cells, or of its label, "Revenue, bn VND". A row without any unit names none.
    """
    if not sheet.chosen.new_indicators:
        return sheet
    found: dict[str, Indicator] = {}
    called: dict[str, Indicator] = {}  # what rows of long names are, which no name can be
    sheet = _with_columns(sheet, found)
    for row in _unknown(sheet):
        column = next(iter(sheet.table.of(*FIGURES)), None)
        unit = unit_of(sheet, row, column) if column else None
        name = _shortened(bare_label(row.path))
        if unit is None or not unit.base or fold(name) in found:
            continue
        there = sheet.names.indicators.get(fold(name))
        if there is not None:
            called[fold(row.path)] = there
            continue
        kind = Kind(sheet.chosen.new_indicators)
        if kind.traits.accumulates and unit.is_percent:
            kind = Kind.LEVEL
        found[fold(name)] = Indicator(
            id=id_for(name),
            name=name,
            kind=kind,
            unit=unit,
            aliases=(row.path,) if row.path != name and len(row.path) <= MAX_NAME else (),
            frequency=_frequency(sheet, row),
            precision=_places(sheet, row),
        )
        called[fold(row.path)] = found[fold(name)]
    known = dict(sheet.names.indicators) | called
    for one in found.values():
        known |= {fold(name): one for name in one.every_name} | {one.id: one}
    return replace(sheet, names=Names(sheet.names.entities, known), added=tuple(found.values()))


def _shortened(name: str) -> str:
    """Return a name as one may be; of one that is too long its beginning."""
    kept = name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"
    return clean_text(kept, "indicator")


def _with_columns(sheet: TableSheet, found: dict[str, Indicator]) -> TableSheet:
    """Take columns whose headers are unknown for indicators, where each row is a period."""
    table, chosen = sheet.table, sheet.chosen
    tells = chosen.indicator or table.indicator or table.of(Role.INDICATOR)
    if tells or not table.of(Role.PERIOD):
        return sheet
    columns = list(table.columns)
    for at, column in enumerate(columns):
        unit, name = unit_apart(column.header)
        unit = column.unit or unit or (parse_unit(chosen.unit) if chosen.unit else None)
        is_named = column.role is Role.UNSURE and name and column.period is None
        if not is_named or unit is None or not unit.base or fold(name) in found:
            continue
        kind = Kind(chosen.new_indicators)
        kind = Kind.LEVEL if kind.traits.accumulates and unit.is_percent else kind
        one = Indicator(
            id=id_for(name),
            name=_shortened(name),
            kind=kind,
            unit=unit,
            frequency=_frequency(sheet, next(rows_of(sheet.grid, table, chosen, [column]))),
            precision=MOST_PLACES,
        )
        found[fold(name)] = one
        columns[at] = replace(column, role=Role.VALUE, indicator=one.id, unit=unit, why=None)
    return replace(sheet, table=replace(table, columns=tuple(columns)))


def _unknown(sheet: TableSheet) -> Iterator[SheetRow]:
    columns = sheet.table.of(*FIGURES)
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen, columns) if columns else ():
        try:
            indicator_of(sheet, row)
        except (UnknownName, InvalidObservation):
            yield row


def _frequency(sheet: TableSheet, row: SheetRow) -> Frequency:
    """Return how often a row has figures, by the shortest of their periods."""
    periods = [c.period for c in sheet.table.of(*FIGURES) if c.period]
    days = min((one.days for one in periods or _said(sheet, row)), default=0)
    if days >= YEAR:
        return Frequency.YEAR
    return Frequency.QUARTER if days >= QUARTER else Frequency.MONTH


def _said(sheet: TableSheet, row: SheetRow) -> list[Period]:
    try:
        said = period_said(sheet, row)
    except InvalidPeriod:
        return []
    return [said.period] if said else []


def _places(sheet: TableSheet, row: SheetRow) -> int:
    """Return how many decimals the figures of a row are shown with."""
    cells = (sheet.grid.at(row.index, column.index) for column in sheet.table.of(*FIGURES))
    places = [0]
    for cell in cells:
        try:
            places.append(
                places_of(read_cell(cell, sheet.lang).value) if looks_numeric(cell) else 0
            )
        except TargettrackError:
            continue
    return min(max(places), MOST_PLACES)
