"""What is known of a growth within the year and in the years before, for the odds of the whole."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.outlook.growth_rates import RatesSeen
from targettrack.domain.records.indicator import Frequency
from targettrack.domain.series.case import HISTORY_YEARS
from targettrack.domain.series.reached import countable
from targettrack.domain.series.reading import Reading, Terms, read
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import (
    ONE_DAY,
    Period,
    add_months,
    months_between,
    years_before,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

QUARTER = 3  # months
QUARTERS = 4


def rates_seen(case: Case, so_far: Reached) -> RatesSeen | None:
    """Return what the figures of a year and of those before it say of its growth up to a day.

    A rate that is not published is solved from those that contain it, with the base weights of the
    same parts of the target's year. None where the growth of the last three months is not known, or
    nothing or all of the year has passed.
    """
    start, end = case.target.period.start, so_far.on + ONE_DAY
    years = [years_before(start, back) for back in range(HISTORY_YEARS + 1)]
    figures = [f for f in countable(case) if f.period.start >= years[-1]]
    known = read(figures, Period(years[-1], end))
    weights = case.used_weights
    passed = weights.of(Period(start, end)) / weights.of(case.target.period)
    so_far_grown = _logarithm(so_far.value)
    latest = _latest(case, known, end)
    if so_far_grown is None or latest is None or not 0 < passed < 1:
        return None
    past: list[float] = []
    for following, first in pairwise(years):
        grown = _grown(case, known, Period(first, following))
        if grown is None:
            break
        past.append(grown)
    quarters = months_between(start - ONE_DAY, so_far.on) / QUARTER
    return RatesSeen(
        passed=float(passed),
        quarters=float(quarters),
        so_far=so_far_grown,
        latest=latest,
        years=past,
        changes=_changes(case, known, start, end),
        monthly=case.indicator.frequency is Frequency.MONTH,
    )


def _latest(case: Case, known: Reading, end: date) -> float | None:
    """Return the growth of the shortest known period up to `end` of three months or more."""
    begun = add_months(end, -QUARTER)
    first = begun if end.day == 1 else begun.replace(day=min(end.day, 28))
    for start in sorted((day for day in known.links if day <= first), reverse=True):
        grown = _grown(case, known, Period(start, end))
        if grown is not None:
            return grown
    return None


def _changes(case: Case, known: Reading, start: date, end: date) -> Sequence[float]:
    """Return by how much the growth of each quarter differs from that of the one before."""
    count = QUARTERS * (HISTORY_YEARS + 1) + 1
    edges = [add_months(start, QUARTER * n) for n in range(-QUARTERS * HISTORY_YEARS, count)]
    quarters = [Period(one, other) for one, other in pairwise(edges) if other <= end]
    grown = [_grown(case, known, quarter) for quarter in quarters]
    return [b - a for a, b in pairwise(grown) if a is not None and b is not None]


def _grown(case: Case, known: Reading, period: Period) -> float | None:
    """Return the growth of a period as the logarithm of its factor; None where it is not known."""
    terms = known.of(period) or Terms()
    base = terms.total(lambda figure: _weight(case, figure.period))
    if base <= 0:
        return None
    return _logarithm(
        terms.total(lambda figure: _weight(case, figure.period) * figure.value) / base
    )


def _weight(case: Case, part: Period) -> Decimal:
    """Return the base weight of the same part of the target's year."""
    first, back = case.target.period.start, 0
    while part.start < years_before(first, back):
        back += 1
    return case.used_weights.of(part.years_later(back))


def _logarithm(percent: Decimal) -> float | None:
    return math.log1p(float(percent / HUNDRED)) if percent > -HUNDRED else None
