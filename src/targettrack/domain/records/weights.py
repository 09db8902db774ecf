"""Growth over the same period last year, composed over the parts of a year (national accounts).

Parts count with their share of the base year: `G = sum(b_i * g_i) / sum(b_i)`. Rates are percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.values.number import half_unit
from targettrack.errors import InvalidTarget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from targettrack.domain.records.entity import Document
    from targettrack.domain.values.period import Period

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Weights:
    """The share of each part in the base year's total; without parts, days count equally."""

    parts: tuple[tuple[Period, Decimal], ...] = ()

    def __post_init__(self) -> None:
        """Refuse weights that are not positive or that overlap."""
        ordered = sorted(self.parts)
        if any(weight <= 0 for _, weight in ordered):
            raise InvalidTarget("weights must be more than zero")
        if any(a.end > b.start for (a, _), (b, _) in pairwise(ordered)):
            raise InvalidTarget("the parts of weights must not overlap")

    def cover(self, period: Period) -> bool:
        """Whether parts fill `period`; then none is cut by it, since they do not overlap."""
        inside = [part for part, _ in self.parts if period.contains(part)]
        return sum(part.days for part in inside) == period.days

    def of(self, period: Period) -> Decimal:
        """Return the weight of any stretch; a piece of a part counts by its days."""
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


@dataclass(frozen=True, slots=True)
class WeightsVintage:
    """Weights as they were recorded together, and the paper that says so."""

    weights: Weights
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


def compose(rates: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the growth of the whole from (weight, percent) of its parts.

    >>> from decimal import Decimal as D
    >>> parts = [("22.43", "7.05"), ("24.21", "8.16"), ("25.03", "8.25"), ("28.33", "8.46")]
    >>> round(compose([(D(w), D(g)) for w, g in parts]), 2)
    Decimal('8.02')
    """
    return sum((w * g for w, g in rates), Decimal(0)) / sum(w for w, _ in rates)


def extremes(
    weights: Sequence[tuple[Decimal, Decimal]], rates: Sequence[Decimal]
) -> tuple[Decimal, Decimal]:
    """Return the least and the most that rates compose to, each weight between its least and most.

    The most comes from the most weight for the highest rates and the least for the others.
    """
    ordered = [(*ends, rate) for ends, rate in sorted(zip(weights, rates, strict=True), key=_rate)]
    made = [
        compose([(high if place < cut else low, rate) for place, (low, high, rate) in shifted])
        for shifted in (list(enumerate(ordered)), list(enumerate(reversed(ordered))))
        for cut in range(1, len(ordered) + 1)
    ]
    return min(made), max(made)


def _rate(weighed: tuple[tuple[Decimal, Decimal], Decimal]) -> Decimal:
    return weighed[1]


def required_growth(
    goal: Decimal, whole: Decimal, done: Decimal, reached: Decimal, rest: Decimal
) -> Decimal:
    """Return the percent by which the rest must grow for the whole to reach `goal`.

    Args:
        goal: percent for the whole.
        whole: base weight of the whole.
        done: base weight of what has been reported.
        reached: percent of what has been reported.
        rest: base weight of what has not.

    >>> from decimal import Decimal as D
    >>> round(required_growth(D(8), D(1), D("0.468"), D("8.24"), D("0.532")), 2)
    Decimal('7.79')
    """
    return (whole * goal - done * reached) / rest
