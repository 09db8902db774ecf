"""What official methods make of a base, a value and a target: plain numbers in, a rating out.

Every number that is shown is kept with the step that gave it. Rates are compound rates of change a
year, as fractions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.step import Step
from targettrack.message import Message, word

if TYPE_CHECKING:
    from targettrack.domain.records.rulebook_scales import (
        Extrapolation,
        GrowthRatio,
        Rating,
    )

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


class Course(Struct, frozen=True):
    """From a base to a value, and on to a target.

    Attributes:
        elapsed, total: years from the base to the value, and to the target's date.
        target: None where none is set.
        sign: +1 if more is better, -1 if less is.
        met: whether the value meets the target.
        percent: whether values are percentages.
        limit: what a value cannot pass, on the side where it is better.
    """

    base: Decimal
    value: Decimal
    elapsed: Decimal
    target: Decimal | None
    total: Decimal
    sign: int
    met: bool = False
    percent: bool = False
    limit: Decimal | None = None


class Scored(Struct, frozen=True):
    """A rating with its reason, or, where a method cannot judge, the reason alone.

    Attributes:
        progress: the ratio, the share of the way, or the rate that was rated or scored.
        score: the number that the ratings are about.
    """

    rating: Rating | None
    why: Message
    progress: Decimal | None = None
    score: Decimal | None = None
    steps: tuple[Step, ...] = ()


def growth_ratio(course: Course, scale: GrowthRatio, tolerance: Decimal) -> Scored:
    """Rate the actual over the required rate of change, plus where it goes the right way.

    `R = d * ((y/B)^(1/t) - 1) / |(T/B)^(1/n) - 1|`, with d = +1 where the good direction lifts the
    values away from zero. Source: Eurostat, Sustainable development in the European Union,
    monitoring report; the magnitude below the line as in Statistics Canada's methodology, so that
    it holds where the base was better than the target. Without a target the rate itself is rated:
    1% a year and more is significant, less is moderate, and so is what moves away by up to 1%;
    method for indicators without a quantitative target, same report.
    """
    wrong = no_rate(course)
    if course.target is None:
        return _rate_alone(course, scale.rate_ratings, tolerance)
    ratio, steps = (None, ()) if wrong else rates_ratio(course)
    if course.met:
        return met_already(scale.met, ratio, ratio, steps)
    if wrong is not None:
        return wrong
    if ratio is None:
        return fallen(scale.ratings[-1], steps)
    rating = rate(scale.ratings, ratio, tolerance)
    actual, needed = rates_of(steps)
    why = Message(
        "{actual:+2}% a year, {needed:+2}% needed, a ratio of {ratio:3}: {rating}",
        actual=actual,
        needed=needed,
        ratio=ratio,
        rating=Message(rating.word),
    )
    return Scored(rating, why, ratio, ratio, (*steps, rating_step(scale.ratings, rating, ratio)))


def _rate_alone(course: Course, ratings: tuple[Rating, ...], tolerance: Decimal) -> Scored:
    """Rate the rate of change itself, in percent a year, plus where it goes the right way.

    What leaves zero has no rate, but a way: the right one is the best, the wrong one the worst.
    """
    if course.base == 0 and course.value != 0:
        rating = ratings[0 if course.sign * course.value > 0 else -1]
        why = Message(
            "from 0 to {value}: {rating}", value=course.value, rating=Message(rating.word)
        )
        return Scored(rating, why)
    wrong = no_rate(course) if course.base else None
    if wrong is not None:
        return wrong
    if course.base == 0:
        rating = rate(ratings, ZERO, tolerance)
        return Scored(rating, Message("still 0: {rating}", rating=Message(rating.word)))
    actual, step = yearly(word("actual rate"), course.base, course.value, course.elapsed)
    change = HUNDRED * direction(course) * actual
    rating = rate(ratings, change, tolerance)
    why = Message(
        "{actual:+2}% a year: {rating}", actual=HUNDRED * actual, rating=Message(rating.word)
    )
    return Scored(rating, why, change, change, (step, rating_step(ratings, rating, change)))


_EXTRAPOLATED = "{} × ({:~3} / {}) ^ ({:~4} / {:~4})"


def extrapolation(course: Course, scale: Extrapolation, tolerance: Decimal) -> Scored:
    """Rate the share of the way from base to target that the rate so far covers in time.

    `(B*(y/B)^(n/t) - B) / (T - B)`. Source: United Nations Statistics Division, SDG Progress Chart
    2023, technical note; as Eustat, which follows it, has it, without a target the rate itself is
    rated, from 2% and from 0.5% a year (Measuring progress on the Sustainable Development Goals).
    """
    base, value, target_value = course.base, course.value, course.target
    if target_value is None:
        return _rate_alone(course, scale.rate_ratings, tolerance)
    is_near = (
        course.percent and target_value in scale.limits and abs(value - target_value) <= scale.near
    )
    met = course.met or is_near
    if base == 0 or base * value < 0:
        return met_already(scale.met, None, None, ()) if met else _no_rate(base, value)
    reached = base * (value / base) ** (course.total / course.elapsed)
    numbers = (base, value, base, course.total, course.elapsed)
    steps: tuple[Step, ...] = (
        Step("at this rate", _EXTRAPOLATED, numbers, reached, "", 3, Message("at the end")),
    )
    way = abs(target_value - base)
    share = course.sign * (reached - base) / way if way else None
    if share is not None:
        ends = (reached, base) if course.sign > 0 else (base, reached)
        remark = Message("share of the way, plus is good")
        made = Step("share", "({:~3} − {:~3}) / {}", (*ends, way), share, "", 3, remark)
        steps = (*steps, made)
    if met:
        return met_already(scale.met, share, share, steps)
    if share is None:
        return fallen(scale.ratings[-1], steps)
    rating = rate(scale.ratings, share, tolerance)
    why = Message(
        "at this rate {reached:~3} at the end, {share:3} of the way from {base:~3} to {target}: "
        "{rating}",
        reached=reached,
        share=share,
        base=base,
        target=target_value,
        rating=Message(rating.word),
    )
    return Scored(rating, why, share, share, (*steps, rating_step(scale.ratings, rating, share)))


def rate(ratings: tuple[Rating, ...], number: Decimal, tolerance: Decimal) -> Rating:
    """Return the best rating that a number reaches."""
    reached = (r for r in ratings if r.least is None or number >= r.least - tolerance)
    return next(reached, ratings[-1])


def _no_rate(base: Decimal, value: Decimal) -> Scored:
    why = Message(
        "from {base} to {value} there is no yearly rate of change, because the base is zero or "
        "the sign changes",
        base=base,
        value=value,
    )
    return Scored(None, why)


def no_rate(course: Course) -> Scored | None:
    """Say where no compound rate can be taken: at zero, and across it."""
    base, value, target_value = course.base, course.value, course.target
    if base == 0 or base * value < 0:
        return _no_rate(base, value)
    if target_value is None or base * target_value > 0:
        return None
    if target_value == 0:
        return Scored(None, Message("no yearly rate of change leads to a target of 0"))
    why = Message(
        "no yearly rate of change leads from {base} to {target}", base=base, target=target_value
    )
    return Scored(None, why)


def direction(course: Course) -> int:
    """+1 where better means further from zero."""
    return course.sign if course.base > 0 else -course.sign


def yearly(name: str, base: Decimal, value: Decimal, years: Decimal) -> tuple[Decimal, Step]:
    """Return the compound rate of change a year, as a fraction, and its step in percent."""
    change = (value / base) ** (ONE / years) - ONE
    formula, numbers = "100 × ({:~3} / {:~3}) ^ (1 / {:~4}) − 100", (value, base, years)
    return change, Step(name, formula, numbers, HUNDRED * change, "%", 4, Message("a year"))


def rates_ratio(course: Course) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return the actual over the required rate, None where nothing was required."""
    actual, first = yearly(word("actual rate"), course.base, course.value, course.elapsed)
    target_value = course.base if course.target is None else course.target
    needed, second = yearly(word("required rate"), course.base, target_value, course.total)
    if needed == 0:
        return None, (first, second)
    ratio = direction(course) * actual / abs(needed)
    numbers = (HUNDRED * direction(course) * actual, HUNDRED * abs(needed))
    remark = Message("plus is the right way")
    step = Step("ratio", "{:4} / {:4}", numbers, ratio, "", 3, remark)
    return ratio, (first, second, step)


