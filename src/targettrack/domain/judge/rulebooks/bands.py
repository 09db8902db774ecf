"""Bands: how good a value is by the bounds that its indicator has, whatever was asked for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.judge.rulebooks.methods import Scored, rate, rating_step
from targettrack.domain.values.name import fold
from targettrack.domain.values.step import Step
from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.rulebook_scales import Bands
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


def by_bands(case: Case, so_far: Reached, scale: Bands) -> Scored:
    """Rate the score of a value: on a straight line between the bounds of its indicator.

    Beyond the first and the last bound it is the first and the last score; where two bounds are one
    value, that has the better score. Source: Lafortune et
    al., SDG Index and Dashboards, detailed methodological paper (2018), and Sustainable Development
    Report, methods summary: worst value 0, red threshold 1, green threshold 2, optimum 3; yellow
    from 1.5.
    """
    bounds = bounds_of(case.indicator, scale)
    if bounds is None:
        why = Message(
            "{rulebook} has no bounds of {indicator}",
            rulebook=case.rulebook.id,
            indicator=case.indicator.id,
        )
        return Scored(None, why)
    score, step = _scored(so_far.value, bounds, scale)
    rating = rate(scale.ratings, score, case.rulebook.tolerance)
    why = Message(
        "{value} scores {score:2}: {rating}",
        value=so_far.value,
        score=score,
        rating=Message(rating.word),
    )
    return Scored(rating, why, score, score, (step, rating_step(scale.ratings, rating, score)))


def bounds_of(indicator: Indicator, scale: Bands) -> tuple[Decimal, ...] | None:
    """Return the bounds of an indicator, which are by its id or any of its names."""
    names = {fold(name) for name in indicator.every_name}
    return next((given for name, given in scale.bounds.items() if fold(name) in names), None)


def _scored(value: Decimal, bounds: tuple[Decimal, ...], scale: Bands) -> tuple[Decimal, Step]:
    sign = 1 if bounds[-1] > bounds[0] else -1
    ends = list(zip(bounds, scale.scores, strict=True))
    beyond = [score for bound, score in (ends[0],) if sign * (value - bound) < 0]
    beyond += [score for bound, score in (ends[-1],) if sign * (value - bound) >= 0]
    if beyond:
        remark = Message("the end of the scale")
        return beyond[0], Step("score", "{}", (beyond[0],), beyond[0], "", 2, remark)
    around = next((a, b) for a, b in pairwise(ends) if sign * (b[0] - value) > 0)
    (low, under), (high, over) = around
    score = under + (over - under) * (value - low) / (high - low)
    numbers = (under, over, under, value, low, high, low)
    step = Step("score", "{} + ({} − {}) × ({} − {}) / ({} − {})", numbers, score, "", 3)
    return score, step
