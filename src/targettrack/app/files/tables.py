"""Tables of spreadsheets on their way into the store: the guess shown, agreed to or saved."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.app.record.known_or_new import known_entity
from targettrack.domain.plans.plan import PlacedFigure
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import read_word
from targettrack.domain.records.observation import Qualifier, in_force
from targettrack.domain.values.name import fold, nearest
from targettrack.errors import FileFault, UnknownName, UsageFault, quoted
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.exchange.sheets.bad_cells import set_cells_aside
from targettrack.exchange.sheets.cell import column_index, column_name
from targettrack.exchange.sheets.csv_sheet import lists_figures
from targettrack.exchange.sheets.file_tables import is_workbook, items_of, map_of, open_tables
from targettrack.exchange.sheets.layout_map import (
    ColumnRule,
    Role,
    SheetMap,
    load_map,
    map_text,
)
from targettrack.exchange.sheets.open_questions import lacking
from targettrack.exchange.sheets.rows import new_entities
from targettrack.exchange.sheets.stated_percents import contradicted
from targettrack.exchange.sheets.table import Names
from targettrack.exchange.sheets.targets import sets_targets, targets_of
from targettrack.store import asking, lookup, open_to_read, reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlmodel import Session

    from targettrack.domain.plans.plan import LoggedFigure
    from targettrack.domain.series.series import Series
    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.exchange.sheets.file_tables import Tables
    from targettrack.exchange.sheets.stated_percents import Ratio
    from targettrack.exchange.sheets.targets import PlacedTarget
    from targettrack.store.lookup import Ask

SHOWN = 3  # doubtful percentages


class SheetOptions(Struct, frozen=True):
    """How the tables of files are read, as typed; empty was not given."""

    sheets: Sequence[str] = ()
    map: str = ""
    entity: str = ""
    indicator: str = ""
    new_entities: str = ""
    save_map: str = ""
    fiscal_from: str = ""
    scenario: str = ""
    where: Sequence[str] = ()

    @property
    def is_for_tables(self) -> bool:
        """Whether something was asked that only tables have."""
        return any(getattr(self, name) for name in self.__struct_fields__ if name != "map")


class Prepared(Struct):
    """A file whose tables are understood, ready to be read.

    Attributes:
        chosen: what the map and the options say.
        ratios: what its rows say in percent; filled while it is read.
        ask: what reads the store while it is read.
        names: what its labels may name.
        reopen: reads it again by another map.
        scenario: whose the targets of its tables become; empty to leave them out.
        final: when figures that are more than estimates were recorded, by series and by figure.
    """

    path: Path
    tables: Tables
    chosen: SheetMap
    has_map: bool
    names: Names
    reopen: Callable[[SheetMap], Tables]
    scenario: str = ""
    ratios: list[Ratio] = field(default_factory=list)
    ask: Ask | None = None
    final: dict[tuple[str, str], dict[tuple[object, ...], date]] = field(default_factory=dict)

    @property
    def is_guess(self) -> bool:
        """Whether somebody has to agree to how it is read."""
        return bool(self.tables.guessed) and not self.has_map

    def lacks(self) -> list[str]:
        """Return what must still be said before it can be read: nobody is asked in vain."""
        return [str(one) for sheet in self.tables.guessed for one in lacking(sheet, self.scenario)]

    def source(self, _path: Path, asked: ReadOptions) -> Iterator[PlacedFigure | Problem]:
        """Yield its figures and problems, as a source of figures does."""
        for item in items_of(self.tables, asked, self.ratios, self.scenario):
            yield self._outdated(item, asked) or item

    def _outdated(self, item: PlacedFigure | Problem, asked: ReadOptions) -> Problem | None:
        """Return what is wrong with an estimate without a day that would replace what is final."""
        if self.ask is None or not isinstance(item, PlacedFigure):
            return None
        figure, one = item.figure, item.figure.observation
        if one.qualifier is not Qualifier.ESTIMATED or one.recorded_on != asked.now.date():
            return None
        key = figure.entity, figure.indicator.id
        if key not in self.final:
            self.final[key] = _final(self.ask, *key, asked.now.date())
        day = self.final[key].get(one.key)
        if day is None:
            return None
        what = (
            f"an estimate of {one.period} would replace the figure that was recorded on {day}: "
            "if it became known before, say when with --recorded-on"
        )
        return Problem(str(self.path), item.place, what)

    @property
    def wants_scenario(self) -> bool:
        """Whether it sets targets of which nobody has said whose scenario they are."""
        return not self.scenario and any(map(sets_targets, self.tables.guessed))

    def targets(self) -> Iterator[PlacedTarget | Problem]:
        """Yield its targets, or what is wrong with them; none without a scenario."""
        for sheet in self.tables.guessed if self.scenario else ():
            if not list(lacking(sheet, self.scenario)):
                yield from targets_of(sheet, self.scenario)

    def set_aside(self, problems: Sequence[Problem], aside: Path) -> int:
        """Write the figures with problems where they can be corrected; return how many."""
        return set_cells_aside(self.tables, problems, aside)

    def new_entities(self) -> list[Entity]:
        """Return what it names and may add."""
        found = (entity for sheet in self.tables.guessed for entity in new_entities(sheet))
        return list({fold(entity.name): entity for entity in found}.values())


def prepare_all(
    store: Path, files: Sequence[Path], options: SheetOptions, encoding: str, lang: str | None
) -> dict[Path, Prepared]:
    """Open the files that hold tables and understand them; nothing is recorded.

    Numbers are read in `lang` where it is given and the map says nothing else.

    Raises:
        FileFault: a file or the map cannot be read, or is a list of figures where an option for
            tables was given.
        UnknownName: a file has no sheet of a name.
    """
    chosen = load_map(options.map) if options.map else SheetMap()
    kind = options.new_entities
    chosen = replace(
        chosen,
        entity=options.entity or chosen.entity,
        indicator=options.indicator or chosen.indicator,
        new_entities=read_word(EntityKind, kind, "kind of entity") if kind else chosen.new_entities,
        numbers=chosen.numbers or lang or "",
        scenario=options.scenario or chosen.scenario,
        fiscal_from=_first_month(options.fiscal_from) or chosen.fiscal_from,
        where=(*chosen.where, *map(_where, options.where)),
    )
    names = _names(store)
    if chosen.entity:
        chosen = replace(chosen, entity=_known(chosen.entity, names))
    found: dict[Path, Prepared] = {}
    wrong: list[str] = []
    for path in files:
        if options.map or is_workbook(path) or not lists_figures(path, encoding):
            try:
                reopen = partial(open_tables, path, options.sheets, names=names, encoding=encoding)
                opened = Prepared(
                    path,
                    reopen(chosen),
                    chosen,
                    has_map=bool(options.map),
                    names=names,
                    reopen=reopen,
                    scenario=chosen.scenario,
                )
                if not options.map:
                    read_as_agreed(store, opened)
                found[path] = opened
            except FileFault as fault:
                wrong.append(str(fault))
        elif options.is_for_tables:
            wrong.append(
                f"{path} is a list of figures: --sheet, --save-map, --new-entities, -p and -i are "
                "for tables"
            )
    if wrong:
        raise FileFault(wrong)
    return found


def _first_month(text: str) -> str:
    """Return the first month of a fiscal year as two digits; raises UsageFault for no month."""
    if not text:
        return ""
    if not text.isdigit() or not 1 <= int(text) <= 12:  # noqa: PLR2004 - months of a year
        raise UsageFault(f'--fiscal-from takes a month, "07", not {quoted(text)}')
    return f"{int(text):02}"


def _where(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise UsageFault(
            f'--where takes a column and what stands in it, "sex=_T", not {quoted(text)}'
        )
    return column.strip(), value.strip()


def correct(prepared: Prepared, answer: str) -> None:
    """Read a file again with a column as somebody says: "column D is target", "D = value".

    Raises:
        UsageFault: it is no such sentence, or there is no such column.
        UnknownWord: it is no role.
    """
    said = _ANSWER.fullmatch(answer.strip())
    if said is None:
        raise UsageFault(f'write "column D is target", not {quoted(answer)}')
    role = read_word(Role, {"figure": "value"}.get(said[2], said[2]), "role of a column")
    headers = {
        column_name(index): header
        for sheet in prepared.tables.guessed
        for index, header in enumerate(sheet.table.shape.headers)
    }
    letter = said[1].upper()
    if letter not in headers:
        raise UsageFault(f"there is no column {letter}")
    whole = map_of(prepared.tables, ())
    fits = [rule for rule in whole.columns if rule.fits(headers[letter], column_index(letter))]
    kept = tuple(rule for rule in whole.columns if rule not in fits)
    rule = replace(fits[0], role=role.value) if fits else ColumnRule(column=letter, role=role.value)
    prepared.chosen = replace(whole, sheets=prepared.chosen.sheets, columns=(rule, *kept))
    prepared.tables = prepared.reopen(prepared.chosen)


def read_as_agreed(store: Path, prepared: Prepared) -> None:
    """Read a file as somebody agreed to for one of the same headers, if anybody did."""
    path = _kept(store, prepared)
    if path is None or not path.is_file():
        return
    own = prepared.chosen
    chosen = load_map(str(path))
    given = {name: getattr(own, name) for name in _OPTIONS if getattr(own, name)}
    chosen = replace(chosen, **given)
    tables = prepared.reopen(chosen)
    said = f"{prepared.path} is read as was agreed before: {path} says how"
    prepared.tables = replace(tables, notes=(*tables.notes, said))
    prepared.chosen, prepared.has_map, prepared.scenario = chosen, True, chosen.scenario


def keep_agreed(store: Path, prepared: Prepared) -> Path | None:
    """Write how a file was agreed to be read, for others of the same headers; return where."""
    path = _kept(store, prepared)
    if path is None:
        return None
    whole = replace(
        map_of(prepared.tables, ()), sheets=prepared.chosen.sheets, scenario=prepared.scenario
    )
    rules = (
        replace(rule, role=Role.IGNORE.value) if rule.role == Role.UNSURE else rule
        for rule in whole.columns
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    text = map_text(replace(whole, columns=tuple(rules)), f"How {prepared.path.name} is read.")
    path.write_text(text, "utf-8")
    return path


# What options say of a file, whatever was agreed before.
_OPTIONS = ("entity", "indicator", "new_entities", "numbers", "scenario", "fiscal_from", "where")
_ANSWER = re.compile(r"(?:column\s+)?([A-Za-z]{1,3})\s*(?:is|=|:)\s*(?:an?\s+)?([a-z-]+)")


def _kept(store: Path, prepared: Prepared) -> Path | None:
    """Return where the map of a file's headers is kept; numbers in them make no difference."""
    headers = [h for sheet in prepared.tables.guessed for h in sheet.table.shape.headers if h]
    if not headers:
        return None
    alike = "\n".join(dict.fromkeys(re.sub(r"\d+", "#", header) for header in headers))
    name = hashlib.sha256(alike.encode()).hexdigest()[:16]
    return store.with_name(f"{store.name}.maps") / f"{name}.toml"


