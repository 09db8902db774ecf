"""Figures that were computed from those of other entities, with their arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Observation
from targettrack.domain.records.weights import NO_WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.records.weights import Weights
    from targettrack.domain.values.step import Step
    from targettrack.message import Message

Parts = tuple[Observation, ...]


class ComputedFigure(Struct, frozen=True):
    """A figure computed from the figures of several entities, its parts, with its arithmetic."""

    figure: Observation
    parts: Parts
    steps: tuple[Step, ...]


class Summed(Struct, frozen=True):
    """The figures of an entity that rest on those of the entities below it or merged into it.

    Attributes:
        figures: all that count, computed or its own.
        sums: those that were computed, and those that they were computed from.
        weights: base weights composed with them.
        merged: whether other entities were merged into it.
        members: of how many entities the sums are.
        missing: who has no figures, so that the sums are lower bounds.
        reason: why nothing, or not everything, could be computed; None if all could.
        incomparable: why it cannot be compared with last year; None if it can.
    """

    figures: Parts = ()
    sums: tuple[ComputedFigure, ...] = ()
    weights: Weights = NO_WEIGHTS
    merged: bool = False
    members: int = 0
    missing: tuple[str, ...] = ()
    reason: Message | None = None
    incomparable: Message | None = None

    @property
    def partial(self) -> tuple[int, int] | None:
        """How many entities the sums are of, and of how many they would be; None of the whole."""
        return (self.members, self.members + len(self.missing)) if self.missing else None

    def steps_of(self, parts: Parts) -> tuple[Step, ...]:
        """Return the arithmetic of those parts that were computed, what they rest on first."""
        # Two entities may have equal figures, so it is this very figure that is looked for.
        made = {id(s.figure): s for s in self.sums}

        def walk(figures: Parts) -> Iterator[Step]:
            for s in [made[id(figure)] for figure in figures if id(figure) in made]:
                yield from walk(s.parts)
                yield from s.steps

        return tuple(walk(parts))
