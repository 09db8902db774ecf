"""The total of a period, projected from the series' likeness to six types of series.

How well each type explains the known figures decides its weight; how restless the series is beside
its type scales the spread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from targettrack.domain.projection import Bell, LogAxis, PlainAxis, Projection, projection
from targettrack.domain.six_patterns import SIX, Pattern, Span, patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

YEARS = 3  # older years are not used
MOST = 4.0  # no part is taken to be more uncertain than by 2 log points
NORMAL = 1e9  # degrees of freedom with which Student's t is the normal distribution
METHOD = (
    "What is left goes on as in series of the same type, of which there are six; "
    "the known figures tell how much each type counts."
)


class Trust(NamedTuple):
    """How far the likeness to a type is believed, and the factor on the spread."""

    likeness: float
    spread: float


# By years of history; years of which the total alone is known stand apart.
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


def project_total(known: Sequence[Stretch], horizon: int, per_year: int) -> Projection | None:
    """Project the total of the parts 0 to `horizon - 1`.

    Args:
        known: stretches that do not overlap, none across part 0; what is missing inside the horizon
            is projected, and years before the last three are left out.
        horizon: parts in the target's period.
        per_year: parts in a year: 12, 4 or 1.

    Returns:
        The projection; None if nothing is known.
    """
    used = sorted(
        (s for s in known if s.start >= -YEARS * per_year and s.end <= horizon),
        key=lambda stretch: stretch.start,
    )
    if not used:
        return None
    inside = [s for s in used if s.start >= 0]
    done = sum(s.total for s in inside)
    revision = math.hypot(*(s.spread * s.total for s in inside))
    left = horizon - sum(s.parts for s in inside)
    history = complete_years(used, per_year)
    if not left:
        return projection([Bell(1.0, done, revision, NORMAL)], PlainAxis(), METHOD, history)
    shift = shift_of(used)
    spans = tuple(Span(s.start, s.end, s.spread) for s in used)
    bells = mixture(
        [math.log(s.total / s.parts + shift) for s in used],
        patterns(spans, horizon, per_year),
        trust(used, per_year),
        revision,
    )
    return projection(bells, LogAxis(done - shift * left), METHOD, history)


def complete_years(used: Sequence[Stretch], per_year: int) -> int:
    """Return of how many past years every part is known."""
    parts = {part for s in used for part in range(s.start, s.end)}
    return sum(
        all(part in parts for part in range(-year * per_year, (1 - year) * per_year))
        for year in range(1, YEARS + 1)
    )


def shift_of(used: Sequence[Stretch]) -> float:
    """Return what is added to every part before taking logarithms: 0 if all are above zero."""
    means = [s.total / s.parts for s in used]
    if min(means) > 0:
        return 0.0
    size = sum(abs(s.total) for s in used) / sum(s.parts for s in used)
    return max(0.2 * size + max(0.0, -min(means)), 1e-9)


def trust(used: Sequence[Stretch], per_year: int) -> Trust:
    """Return how far likeness is believed, by how far back the known parts reach."""
    past = [s for s in used if s.start < 0]
    if past and all(s.parts >= per_year > 1 for s in past):
        return TOTALS_ONLY
    return BY_YEARS[-(min((s.start for s in past), default=0) // per_year)]


def mixture(
    logs: Sequence[float], fits: Sequence[Pattern], believed: Trust, revision: float
) -> list[Bell]:
    """Return the logarithm of what is left, one bell for each type."""
    middle = sum(logs) / len(logs)
    bells, odds = [], []
    for kind, fit in zip(SIX, fits, strict=True):
        scores: list[float] = []
        for log, mean, excess, row in zip(
            logs, fit.known_means, fit.excess, fit.known, strict=True
        ):
            known = log - middle - mean - excess
            scores.append((known - sum(map(mul, row, scores))) / row[-1])
        scatter = kind.shape + sum(map(mul, scores, scores)) / 2
        likelihood = fit.evidence - fit.shape * math.log(scatter)
        odds.append(believed.likeness * likelihood + math.log(kind.weight))
        centre, scale = sum_of_rest(fit, scores, scatter / fit.shape)
        centre += middle
        scale = math.hypot(scale * believed.spread, revision / math.exp(centre))
        bells.append((centre, scale, 2 * fit.shape))
    weights = [math.exp(odd - max(odds)) for odd in odds]
    return [Bell(w / sum(weights), *bell) for w, bell in zip(weights, bells, strict=True)]


def sum_of_rest(fit: Pattern, scores: Sequence[float], unrest: float) -> tuple[float, float]:
    """Return centre and scale of the logarithm of the sum of what is left.

    The sum of lognormal parts is taken to be lognormal with their mean and variance (Fenton, IRE
    Transactions on Communications Systems 8, 1960).
    """
    sizes = []
    for mean, row, tied in zip(fit.rest_means, fit.rest, fit.open, strict=True):
        half = min(unrest * tied[-1], MOST) / 2
        sizes.append(math.exp(mean + sum(map(mul, row, scores)) + half))
    variance = 0.0
    for size, tied in zip(sizes, fit.open, strict=True):
        shared = [math.expm1(min(unrest * covariance, MOST)) for covariance in tied]
        variance += size * (2 * sum(map(mul, sizes, shared)) - size * shared[-1])
    whole = sum(sizes)
    squared = math.log1p(variance / whole**2)
    return math.log(whole) - squared / 2, math.sqrt(squared)
