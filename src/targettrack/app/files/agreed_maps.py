"""How a file is read as agreed: corrected in words, and kept for others of the same headers."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.records.kind import read_word
from targettrack.errors import UsageFault, quoted
from targettrack.exchange.sheets.file_tables import map_of
from targettrack.exchange.sheets.grids.cell import column_index, column_name
from targettrack.exchange.sheets.layout_map import ColumnRule, Role, load_map, map_text
from targettrack.message import Message

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.files.prepared import Prepared


def correct(prepared: Prepared, answer: str) -> None:
    """Read a file again with a column as somebody says: "column D is target", "D = value".

    Raises:
        UsageFault: it is no such sentence, or there is no such column.
        UnknownWord: it is no role.
    """
    said = _ANSWER.fullmatch(answer.strip())
    if said is None:
        raise UsageFault(Message('write "column D is target", not {answer}', answer=quoted(answer)))
    role = read_word(Role, {"figure": "value"}.get(said[2], said[2]), "role of a column")
    headers = {
        column_name(index): header
        for sheet in prepared.tables.guessed
        for index, header in enumerate(sheet.table.shape.headers)
    }
    letter = said[1].upper()
    if letter not in headers:
        raise UsageFault(Message("there is no column {letter}", letter=letter))
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
    said = Message(
        "{file} is read as was agreed before: {map} says how",
        file=str(prepared.path),
        map=str(path),
    )
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
_OPTIONS = (
    "entity",
    "indicator",
    "new_entities",
    "new_indicators",
    "unit",
    "period",
    "numbers",
    "scenario",
    "fiscal_from",
    "where",
)
_ANSWER = re.compile(r"(?:column\s+)?([A-Za-z]{1,3})\s*(?:is|=|:)\s*(?:an?\s+)?([a-z-]+)")


def _kept(store: Path, prepared: Prepared) -> Path | None:
    """Return where the map of a file's headers is kept; numbers in them make no difference."""
    headers = [h for sheet in prepared.tables.guessed for h in sheet.table.shape.headers if h]
    if not headers:
        return None
    alike = "\n".join(dict.fromkeys(re.sub(r"\d+", "#", header) for header in headers))
    name = hashlib.sha256(alike.encode()).hexdigest()[:16]
    return store.with_name(f"{store.name}.maps") / f"{name}.toml"
