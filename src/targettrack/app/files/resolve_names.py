"""Figures that come in from files, brought together with what their names mean in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from targettrack.app.record.known_or_new import check_entity, known_entity, known_indicator, staged
from targettrack.domain.plans.plan import PlacedFigure, framed
from targettrack.errors import ContradictedFigure, TargettrackError
from targettrack.exchange.files.problem import Problem
from targettrack.store.bulk_figures import Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from targettrack.domain.plans.plan import FramedFigure
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.message import Message
    from targettrack.store.bulk_figures import Met, Origin
    from targettrack.store.events.session import Session

    K = TypeVar("K")
    T = TypeVar("T")


class NameResolver:
    """Takes in the figures of files; each name is looked up once.

    Attributes:
        taken: how many figures were put aside.
        added: the entities and indicators that had to be added.
        series: the entity and the indicator of each series that figures came in for, by its row.
    """

    def __init__(self, session: Session, files: Sequence[str], now: datetime) -> None:
        self.incoming = Incoming(session, now)
        self.taken = 0
        self.added: list[str] = []
        self.series: dict[int, tuple[Entity, Indicator]] = {}
        self._session, self._files, self._today = session, files, now.date()
        self._entities: dict[str, Entity | TargettrackError] = {}
        self._indicators: dict[str, Indicator | TargettrackError] = {}
        self._misnamed: dict[str, Message | None] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._stages: dict[tuple[int, str], str | TargettrackError] = {}

    def take(self, file: int, placed: PlacedFigure | FramedFigure) -> Problem | None:
        """Put a figure aside, or return what is wrong with its names."""
        figure = framed(placed) if isinstance(placed, PlacedFigure) else placed
        indicator = figure.indicator
        try:
            series = self._known.get((figure.entity, indicator.id))
            if series is None:
                series = self._series(figure.entity, indicator.id)
            if indicator.traits.is_done:
                figure = figure._replace(draft=self._staged(series, figure.draft))
        except TargettrackError as error:
            return Problem(self._files[file], figure.place, error.said)
        self.incoming.add(file, series, figure)
        self.taken += 1
        return None

    def restore(
        self, file: int, placed: PlacedFigure, entity: Entity, indicator: Indicator
    ) -> None:
        """Put a figure of an export aside as it is; its vintages come in the order of the store."""
        series = self._known.get((entity.name, indicator.id))
        if series is None:
            series = self._noted(entity.name, entity, indicator)
        self.incoming.in_order.add(file)
        self.incoming.add(file, series, framed(placed))
        self.taken += 1

    def misnamed(self, name: str) -> Message | None:
        """Return what is wrong with the name of an entity; nothing is added for it."""
        if name not in self._misnamed:
            try:
                check_entity(self._session, name)
                self._misnamed[name] = None
            except TargettrackError as error:
                self._misnamed[name] = error.said
        return self._misnamed[name]

    def problem(self, met: Met, other: Origin) -> Problem:
        """Return why a figure that came in contradicts another that did."""
        entity, indicator = self.series[met.series]
        what, period = f"{indicator.name} of {entity.name}", str(met.figure.period)
        fault = ContradictedFigure(what, period, self.place(other))
        return Problem(self._files[met.origin.source], met.origin.place, fault.said)

    def place(self, origin: Origin) -> str:
        """Return a place with the name of its file, where there are several."""
        file = f"{self._files[origin.source]}, " if len(self._files) > 1 else ""
        return f"{file}{origin.place}"

    def _series(self, name: str, measure: str) -> int:
        entity = _once(self._entities, name, lambda: self._added(known_entity, name))
        indicator = _once(self._indicators, measure, lambda: self._added(known_indicator, measure))
        return self._noted(name, entity, indicator)

    def _noted(self, name: str, entity: Entity, indicator: Indicator) -> int:
        series = self.incoming.series_of(entity, indicator)
        self._known[name, indicator.id] = series
        self.series[series] = entity, indicator
        return series

    def _added(self, find: Callable[[Session, str], tuple[T, list[str]]], name: str) -> T:
        found, added = find(self._session, name)
        self.added.extend(added)
        return found

    def _staged(self, series: int, draft: Observation) -> Observation:
        def spelled() -> str:
            return staged(self._session, *self.series[series], draft, self._today).stage

        return replace(draft, stage=_once(self._stages, (series, draft.stage), spelled))


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
