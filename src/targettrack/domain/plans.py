"""What files say, with names that are still to be looked up: plans and figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.entities import Document, Entity
    from targettrack.domain.growth import Weights
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.observations import Observation
    from targettrack.domain.targets import Scenario, Target


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


@dataclass(frozen=True, slots=True)
class PlacedFigure:
    """A figure and where it was read: "row 3", or "sheet 2024-05, cell D9"."""

    place: str
    figure: LoggedFigure


class FramedFigure(NamedTuple):
    """A placed figure of which there are very many: what it shares with others is one object.

    Attributes:
        draft: the figure but for what follows.
    """

    place: str
    entity: str
    indicator: Indicator
    draft: Observation
    value: Decimal
    document: Document | None
    quote: str | None
    note: str | None
    volume: Decimal | None

    def logged(self) -> LoggedFigure:
        """Return it as one whole."""
        observation = replace(
            self.draft,
            value=self.value,
            document=self.document,
            quote=self.quote,
            note=self.note,
            volume=self.volume,
        )
        return LoggedFigure(self.entity, self.indicator, observation)


def framed(placed: PlacedFigure) -> FramedFigure:
    """Return a placed figure in the form of those of which there are very many."""
    figure, one = placed.figure, placed.figure.observation
    own = one.value, one.document, one.quote, one.note, one.volume
    return FramedFigure(placed.place, figure.entity, figure.indicator, one, *own)
