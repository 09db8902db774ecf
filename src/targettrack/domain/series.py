"""A series: one indicator of one entity, with everything known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.entities import Entity
    from targettrack.domain.growth import Weights
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.observations import Observation
    from targettrack.domain.targets import Target


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of the same indicator of another entity."""

    vintages: tuple[Observation, ...]
    weights: Weights


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one entity.

    Attributes:
        versions: every version of every target, oldest first.
        vintages: every vintage of every figure, in order of period, then of revision.
        references: what is known of the entities that its targets refer to, by their name.
    """

    entity: Entity
    indicator: Indicator
    versions: tuple[Target, ...]
    vintages: tuple[Observation, ...]
    weights: Weights
    references: Mapping[str, Reference] = field(default_factory=dict)
