"""Tables of spreadsheets on their way into the store: the guess shown, agreed to or saved."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from targettrack.domain.names import fold
from targettrack.errors import FileFault, UsageFault
from targettrack.exchange.cells import cell_name, column_name, text_of
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.exchange.ratios import contradicted
from targettrack.exchange.sheet_labels import new_entities
from targettrack.exchange.sheet_map import Role, SheetMap, load_map, map_text
from targettrack.exchange.sheet_table import Names
from targettrack.exchange.tables import items_of, map_of, open_tables
from targettrack.render.records import Listing
from targettrack.store import lookup, open_to_read, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from targettrack.cli.frame import Run
    from targettrack.domain.entities import Entity
    from targettrack.domain.plans import LoggedFigure, PlacedFigure
    from targettrack.exchange.problems import Problem
    from targettrack.exchange.ratios import Ratio
    from targettrack.exchange.sheet_table import Column, Sheet, Table
    from targettrack.exchange.sources import Asked
    from targettrack.exchange.tables import Tables
    from targettrack.store.lookup import Ask

SHOWN = 3  # doubtful percentages


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How the tables of files are read, as typed; empty was not given."""

    sheets: Sequence[str]
    map: str
    entity: str
    indicator: str
    new_entities: str
    encoding: str


@dataclass(slots=True)
class Prepared:
    """A file whose tables are understood, ready to be read.

    Attributes:
        chosen: what the map and the options say.
        ratios: what its rows say in percent; filled while it is read.
    """

    path: Path
    tables: Tables
    chosen: SheetMap
    has_map: bool
    ratios: list[Ratio] = field(default_factory=list)

    @property
    def is_guess(self) -> bool:
        """Whether somebody has to agree to how it is read."""
        return bool(self.tables.guessed) and not self.has_map

    def source(self, _path: Path, asked: Asked) -> Iterator[PlacedFigure | Problem]:
        """Yield its figures and problems, as a source of figures does."""
        return items_of(self.tables, asked, self.ratios)

    def new_entities(self) -> list[Entity]:
        """Return what it names and may add."""
        found = (entity for sheet in self.tables.guessed for entity in new_entities(sheet))
        return list({fold(entity.name): entity for entity in found}.values())


def prepare(run: Run, path: Path, options: SheetOptions) -> Prepared:
    """Open a file and understand its tables; nothing is recorded.

    Raises:
        FileFault: the file or the map cannot be read.
        UnknownName: it has no sheet of a name.
    """
    chosen = load_map(options.map) if options.map else SheetMap()
    chosen = replace(
        chosen,
        entity=options.entity or chosen.entity,
        indicator=options.indicator or chosen.indicator,
        new_entities=options.new_entities or chosen.new_entities,
        numbers=chosen.numbers or run.reads or "",
    )
    tables = open_tables(path, options.sheets, chosen, _names(run), options.encoding)
    return Prepared(path, tables, chosen, has_map=bool(options.map))


def _names(run: Run) -> Names:
    """Return every name that a label may be: of the store, and well known."""
    entities = {
        fold(name): place.name for place in places() for name in (place.name, *place.aliases)
    }
    indicators = by_every_name(catalogue().values())
    if run.store.exists():
        with open_to_read(run.store) as ask:
            entities |= lookup.entity_names(ask)
            indicators |= by_every_name(reading.indicators(ask).values())
    return Names(entities, indicators)


def guess_listing(prepared: Prepared) -> Listing:
    """Return what each column of each table is taken for, with its first figure."""
    rows = [
        (
            sheet.grid.sheet,
            column_name(c.index),
            c.header,
            meaning(c, sheet.table),
            _first(sheet, c),
        )
        for sheet in prepared.tables.guessed
        for c in sheet.table.columns
    ]
    headings = ("sheet", "column", "header", "read as", "first")
    has_sheets = any(row[0] for row in rows)
    kept = headings if has_sheets else headings[1:]
    return Listing(kept, tuple(row if has_sheets else row[1:] for row in rows))


