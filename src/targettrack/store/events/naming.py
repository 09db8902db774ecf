"""What the rows of events are about, by the names that are used now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.domain.records.observation import Observation
from targettrack.domain.records.target import Target, TrajectoryKind
from targettrack.schema import observation, target
from targettrack.store import queries, reading
from targettrack.store.columns import columns_of, decoder
from targettrack.store.shared_rows import documents
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.store.lookup import Ask

_EVER = 0  # a day before all others, by which nothing was withdrawn


class Names(Struct, frozen=True):
    """All to which rows refer, by row, also what was withdrawn."""

    entities: dict[int, Entity]
    indicators: dict[int, Indicator]
    scenarios: dict[int, Scenario]
    documents: dict[int, Document]
    series: dict[int, tuple[int, int]]

    def series_of(self, number: int) -> tuple[Entity, Indicator]:
        """Return whose series a row is, and of what."""
        owner, measure = self.series[number]
        return self.entities[owner], self.indicators[measure]

    def figure(self, cells: Mapping[str, Any]) -> Observation:
        """Return the figure of a row."""
        made = decoder(observation.FIELDS, Observation, document=self.documents.get)
        return made([cells[name] for name in columns_of(observation.FIELDS)])

    def target(self, cells: Mapping[str, Any]) -> Target:
        """Return the target of a row, without the points of its trajectory."""
        made = decoder(
            target.FIELDS,
            Target,
            document=self.documents.get,
            reference=lambda row: self.entities[row].name,
            trajectory=lambda _: TrajectoryKind.LINEAR,
        )
        named = self.scenarios[cells["scenario_id"]]
        return made([cells[name] for name in columns_of(target.FIELDS)], scenario=named)


def names_of(ask: Ask) -> Names:
    """Return all to which the rows of a store refer."""
    papers = (number for (number,) in ask(queries.ALL_DOCUMENT_ROWS, {}))
    return Names(
        reading.entities(ask, _EVER),
        reading.indicators(ask, _EVER),
        scenarios(ask, _EVER),
        documents(ask, papers),
        {
            number: (owner, measure)
            for number, owner, measure in ask(queries.SERIES.format(conditions=""), {})
        },
    )
