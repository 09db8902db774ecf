"""What is left of a period, projected from the series' likeness to six types of series.

How well each type explains the known figures decides its weight; how restless the series is beside
its type scales the spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from targettrack.domain.projection import Bell
from targettrack.domain.six_patterns import SIX, Pattern, Span, patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 4.0  # no part is taken to be more uncertain than by 2 log points
STEPS = 200  # revisions are told apart to half a percent, so that series share patterns


class Trust(NamedTuple):
    """How far the likeness to a type is believed, and the factor on the spread."""

    likeness: float
    spread: float


# By the years that the known parts reach back; years known by their totals alone stand apart.
BY_YEARS = (
    Trust(0.8249, 1.281),
    Trust(0.4207, 0.9781),
    Trust(0.3149, 0.923),
    Trust(0.2394, 0.8915),
)
TOTALS_ONLY = Trust(0.6691, 1.254)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The known total of the parts `start` to `end - 1`, counted from the target's first part.

    Parts before the target's period are negative. `spread` is the usual revision of a provisional
    figure in log points (0.03 is 3%).
    """

    start: int
    end: int
    total: float
    spread: float = 0.0

    @property
    def parts(self) -> int:
        """How many parts it runs over."""
        return self.end - self.start


def rest_by_type(known: Sequence[Stretch], shift: float, horizon: int, per_year: int) -> list[Bell]:
    """Return the logarithm of the sum of what is not known, one bell for each type.

    Args:
        known: at least one, in order, of at most three years before part 0.
        shift: added to every part so that all are above zero, known and to come.
        horizon: parts in the target's period, of which one at least is not known.
        per_year: parts in a year.
    """
    spans = tuple(Span(s.start, s.end, round(s.spread * STEPS) / STEPS) for s in known)
    logs = [math.log(s.total / s.parts + shift) for s in known]
    believed, middle = trust(known, per_year), sum(logs) / len(logs)
    bells, odds = [], []
    for kind, fit in zip(SIX, patterns(spans, horizon, per_year), strict=True):
        scores: list[float] = []
        for log, mean, row in zip(logs, fit.known_means, fit.known, strict=True):
            scores.append((log - middle - mean - sum(map(mul, row, scores))) / row[-1])
        scatter = kind.shape + sum(map(mul, scores, scores)) / 2
        likelihood = fit.evidence - fit.shape * math.log(scatter)
        odds.append(believed.likeness * likelihood + math.log(kind.weight))
        centre, scale = sum_of_rest(fit, scores, scatter / fit.shape)
        bells.append((centre + middle, scale * believed.spread, 2 * fit.shape))
    best = max(odds)
    weights = [math.exp(odd - best) for odd in odds]
    whole = sum(weights)
    return [Bell(w / whole, *bell) for w, bell in zip(weights, bells, strict=True)]


def trust(known: Sequence[Stretch], per_year: int) -> Trust:
    """Return how far likeness is believed, by how far back the known parts reach."""
    past = [s for s in known if s.start < 0]
    if past and all(s.parts >= per_year > 1 for s in past):
        return TOTALS_ONLY
    return BY_YEARS[-(min((s.start for s in past), default=0) // per_year)]


def sum_of_rest(fit: Pattern, scores: Sequence[float], unrest: float) -> tuple[float, float]:
    """Return centre and scale of the logarithm of the sum of what is left.

    The sum of lognormal parts is taken to be lognormal with their mean and variance (Fenton, IRE
    Transactions on Communications Systems 8, 1960).
    """
    logs = [
        mean + sum(map(mul, row, scores)) + min(unrest * tied[-1], MOST) / 2
        for mean, row, tied in zip(fit.rest_means, fit.rest, fit.open, strict=True)
    ]
    top = max(logs)
    sizes = [math.exp(log - top) for log in logs]
    variance = 0.0
    for size, tied in zip(sizes, fit.open, strict=True):
        shared = [math.expm1(min(unrest * covariance, MOST)) for covariance in tied]
        variance += size * (2 * sum(map(mul, sizes, shared)) - size * shared[-1])
    whole = sum(sizes)
    squared = math.log1p(variance / whole**2)
    return top + math.log(whole) - squared / 2, math.sqrt(squared)
