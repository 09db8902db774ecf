"""Where the mean of the last yearly changes leads, as offices of statistics carry a series on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.rulebooks.methods import Scored, rate, rating_step
from targettrack.domain.series.case import ZERO, meets
from targettrack.domain.values.period import MONTHS_OF, months_between
from targettrack.domain.values.step import Step
from targettrack.message import Message, word
from targettrack.shown import places_of

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.rulebook_scales import Changes, Rating
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

YEAR = MONTHS_OF["year"]


def by_changes(case: Case, so_far: Reached, scale: Changes) -> Scored:
    """Rate how much of what is left to go would be missed at the mean yearly change so far.

    With `c` the mean of the last five yearly changes (of the last six figures, four at least) and
    `n` years to go, `y + c * n` is held against the target: what is missed as a share of the
    distance between the target and `y`. What goes the wrong way or nowhere is the worst. A target
    that is met already is judged by the mean alone, one without a number by the mean and by the
    latest change. Source: Federal Statistical Office (Destatis), Sustainable development in
    Germany, indicator report, "status of the indicators" (weather symbols: less than 5% missed,
    5 to 20%, more, the wrong direction).
    """
    traits = case.indicator.traits
    if traits.accumulates or traits.compounds:
        why = Message(
            "{rulebook} goes by the yearly changes of a level: choose another rulebook",
            rulebook=case.rulebook.id,
        )
        return Scored(None, why)
    on = so_far.latest.period.last
    known = {f.period.last: f.value for f in case.figures if f.period.last <= on}
    points = [(day, value) for day, value in sorted(known.items()) if day.month == on.month]
    points = points[-scale.changes - 1 :]
    if len(points) <= scale.least_changes:
        why = Message(
            "{n} yearly figures are known, and {least} are needed",
            n=len(points),
            least=scale.least_changes + 1,
        )
        return Scored(None, why)
    (first_day, first), (day, value) = points[0], points[-1]
    years = months_between(first_day, day) / YEAR
    mean = (value - first) / years
    unit, places = str(case.indicator.unit), places_of(value) + 2
    step = Step("yearly change", "({} − {}) / {:~2}", (value, first, years), mean, unit, places)
    right, latest = case.sign * mean, case.sign * (value - points[-2][1])
    if case.trend:
        rating = _of_way(scale, right, latest)
        why = Message("{told}: {rating}", told=_told(mean, latest), rating=Message(rating.word))
        return Scored(rating, why, mean, None, (step,))
    if meets(case, value):
        rating = scale.ratings[0 if right >= 0 else 1]
        why = Message(
            "the target is met, {change:+3} a year: {rating}",
            change=mean,
            rating=Message(rating.word),
        )
        return Scored(rating, why, mean, None, (step,))
    if right <= 0:
        why = Message(
            "{change:+3} a year leads away from the target or nowhere: {rating}",
            change=mean,
            rating=Message(scale.wrong.word),
        )
        return Scored(scale.wrong, why, mean, None, (step,))
    return _carried_on(case, scale, (day, value), mean, step)


def _carried_on(
    case: Case, scale: Changes, latest: tuple[date, Decimal], mean: Decimal, step: Step
) -> Scored:
    day, value = latest
    left = max(months_between(day, case.target.closing) / YEAR, ZERO)
    reached, target_value = value + mean * left, case.target_value
    share = min(case.sign * (reached - target_value) / abs(target_value - value), ZERO)
    rating = rate(scale.ratings, share, case.rulebook.tolerance)
    why = Message(
        "at {change:+3} a year {reached:~3} at the end, {share:0}% of the way to {target} missed: "
        "{rating}",
        change=mean,
        reached=reached,
        share=-100 * share,
        target=target_value,
        rating=Message(rating.word),
    )
    unit, places = str(case.indicator.unit), places_of(value) + 2
    numbers = (value, mean, left)
    steps = (
        step,
        Step("at this rate", "{} + {:~4} × {:~2}", numbers, reached, unit, places),
        Step(
            "share",
            "{:~4} / {}",
            (case.sign * (reached - target_value), abs(target_value - value)),
            share,
            "",
            3,
            Message("minus is what is missed of what is left, at most 0"),
        ),
        rating_step(scale.ratings, rating, share),
    )
    return Scored(rating, why, share, share, steps)


def _of_way(scale: Changes, right: Decimal, latest: Decimal) -> Rating:
    """Rate a target without a number by the mean first, then by the latest change."""
    if right > 0:
        return scale.ratings[0 if latest > 0 else 1]
    return scale.ratings[2] if latest > 0 else scale.wrong


_LATEST = {
    True: word("{change:+3} a year, and the latest change goes the right way"),
    False: word("{change:+3} a year, and the latest change does not go the right way"),
}


def _told(mean: Decimal, latest: Decimal) -> Message:
    return Message(_LATEST[latest > 0], change=mean)
