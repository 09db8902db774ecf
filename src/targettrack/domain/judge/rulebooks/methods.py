"""What official methods make of a base, a value and a target: plain numbers in, a rating out.

Every number that is shown is kept with the step that gave it. Rates are compound rates of change a
year, as fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from targettrack.domain.records.rulebook_scales import (
        Extrapolation,
        GrowthRatio,
        NearExpected,
        Rating,
    )

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Course:
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


@dataclass(frozen=True, slots=True)
class Scored:
    """A rating with its reason, or, where a method cannot judge, the reason alone.

    Attributes:
        progress: the ratio, the share of the way, or the rate that was rated or scored.
        score: the number that the ratings are about.
    """

    rating: Rating | None
    why: Step
    progress: Decimal | None = None
    score: Decimal | None = None
    steps: tuple[Step, ...] = ()


def unjudged(text: str, *numbers: Decimal) -> Scored:
    """Say in one sentence why a method cannot judge."""
    return Scored(None, Step("why", text, numbers))


def growth_ratio(course: Course, scale: GrowthRatio, tolerance: Decimal) -> Scored:
    """Rate the actual over the required rate of change, plus where it goes the right way.

    `R = d * ((y/B)^(1/t) - 1) / |(T/B)^(1/n) - 1|`, with d = +1 where the good direction lifts the
    values away from zero. Source: Eurostat, Sustainable development in the European Union,
    monitoring report; the magnitude below the line as in Statistics Canada's methodology, so that
    it holds where the base was better than the target.
    """
    wrong = no_rate(course)
    ratio, steps = (None, ()) if wrong else rates_ratio(course)
    if course.met:
        return met_already(scale.met, ratio, ratio, steps)
    if wrong is not None:
        return wrong
    if ratio is None:
        return fallen(scale.ratings[-1], steps)
    rating = rate(scale.ratings, ratio, tolerance)
    why = ratio_why(f"a ratio of {{:3}}: {rating.word}", ratio, steps)
    return Scored(rating, why, ratio, ratio, (*steps, rating_step(scale.ratings, rating, ratio)))


_EXTRAPOLATED = "{} × ({:~3} / {}) ^ ({:~4} / {:~4})"


def extrapolation(course: Course, scale: Extrapolation, tolerance: Decimal) -> Scored:
    """Rate the share of the way from base to target that the rate so far covers in time.

    `(B*(y/B)^(n/t) - B) / (T - B)`. Source: United Nations Statistics Division, SDG Progress Chart
    2023, technical note.
    """
    base, value, goal = course.base, course.value, course.target
    if goal is None:
        return unjudged("without a target there is no way to cover")
    is_near = course.percent and goal in scale.limits and abs(value - goal) <= scale.near
    met = course.met or is_near
    if base == 0 or base * value < 0:
        return met_already(scale.met, None, None, ()) if met else unjudged(_NO_RATE, base, value)
    reached = base * (value / base) ** (course.total / course.elapsed)
    numbers = (base, value, base, course.total, course.elapsed)
    steps: tuple[Step, ...] = (
        Step("at this rate", _EXTRAPOLATED, numbers, reached, "", 3, "at the end"),
    )
    way = abs(goal - base)
    share = course.sign * (reached - base) / way if way else None
    if share is not None:
        ends = (reached, base) if course.sign > 0 else (base, reached)
        remark = "share of the way, plus is good"
        made = Step("share", "({:~3} − {:~3}) / {}", (*ends, way), share, "", 3, remark)
        steps = (*steps, made)
    if met:
        return met_already(scale.met, share, share, steps)
    if share is None:
        return fallen(scale.ratings[-1], steps)
    rating = rate(scale.ratings, share, tolerance)
    text = f"at this rate {{:~3}} at the end, {{:3}} of the way from {{:~3}} to {{}}: {rating.word}"
    why = Step("why", text, (reached, share, base, goal))
    return Scored(rating, why, share, share, (*steps, rating_step(scale.ratings, rating, share)))


def near_expected(
    gap: Decimal, expected: Decimal, change: Decimal | None, scale: NearExpected, tolerance: Decimal
) -> Scored:
    """Rate the gap as a share of what was expected; what is no worse than a year before is spared.

    `gap` and `change`, on the value of a year before, are plus where they are good; the change is
    None where it is not known. Source: London Borough of Havering, corporate performance reports
    2013/14 and 2014/15.
    """
    share = gap / abs(expected) if expected else None
    if share is None:
        rating = scale.ratings[0 if gap >= 0 else -1]
        text, numbers = "{:~3} off the {:~3} expected", [gap, expected]
    else:
        rating = rate(scale.ratings, share, tolerance)
        text, numbers = "{:+1}% off the {:~3} expected", [HUNDRED * share, expected]
    if rating is scale.ratings[-1]:
        rating = rating if change is None or change < 0 else scale.improved
        better = "better" if change and change > 0 else "worse"
        text += f"; {{:~3}} {better} than a year before" if change else f"; {_UNCHANGED[change]}"
        numbers += [abs(change)] if change else []
    why = Step("why", f"{text}: {rating.word}", tuple(numbers))
    if share is None:
        return Scored(rating, why)
    remark = "the gap over what was expected"
    off = Step("off", "{:~4} / {:~4}", (gap, abs(expected)), share, "", 3, remark)
    return Scored(rating, why, share, share, (off, rating_step(scale.ratings, rating, share)))


_UNCHANGED = {
    None: "no figure of a year before shows an improvement",
    ZERO: "the same as a year before",
}


def rate(ratings: tuple[Rating, ...], number: Decimal, tolerance: Decimal) -> Rating:
    """Return the best rating that a number reaches."""
    reached = (r for r in ratings if r.least is None or number >= r.least - tolerance)
    return next(reached, ratings[-1])


_NO_RATE = (
    "from {} to {} there is no yearly rate of change, because the base is zero or the sign changes"
)


def no_rate(course: Course) -> Scored | None:
    """Say where no compound rate can be taken: at zero, and across it."""
    base, value, goal = course.base, course.value, course.target
    if base == 0 or base * value < 0:
        return unjudged(_NO_RATE, base, value)
    if goal is not None and base * goal <= 0:
        if goal == 0:
            return unjudged("no yearly rate of change leads to a target of 0")
        return unjudged("no yearly rate of change leads from {} to {}", base, goal)
    return None


def direction(course: Course) -> int:
    """+1 where better means further from zero."""
    return course.sign if course.base > 0 else -course.sign


def yearly(name: str, base: Decimal, value: Decimal, years: Decimal) -> tuple[Decimal, Step]:
    """Return the compound rate of change a year, as a fraction, and its step in percent."""
    change = (value / base) ** (ONE / years) - ONE
    formula, numbers = "100 × ({:~3} / {:~3}) ^ (1 / {:~4}) − 100", (value, base, years)
    return change, Step(name, formula, numbers, HUNDRED * change, "%", 4, "a year")


def rates_ratio(course: Course) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return the actual over the required rate, None where nothing was required."""
    actual, first = yearly("actual rate", course.base, course.value, course.elapsed)
    goal = course.base if course.target is None else course.target
    needed, second = yearly("required rate", course.base, goal, course.total)
    if needed == 0:
        return None, (first, second)
    ratio = direction(course) * actual / abs(needed)
    numbers = (HUNDRED * direction(course) * actual, HUNDRED * abs(needed))
    remark = "plus is the right way"
    step = Step("ratio", "{:4} / {:4}", numbers, ratio, "", 3, remark)
    return ratio, (first, second, step)


