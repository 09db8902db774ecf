"""How a period is likely to end, as an assessment keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.values.status import Light
    from targettrack.message import Message


class Outlook(Struct, frozen=True):
    """How the period is likely to end: the light, and what it rests on.

    Attributes:
        light, probability, low, high: None where too little is known for odds.
        projection: the value at the end of the period; low, high: its 80% interval.
        method: how it was projected, in one sentence.
    """

    light: Light | None
    probability: Decimal | None
    projection: Decimal
    low: Decimal | None
    high: Decimal | None
    method: Message
