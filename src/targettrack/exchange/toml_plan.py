"""Plans as TOML: who is measured, on what, and what they should reach.

The keys are those of `docs/formats.md`. All problems of a file are found before any is reported.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.domain.entities import Document, Entity, EntityKind
from targettrack.domain.fitting import check_fits
from targettrack.domain.goals import (
    base_day,
    comparator_for,
    read_denominator,
    read_goal,
    read_percent,
    reference_of,
)
from targettrack.domain.growth import Weights
from targettrack.domain.indicators import (
    DEFAULT_PRECISION,
    Direction,
    Frequency,
    Indicator,
    read_kind,
    read_word,
)
from targettrack.domain.names import MAX_TEXT, clean_text, fold, nearest
from targettrack.domain.periods import ONE_DAY, Period, parse_period
from targettrack.domain.plans import Plan, PlannedTarget, PlannedWeights
from targettrack.domain.quantities import Quantity, in_unit, parse_quantity, parse_unit
from targettrack.domain.targets import (
    HoldMode,
    Scenario,
    Stage,
    Target,
    Tier,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.errors import FileFault, TargettrackError, UnknownName
from targettrack.exchange.plan_schema import KEYS, Table, wrong_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(slots=True)
class _Reader:
    """What has been read so far, for the tables that refer to it."""

    file: str
    known: Mapping[str, Indicator]
    problems: list[str] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    def indicator(self, name: str) -> Indicator:
        """Return an indicator of this file or one known from elsewhere."""
        by_name = {**self.known, **self.indicators}
        found = by_name.get(name) or by_name.get(fold(name))
        if found is None:
            shown = {fold(known): one.id for known, one in by_name.items()}
            raise UnknownName("indicator", name, nearest(name, shown))
        return found

    def document(self, name: str | None) -> Document | None:
        """Return a document of this file."""
        if name is None or name in self.documents:
            return self.documents.get(name or "")
        raise UnknownName("document", name, nearest(name, {fold(d): d for d in self.documents}))

    def scenario(self, name: str) -> Scenario:
        """Return a scenario of this file."""
        if name not in self.scenarios:
            raise UnknownName("scenario", name, nearest(name, {fold(s): s for s in self.scenarios}))
        return self.scenarios[name]


def read_plan(path: Path, known: Mapping[str, Indicator]) -> Plan:
    """Read a plan; `known` are indicators by id and folded name that it may refer to.

    Raises:
        FileFault: with every problem of the file, each with its table and key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileFault([f"{path}: {error}"]) from None
    reader = _Reader(str(path), known)
    for name in data:
        if name not in KEYS:
            reader.problems.append(f"{path}: [{name}] is not a list of a plan: {', '.join(KEYS)}")
    entities = _each(reader, data, "entity", _entity)
    documents = _each(reader, data, "document", lambda _, t: (t["id"], _document(t)))
    reader.documents.update(documents)
    indicators = _each(reader, data, "indicator", lambda _, t: read_indicator(t))
    reader.indicators.update({i.id: i for i in indicators})
    scenarios = _each(reader, data, "scenario", _scenario)
    reader.scenarios.update({s.name: s for s in scenarios})
    targets = _each(reader, data, "target", _target)
    weights = _each(reader, data, "weights", _weights)
    if reader.problems:
        raise FileFault(reader.problems)
    return Plan(
        tuple(entities), tuple(indicators), tuple(scenarios), tuple(targets), tuple(weights)
    )


def read_indicators(text: str) -> dict[str, Indicator]:
    """Read the `[[indicator]]` tables of trusted TOML, by id."""
    tables = tomllib.loads(text)["indicator"]
    return {table["id"]: read_indicator(table) for table in tables}


def read_entities(text: str) -> list[Entity]:
    """Read the `[[entity]]` tables of trusted TOML."""
    reader = _Reader("", {})
    return [_entity(reader, table) for table in tomllib.loads(text)["entity"]]


def _each(
    reader: _Reader, data: Table, name: str, build: Callable[[_Reader, Table], Any]
) -> list[Any]:
    """Build every table of a list; what is wrong with one is noted and the rest goes on."""
    built = []
    tables = data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reader.problems.append(f"{reader.file}: {name} is a list: write [[{name}]]")
        return []
    for number, table in enumerate(tables, start=1):
        label = table.get("name") or table.get("id") or table.get("indicator")
        place = f"{reader.file}: {name} {number}{f' ({label})' if label else ''}"
        wrong = wrong_keys(name, table)
        reader.problems.extend(f"{place}: {problem}" for problem in wrong)
        if not wrong:
            try:
                built.append(build(reader, table))
            except TargettrackError as error:
                reader.problems.append(f"{place}: {error}")
    return built


def _entity(_: _Reader, table: Table) -> Entity:
    return Entity(
        name=clean_text(table["name"], "entity"),
        kind=read_word(EntityKind, table.get("kind", EntityKind.UNIT), "kind of entity"),
        parent=_maybe_text(table, "parent"),
        aliases=tuple(clean_text(alias, "alias") for alias in table.get("aliases", [])),
        valid_from=table.get("valid_from"),
        valid_to=table.get("valid_to"),
        successor=_maybe_text(table, "successor"),
    )


