"""A series: one indicator of one entity, with everything known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from targettrack.domain.growth import weights_in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.entities import Entity
    from targettrack.domain.growth import Weights, WeightsVintage
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.observations import Observation
    from targettrack.domain.targets import Target


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of the same indicator of another entity; oldest vintage first."""

    vintages: tuple[Observation, ...]
    weights: tuple[WeightsVintage, ...]

    @property
    def base_weights(self) -> Weights:
        """The base weights that count."""
        return weights_in_force(self.weights)


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one entity.

    Attributes:
        versions: every version of every target, oldest first.
        vintages: every vintage of every figure, in order of period, then of revision.
        weights: every vintage of its base weights, oldest first.
        references: what is known of the entities that its targets refer to, by their name.
    """

    entity: Entity
    indicator: Indicator
    versions: tuple[Target, ...]
    vintages: tuple[Observation, ...]
    weights: tuple[WeightsVintage, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def base_weights(self) -> Weights:
        """The base weights that count."""
        return weights_in_force(self.weights)
