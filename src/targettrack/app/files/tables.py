"""Tables of spreadsheets on their way into the store: the guess shown, agreed to or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.files.agreed_maps import read_as_agreed
from targettrack.app.files.prepared import Prepared
from targettrack.app.record.known_or_new import known_entity
from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.kind import read_word
from targettrack.domain.values.name import fold, nearest
from targettrack.domain.values.period_words import Calendar, read_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import UnknownName, UnknownWord, UsageFault, quoted
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.exchange.sheets.file_tables import is_workbook, map_of, open_tables
from targettrack.exchange.sheets.grids.csv_sheet import lists_figures
from targettrack.exchange.sheets.layout_map import NEW_KINDS, SheetMap, load_map, map_text
from targettrack.exchange.sheets.stated_percents import contradicted
from targettrack.exchange.sheets.table import Names
from targettrack.faults import FileFault, system_words
from targettrack.message import Message
from targettrack.store import lookup, open_to_read, reading, writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.plans.plan import LoggedFigure
    from targettrack.domain.series.series import Series
    from targettrack.store.events.session import Session

SHOWN = 3  # doubtful percentages


class SheetOptions(Struct, frozen=True):
    """How the tables of files are read, as typed; empty was not given."""

    sheets: Sequence[str] = ()
    map: str = ""
    entity: str = ""
    indicator: str = ""
    new_entities: str = ""
    new_indicators: str = ""
    unit: str = ""
    period: str = ""
    save_map: str = ""
    fiscal_from: str = ""
    scenario: str = ""
    where: Sequence[str] = ()

    @property
    def is_for_tables(self) -> bool:
        """Whether something was asked that only tables have."""
        return any(getattr(self, name) for name in self.__struct_fields__ if name != "map")


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
        new_indicators=_new_kind(options.new_indicators) or chosen.new_indicators,
        unit=str(parse_unit(options.unit)) if options.unit else chosen.unit,
        period=_period(options) or chosen.period,
        numbers=chosen.numbers or lang or "",
        scenario=options.scenario or chosen.scenario,
        fiscal_from=_first_month(options.fiscal_from) or chosen.fiscal_from,
        where=(*chosen.where, *map(_where, options.where)),
    )
    names = _names(store)
    if chosen.entity:
        chosen = replace(chosen, entity=_known(chosen.entity, names))
    found: dict[Path, Prepared] = {}
    wrong: list[Message] = []
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
                wrong.append(fault.said)
        elif options.is_for_tables:
            wrong.append(
                Message(
                    "{path} is a list of figures: --sheet, --save-map, --new-entities, -p and -i "
                    "are "
                    "for tables",
                    path=str(path),
                )
            )
    if wrong:
        raise FileFault(wrong)
    return found


def _period(options: SheetOptions) -> str:
    if not options.period:
        return ""
    calendar = Calendar(fiscal_from=int(_first_month(options.fiscal_from) or 0))
    return str(read_period(options.period, calendar))


def _new_kind(text: str) -> str:
    if text and text not in NEW_KINDS:
        raise UnknownWord("kind of new indicators", text, list(NEW_KINDS))
    return text


def _first_month(text: str) -> str:
    """Return the first month of a fiscal year as two digits; raises UsageFault for no month."""
    if not text:
        return ""
    if not text.isdigit() or not 1 <= int(text) <= 12:  # noqa: PLR2004 - months of a year
        raise UsageFault(
            Message('--fiscal-from takes a month, "07", not {text}', text=quoted(text))
        )
    return f"{int(text):02}"


def _where(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise UsageFault(
            Message(
                '--where takes a column and what stands in it, "sex=_T", not {text}',
                text=quoted(text),
            )
        )
    return column.strip(), value.strip()


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
        raise FileFault(
            [
                Message(
                    "{target}: a list of figures needs no map: there is nothing to save",
                    target=str(target),
                )
            ]
        )
    text = map_text(map_of(first.tables, options.sheets), f"How {first.path.name} is read.")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        what = Message(
            "{target} is there already: read it with --map, or save to another file",
            target=str(target),
        )
        raise FileFault([what]) from None
    except OSError as error:
        raise FileFault(
            [
                Message(
                    "{target} cannot be written: {strerror}",
                    target=str(target),
                    strerror=system_words(error),
                )
            ]
        ) from None


def begin(session: Session, prepared: Prepared) -> list[str]:
    """Let a file see the store, and add the entities that it may add; return what was added."""
    prepared.ask = session.ask
    said = []
    for entity in prepared.new_entities():
        parent = entity.parent
        if parent:
            known, added = known_entity(session, parent)
            said += added
            parent = known.name
        writing.add_entity(session, replace(entity, parent=parent))
        said.append(f"{entity.kind} {entity.name}")
    for indicator in prepared.new_indicators():
        writing.add_indicator(session, indicator)
        said.append(f"{indicator.kind} {indicator.id}: {indicator.name}, {indicator.unit}")
    return said


def doubts(prepared: Prepared, session: Session, today: date) -> list[str]:
    """Return what percentages of a file do not follow from its figures and from those recorded."""
    ask = session.ask
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
