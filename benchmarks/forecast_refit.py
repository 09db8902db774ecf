"""The constants of damped growth, fitted again by maximum likelihood."""

import math
from collections.abc import Callable, Sequence
from itertools import accumulate

from forecast_cases import Case

from targettrack.domain.outlook.damped_growth import FITTED, FREEDOM, KnownGrowth, growth_of_rest

ROUNDS = 4000
FLAT = 1e-9  # losses that differ by less are the same
START = 0.1  # the first simplex reaches so far from the constants in use

Point = list[float]
Progress = Callable[[int, int], None]


def refit(cases: Sequence[Case], progress: Progress) -> tuple[Point, float, float]:
    """Return the likeliest constants, and the mean log likelihood with them and with today's."""
    seen = [fact for case in cases for size in (1, 3) if (fact := grown(case, size))]

    def loss(constants: Point) -> float:
        return -sum(likelihood(constants, marks, rest) for marks, rest in seen) / len(seen)

    before = list(FITTED)
    found = descend(loss, before, progress)
    return found, -loss(found), -loss(before)


def grown(case: Case, size: int) -> tuple[list[KnownGrowth], float] | None:
    """Return the marks of a year counted in parts of `size` months, and how the rest then grew."""
    if case.month % size:
        return None
    last = case.past[-1]
    sums = list(zip(accumulate(case.so_far), accumulate(last), strict=False))
    ends = range(size, case.month + 1, size)
    marks = [KnownGrowth(k / len(last), math.log(sums[k - 1][0] / sums[k - 1][1])) for k in ends]
    return marks, math.log(sum(case.this[case.month :]) / sum(last[case.month :]))


def likelihood(constants: Sequence[float], marks: Sequence[KnownGrowth], rest: float) -> float:
    """Return the log density of what the rest grew by, less a constant."""
    centre, scale = growth_of_rest(marks, constants)
    z = (rest - centre) / scale
    return -math.log(scale) - (FREEDOM + 1) / 2 * math.log1p(z * z / FREEDOM)


def descend(loss: Callable[[Point], float], start: Point, progress: Progress) -> Point:
    """Return where a function is least near `start` (Nelder and Mead, Computer Journal 7, 1965)."""
    corners = [start] + [
        [x + START * (i == k) for i, x in enumerate(start)] for k in range(len(start))
    ]
    simplex = sorted((loss(corner), corner) for corner in corners)
    for round_ in range(ROUNDS):
        progress(round_, ROUNDS)
        if simplex[-1][0] - simplex[0][0] < FLAT:
            break
        middle = [sum(xs) / len(start) for xs in zip(*(c for _, c in simplex[:-1]), strict=True)]
        worst = simplex[-1][1]
        tried = at(loss, middle, worst, -1.0)
        if tried < simplex[0]:
            tried = min(tried, at(loss, middle, worst, -2.0))
        elif tried >= simplex[-2]:
            tried = at(loss, middle, worst, -0.5 if tried < simplex[-1] else 0.5)
        if tried < simplex[-1]:
            simplex[-1] = tried
        else:
            best = simplex[0][1]
            simplex = [simplex[0]] + [at(loss, best, corner, 0.5) for _, corner in simplex[1:]]
        simplex.sort()
    return simplex[0][1]


def at(
    loss: Callable[[Point], float], origin: Point, corner: Point, factor: float
) -> tuple[float, Point]:
    """Return loss and place of the point `factor` of the way from `origin` to `corner`."""
    place = [o + factor * (c - o) for o, c in zip(origin, corner, strict=True)]
    return loss(place), place
