"""Plans as TOML: who is measured, on what, and what they should reach.

The keys are those of `docs/formats.md`. All problems of a file are found before any is reported.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from targettrack.domain.plans.plan import FilePlace, Plan
from targettrack.domain.values.name import meant
from targettrack.errors import TargettrackError
from targettrack.exchange.files.input_file import Unreadable
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.files.toml_text import read_toml
from targettrack.exchange.plans.line_numbers import TableLines, table_lines
from targettrack.exchange.plans.tables import (
    NONE_THERE,
    Named,
    document_of,
    entity_of,
    read_indicator,
    scenario_of,
    target_of,
    weights_of,
)
from targettrack.faults import FileFault
from targettrack.message import Message, clauses, word
from targettrack.schema.field import as_now
from targettrack.schema.plan import KEYS, Misread, Wrong, wrong_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.schema.plan import Table

MOST_BYTES = 20_000_000  # of a plan


class _Reader(Struct):
    """What has been read of a file so far, and what is wrong in it."""

    file: str
    named: Named
    lines: Mapping[tuple[str, int], TableLines]
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    places: dict[tuple[str, int], FilePlace] = field(default_factory=dict)

    def note(self, name: str, number: int, wrong: Wrong) -> None:
        """Note what is wrong in a table, with its line."""
        key, item, what = wrong
        if not str(what):
            return
        lines = self.lines.get((name, number)) or self.lines.get((name, 1))
        line = lines.of(key, item) if lines else 0
        parts = [Message("line {line:d}", line=line)] if line else []
        if number:
            parts.append(Message("{table} {number:d}", table=name, number=number))
        place = Message("{parts}", parts=tuple(parts)) if parts else ""
        self.problems.append((line, Problem(self.file, place, what)))


def read_plan(
    path: Path, known: Mapping[str, Indicator], there: Mapping[str, Indicator] = NONE_THERE
) -> Plan:
    """Read a plan.

    Args:
        path: of the file.
        known: indicators by id and folded name that it may refer to.
        there: those of the store by id; what a plan leaves out of one is as it is there.

    Raises:
        FileFault: with every problem of the file, each with its line and table.
    """
    try:
        text, data = read_toml(path, MOST_BYTES, word("figures go into a table, not a plan"))
    except Unreadable as fault:
        raise FileFault([Problem(str(path), fault.place, fault.said).said]) from None
    reader = _Reader(str(path), Named(known), table_lines(text))
    for name in data:
        if name not in KEYS:
            what = meant(Message("[{name}] is not a list of a plan", name=name), name, KEYS)
            lists = Message("its lists are {names}", names=tuple(KEYS))
            reader.note(name, 0, ("", 0, clauses([what, lists])))
    entities = _each(reader, data, "entity", entity_of)
    documents = _each(reader, data, "document", document_of)
    indicators = _each(reader, data, "indicator", lambda _, t: read_indicator(t, there))
    reader.named.indicators.update({i.id: i for i in indicators})
    scenarios = _each(reader, data, "scenario", scenario_of)
    reader.named.scenarios.update({s.name: s for s in scenarios})
    targets = _each(reader, data, "target", target_of)
    weights = _each(reader, data, "weights", weights_of)
    if reader.problems:
        ordered = sorted(reader.problems, key=lambda found: found[0])
        raise FileFault([problem.said for _, problem in ordered])
    return Plan(
        tuple(entities),
        tuple(indicators),
        tuple(scenarios),
        tuple(targets),
        tuple(weights),
        tuple(documents),
        reader.places,
    )


def read_indicators(text: str) -> dict[str, Indicator]:
    """Read the `[[indicator]]` tables of trusted TOML, by id."""
    tables = tomllib.loads(text)["indicator"]
    return {table["id"]: read_indicator(table) for table in tables}


def read_entities(text: str) -> list[Entity]:
    """Read the `[[entity]]` tables of trusted TOML."""
    return [entity_of(Named(), table) for table in tomllib.loads(text)["entity"]]


def _each(
    reader: _Reader, data: Table, name: str, build: Callable[[Named, Table], Any]
) -> list[Any]:
    """Build every table of a list; what is wrong with one is noted and the rest goes on."""
    built = []
    tables = data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reader.note(name, 0, ("", 0, Message("{name} is a list: write [[{name}]]", name=name)))
        return []
    for number, found in enumerate(tables, start=1):
        table = as_now(KEYS[name], found)
        lines = reader.lines.get((name, number)) or TableLines(0)
        keys = {key: lines.of(key) for key in table}
        reader.places[name, number] = FilePlace(lines.line, keys)
        wrong = wrong_keys(name, table)
        try:
            built += [] if wrong else [build(reader.named, table)]
        except Misread as error:
            wrong = error.wrong
        except TargettrackError as error:
            wrong = [("", 0, error.said)]
        if wrong:
            reader.named.broken.add(str(table.get("id", table.get("name"))))
        for one in wrong:
            reader.note(name, number, one)
    return built
