"""What a year's growth comes to, from the rates over the same period of last year known so far.

The rest of the year grows, in logarithms, by `c + b1 * growth so far + b2 * growth of the last
quarter + b3 * mean of the last three years + b4 * last year`, with the spread `a * unrest + s`,
where `unrest` is how much the growth of a quarter differs from that of the quarter before, recent
ones counting more. With fewer past years the terms fall away, each time with constants of its own.
They were found by maximum likelihood on the quarterly GDP of 25 countries;
`benchmarks/growth_odds.py` fits and scores them country by country.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from targettrack.domain.outlook.projection import Bell, LogAxis, Projection, projection
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

FREEDOM = 5.0
KEPT = 0.85  # what a change between quarters counts, for each quarter that it is older
# Quarters of statistics offices are smoothed; with months the intervals hold 80% at this width.
MONTHLY = 1.2
MANY_YEARS = 3

Constants = tuple[float, ...]  # c, b1, b2, b3, b4, a, s

# By the past years that are known: the constants after 0, 1, 2 and 3 quarters. After one quarter
# the growth so far is that of the last quarter.
THREE_YEARS: tuple[Constants, ...] = (
    (0.0073, 0.0, 1.0775, 0.2871, -0.6344, 0.5562, 0.0083),
    (0.0056, 0.0, 0.8731, 0.1656, -0.2414, 0.6023, 0.0051),
    (0.0052, -0.0063, 0.8025, 0.1256, -0.0947, 0.6016, 0.0034),
    (0.0027, -0.5114, 1.3478, 0.0643, 0.0100, 0.6772, 0.0015),
)
ONE_YEAR: tuple[Constants, ...] = (
    (0.0100, 0.0, 1.0495, 0.0, -0.4233, 0.6141, 0.0080),
    (0.0070, 0.0, 0.8774, 0.0, -0.1339, 0.6296, 0.0056),
    (0.0062, -0.0762, 0.8846, 0.0, -0.0158, 0.5673, 0.0044),
    (0.0031, -0.5015, 1.3497, 0.0, 0.0438, 0.6857, 0.0020),
)
NO_YEAR: tuple[Constants, ...] = (
    (0.0061, -0.1364, 0.9324, 0.0, 0.0, 0.4044, 0.0074),
    (0.0042, -0.4056, 1.2641, 0.0, 0.0, 0.5175, 0.0050),
)
MEASURED = math.log(1.25)  # of 25 countries only one was beyond it, in one year
FIRST_WITHOUT_YEARS = 2  # quarters
LAST = 3
METHOD = Message(
    "The rest of the year grows as the last quarter and the year so far, drawn towards the years "
    "before, as it does in the quarterly growth of 25 countries."
)


class RatesSeen(NamedTuple):
    """What is known of growth within the year and before; growth as the logarithm of its factor.

    Attributes:
        passed: share of the base year that lies before the day of the figure, above 0, below 1.
        quarters: how many quarters of the year have passed, 2.33 at the end of July.
        so_far: growth from the year's start.
        latest: growth of the last quarter, or of the last three months.
        years: growth of the complete years before, the latest first.
        changes: of the growth of each quarter from that of the one before, the oldest first.
        monthly: whether the figures are those of months.
    """

    passed: float
    quarters: float
    so_far: float
    latest: float
    years: Sequence[float]
    changes: Sequence[float]
    monthly: bool


def project_rates(seen: RatesSeen) -> Projection | None:
    """Project the growth of the whole year in percent.

    Returns:
        The projection; None where no change between quarters is known, or neither a past year nor
        two quarters of this one.
    """
    found = rest_of_year(seen)
    if found is None:
        return None
    centre, spread = found
    rest = 100 * (1 - seen.passed)
    done = 100 * seen.passed * math.expm1(seen.so_far) - rest
    bell = Bell(1.0, math.log(rest) + centre, spread, FREEDOM)
    return projection([bell], LogAxis(done), METHOD, len(seen.years))


def is_usual(seen: RatesSeen) -> bool:
    """Whether growth is of a size that was measured; what is beyond is drawn back too far."""
    return max(abs(seen.so_far), abs(seen.latest)) <= MEASURED


def rest_of_year(seen: RatesSeen) -> tuple[float, float] | None:
    """Return the middle and the spread of the logarithm of the growth factor of what is left."""
    constants = _constants(seen)
    if constants is None or not seen.changes:
        return None
    c, b1, b2, b3, b4, a, s = constants
    years = seen.years[:MANY_YEARS]
    mean = sum(years) / len(years) if years else 0.0
    before = years[0] if years else 0.0
    centre = c + b1 * seen.so_far + b2 * seen.latest + b3 * mean + b4 * before
    spread = a * unrest(seen.changes) + s
    return centre, spread * (MONTHLY if seen.monthly else 1.0)


def _constants(seen: RatesSeen) -> Constants | None:
    """Return the constants at the quarters that have passed, on a straight line between two."""
    first, table = 0, ONE_YEAR
    if len(seen.years) >= MANY_YEARS:
        table = THREE_YEARS
    elif not seen.years:
        first, table = FIRST_WITHOUT_YEARS, NO_YEAR
    at = min(seen.quarters, LAST) - first
    if at < 0:
        return None
    low = min(int(at), len(table) - 2)
    part = at - low
    return tuple(x + (y - x) * part for x, y in zip(table[low], table[low + 1], strict=True))


def unrest(changes: Sequence[float]) -> float:
    """Return the root mean square of changes, the latest of which counts most."""
    weights = [KEPT**age for age in range(len(changes))][::-1]
    squares = sum(w * change * change for w, change in zip(weights, changes, strict=True))
    return math.sqrt(squares / sum(weights))
