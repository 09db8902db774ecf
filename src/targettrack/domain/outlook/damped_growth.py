"""What is left grows over the same parts of last year by part of the growth so far.

The part carried on is larger the later it is. `FITTED` was found by maximum likelihood on
government, production, trade, price and tourism series; `benchmarks/forecast.py` fits it again.

How far the rest may differ is told by the growth before the latest mark. The latest moves the
middle alone, so a better figure never makes a target less likely.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.outlook.projection import Bell, LogAxis, Projection, projection
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

RECENT = 3  # the growth of the last so many parts counts as recent
FREEDOM = 5.0
# Of a first mark nothing is before: twice the square of 7 log points, which is the middle growth of
# the development series.
FIRST = 0.01
FITTED = (
    -0.5553,
    2.2008,
    0.2585,
    0.6814,
    -1.0122,
    0.8490,
    -1.5003,
    -1.6733,
    -5.5398,
    -4.6532,
    0.0094,
)
METHOD = Message(
    "What is left grows over the same months of last year by part of the growth so far; "
    "the part is larger the later in the period."
)


class KnownGrowth(Struct, frozen=True):
    """Growth from the period's start up to a point.

    Attributes:
        passed: share of the base period's total that lies before the point, above 0 and below 1.
        growth: logarithm of the factor by which everything up to the point grew.
    """

    passed: float
    growth: float


def growth_of_rest(
    marks: Sequence[KnownGrowth], constants: Sequence[float] = FITTED
) -> tuple[float, float]:
    """Return centre and scale of the logarithm of the growth factor of what is left.

    Args:
        marks: at least one, in order.
        constants: a0 to a10 of the formula.
    """
    a = constants
    passed, growth = marks[-1].passed, marks[-1].growth
    gains = gains_between(marks)
    late, before = gains[-RECENT:], gains[:-1]
    recent = sum(late) / len(late)
    mean = sum(before) / max(len(before), 1)
    unrest = sum((gain - mean) ** 2 for gain in before) / max(len(before), 1)
    squared = marks[-2].growth ** 2 if before else FIRST
    carried = 1 / (1 + math.exp(-(a[0] + a[1] * passed)))
    centre = a[10] + carried * growth + (a[2] + a[3] * passed) * (recent - growth)
    variance = (
        math.exp(a[4] + a[5] * passed) * unrest
        + math.exp(a[6] + a[7] * passed) * squared
        + math.exp(a[8] + a[9] * passed)
    )
    return centre, math.sqrt(variance)


def gains_between(marks: Sequence[KnownGrowth]) -> list[float]:
    """Return the growth of each part between two marks, the first from the start."""
    before, gains = KnownGrowth(0.0, 0.0), []
    for mark in marks:
        gained = mark.passed * mark.growth - before.passed * before.growth
        gains.append(gained / (mark.passed - before.passed))
        before = mark
    return gains


def project_rest(done: float, base: float, marks: Sequence[KnownGrowth]) -> Projection:
    """Project `done` plus the rest, which was `base` (above 0) last year."""
    centre, scale = growth_of_rest(marks)
    bell = Bell(1.0, math.log(base) + centre, scale, FREEDOM)
    return projection([bell], LogAxis(done), METHOD, 1)
