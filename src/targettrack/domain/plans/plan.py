"""What files say, with names that are still to be looked up: plans and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.event import Chain, Event, StoredRows
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.letter import Letter
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.views.alerts import Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights


FORM_SHEET = "Form"  # by which a form that comes back is known


class PlannedTarget(Struct, frozen=True):
    """A target with the names of its entity and indicator."""

    entity: str
    indicator: Indicator
    target: Target


class PlannedWeights(Struct, frozen=True):
    """Base weights with the names of their entity and indicator."""

    entity: str
    indicator: Indicator
    weights: Weights
    document: Document | None
    recorded_on: date | None = None
    recorded_at: datetime | None = None


class FilePlace(Struct, frozen=True):
    """Where a table of a plan stands: the line of its header, and its keys with their lines."""

    line: int
    keys: Mapping[str, int]


class Plan(Struct, frozen=True, eq=False):
    """Everything that a plan says, in the order of the file.

    Attributes:
        places: where each table stands, by its list and its number there from 1; empty for what no
            file says.
    """

    entities: tuple[Entity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    targets: tuple[PlannedTarget, ...] = ()
    weights: tuple[PlannedWeights, ...] = ()
    documents: tuple[Document, ...] = ()
    places: Mapping[tuple[str, int], FilePlace] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        """Plans that say the same are equal, wherever in a file they say it."""
        says = Plan.__struct_fields__[:-1]
        return isinstance(other, Plan) and all(getattr(self, n) == getattr(other, n) for n in says)

    __hash__ = None  # type: ignore[assignment]  # what maps hold cannot be hashed

    @property
    def measured(self) -> tuple[PlannedTarget | PlannedWeights, ...]:
        """Everything that it says of an indicator of an entity."""
        return (*self.targets, *self.weights)

    def says(self, name: str, number: int, key: str) -> bool:
        """Whether a table has a key; one that stands in no file says all that it holds."""
        place = self.places.get((name, number))
        return place is None or key in place.keys

    def place_of(self, name: str, number: int) -> str:
        """Return how a table is found: "line 14, target 3"."""
        place = self.places.get((name, number))
        return f"line {place.line}, {name} {number}" if place else f"{name} {number}"


class LoggedFigure(Struct, frozen=True):
    """A figure with the name of its entity and its indicator."""

    entity: str
    indicator: Indicator
    observation: Observation


Record = (
    Entity
    | Indicator
    | Document
    | Scenario
    | PlannedTarget
    | PlannedWeights
    | LoggedFigure
    | Letter
    | Remembered
    | Chain
    | Event
    | StoredRows
)


class PlacedRecord(Struct, frozen=True):
    """A record of an export, of whichever kind, and the line that it was read from: "line 3"."""

    place: str
    record: Record


class PlacedFigure(Struct, frozen=True):
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
