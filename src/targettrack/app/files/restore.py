"""Bringing the records of an export into a store; what is there already is left as it is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.plans.plan import LoggedFigure, PlacedFigure, PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.event import Chain, Event, StoredRows
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.letter import Letter
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.weights import WeightsVintage
from targettrack.domain.series.series import Series
from targettrack.domain.views.alerts import Remembered
from targettrack.errors import InvalidTarget, TargettrackError
from targettrack.exchange.files.problem import Problem
from targettrack.message import Message
from targettrack.store import alert_watches, lookup, outbox, reading, writing
from targettrack.store.events import copying
from targettrack.store.shared_rows import document_row
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.app.files.resolve_names import NameResolver
    from targettrack.domain.plans.plan import PlacedRecord, Record
    from targettrack.domain.records.target import Target
    from targettrack.store.events.session import Session

EVER = date(9999, 12, 30)
MANY = {"entity": "entities", "watch": "watches", "set of weights": "sets of weights"}
_WORDS: dict[type, str] = {
    Entity: "entity",
    Indicator: "indicator",
    Scenario: "scenario",
    PlannedTarget: "target",
    PlannedWeights: "set of weights",
    Remembered: "watch",
}


class Restoring:
    """Adds records one by one, each before those that refer to it.

    Attributes:
        added: how many of which records were not there.
        first, later: how many figures came with the chain that an empty store was made of, by
            whether they are the first vintage.
    """

    def __init__(self, session: Session, files: Sequence[str], intake: NameResolver) -> None:
        self.added: Counter[str] = Counter()
        self.first = self.later = 0
        self._chain: Chain | None = None  # that the store is made of, record by record as stored
        self._files = files
        self._session, self._ask, self._intake = session, session.ask, intake
        self._entities: dict[str, Entity] = {}
        self._indicators: dict[str, Indicator] = {}
        self._series: Series | None = None

    @cached_property
    def _scenarios(self) -> set[str]:
        return {one.name for one in scenarios(self._ask).values()}

    @cached_property
    def _there(self) -> set[tuple[str, str]]:
        """The series that are there, by entity and indicator."""
        found = reading.all_series(self._ask)
        return {(owner.name, measure.id) for owner, measure, *_ in found}

    def take(self, file: int, placed: PlacedRecord) -> Problem | None:
        """Add a record that is not there, or return why it cannot be.

        A figure is put aside with those of other files.
        """
        try:
            self._take(file, placed.place, placed.record)
        except TargettrackError as error:
            return Problem(self._files[file], placed.place, error.said)
        return None

    def finish(self) -> Iterator[Problem]:
        """Yield what is wrong with the chain of events that the store was made of."""
        if self._chain is not None:
            try:
                copying.check_whole(self._session, self._chain)
            except TargettrackError as error:
                yield Problem(self._files[0], "", error.said)

    def _take(self, file: int, place: str, record: Record) -> None:
        if isinstance(record, Chain):
            if len(self._files) == 1 and copying.is_empty(self._session):
                self._chain = record
        elif isinstance(record, Event | StoredRows):
            if self._chain is not None:
                self._stored(record)
        elif isinstance(record, Letter):
            self.added["message"] += outbox.put(self._session, record)
        elif self._chain is not None:
            self._counted(record)
        else:
            self._record(file, place, record)

    def _stored(self, record: Event | StoredRows) -> None:
        if isinstance(record, Event):
            copying.put_event(self._session, record)
            self.added["event"] += 1
        else:
            copying.put_rows(self._session, record)

    def _counted(self, record: Record) -> None:
        """Count a record that comes with its event."""
        if isinstance(record, LoggedFigure):
            is_first = record.observation.revision == 1
            self.first, self.later = self.first + is_first, self.later + (not is_first)
        else:
            self.added[_WORDS.get(type(record), "")] += 1

    def _record(self, file: int, place: str, record: Record) -> None:
        if isinstance(record, LoggedFigure):
            owner, measure = self._owner(record.entity), self._measure(record.indicator.id)
            self._intake.restore(file, PlacedFigure(place, record), owner, measure)
        elif isinstance(record, Entity):
            self._entity(record)
        elif isinstance(record, Indicator):
            self._indicator(record)
        elif isinstance(record, Document):
            document_row(self._session, record)
        elif isinstance(record, Scenario):
            self._scenario(record)
        elif isinstance(record, PlannedTarget):
            self._target(record)
        elif isinstance(record, PlannedWeights):
            self._weights(record)
        elif isinstance(record, Remembered):
            self.added["watch"] += alert_watches.restore(self._session, record)

    def summary(self) -> list[str]:
        """Say how much was added, figures aside."""
        return [
            f"{count:,} {what if count == 1 else MANY.get(what, f'{what}s')}"
            for what, count in self.added.items()
            if what and count
        ]

    def _entity(self, entity: Entity) -> None:
        if not lookup.has_entity(self._ask, entity.name):
            writing.add_entity(self._session, entity)
            self._entities[entity.name] = entity
            self.added["entity"] += 1

    def _indicator(self, indicator: Indicator) -> None:
        if not lookup.has_indicator(self._ask, indicator.id):
            writing.add_indicator(self._session, indicator)
            self._indicators[indicator.id] = indicator
            self.added["indicator"] += 1
            return
        there = self._measure(indicator.id)
        if _measured(there) != _measured(indicator):
            raise InvalidTarget(
                Message(
                    "indicator {id} is a {indicator} here, but {id2} is a {there} in the store: "
                    "its figures cannot be brought together",
                    id=indicator.id,
                    indicator=_measured(indicator),
                    id2=there.id,
                    there=_measured(there),
                )
            )

    def _scenario(self, scenario: Scenario) -> None:
        if scenario.name not in self._scenarios:
            writing.add_scenario(self._session, scenario)
            self._scenarios.add(scenario.name)
            self.added["scenario"] += 1

    def _target(self, planned: PlannedTarget) -> None:
        series, target = self._known(planned.entity, planned.indicator.id), planned.target
        if target.reference is not None:
            target = replace(target, reference=self._owner(target.reference).name)
        same = [one for one in series.versions if one.key == target.key]
        if any(_says(one, target) for one in same) or (same and same[-1].content == target.content):
            return
        version = writing.add_target(self._session, series.entity, series.indicator, target)
        added = replace(target, version=version)
        self._series = replace(series, versions=(*series.versions, added))
        self.added["target"] += 1

    def _weights(self, planned: PlannedWeights) -> None:
        series, day = self._known(planned.entity, planned.indicator.id), planned.recorded_on
        moment, paper = planned.recorded_at, planned.document
        vintage = WeightsVintage(planned.weights, day, moment, paper)
        if day is None or moment is None or vintage in series.weights:
            return
        record = writing.Recording(day, moment, paper)
        owner, measure = series.entity, series.indicator
        writing.set_weights(self._session, owner, measure, planned.weights, record)
        self._series = replace(series, weights=(*series.weights, vintage))
        self.added["set of weights"] += 1

    def _known(self, entity: str, indicator: str) -> Series:
        """Return what is there of a series; records of one series follow one another."""
        owner, measure = self._owner(entity), self._measure(indicator)
        known = self._series
        if known is None or (known.entity, known.indicator) != (owner, measure):
            known = Series(owner, measure, (), ())
            if (owner.name, measure.id) in self._there:
                known = reading.series(self._ask, owner.name, measure.id, EVER)
            self._there.add((owner.name, measure.id))
            self._series = known
        return known

    def _owner(self, name: str) -> Entity:
        if name not in self._entities:
            row = lookup.entity_id(self._ask, name)
            self._entities[name] = reading.entities(self._ask)[row]
        return self._entities[name]

    def _measure(self, name: str) -> Indicator:
        if name not in self._indicators:
            row = lookup.indicator_id(self._ask, name)
            self._indicators[name] = reading.indicators(self._ask)[row]
        return self._indicators[name]


def _measured(indicator: Indicator) -> str:
    """Say what figures of an indicator mean."""
    amounts = f", its amounts in {indicator.absolute_unit}" if indicator.absolute_unit else ""
    return f"{indicator.kind} in {indicator.unit}{amounts}"


def _says(one: Target, other: Target) -> bool:
    same_time = (one.recorded_on, one.recorded_at) == (other.recorded_on, other.recorded_at)
    return same_time and one.content == other.content
