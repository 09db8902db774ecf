"""Adding what targets and figures refer to: entities, indicators, scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.app.record.known_or_new import (
    described_indicator,
    described_scenario,
    known_entity,
)
from targettrack.domain.records.entity import Entity
from targettrack.domain.values.name import clean_text, without_rank
from targettrack.errors import quoted
from targettrack.schema.plan import read_typed
from targettrack.store import lookup, open_to_write, writing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario


def add_entity(store: Path, clock: Clock, name: str, said: Mapping[str, Any]) -> list[str]:
    """Add an entity as typed, by the keys of one in a plan; empty text was not given.

    A well-known place that it belongs to is added as well. Return what was added, and a warning
    for an entity whose name differs only by the word for what sort of place it is.

    Raises:
        Exists, UnknownName, UnknownWord, InvalidDate: the name is taken, or a word means nothing.
    """
    given = {key: value for key, value in said.items() if value}
    entity = Entity(**read_typed("entity", {"name": clean_text(name, "entity")} | given))
    with open_to_write(store, clock.stamp()) as session:
        there = lookup.entity_names(session.ask).values()
        alike = [one for one in there if without_rank(one) == without_rank(entity.name)]
        added = known_entity(session, entity.parent)[1] if entity.parent else []
        writing.add_entity(session, entity)
    lines = [f"added {one}" for one in (*added, f"{entity.kind} {entity.name}")]
    return lines + [f"{quoted(one)} is there beside it: is it the same?" for one in {*alike}]


def add_indicator(store: Path, clock: Clock, name: str, said: Mapping[str, Any]) -> Indicator:
    """Add an indicator as typed, by the keys of one in a plan; empty text was not given.

    Raises:
        UsageFault, UnknownWord, Exists: the kind or unit is missing or unknown, or the name taken.
    """
    indicator = described_indicator(name, said)
    with open_to_write(store, clock.stamp()) as session:
        writing.add_indicator(session, indicator)
    return indicator


def add_scenario(store: Path, clock: Clock, name: str, said: Mapping[str, str]) -> Scenario:
    """Add a scenario as typed, by its words as `described_scenario` has them.

    Raises:
        Exists, UnknownName, UnknownWord, InvalidDate: the name is taken, or a word means nothing.
    """
    scenario = described_scenario(name, **said)
    with open_to_write(store, clock.stamp()) as session:
        if scenario.supersedes:
            lookup.scenario_id(session.ask, scenario.supersedes)
        writing.add_scenario(session, scenario)
    return scenario
