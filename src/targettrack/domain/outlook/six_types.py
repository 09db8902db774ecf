"""What is left of a period, projected from the series' likeness to six types of series.

How well each type explains the known figures but the latest decides its weight; how restless the
series is beside its type scales the spread. The latest figure moves the middles alone, and never
down when it rises: so a better figure never makes a target less likely.
"""

from __future__ import annotations

import math
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from targettrack.domain.outlook.projection import Bell
from targettrack.domain.outlook.six_types_covariance import (
    SIX,
    Interval,
    Pattern,
    but_the_latest,
    patterns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 4.0  # no part is taken to be more uncertain than by 2 log points
# A few figures tell little of a series' unrest, the fewer as the latest may not: beside them counts
# that of a calm series, in units of its type's, as one more figure would.
CALM = 0.5
CALM_UNREST = 0.02
STEPS = 200  # revisions are told apart to half a percent, so that series share patterns


class Trust(NamedTuple):
    """How far the likeness to a type is believed, and the factor on the spread."""

    likeness: float
    spread: float


# By the years that the known parts reach back; what is known by totals alone stands apart.
BY_YEARS = (
    Trust(0.85, 1.1),
    Trust(0.4207, 0.9781),
    Trust(0.3149, 0.923),
    Trust(0.2394, 0.8915),
)
TOTALS_ONLY = Trust(0.6691, 1.254)


class KnownPart(Struct, frozen=True):
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


def rest_by_type(
    known: Sequence[KnownPart],
    shift: float,
    horizon: int,
    per_year: int,
    unknown: Sequence[float] = (),
) -> list[Bell]:
    """Return the logarithm of the sum of what is not known, one bell for each type.

    Args:
        known: at least one, in order, of at most three years before part 0.
        shift: added to every part so that all are above zero, known and to come.
        horizon: parts in the target's period, of which one at least is not known.
        per_year: parts in a year.
        unknown: how much of each part of the period is to come; all of what is not known unless it
            is given.
    """
    taken = {part for s in known for part in range(s.start, s.end)}
    shares = [unknown[p] if unknown else 1.0 for p in range(horizon) if p not in taken]
    spans = tuple(Interval(s.start, s.end, round(s.spread * STEPS) / STEPS) for s in known)
    logs = [math.log(s.total / s.parts + shift) for s in known]
    believed, judged = trust(known, per_year), but_the_latest(logs)
    middle = sum(judged) / len(judged)
    bells, odds = [], []
    for kind, fit in zip(SIX, patterns(spans, horizon, per_year), strict=True):
        scores = scores_of(fit, [log - middle for log in logs])
        scatter = kind.shape + sum(score * score for score in but_the_latest(scores)) / 2
        likelihood = fit.evidence - fit.shape * math.log(scatter)
        odds.append(believed.likeness * likelihood + math.log(kind.weight))
        shape = fit.shape + CALM
        centre, scale = sum_of_rest(fit, scores, (scatter + CALM * CALM_UNREST) / shape, shares)
        bells.append((centre + middle, scale * believed.spread, 2 * shape))
    best = max(odds)
    weights = [math.exp(odd - best) for odd in odds]
    whole = sum(weights)
    return [Bell(w / whole, *bell) for w, bell in zip(weights, bells, strict=True)]


def trust(known: Sequence[KnownPart], per_year: int) -> Trust:
    """Return how far likeness is believed, by how far back the known parts reach."""
    past = [s for s in known if s.start < 0]
    if all(s.parts >= per_year > 1 for s in past) if past else all(s.parts > 1 for s in known):
        return TOTALS_ONLY
    return BY_YEARS[-(min((s.start for s in past), default=0) // per_year)]


def scores_of(fit: Pattern, logs: Sequence[float]) -> list[float]:
    """Return by how much each known logarithm differs from what those before it let expect.

    In units of the type's standard deviation: independent of each other under the type.
    """
    scores: list[float] = []
    for log, mean, row in zip(logs, fit.known_means, fit.known, strict=True):
        scores.append((log - mean - sum(map(mul, row, scores))) / row[-1])
    return scores


def sum_of_rest(
    fit: Pattern, scores: Sequence[float], unrest: float, shares: Sequence[float]
) -> tuple[float, float]:
    """Return centre and scale of the logarithm of the sum of what is left.

    The sum of lognormal parts is taken to be lognormal with their mean and variance (Fenton, IRE
    Transactions on Communications Systems 8, 1960), as they were expected before the latest figure;
    of a part that is known in part its share counts.
    Its score then moves the sum as it moves the parts on average, but never the other way.
    """
    *before, latest = scores
    logs = [
        mean + sum(map(mul, row, before)) + min(unrest * tied[-1], MOST) / 2
        for mean, row, tied in zip(fit.rest_means, fit.rest, fit.open, strict=True)
    ]
    top = max(logs)
    sizes = [share * math.exp(log - top) for log, share in zip(logs, shares, strict=True)]
    variance = 0.0
    for size, tied in zip(sizes, fit.open, strict=True):
        shared = [math.expm1(min(unrest * covariance, MOST)) for covariance in tied]
        variance += size * (2 * sum(map(mul, sizes, shared)) - size * shared[-1])
    whole = sum(sizes)
    squared = math.log1p(variance / whole**2)
    moved = sum(size * row[len(before)] for size, row in zip(sizes, fit.rest, strict=True)) / whole
    centre = top + math.log(whole) - squared / 2 + max(moved, 0.0) * latest
    return centre, math.sqrt(squared)
