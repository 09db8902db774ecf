"""How a layout of tables is read: what people confirm, save to a TOML file and use again."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.name import does_not_fit, not_a_key
from targettrack.domain.values.period_words import read_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import TargettrackError, UnknownWord
from targettrack.exchange.files.input_file import Unreadable
from targettrack.exchange.files.problem import at
from targettrack.exchange.files.toml_text import read_toml
from targettrack.exchange.sheets.grids.cell import column_name
from targettrack.exchange.sheets.header_words import plain_words
from targettrack.faults import FileFault
from targettrack.message import Message
from targettrack.shipped import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAPS = Path(__file__).parents[2] / "maps"
NEW_KINDS = (Kind.FLOW.value, Kind.LEVEL.value, Kind.HOLD.value)  # those of any unit


class Role(StrEnum):
    """What the cells of a column are."""

    ENTITY = "entity"
    INDICATOR = "indicator"
    PERIOD = "period"
    UNIT = "unit"
    BASIS = "basis"
    QUALIFIER = "qualifier"
    RECORDED = "recorded"
    SOURCE = "source"
    NOTE = "note"
    VALUE = "value"
    PLAN = "plan"
    SHARE_OF_PLAN = "share-of-plan"
    SAME_PERIOD = "same-period"
    LAST_YEAR = "last-year"
    TARGET = "target"
    BASE = "base"
    SHARE = "share"
    GROWTH = "growth"
    OWNER = "owner"
    SCENARIO = "scenario"
    CODE = "code"
    DIMENSION = "dimension"
    IGNORE = "ignore"
    UNSURE = "unsure"


class ColumnRule(Struct, frozen=True, kw_only=True):
    """What a map says of the columns with a header; empty is guessed from its words.

    Attributes:
        header: the words of the header; # stands for a number, * for anything.
        column: the letter of the column instead.
        shift: by how many months the figure is off the period of its row.
    """

    header: str = ""
    column: str = ""
    role: str
    period: str = ""
    shift: int | None = None
    basis: str = ""
    qualifier: str = ""
    stated_as: str = ""
    unit: str = ""
    indicator: str = ""
    entity: str = ""
    scenario: str = ""

    def fits(self, header: str, index: int) -> bool:
        """Whether it is about a column."""
        if self.column:
            return self.column.strip().upper() == column_name(index)
        parts = re.split("([#*])", self.header)
        signs = {"#": r"\s*\d+\s*", "*": ".*"}
        pattern = "".join(
            signs.get(part) or rf"\s*{re.escape(plain_words(part))}\s*" for part in parts
        )
        return re.fullmatch(pattern, plain_words(header)) is not None


class SheetMap(Struct, frozen=True):
    """How the tables of a file are read; empty is guessed.

    Attributes:
        sheets: which sheets, with * for anything; none for all that are visible.
        rows_are: whether a row is an entity, an indicator or a period.
        entity: whose the figures are where no row or column names it; also whose a total is.
        rows: what the label of a row means; a label alone, or "label above > label".
        ignore_rows: labels of rows that are left out.
        fiscal_from: the month with which a fiscal year begins, "07".
        scenario: whose the targets of it are.
        where: which rows are read, by what stands in a column: { sex = "_T" }.
        new_entities: the kind of what is not known yet and may be added.
        new_indicators: the same of indicators: flow, level or hold.
    """

    sheets: tuple[str, ...] = ()
    rows_are: str = ""
    entity: str = ""
    indicator: str = ""
    period: str = ""
    unit: str = ""
    numbers: str = ""
    recorded_on: date | None = None
    source: str = ""
    new_entities: str = ""
    new_indicators: str = ""
    parent: str = ""
    fiscal_from: str = ""
    scenario: str = ""
    where: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    ignore_rows: tuple[str, ...] = ()
    columns: tuple[ColumnRule, ...] = ()

    def covers(self, sheet: str) -> bool:
        """Whether a sheet is one of those that it is about."""
        return not self.sheets or any(
            fnmatchcase(sheet.casefold(), one.casefold()) for one in self.sheets
        )


# What a key takes, by the type of the attribute that it becomes: an example, and TOML's type.
_Fit = tuple[str, type]
_FITS: dict[str, _Fit] = {
    "str": ('"text"', str),
    "tuple[str, ...]": ('["text"]', list),
    "date | None": ("2024-05-29", date),
    "int | None": ("-1", int),
    "tuple[tuple[str, str], ...]": ('{ "TỔNG SỐ" = "Viet Nam" }', dict),
    "tuple[ColumnRule, ...]": ("a list of tables", list),
}
COLUMN_KEYS = {name: _FITS[kind] for name, kind in ColumnRule.__annotations__.items()}
MAP_KEYS = {
    name.replace("columns", "column"): _FITS[kind]
    for name, kind in SheetMap.__annotations__.items()
}
_ROWS = [Role.ENTITY.value, Role.INDICATOR.value, Role.PERIOD.value]
_WORDS: dict[str, tuple[str, list[str]]] = {
    "role": ("role of a column", [role.value for role in Role if role is not Role.UNSURE]),
    "rows_are": ("meaning of rows", _ROWS),
    "basis": ("basis", [basis.value for basis in Basis]),
    "qualifier": ("qualifier", [one.value for one in Qualifier]),
    "stated_as": ("way of stating", [one.value for one in StatedAs]),
    "fiscal_from": ("first month of a fiscal year", [f"{month:02}" for month in range(1, 13)]),
    "numbers": ("language of numbers", list(languages())),
    "new_entities": ("kind of entity", [kind.value for kind in EntityKind]),
    "new_indicators": ("kind of new indicators", list(NEW_KINDS)),
}


def shipped_maps() -> list[str]:
    """Return the names of the maps that ship with the program."""
    return sorted(path.stem for path in MAPS.glob("*.toml"))


def load_map(name: str) -> SheetMap:
    """Return a map from a file, or one that ships with the program by its name.

    Raises:
        FileFault: with every key that is unknown, missing or misused.
    """
    shipped = name in shipped_maps()
    path = MAPS / f"{name}.toml" if shipped else Path(name)
    if not shipped and path.suffix != ".toml" and not path.is_file():
        raise UnknownWord("map", name, [*shipped_maps(), "a TOML file"])
    try:
        data = read_toml(path)[1]
    except Unreadable as fault:
        raise FileFault([at(Message("map {name}", name=name), fault.placed)]) from None
    return read_map(data, Message("map {name}", name=name))


def read_map(data: Mapping[str, Any], where: Message | str) -> SheetMap:
    """Build a map from the tables of its file; `where` begins the lines of problems.

    Raises:
        FileFault: with every key that is unknown, missing or misused.
    """
    wrong = [at(where, line) for line in _wrong(data, MAP_KEYS)]
    if not wrong:
        for number, table in enumerate(data.get("column", ()), 1):
            place = Message("{where}, column {number:d}", where=where, number=number)
            wrong += [at(place, line) for line in _wrong(table, COLUMN_KEYS)]
            if "role" not in table:
                wrong.append(at(place, Message("{key} is missing", key="role")))
            if ("header" in table) == ("column" in table):
                examples = ('header = "Tháng # năm #"', 'column = "C"')
                wrong.append(at(place, Message("write {examples:, | or }", examples=examples)))
    if wrong:
        raise FileFault(wrong)
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    rules = tuple(ColumnRule(**table) for table in given.pop("column", ()))
    given |= {key: tuple(given.get(key, {}).items()) for key in ("rows", "where")}
    return SheetMap(**given, columns=rules)


def _wrong(table: Mapping[str, Any], allowed: dict[str, _Fit]) -> list[Message]:
    """Return what is wrong with the keys of a table and with the words that they take."""
    wrong = []
    for key, value in table.items():
        if key not in allowed:
            wrong.append(not_a_key(key, allowed))
        elif not _takes(value, *allowed[key]):
            wrong.append(does_not_fit(key, repr(value), allowed[key][0]))
    for key, value in table.items():
        if key in _WORDS and isinstance(value, str) and value not in _WORDS[key][1]:
            wrong.append(UnknownWord(_WORDS[key][0], value, _WORDS[key][1]).said)
        try:
            if key == "period" and isinstance(value, str):
                read_period(value)
            if key == "unit" and isinstance(value, str):
                parse_unit(value)
        except TargettrackError as error:
            wrong.append(error.said)
    return wrong


def _takes(value: object, example: str, kind: type) -> bool:
    """Whether a value is of a kind, and what it holds are texts, or tables in a list of them."""
    inner = dict if example == MAP_KEYS["column"][0] else str
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (
        isinstance(value, kind)
        and not isinstance(value, bool | datetime)
        and all(isinstance(one, inner) for one in held)
    )


def map_text(chosen: SheetMap, comment: str) -> str:
    """Return a map as the TOML that reads back as the same."""
    import tomli_w  # noqa: PLC0415 - only to save one

    data = {
        name: list(value) if isinstance(value, tuple) else value
        for name in chosen.__struct_fields__
        if name not in {"rows", "where", "columns"} and (value := getattr(chosen, name))
    }
    data |= {key: dict(pairs) for key in ("rows", "where") if (pairs := getattr(chosen, key))}
    data["column"] = [_table(rule) for rule in chosen.columns]
    return f"# {comment}\n{tomli_w.dumps(data)}"


def _table(rule: ColumnRule) -> dict[str, Any]:
    order: Iterable[str] = COLUMN_KEYS
    pairs = ((key, getattr(rule, key)) for key in order)
    return {key: value for key, value in pairs if value not in {"", None}}
