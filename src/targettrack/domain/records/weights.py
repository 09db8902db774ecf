"""Growth over the same period last year, composed over the parts of a year (national accounts).

Parts count with their share of the base year: `G = sum(b_i * g_i) / sum(b_i)`. Rates are percent.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.number import half_unit
from targettrack.errors import InvalidTarget
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from targettrack.domain.records.document import Document
    from targettrack.domain.values.period import Period


class Weights(Struct, frozen=True):
    """The share of each part in the base year's total; without parts, days count equally."""

    parts: tuple[tuple[Period, Decimal], ...] = ()

    def __post_init__(self) -> None:
        """Refuse weights that are not positive or that overlap."""
        ordered = sorted(self.parts)
        if any(weight <= 0 for _, weight in ordered):
            raise InvalidTarget(Message("weights must be more than zero"))
        if any(a.end > b.start for (a, _), (b, _) in pairwise(ordered)):
            raise InvalidTarget(Message("the parts of weights must not overlap"))

    def cover(self, period: Period) -> bool:
        """Whether parts fill `period`; then none is cut by it, since they do not overlap."""
        inside = [part for part, _ in self.parts if period.contains(part)]
        return sum(part.days for part in inside) == period.days

    def of(self, period: Period) -> Decimal:
        """Return the weight of any period; a piece of a part counts by its days."""
        if not self.parts:
            return Decimal(period.days)
        total = Decimal(0)
        for part, weight in self.parts:
            shared = (min(part.end, period.end) - max(part.start, period.start)).days
            if shared > 0:
                total += weight * shared / part.days
        return total

    def range_of(self, period: Period) -> tuple[Decimal, Decimal]:
        """Return the least and the most weight of the parts of `period`, as each may be rounded."""
        inside = [weight for part, weight in self.parts if period.contains(part)]
        slack = sum((half_unit(weight) for weight in inside), Decimal(0))
        total = sum(inside, Decimal(0))
        return max(total - slack, Decimal(0)), total + slack


NO_WEIGHTS = Weights()


class WeightsVintage(Struct, frozen=True):
    """Weights as they were recorded together, and the paper that says so."""

    weights: Weights
    recorded_on: date | None = None
    recorded_at: datetime | None = None
    document: Document | None = None


def weights_in_force(vintages: Iterable[WeightsVintage]) -> Weights:
    """Return the weights that count: of vintages oldest first, a part replaces what it overlaps."""
    parts: list[tuple[Period, Decimal]] = []
    for vintage in vintages:
        for part, weight in vintage.weights.parts:
            apart = [one for one in parts if not one[0].overlaps(part)]
            parts = [*apart, (part, weight)]
    return Weights(tuple(sorted(parts)))
