"""What a store holds, as a plan says it."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.plans.assembly import assembled
from targettrack.domain.plans.plan import Plan, PlannedTarget, PlannedWeights
from targettrack.domain.records.weights import Weights, WeightsVintage, weights_in_force
from targettrack.schema.codecs import day_number, period_of
from targettrack.store import lookup, queries, reading, shared_rows
from targettrack.store.codec import decodes
from targettrack.store.selection import Selection, conditions_of
from targettrack.store.target_rows import scenarios, stored_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from targettrack.domain.values.period import Period
    from targettrack.store.lookup import Ask, Row


@decodes
def held_for(ask: Ask, names: Iterable[str], known_at: date) -> Plan:
    """Return all of the entities, indicators, scenarios and documents of a store.

    Of the entities that carry `names`, also every version of every target, oldest first, and the
    base weights in force. A name that nothing carries is left out.
    """
    known = [name for name in dict.fromkeys(names) if lookup.has_entity(ask, name)]
    ids = json.dumps(sorted({lookup.entity_id(ask, name) for name in known}))
    given: dict[str, object] = {"entity_ids": ids}
    return Plan(
        entities=tuple(reading.entities(ask).values()),
        indicators=tuple(reading.indicators(ask).values()),
        scenarios=tuple(scenarios(ask).values()),
        targets=tuple(_versions(ask, given, known_at)),
        weights=tuple(_weights(ask, given, known_at)),
        documents=tuple(shared_rows.documents(ask).values()),
    )


@decodes
def plan_of(ask: Ask, selection: Selection, known_at: date) -> Plan:
    """Return what a store says of the selected targets, each in its latest version.

    With the weights of their series and all that they refer to; without any selection also with
    the entities, indicators and scenarios that no target refers to.

    Raises:
        UnknownName, AmbiguousName: the selection names something that is not there.
    """
    given = conditions_of(ask, selection)
    latest = {
        (one.entity, one.indicator.id, *one.target.key): replace(
            one, target=replace(one.target, version=1, recorded_on=None, recorded_at=None)
        )
        for one in _versions(ask, given, known_at)
    }
    of_series = {key: given[key] for key in given if key in {"entity_id", "indicator_id"}}
    narrow = len(of_series) < len(given)
    there = {(one.entity, one.indicator.id) for one in latest.values()}
    weights = [
        one
        for one in _weights(ask, of_series, known_at)
        if not narrow or (one.entity, one.indicator.id) in there
    ]
    held = held_for(ask, (), known_at)
    found = replace(held, targets=tuple(latest.values()), weights=tuple(weights))
    return assembled(found, whole=selection == Selection())


def _versions(ask: Ask, given: Mapping[str, object], known_at: date) -> list[PlannedTarget]:
    owners, measures = reading.entities(ask), reading.indicators(ask)
    return [
        PlannedTarget(owners[one.entity].name, measures[one.indicator], one.target)
        for one in stored_targets(ask, given, known_at)
    ]


def _weights(ask: Ask, given: Mapping[str, object], known_at: date) -> list[PlannedWeights]:
    """Return the base weights in force of every series, those of one paper together."""
    conditions = " ".join(queries.CONDITIONS[name] for name in given)
    rows = ask(queries.SERIES.format(conditions=conditions), given)
    series = {number: (owner, measure) for number, owner, measure in rows}
    parts: dict[int, list[Row]] = defaultdict(list)
    asked = {"ids": json.dumps(list(series)), "known_at": day_number(known_at)}
    cited = []
    for number, *part, paper in ask(queries.WEIGHTS_WITH_PAPERS, asked):
        parts[number].append((*part, paper))
        cited.append(paper)
    papers = shared_rows.documents(ask, cited)
    owners, measures = reading.entities(ask), reading.indicators(ask)
    return [
        PlannedWeights(owners[owner].name, measures[measure], weights, papers.get(paper or 0))
        for number, found in parts.items()
        for owner, measure in [series[number]]
        for paper, weights in _by_paper(found)
    ]


def _by_paper(rows: list[Row]) -> list[tuple[int | None, Weights]]:
    """Return what is in force of weights, rows oldest first, with the row of its paper."""
    papers = {period_of((start, end)): paper for start, end, _, paper in rows}
    in_force = weights_in_force(
        WeightsVintage(Weights(((period_of((start, end)), Decimal(value)),)))
        for start, end, value, _ in rows
    )
    found: dict[int | None, list[tuple[Period, Decimal]]] = defaultdict(list)
    for period, weight in in_force.parts:
        found[papers[period]].append((period, weight))
    return [(paper, Weights(tuple(parts))) for paper, parts in found.items()]
