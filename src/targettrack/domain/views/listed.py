"""Which verdicts are listed: on what is open, and on what was settled since the last report."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment


class Listed(StrEnum):
    """What is asked for."""

    OPEN = "open"
    SETTLED = "settled"
    ALL = "all"


class Before(Struct, frozen=True):
    """The report before: the day that it was judged by, and the last whose records it knew."""

    as_of: date
    known_at: date


def is_listed(one: Assessment, before: Before, asked: Listed = Listed.OPEN) -> bool:
    """Whether a verdict is listed: what is open is, and what the report before had not as settled.

    It goes by the day on which the settling figure was recorded.
    """
    if one.settled is None or asked is not Listed.OPEN:
        return asked is not Listed.SETTLED or one.settled is not None
    recorded = one.settled.recorded
    newly_known = recorded is not None and recorded > before.known_at
    return one.settled.closed > before.as_of or newly_known


def listed(
    every: Iterable[Assessment], before: Before, asked: Listed = Listed.OPEN
) -> list[Assessment]:
    """Return the verdicts that are listed, in the order given."""
    return [one for one in every if is_listed(one, before, asked)]