def ratio_why(text: str, number: Decimal, steps: tuple[Step, ...]) -> Step:
    """Return the reason from the steps of the two rates and what follows from them."""
    rates = tuple(step.result or ZERO for step in steps[:2])
    return Step("why", f"{{:+2}}% a year, {{:+2}}% needed, {text}", (*rates, number))


def met_already(
    rating: Rating, progress: Decimal | None, score: Decimal | None, steps: tuple[Step, ...]
) -> Scored:
    """Rate what meets the target already, whatever its rate."""
    why = Step("why", f"the target is met before its date: {rating.word}")
    return Scored(rating, why, progress, score, steps)


def fallen(rating: Rating, steps: tuple[Step, ...], score: Decimal | None = None) -> Scored:
    """Rate what started at its target and left it: no rate was required, so there is no ratio."""
    why = Step("why", f"the base met the target, and the value has left it: {rating.word}")
    return Scored(rating, why, None, score, steps)


def rating_step(ratings: tuple[Rating, ...], given: Rating, number: Decimal) -> Step:
    """Return the line that holds a number against the thresholds."""
    bounds = [r for r in ratings if r.least is not None]
    listed = ", ".join(f"{r.word} from {{:2}}" for r in bounds)
    numbers = (number, *(r.least for r in bounds if r.least is not None))
    return Step("rating", f"{given.word}: {{:3}} against {listed}", numbers)