def rates_of(steps: tuple[Step, ...]) -> tuple[Decimal, Decimal]:
    """Return the actual and the required rate from their steps."""
    actual, needed = (step.result or ZERO for step in steps[:2])
    return actual, needed


def met_already(
    rating: Rating, progress: Decimal | None, score: Decimal | None, steps: tuple[Step, ...]
) -> Scored:
    """Rate what meets the target already, whatever its rate."""
    why = Message("the target is met before its date: {rating}", rating=Message(rating.word))
    return Scored(rating, why, progress, score, steps)


def fallen(rating: Rating, steps: tuple[Step, ...], score: Decimal | None = None) -> Scored:
    """Rate what started at its target and left it: no rate was required, so there is no ratio."""
    why = Message(
        "the base met the target, and the value has left it: {rating}",
        rating=Message(rating.word),
    )
    return Scored(rating, why, None, score, steps)


def rating_step(ratings: tuple[Rating, ...], given: Rating, number: Decimal) -> Step:
    """Return the line that holds a number against the thresholds."""
    bounds = tuple(
        Message("{rating} from {least:2}", rating=Message(one.word), least=one.least)
        for one in ratings
        if one.least is not None
    )
    return Step(
        "rating",
        "{rating}: {score:3} against {bounds}",
        rating=Message(given.word),
        score=number,
        bounds=bounds,
    )
