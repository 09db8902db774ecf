"""Six types of series, and what the calendar alone decides under each of them.

A type is a Gaussian process of the logarithm of the parts of a year (months, quarters or years):
shares of noise, of a drifting level, of a slope, of a seasonal shape and its change, of swings.
`SIX` was fitted by maximum likelihood to 5,724 monthly and 3,205 quarterly windows of government,
production, trade, price and tourism series.
"""

from __future__ import annotations

import math
from functools import lru_cache
from operator import add, mul
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

UNKNOWN = 25.0  # variance of the level before anything is known: 5 log points
JITTER = 1e-8  # keeps the factor of a smooth type well away from zero
MERGED = 0.01  # the mean of logarithms tells the logarithm of a mean to 1%
OFFSET_YEARS = 6  # the drift of the level begins so many years before the target's period
FADING = 2.0  # the changeable part of the seasonal shape fades over so many years
SWINGING = 4.5  # twice the square of a swing's length of 1.5 years


class Type(NamedTuple):
    """Standard deviations in log points, yearly growth, and how much members of the type differ."""

    noise: float
    level: float
    slope: float
    season: float
    drift: float
    swing: float
    wave: float
    growth: float
    shape: float
    weight: float


SIX = (
    Type(0.1045, 0.2635, 0.3149, 3.21, 0.726, 0.3427, 4.512, 0.06415, 0.003676, 0.3842),
    Type(0.0, 0.03998, 0.1083, 0.07331, 0.01862, 0.08263, 0.01631, 0.05356, 0.03084, 0.1642),
    Type(0.06953, 0.1099, 0.04649, 0.1308, 0.06734, 0.05573, 0.1058, 0.02563, 0.7422, 0.145),
    Type(0.4206, 0.1864, 0.07432, 0.1208, 0.2446, 0.01047, 0.06946, 0.01259, 1.681, 0.1232),
    Type(0.00934, 0.09373, 0.005847, 0.00514, 0.01269, 0.06507, 0.007676, 0.03987, 0.5016, 0.09492),
    Type(0.0, 0.01866, 0.03403, 0.0, 0.0, 0.05235, 0.001378, 0.01688, 0.6745, 0.08855),
)


class Interval(NamedTuple):
    """The parts `start` to `end - 1`, known together, with the usual revision in log points."""

    start: int
    end: int
    spread: float = 0.0

    @property
    def parts(self) -> int:
        """How many parts it runs over."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The mean of its parts."""
        return (self.start + self.end - 1) / 2


class Factor(NamedTuple):
    """How spans vary together under one type, whichever of them are known.

    Attributes:
        rows: Cholesky factor of their covariances; lower triangle.
        means: of the spans.
        excess: by how much the logarithm of a span's mean exceeds the mean of its logarithms.
    """

    rows: tuple[tuple[float, ...], ...]
    means: tuple[float, ...]
    excess: tuple[float, ...]


class Pattern(NamedTuple):
    """What the calendar decides under one type, before a single figure is looked at.

    Attributes:
        known: rows of the factor of the known spans.
        rest: the rows below them, of the parts that are not known.
        open: covariances of those parts given the known spans; lower triangle.
        known_means: of the known spans, as logarithms of their means.
        rest_means: of the parts that are not known.
        shape: of the gamma distribution of the series' calm, given the known spans but the latest.
        evidence: logarithm of the likelihood of the same spans, less what depends on the figures.
    """

    known: tuple[tuple[float, ...], ...]
    rest: tuple[tuple[float, ...], ...]
    open: tuple[tuple[float, ...], ...]
    known_means: tuple[float, ...]
    rest_means: tuple[float, ...]
    shape: float
    evidence: float


class Ties(NamedTuple):
    """How pairs of spans lie to each other, whatever the type.

    Attributes:
        rows: for each span and each up to it: the number of their distance, the mean of the earlier
            of two parts, and the mean product.
        distances: for each number, which share of the pairs of parts is how many parts apart.
    """

    rows: list[list[tuple[int, float, float]]]
    distances: list[dict[int, float]]


@lru_cache(maxsize=256)
def patterns(known: tuple[Interval, ...], horizon: int, per_year: int) -> tuple[Pattern, ...]:
    """Return what the calendar decides under each of the six types."""
    taken = {part for span in known for part in range(span.start, span.end)}
    rest = tuple(Interval(part, part + 1) for part in range(horizon) if part not in taken)
    found = factors(known + rest, per_year)
    return tuple(pattern(kind, factor, len(known)) for kind, factor in zip(SIX, found, strict=True))


@lru_cache(maxsize=32)
def factors(spans: tuple[Interval, ...], per_year: int) -> tuple[Factor, ...]:
    """Return the factor of each type; one serves every month of a year that goes on as usual."""
    ties = ties_between(spans)
    return tuple(factor_of(kind, spans, ties, per_year) for kind in SIX)


