"""Adding what targets and figures refer to: entities, indicators, scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.app.record.known_or_new import described_indicator, described_scenario
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import read_word
from targettrack.domain.values.name import clean_text
from targettrack.domain.values.period import parse_day
from targettrack.store import asking, lookup, open_to_write, writing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario


def add_entity(
    store: Path,
    name: str,
    kind: str = "unit",
    parent: str = "",
    aliases: Sequence[str] = (),
    valid_from: str = "",
    valid_to: str = "",
    successor: str = "",
) -> Entity:
    """Add an entity as typed; empty text was not given.

    Raises:
        Exists, UnknownName, UnknownWord, InvalidDate: the name is taken, or a word means nothing.
    """
    entity = Entity(
        name=clean_text(name, "entity"),
        kind=read_word(EntityKind, kind, "kind of entity"),
        parent=clean_text(parent, "parent") if parent else None,
        aliases=tuple(clean_text(one, "alias") for one in aliases),
        valid_from=parse_day(valid_from, "--valid-from") if valid_from else None,
        valid_to=parse_day(valid_to, "--valid-to") if valid_to else None,
        successor=clean_text(successor, "successor") if successor else None,
    )
    with open_to_write(store) as session:
        writing.add_entity(session, entity)
    return entity


def add_indicator(store: Path, name: str, described: dict[str, Any]) -> Indicator:
    """Add an indicator as it is described, by the keys of an indicator in a plan.

    Raises:
        UsageFault, UnknownWord, Exists: the kind or unit is missing or unknown, or the name taken.
    """
    indicator = described_indicator(name, described)
    with open_to_write(store) as session:
        writing.add_indicator(session, indicator)
    return indicator


def add_scenario(
    store: Path,
    name: str,
    tier: str = "commit",
    issuer: str = "",
    number: str = "",
    date: str = "",
    supersedes: str = "",
) -> Scenario:
    """Add a scenario as typed; empty text was not given.

    Raises:
        Exists, UnknownName, UnknownWord, InvalidDate: the name is taken, or a word means nothing.
    """
    scenario = described_scenario(name, tier, issuer, number, date, supersedes)
    with open_to_write(store) as session:
        if scenario.supersedes:
            lookup.scenario_id(asking(session), scenario.supersedes)
        writing.add_scenario(session, scenario)
    return scenario
