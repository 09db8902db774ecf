"""Figures that come in from files, brought together with what their names mean in the store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from targettrack.cli.naming import known_entity, known_indicator, staged
from targettrack.domain.indicators import Kind
from targettrack.errors import ContradictedFigure, OlderVintage, TargettrackError
from targettrack.exchange.problems import Problem
from targettrack.store.bulk import Incoming, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from sqlmodel import Session

    from targettrack.domain.entities import Entity
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.observations import Observation
    from targettrack.domain.plans import PlacedFigure
    from targettrack.store.bulk import Met

    K = TypeVar("K")
    T = TypeVar("T")


class Intake:
    """Takes in the figures of files; each name is looked up once.

    Attributes:
        taken: how many figures were put aside.
        added: the entities and indicators that had to be added.
        series: the entity and the indicator of each series that figures came in for, by its row.
    """

    def __init__(self, session: Session, files: Sequence[str], today: date) -> None:
        self.incoming = Incoming(session)
        self.taken = 0
        self.added: list[str] = []
        self.series: dict[int, tuple[Entity, Indicator]] = {}
        self._session, self._files, self._today = session, files, today
        self._entities: dict[str, Entity | TargettrackError] = {}
        self._indicators: dict[str, Indicator | TargettrackError] = {}
        self._stages: dict[tuple[str, str, str], str | TargettrackError] = {}

    def take(self, file: int, placed: PlacedFigure) -> Problem | None:
        """Put a figure aside, or return what is wrong with its names."""
        name, figure = placed.figure.entity, placed.figure.observation
        asked = placed.figure.indicator
        try:
            entity = _once(self._entities, name, lambda: self._entity(name))
            indicator = _once(self._indicators, asked.id, lambda: self._indicator(asked.id))
            if indicator.kind is Kind.DELIVERABLE:
                key = entity.name, indicator.id, figure.stage
                stage = _once(self._stages, key, lambda: self._stage(entity, indicator, figure))
                figure = replace(figure, stage=stage)
        except TargettrackError as error:
            return Problem(self._files[file], placed.place, str(error))
        self.put_aside(Origin(file, placed.place), entity, indicator, figure)
        return None

    def put_aside(
        self, origin: Origin, entity: Entity, indicator: Indicator, figure: Observation
    ) -> None:
        """Put a figure of the store's entity and indicator aside."""
        series = self.incoming.add(origin, entity, indicator, figure)
        self.series.setdefault(series, (entity, indicator))
        self.taken += 1

    def problem(self, met: Met) -> Problem:
        """Return why a figure that came in cannot be recorded."""
        entity, indicator = self.series[met.series]
        what, period = f"{indicator.name} of {entity.name}", str(met.figure.period)
        fault: TargettrackError
        if met.other is not None:
            fault = ContradictedFigure(what, period, self.place(met.other))
        else:
            fault = OlderVintage(what, period, met.latest.date())
        return Problem(self._files[met.origin.source], met.origin.place, str(fault))

    def place(self, origin: Origin) -> str:
        """Return a place with the name of its file, where there are several."""
        file = f"{self._files[origin.source]}, " if len(self._files) > 1 else ""
        return f"{file}{origin.place}"

    def _entity(self, name: str) -> Entity:
        entity, added = known_entity(self._session, name)
        self.added.extend(added)
        return entity

    def _indicator(self, name: str) -> Indicator:
        indicator, added = known_indicator(self._session, name)
        self.added.extend(added)
        return indicator

    def _stage(self, entity: Entity, indicator: Indicator, figure: Observation) -> str:
        return staged(self._session, entity, indicator, figure, self._today).stage


def _once(found: dict[K, T | TargettrackError], key: K, find: Callable[[], T]) -> T:
    """Return what was found for a key, or look for it; what went wrong goes wrong again."""
    known = found.get(key)
    if known is None:
        try:
            known = found[key] = find()
        except TargettrackError as error:
            known = found[key] = error
    if isinstance(known, TargettrackError):
        raise known.with_traceback(None)
    return known
