"""What a store holds, read a few series at a time, so that memory does not grow with history.

All comes in the order in which it was added, so that a store that is made of it has the same order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.series.series import Series
from targettrack.store import queries, series_records, shared_rows
from targettrack.store.codec import decodes
from targettrack.store.lookup import EVER
from targettrack.store.reading import entities, indicators
from targettrack.store.selection import ALL, conditions_of
from targettrack.store.target_rows import scenarios, versions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.scenario import Scenario
    from targettrack.store.lookup import Ask
    from targettrack.store.selection import Selection

AT_ONCE = 50  # series


class Extent(Struct, frozen=True):
    """Which records are meant.

    Attributes:
        selection: a scenario selects its targets and the series that they are of; a period the
            targets for it and the figures within it.
        known_at: only what was recorded by this day.
        since: only what was recorded from this day on; None from the beginning.
    """

    selection: Selection
    known_at: date
    since: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all that a store holds is meant."""
        return self.selection == ALL and self.since is None

    def reaches(self, recorded_on: date | None) -> bool:
        """Whether what was recorded on a day is not too old."""
        return self.since is None or (recorded_on is not None and recorded_on >= self.since)

    def takes(self, figure: Observation) -> bool:
        """Whether a figure is meant."""
        within = self.selection.period
        inside = within is None or within.contains(figure.period)
        return inside and self.reaches(figure.recorded_on)


class Contents(Struct, frozen=True):
    """What the records of series refer to, and which series there are.

    Attributes:
        entities: those that others are below of, or were taken over by, come first.
        documents: every one where all of the store is meant, else none.
        batches: each some series by their row, to be read with `series_of`.
    """

    entities: tuple[Entity, ...]
    indicators: tuple[Indicator, ...]
    documents: tuple[Document, ...]
    scenarios: tuple[Scenario, ...]
    batches: tuple[dict[int, tuple[Entity, Indicator]], ...]


@decodes
def contents(ask: Ask, extent: Extent) -> Contents:
    """Return the meant series and what they refer to, or all that there is for all of the store.

    Raises:
        UnknownName, AmbiguousName: a name of the selection.
    """
    owners, measures, issued = entities(ask), indicators(ask), scenarios(ask)
    series = {
        number: (owners[owner], measures[measure])
        for number, owner, measure in _series_rows(ask, extent.selection)
        if owner in owners and measure in measures
    }
    everything = extent.selection == ALL
    if not everything:
        referred = list(ask(queries.REFERRED, {"ids": json.dumps(list(series))}))
        names = {owner.name for owner, _ in series.values()}
        names |= {owners[reference].name for _, reference in referred if reference is not None}
        owners = _with_kin(names, owners)
        used = {measure.id for _, measure in series.values()}
        measures = {row: measure for row, measure in measures.items() if measure.id in used}
        issued = {row: issued[row] for row in sorted({row for row, _ in referred})}
    ordered = list(series.items())
    return Contents(
        entities=_above_first(owners.values()),
        indicators=tuple(measures.values()),
        documents=tuple(one for _, one in sorted(shared_rows.documents(ask).items()))
        if everything
        else (),
        scenarios=tuple(issued.values()),
        batches=tuple(dict(ordered[at : at + AT_ONCE]) for at in range(0, len(ordered), AT_ONCE)),
    )


@decodes
def series_of(ask: Ask, batch: dict[int, tuple[Entity, Indicator]], extent: Extent) -> list[Series]:
    """Return the series of one of the batches of `contents`, each with what is meant of it."""
    rows = list(batch)
    versions = versions_of(ask, rows, extent.known_at, extent.selection)
    figures = series_records.figures(ask, dict.fromkeys(rows, 0), EVER, extent.known_at)
    weights = series_records.weights(ask, rows, extent.known_at)
    return [
        Series(
            entity,
            indicator,
            tuple(one for one in versions.get(row, ()) if extent.reaches(one.recorded_on)),
            tuple(one for one in figures.get(row, ()) if extent.takes(one)),
            tuple(one for one in weights.get(row, ()) if extent.reaches(one.recorded_on)),
        )
        for row, (entity, indicator) in batch.items()
    ]


def _series_rows(ask: Ask, selection: Selection) -> Iterable[tuple[int, int, int]]:
    given = conditions_of(ask, replace(selection, period=None))
    conditions = {**queries.CONDITIONS, "scenario_id": queries.ISSUED_BY}
    asked = queries.SERIES.format(conditions=" ".join(conditions[name] for name in given))
    return ((number, owner, measure) for number, owner, measure in ask(asked, given))


def _with_kin(names: Collection[str], entities: dict[int, Entity]) -> dict[int, Entity]:
    """Keep the named entities, those above them and those that took over from them."""
    by_name = {entity.name: entity for entity in entities.values()}
    kept, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += filter(None, (by_name[name].parent, by_name[name].successor))
    return {row: entity for row, entity in entities.items() if entity.name in kept}


def _above_first(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Put entities behind those that they are below of and that took over from them."""
    left = {entity.name: entity for entity in entities}
    ordered: list[Entity] = []

    def put(name: str | None) -> None:
        entity = left.pop(name, None) if name else None
        if entity is not None:
            put(entity.parent)
            put(entity.successor)
            ordered.append(entity)

    for name in list(left):
        put(name)
    return tuple(ordered)
