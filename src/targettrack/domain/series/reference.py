"""What is known of the same indicator of another entity, or of the one that stands for it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.weights import weights_in_force

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.weights import Weights, WeightsVintage


# A nation publishes under a name of its own what its regions publish under theirs.
STANDS_FOR = {"grdp-growth": "gdp-growth"}


class Reference(Struct, frozen=True):
    """What is known of the same indicator of another entity; oldest vintage first."""

    vintages: tuple[Observation, ...]
    weights: tuple[WeightsVintage, ...]

    @property
    def base_weights(self) -> Weights:
        """The base weights that count."""
        return weights_in_force(self.weights)
