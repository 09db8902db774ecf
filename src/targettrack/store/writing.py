"""Writing to a store inside one transaction: domain values become rows here, and nowhere else.

A new figure is a new vintage, a new target a new version: none is ever changed or removed, and each
belongs to the event of the transaction.
Every function takes the session of the transaction and returns what it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.observation import (
    FigureStanding,
    Observation,
    StatedAs,
    When,
    standing_among,
)
from targettrack.domain.values.name import fold
from targettrack.errors import InvalidObservation
from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.schema import entity, indicator, observation, scenario, target, weights
from targettrack.schema.codecs import day_number, seconds
from targettrack.store import lookup, queries
from targettrack.store.columns import cells_of, columns_of, decoder
from targettrack.store.events.session import insert
from targettrack.store.lookup import EVER
from targettrack.store.shared_rows import document_row, maybe_entity, series_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights
    from targettrack.store.events.session import Session

_FIGURE, _TARGET = columns_of(observation.FIELDS), columns_of(target.FIELDS)
_vintage = decoder(observation.FIELDS, Observation, document=lambda _: None)


def add_entity(session: Session, one: Entity) -> None:
    """Add an entity with its names; its parent and successor must be there.

    Raises:
        Exists: one of its names is taken by another entity.
        UnknownName: its parent or successor is not in the store.
    """
    _check_free(session, "entity", queries.ENTITY_NAMES, (one.name, *one.aliases))
    parent, successor = (maybe_entity(session, name) for name in (one.parent, one.successor))
    cells = cells_of(entity.FIELDS, one, parent=parent, successor=successor)
    names = name_rows([one.name], one.aliases)
    add_names(session, names, entity_id=insert(session, "entity", cells))


def add_indicator(session: Session, one: Indicator) -> None:
    """Add an indicator with its names; raises Exists where one of them is taken."""
    _check_free(session, "indicator", queries.INDICATOR_NAMES, one.every_name)
    number = insert(session, "indicator", cells_of(indicator.FIELDS, one))
    names = name_rows([one.id, one.name], one.aliases, one.names)
    add_names(session, names, indicator_id=number)


def add_scenario(session: Session, one: Scenario) -> None:
    """Add a scenario; raises Exists where its name is taken."""
    ever = {"known_at": EVER}
    if any(name == one.name for _, name in session.ask(queries.ALL_SCENARIO_NAMES, ever)):
        raise Exists("scenario", one.name, Message("choose another name"))
    paper = document_row(session, one.document)
    insert(session, "scenario", cells_of(scenario.FIELDS, one, document=paper))


def add_target(session: Session, owner: Entity, measure: Indicator, one: Target) -> int:
    """Add a version of a target and return its number; the scenario must be there."""
    if one.recorded_on is None or one.recorded_at is None:
        raise InvalidObservation(Message("a target must say when it was recorded"))
    ask = session.ask
    paper, reference = document_row(session, one.document), maybe_entity(session, one.reference)
    cells = {
        "series_id": series_row(session, owner, measure),
        "scenario_id": lookup.scenario_id(ask, one.scenario.name),
        **cells_of(target.FIELDS, one, document=paper, reference=reference),
    }
    ((last,),) = ask(queries.LAST_VERSION, cells)
    version: int = (last or 0) + 1
    before = list(ask(queries.LATEST_TARGET, cells))
    was = dict(zip(_TARGET, before[0], strict=True)) if before else None
    number = insert(session, "target", {**cells, "version": version}, was)
    for at, stage in enumerate(one.stages, start=1):
        own = {"target_id": number, "position": at}
        insert(session, "target_stage", {**own, **cells_of(target.STAGE, stage)})
    for point in one.points:
        cells = {"target_id": number, **cells_of(target.POINT, point)}
        insert(session, "trajectory_point", cells)
    return version


class Recording(Struct, frozen=True):
    """From which day something is known, when it is written, and the paper that says it."""

    on: date
    at: datetime
    document: Document | None = None


def set_weights(
    session: Session, owner: Entity, measure: Indicator, given: Weights, record: Recording
) -> None:
    """Record the base weights of a series; the latest that is known counts."""
    of = {"series_id": series_row(session, owner, measure)}
    ((last,),) = session.ask(queries.LAST_WEIGHTS, of)
    said = {
        **of,
        "revision": (last or 0) + 1,
        "recorded_on": day_number(record.on),
        "recorded_at": seconds(record.at),
        "document_id": document_row(session, record.document),
    }
    for part in given.parts:
        insert(session, "weight", {**said, **cells_of(weights.PART, weights.Part(*part))})


def log_observation(
    session: Session, owner: Entity, measure: Indicator, figure: Observation
) -> Observation | None:
    """Record a figure as a further vintage and return it; its place is by the day that it is known.

    Returns None, and records nothing, where the vintages that are there say the same already.
    """
    when = _when(figure)
    cells = {
        "series_id": series_row(session, owner, measure),
        "as_share": figure.stated_as is StatedAs.SHARE,
        **cells_of(observation.FIELDS, figure, document=None),
    }
    rows = list(session.ask(queries.SAME_FIGURE, cells))
    vintages = sorted(((_vintage(row), row) for row in rows), key=lambda pair: _when(pair[0]))
    told = [(_when(one), one.content) for one, _ in vintages]
    if standing_among(told, when, figure.content) is FigureStanding.SAID:
        return None
    before = [row for one, row in vintages if _when(one) <= when]
    ((last,),) = session.ask(queries.LAST_REVISION, cells)
    added = replace(figure, revision=(last or 0) + 1)
    kept = {"revision": added.revision, "document_id": document_row(session, added.document)}
    was = dict(zip(_FIGURE, before[-1], strict=True)) if before else None
    insert(session, "observation", {**cells, **kept}, was)
    return added


def _when(figure: Observation) -> When:
    if figure.recorded_on is None or figure.recorded_at is None:
        raise InvalidObservation(Message("a figure must say when it was recorded"))
    return day_number(figure.recorded_on), seconds(figure.recorded_at)


def _check_free(session: Session, what: str, query: str, names: Iterable[str]) -> None:
    for name in names:
        for _, _, taken in session.ask(query, {"folded": fold(name), "known_at": EVER}):
            raise Exists(
                what, name, Message("{taken} carries that name; choose another", taken=taken)
            )


def name_rows(
    own: Iterable[str], aliases: Iterable[str], langs: Iterable[tuple[str, str]] = ()
) -> dict[tuple[str, str | None], bool]:
    """Return the names of something, each with its language, and whether it is an alias."""
    shown: dict[tuple[str, str | None], bool] = {(name, None): False for name in own}
    shown |= {(name, lang): False for lang, name in langs}
    there = {name for name, _ in shown}
    return shown | {(name, None): True for name in aliases if name not in there}


def add_names(
    session: Session,
    names: Mapping[tuple[str, str | None], bool],
    *,
    entity_id: int | None = None,
    indicator_id: int | None = None,
) -> None:
    """Let a description of an entity or an indicator carry names that are free."""
    of = {"entity_id": entity_id, "indicator_id": indicator_id}
    for (text, lang), is_alias in names.items():
        cells = {"text": text, "folded": fold(text), "lang": lang, "is_alias": is_alias}
        insert(session, "name", {**of, **cells})
