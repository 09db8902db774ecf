"""Scores of the forecasts on a small fixed sample: a change that moves one does so knowingly.

The series are drawn from a seed and only resemble real ones; how good the forecasts are on those is
what the benchmarks tell.
"""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.outlook.growth_rates import RatesSeen, project_rates
from targettrack.domain.outlook.period_total import project_total
from targettrack.domain.outlook.plan_spending import YearOfPlan, project_spending
from targettrack.domain.outlook.six_types import KnownPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.outlook.projection import Projection

Told = tuple["Projection | None", float, tuple[float, ...]]
SERIES = 60
PLAN = YearOfPlan(date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
MAY = date(2025, 5, 31)


def growths(years: int) -> Iterator[Told]:
    """Years of quarterly growth that comes back to 5% and is disturbed; after two quarters."""
    draw = Random(1)  # noqa: S311 - no secret
    for _ in range(SERIES):
        rates = [0.05]
        for _ in range(15):
            rates.append(0.01 + 0.8 * rates[-1] + draw.gauss(0, 0.012))
        past = [sum(rates[at : at + 4]) / 4 for at in (8, 4, 0)]
        known = rates[:14] if years else rates[12:14]
        changes = [b - a for a, b in pairwise(known)]
        so_far = sum(rates[12:14]) / 2
        seen = RatesSeen(0.5, 2, so_far, rates[13], past[:years], changes, monthly=False)
        whole = 100 * sum(math.expm1(rate) for rate in rates[12:]) / 4
        last = 100 * past[0]
        yield project_rates(seen), whole, (last, last - 1, last + 1)


def plans(*, with_last_year: bool) -> Iterator[Told]:
    """Plans at the end of May that rise by about the season."""
    draw = Random(2)  # noqa: S311 - no secret
    for _ in range(SERIES):
        spent = draw.uniform(8, 45)
        rise = 2.16 + draw.gauss(0, 0.4)
        final = 120 / (1 + (120 / spent - 1) * math.exp(-rise))
        last = min(final + draw.gauss(0, 6), 115) if with_last_year else None
        yield project_spending(spent, MAY, PLAN, last), final, (90, 95, 100)


def sums(years: int) -> Iterator[Told]:
    """Months with a season and a drift, after five of them."""
    draw = Random(3)  # noqa: S311 - no secret
    for _ in range(SERIES):
        level, months = 4.0, []
        for at in range(48):
            level += 0.005 + draw.gauss(0, 0.02)
            months.append(math.exp(level + 0.3 * math.sin(at * math.pi / 6) + draw.gauss(0, 0.08)))
        first = -12 * years
        known = [KnownPart(at, at + 1, months[36 + at]) for at in range(first, 5)]
        last, whole = sum(months[24:36]), sum(months[36:])
        yield project_total(known, 12, 12), whole, (last, 1.05 * last, 1.1 * last)


def score(told: Iterator[Told]) -> tuple[float, float]:
    """Return the mean squared distance of odds from what came, and how often 80% held it."""
    squares, held = [], []
    for projected, came, targets in told:
        assert projected is not None
        held.append(projected.low <= came <= projected.high)
        squares += [(projected.probability(goal) - (came >= goal)) ** 2 for goal in targets]
    return sum(squares) / len(squares), sum(held) / len(held)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (growths(3), (0.098721, 0.783333)),
        (growths(1), (0.102278, 0.800000)),
        (growths(0), (0.101514, 0.716667)),
        (plans(with_last_year=False), (0.120327, 0.816667)),
        (plans(with_last_year=True), (0.094293, 0.850000)),
        (sums(3), (0.100299, 0.766667)),
        (sums(1), (0.117166, 0.816667)),
        (sums(0), (0.282172, 0.200000)),
    ],
    ids=["growth-3", "growth-1", "growth-0", "plan", "plan-last", "sum-3", "sum-1", "sum-0"],
)
def test_the_scores_of_a_fixed_sample_do_not_move_unseen(
    told: Iterator[Told], expected: tuple[float, float]
) -> None:
    assert score(told) == pytest.approx(expected, abs=1e-6)
