"""What files say, with names that are still to be looked up: plans and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.entities import Document, Entity
from targettrack.domain.indicators import Indicator
from targettrack.domain.targets import Scenario

if TYPE_CHECKING:
    from datetime import datetime

    from targettrack.domain.growth import Weights
    from targettrack.domain.observations import Observation
    from targettrack.domain.targets import Target


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A target with the names of its entity and indicator."""

    entity: str
    indicator: Indicator
    target: Target


@dataclass(frozen=True, slots=True)
class PlannedWeights:
    """Base weights with the names of their entity and indicator."""

    entity: str
    indicator: Indicator
    weights: Weights
    document: Document | None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a plan says, in the order of the file."""

    entities: tuple[Entity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    targets: tuple[PlannedTarget, ...] = ()
    weights: tuple[PlannedWeights, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedFigure:
    """A figure with the name of its entity and its indicator."""

    entity: str
    indicator: Indicator
    observation: Observation


Record = Entity | Indicator | Document | Scenario | PlannedTarget | PlannedWeights | LoggedFigure


@dataclass(frozen=True, slots=True)
class PlacedRecord:
    """A record of an export, of whichever kind, and the line that it was read from: "line 3"."""

    place: str
    record: Record


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and where it was read: "row 3", or "sheet 2024-05, cell D9"."""

    place: str
    figure: LoggedFigure
