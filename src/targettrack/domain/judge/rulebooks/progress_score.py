"""Progress as a score on a scale, from the ratio of rates or from the rate alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.rulebooks.methods import (
    HUNDRED,
    ONE,
    Course,
    Scored,
    direction,
    fallen,
    met_already,
    no_rate,
    rate,
    rates_of,
    rates_ratio,
    rating_step,
    yearly,
)
from targettrack.domain.values.step import Step
from targettrack.message import Message, word
from targettrack.shown import rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.rulebook_scales import Points, ProgressScore


def progress_score(course: Course, scale: ProgressScore, tolerance: Decimal) -> Scored:
    """Rate a score from the ratio of rates or, without a target, from the rate itself.

    Where there is none, rates above zero are asked for only in part near a natural limit:
    `C = 1 - nearness^p`, with the nearness of the base to the limit as a ratio up to 1. Source:
    Statistics Canada, progress measurement methodology for the Sustainable Development Goals.
    """
    course = replace(
        course,
        base=course.base or scale.zero,
        target=scale.zero if course.target == 0 else course.target,
    )
    wrong, best = no_rate(course), scale.ratio_points[-1][1]
    if course.target is None:
        return wrong or _rate_score(course, scale, tolerance)
    ratio, steps = (None, ()) if wrong else rates_ratio(course)
    if course.met:
        return met_already(scale.met, ratio, best, steps)
    if wrong is not None:
        return wrong
    if ratio is None:
        return fallen(scale.ratings[-1], steps, scale.ratio_points[0][1])
    score, step = _on_line(scale.ratio_points, ratio, scale.ratio_decimals)
    rating = rate(scale.ratings, score, tolerance)
    actual, needed = rates_of(steps)
    why = Message(
        "{actual:+2}% a year, {needed:+2}% needed, a score of {score:+2}: {rating}",
        actual=actual,
        needed=needed,
        score=score,
        rating=Message(rating.word),
    )
    rated = rating_step(scale.ratings, rating, score)
    return Scored(rating, why, ratio, score, (*steps, step, rated))


def _rate_score(course: Course, scale: ProgressScore, tolerance: Decimal) -> Scored:
    actual, step = yearly(word("actual rate"), course.base, course.value, course.elapsed)
    change = direction(course) * actual
    factor = _scaling(course, scale.limit_power)
    points = tuple((x * factor if x > 0 else x, y) for x, y in scale.rate_points)
    score, line = _on_line(points, change, None)
    rating = rate(scale.ratings, score, tolerance)
    why = Message(
        "{actual:+2}% a year, a score of {score:+2}: {rating}",
        actual=HUNDRED * actual,
        score=score,
        rating=Message(rating.word),
    )
    steps = (step, line, rating_step(scale.ratings, rating, score))
    return Scored(rating, why, change, score, steps)


def _scaling(course: Course, power: Decimal) -> Decimal:
    """Return by how much rates above zero are asked for: 0 at the limit, nearly 1 far from it."""
    base, limit = course.base, course.limit
    if limit is None or course.sign * (limit - base) < 0:
        return ONE
    near, far = sorted((abs(base), abs(limit)))
    return ONE - (near / far) ** power


def _on_line(points: Points, x: Decimal, decimals: int | None) -> tuple[Decimal, Step]:
    """Return the score on the line through the points around `x`, level beyond the ends."""
    low, high = points[0], points[-1]
    if not low[0] < x < high[0]:
        score = low[1] if x <= low[0] and x < high[0] else high[1]
        remark = Message("the end of the scale")
        return score, Step("score", "{}", (score,), score, "", 2, remark)
    (x1, y1), (x2, y2) = next((a, b) for a, b in pairwise(points) if x < b[0])
    slope = (y2 - y1) / (x2 - x1)
    level = y1 - slope * x1
    if decimals is not None:
        slope, level = rounded(slope, decimals), rounded(level, decimals)
    score = min(max(slope * x + level, low[1]), high[1])
    text = "{:~4} × {:~6} + {:~4}" if level >= 0 else "{:~4} × {:~6} − {:~4}"
    return score, Step("score", text, (slope, x, abs(level)), score, "", 2)