def _names(store: Path) -> Names:
    """Return every name that a label may be: of the store, and well known."""
    entities = {
        fold(name): place.name for place in places() for name in (place.name, *place.aliases)
    }
    indicators = by_every_name(catalogue().values())
    if store.exists():
        with open_to_read(store) as ask:
            entities |= lookup.entity_names(ask)
            indicators |= by_every_name(reading.indicators(ask).values())
    return Names(entities, indicators)


def _known(entity: str, names: Names) -> str:
    """Return the name of an entity that an option or a map names; raises UnknownName."""
    name = names.entities.get(fold(entity))
    if name is None:
        raise UnknownName("entity", entity, nearest(entity, dict(names.entities)))
    return name


def save_map(prepared: Mapping[Path, Prepared], options: SheetOptions) -> None:
    """Write the map by which files like these are read alike.

    Raises:
        FileFault: there is no table to save a map of, or the file is there already.
    """
    first = next((one for one in prepared.values() if one.tables.guessed), None)
    target = Path(options.save_map)
    if first is None:
        raise FileFault([f"{target}: a list of figures needs no map: there is nothing to save"])
    text = map_text(map_of(first.tables, options.sheets), f"How {first.path.name} is read.")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        what = f"{target} is there already: read it with --map, or save to another file"
        raise FileFault([what]) from None
    except OSError as error:
        raise FileFault([f"{target} cannot be written: {error.strerror}"]) from None