def pattern(kind: Type, factor: Factor, count: int) -> Pattern:
    """Return what the calendar decides under one type where the first `count` spans are known."""
    known, rest = factor.rows[:count], factor.rows[count:]
    below, judged = [row[count:] for row in rest], but_the_latest(known)
    shape = kind.shape + len(judged) / 2
    evidence = math.lgamma(shape) - math.lgamma(kind.shape) + kind.shape * math.log(kind.shape)
    return Pattern(
        known=known,
        rest=rest,
        open=tuple(
            tuple(sum(map(mul, row, other)) for other in below[: i + 1])
            for i, row in enumerate(below)
        ),
        known_means=tuple(map(add, factor.means[:count], factor.excess)),
        rest_means=factor.means[count:],
        shape=shape,
        evidence=evidence - sum(math.log(row[-1]) for row in judged),
    )


def but_the_latest(known: Sequence[Item]) -> Sequence[Item]:
    """Return what a series is judged by: all that is known but the latest, if there is more.

    A figure that decided how restless its own series is could be so good that the odds fall.
    """
    return known[:-1] or known


def ties_between(spans: Sequence[Interval]) -> Ties:
    """Return how every span lies to itself and to those before it."""
    numbers: dict[tuple[int, int, int], int] = {}
    rows = []
    for i, a in enumerate(spans):
        row = []
        for b in spans[: i + 1]:
            number = numbers.setdefault((a.start - b.start, a.parts, b.parts), len(numbers))
            row.append((number, min(a.middle, b.middle), a.middle * b.middle))
        number, _, product = row[-1]
        row[-1] = number, a.start + (a.parts - 1) * (2 * a.parts - 1) / (6 * a.parts), product
        rows.append(row)
    return Ties(rows, [distances(*lie) for lie in numbers])


def distances(apart: int, parts: int, others: int) -> dict[int, float]:
    """Return which share of the pairs of parts of two spans is how many parts apart."""
    shares: dict[int, float] = {}
    for i in range(parts):
        for k in range(others):
            lag = abs(apart + i - k)
            shares[lag] = shares.get(lag, 0.0) + 1 / (parts * others)
    return shares


def factor_of(kind: Type, spans: Sequence[Interval], ties: Ties, per_year: int) -> Factor:
    """Return the factor of the covariances of spans under one type."""
    rows = covariances(kind, ties, per_year)
    lines: list[list[float]] = []
    for span, row in zip(spans, rows, strict=True):
        line: list[float] = []
        for shared, other in zip(row, lines, strict=False):
            line.append((shared - sum(map(mul, line, other))) / other[-1])
        blurred = row[-1] + span.spread**2 + (MERGED**2 if span.parts > 1 else 0.0)
        line.append(math.sqrt(blurred - sum(map(mul, line, line))))
        lines.append(line)
    return Factor(
        rows=tuple(map(tuple, lines)),
        means=tuple(kind.growth * span.middle / per_year for span in spans),
        excess=tuple(
            (mean_variance(kind, span, per_year) - row[-1]) / 2
            for span, row in zip(spans, rows, strict=True)
        ),
    )


def covariances(kind: Type, ties: Ties, per_year: int) -> list[list[float]]:
    """Return how spans vary together under a type; lower triangle."""
    farthest = max(max(shares) for shares in ties.distances)
    by_lag = [alike(kind, lag, per_year) for lag in range(farthest + 1)]
    near = [sum(share * by_lag[lag] for lag, share in shares.items()) for shares in ties.distances]
    level, slope = kind.level**2 / per_year, (kind.slope / per_year) ** 2
    return [[near[n] + level * first + slope * both for n, first, both in row] for row in ties.rows]


def mean_variance(kind: Type, span: Interval, per_year: int) -> float:
    """Return the mean of the variances of a span's parts."""
    squares = sum(part * part for part in range(span.start, span.end)) / span.parts
    drifted = kind.level**2 * span.middle / per_year + (kind.slope / per_year) ** 2 * squares
    return alike(kind, 0, per_year) + drifted


def alike(kind: Type, lag: int, per_year: int) -> float:
    """Return the covariance of two parts so far apart, less what depends on where they are."""
    years = lag / per_year
    shared = (
        UNKNOWN
        + OFFSET_YEARS * kind.level**2
        + kind.swing**2 * math.exp(-(years**2) / SWINGING)
        + kind.wave**2 * math.cos(2 * math.pi * years)
    )
    if lag % per_year == 0:
        shared += kind.season**2 + kind.drift**2 * math.exp(-years / FADING)
    return shared if lag else shared + kind.noise**2 + JITTER
