"""From the paragraphs of a report or an official paper to proposals of figures and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targettrack.domain.entities import Entity
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.proposals import Proposal


def proposals(
    paragraphs: Sequence[str],  # noqa: ARG001
    known: Mapping[str, Indicator],  # noqa: ARG001
    places: Sequence[Entity],  # noqa: ARG001
    published: date | None,  # noqa: ARG001
) -> list[Proposal]:
    """Return what the text seems to state, in its order, each once."""
    return []