def _final(ask: Ask, entity: str, indicator: str, today: date) -> dict[tuple[object, ...], date]:
    """Return the days on which figures of a series were recorded that are more than estimates."""
    try:
        vintages = reading.series(ask, entity, indicator, today).vintages
    except UnknownName:
        return {}
    return {
        one.key: one.recorded_on
        for one in in_force(vintages)
        if one.recorded_on and one.qualifier in {Qualifier.PRELIMINARY, Qualifier.OFFICIAL}
    }


def begin(session: Session, prepared: Prepared) -> list[str]:
    """Let a file see the store, and add the entities that it may add; return what was added."""
    prepared.ask = asking(session)
    said = []
    for entity in prepared.new_entities():
        parent = entity.parent
        if parent:
            known, added = known_entity(session, parent)
            said += added
            parent = known.name
        writing.add_entity(session, replace(entity, parent=parent))
        said.append(f"{entity.kind} {entity.name}")
    return said


def doubts(prepared: Prepared, session: Session, today: date) -> list[str]:
    """Return what percentages of a file do not follow from its figures and from those recorded."""
    ask = asking(session)
    known: dict[tuple[str, str], Series] = {}

    def series(figure: LoggedFigure) -> Series:
        key = figure.entity, figure.indicator.id
        if key not in known:
            known[key] = reading.series(ask, *key, today)
        return known[key]

    def earlier(figure: LoggedFigure) -> Decimal | None:
        period, *rest = figure.observation.key
        key = (period.a_year_earlier(), *rest)
        return next((o.value for o in reversed(series(figure).vintages) if o.key == key), None)

    def planned(figure: LoggedFigure) -> Decimal | None:
        versions = series(figure).versions
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