def _document(table: Table) -> Document:
    return Document(
        title=clean_text(table["title"], "title", MAX_TEXT),
        number=_maybe_text(table, "number"),
        issuer=_maybe_text(table, "issuer"),
        date=table.get("date"),
        url=_maybe_text(table, "url", MAX_TEXT),
    )


def read_indicator(table: Table) -> Indicator:
    """Build an indicator from the keys of a plan; what is left out has its default."""
    kind = read_kind(table["kind"])
    absolute = table.get("absolute_unit")
    return Indicator(
        id=clean_text(table["id"], "indicator"),
        name=clean_text(table["name"], "indicator"),
        name_vi=_maybe_text(table, "name_vi"),
        aliases=tuple(clean_text(alias, "alias") for alias in table.get("aliases", [])),
        kind=kind,
        unit=parse_unit(table["unit"]),
        absolute_unit=parse_unit(absolute) if absolute else None,
        direction=read_word(Direction, table.get("direction", Direction.UP), "direction"),
        frequency=read_word(Frequency, table.get("frequency", Frequency.MONTH), "frequency"),
        precision=table.get("precision", DEFAULT_PRECISION[kind]),
        publication_lag=table.get("publication_lag", 10),
        least=_maybe_number(table, "least"),
        most=_maybe_number(table, "most"),
    )


def _scenario(reader: _Reader, table: Table) -> Scenario:
    return Scenario(
        name=clean_text(table["name"], "scenario"),
        tier=read_word(Tier, table.get("tier", Tier.COMMIT), "tier"),
        issuer=_maybe_text(table, "issuer"),
        document=reader.document(table.get("document")),
        supersedes=_maybe_text(table, "supersedes"),
    )


def _target(reader: _Reader, table: Table) -> PlannedTarget:
    indicator = reader.indicator(table["indicator"])
    period = parse_period(table["period"])
    relative_to = _maybe_text(table, "relative_to")
    stated = read_goal(table["value"], indicator, relative=relative_to is not None)
    shape = read_word(TrajectoryKind, table.get("trajectory", TrajectoryKind.LINEAR), "trajectory")
    target = Target(
        scenario=reader.scenario(table["scenario"]),
        period=period,
        comparator=comparator_for(stated, indicator.direction),
        value=stated.value,
        high=stated.high,
        closing=table.get("closing", period.last),
        base=_quantity(indicator, table["base"]).value if "base" in table else None,
        base_on=base_day(indicator, table.get("base_on"), table.get("start")),
        denominator=read_denominator(indicator, table.get("denominator")),
        owner=_maybe_text(table, "owner"),
        trajectory=shape,
        points=tuple(_points(indicator, table)),
        valid_from=table.get("valid_from"),
        document=reader.document(table.get("document")),
        quote=_maybe_text(table, "quote", MAX_TEXT),
        note=_maybe_text(table, "note", MAX_TEXT),
        reference=reference_of(relative_to, _maybe_text(table, "profile_of"), shape),
        hold=read_word(HoldMode, table["hold"], "mode of a hold") if "hold" in table else None,
        hold_share=read_percent(table["of_periods"]) if "of_periods" in table else None,
        volume=_maybe_number(table, "volume"),
        stages=tuple(
            Stage(clean_text(stage["name"], "stage"), Decimal(stage["weight"]))
            for stage in table.get("stages", [])
        ),
    )
    check_fits(target, indicator)
    return PlannedTarget(clean_text(table["entity"], "entity"), indicator, target)


def _points(indicator: Indicator, table: Table) -> list[TrajectoryPoint]:
    stretches = [
        (Period(point["on"], point["on"] + ONE_DAY), point["value"])
        for point in table.get("points", [])
    ] + [(parse_period(part["period"]), part["value"]) for part in table.get("quarters", [])]
    stated = [(period, _quantity(indicator, text)) for period, text in stretches]
    return [TrajectoryPoint(period, value.value, value.high) for period, value in stated]


def _weights(reader: _Reader, table: Table) -> PlannedWeights:
    parts = tuple(
        (parse_period(period), Decimal(weight)) for period, weight in table["parts"].items()
    )
    source = _maybe_text(table, "source", MAX_TEXT)
    return PlannedWeights(
        clean_text(table["entity"], "entity"),
        reader.indicator(table["indicator"]),
        Weights(parts),
        Document(source) if source else None,
    )


def _quantity(indicator: Indicator, text: str) -> Quantity:
    return in_unit(parse_quantity(text), indicator.unit, text, indicator.name)


def _maybe_number(table: Table, key: str) -> Decimal | None:
    return Decimal(table[key]) if key in table else None


def _maybe_text(table: Table, key: str, longest: int = 200) -> str | None:
    return clean_text(table[key], key, longest) if key in table else None