def meaning(column: Column, table: Table) -> str:
    """Say in words what a column is taken for."""
    if column.role is Role.IGNORE:
        return "left out"
    if column.role is not Role.VALUE:
        return _CHECKED.get(column.role, column.role.value)
    about = column.indicator or (table.indicator.id if table.indicator else "")
    moved = f"{column.shift:+d} month" if column.shift else ""
    period = column.period or (
        table.stretch.period if table.stretch and not table.of(Role.PERIOD) else ""
    )
    parts = [
        " ".join(filter(None, (column.entity, about))) or "figure",
        str(period) or moved,
        column.basis.value if column.basis else "",
        column.qualifier.value if column.qualifier else "",
        f"as {column.stated_as}" if column.stated_as != "absolute" else "",
        str(column.unit) if column.unit else "",
    ]
    return ", ".join(filter(None, parts))


_CHECKED = {
    Role.PLAN: "the plan, to check",
    Role.SHARE_OF_PLAN: "share of the plan, to check",
    Role.SAME_PERIOD: "index of last year's, to check",
}


def _first(sheet: Sheet, column: Column) -> str:
    """Return the first thing that stands in a column, with its row."""
    for row in sheet.table.shape.rows:
        text = text_of(sheet.grid.at(row, column.index))
        if text:
            return f"{cell_name(row, column.index)} {text}"
    return ""


def remarks(prepared: Prepared) -> Iterator[str]:
    """Yield what is to be said about a file before its figures are read."""
    yield from prepared.tables.notes
    for sheet in prepared.tables.guessed:
        lang, shown = sheet.shown_language
        if lang and not sheet.chosen.numbers:
            mark = "comma" if lang == "vi" else "point"
            yield f"numbers have a {mark} for decimals, as in {shown}"


def save_map(prepared: Prepared, target: Path, sheets: Sequence[str]) -> None:
    """Write the map by which files like this one are read alike.

    Raises:
        FileFault: there is no table to save a map of, or the file cannot be written.
    """
    if not prepared.tables.guessed:
        raise FileFault([f"{prepared.path}: it is a list of figures, which needs no map"])
    text = map_text(map_of(prepared.tables, sheets), f"How {prepared.path.name} is read")
    try:
        target.write_text(text, "utf-8")
    except OSError as error:
        raise FileFault([f"{target}: {error.strerror}"]) from None


def unconfirmed(prepared: Prepared) -> UsageFault:
    """Return what is said where nobody could agree to a guess."""
    return UsageFault(
        f"how {prepared.path} is read was guessed from its headers: look at it with --dry-run, then "
        "agree with --yes, or give a --map (--save-map writes one)"
    )


def doubts(prepared: Prepared, ask: Ask, run: Run) -> list[str]:
    """Return what percentages of a file do not follow from its figures and from those recorded."""
    today = run.now.date()
    known: dict[tuple[str, str], dict[tuple[object, ...], Decimal]] = {}

    def recorded(figure: LoggedFigure) -> dict[tuple[object, ...], Decimal]:
        key = (figure.entity, figure.indicator.id)
        if key not in known:
            vintages = reading.series(ask, *key, today).vintages
            known[key] = {one.key: one.value for one in vintages}
        return known[key]

    def earlier(figure: LoggedFigure) -> Decimal | None:
        period, *rest = figure.observation.key
        return recorded(figure).get((period.a_year_earlier(), *rest))

    def planned(figure: LoggedFigure) -> Decimal | None:
        versions = reading.series(ask, figure.entity, figure.indicator.id, today).versions
        year = figure.observation.period.start.year
        same = [v.denominator for v in versions if v.denominator and v.period.start.year == year]
        return same[-1] if same else None

    checked = list(contradicted(prepared.ratios, earlier, planned))
    found = [finding for _, finding in checked if finding is not None]
    lines = [f"doubtful: {one.where}: {one.found}; {one.advice}" for one in found[:SHOWN]]
    if found[SHOWN:]:
        lines.append(
            f"doubtful: {len(found):,} of {len(checked):,} percentages that can be checked do not "
            "follow from the figures"
        )
    return lines
