"""What is known of the same indicator of another entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.weights import weights_in_force

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.weights import Weights, WeightsVintage


class Reference(Struct, frozen=True):
    """What is known of the same indicator of another entity; oldest vintage first."""

    vintages: tuple[Observation, ...]
    weights: tuple[WeightsVintage, ...]

    @property
    def base_weights(self) -> Weights:
        """The base weights that count."""
        return weights_in_force(self.weights)
