"""What would change a verdict: the next figure from which the word would be another one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.observation import Basis, Observation, StatedAs
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, Period, add_months
from targettrack.domain.values.status import Status
from targettrack.message import Message, Number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case
    from targettrack.message import Argument

FARTHEST = 40  # doublings of the first step away before no figure would do
GOOD = {Status.ON_TRACK, Status.ACHIEVED}
TURNS = {Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK}


def turning_point(case: Case, one: Assessment) -> Message | None:
    """Return from which next figure a target would be on track again, or no longer.

    The figure is looked for by judging: the least good one, in the last place that is shown, with
    which the verdict at the end of the next cycle is on-track or better: of a hold the one of the
    next cycle alone. None where no next figure that can be changes the verdict, of a level none up
    to the target itself, where there is none to come, of a target without a number, and of a
    deliverable, which has stages.
    """
    if one.status not in TURNS or one.value is None or one.observed_on is None:
        return None
    day = _next_end(case, one.observed_on)
    if day is None or case.indicator.traits.is_done or not case.target.has_number:
        return None
    unit = Decimal(1).scaleb(-case.indicator.precision)

    def is_good(units: int) -> bool:
        return _judged_with(case, one, units * unit, day).status in GOOD

    start = int((one.value / unit).to_integral_value())
    turn = _least_good(is_good, start, case.sign)
    if turn is None or (case.indicator.traits.accumulates and 0 < turn * unit < one.value):
        return None
    beyond = case.sign * (turn * unit - case.target_value) > 0
    if case.indicator.limits_broken_by(turn * unit) or (case.indicator.traits.has_base and beyond):
        return None
    shown = Number(turn * unit, str(case.indicator.precision), str(case.indicator.unit))
    filling: dict[str, Argument] = {"value": shown, "when": _when(case, one, day)}
    if one.status is Status.ON_TRACK:
        return Message(
            "no longer on track below {value} {when}"
            if case.sign > 0
            else "no longer on track above {value} {when}",
            **filling,
        )
    return Message(
        "on track again from {value} {when}"
        if case.sign > 0
        else "on track again at {value} or less {when}",
        **filling,
    )


def _when(case: Case, one: Assessment, day: date) -> Message:
    """Say when the next figure is due and what it is taken to come with."""
    if case.target.relative_to is not None:
        reference = str(case.target.reference)
        return Message("by {day}, with {entity} as it is", day=day, entity=reference)
    if not case.indicator.traits.is_kept or one.observation is None:
        return Message("by {day}", day=day)
    following, latest = Period(one.observation.period.end, day + ONE_DAY), one.observation.period
    if one.observation.volume is None:
        return Message("in {period}", period=following)
    return Message(
        "in {period}, with as many cases as in {latest}", period=following, latest=latest
    )


def _next_end(case: Case, last: date) -> date | None:
    """Return the last day of the next cycle after a figure; None after the closing date."""
    months = MONTHS_OF[case.indicator.frequency]
    first = add_months(last + ONE_DAY, 0)
    day = add_months(first, months - (first.month - 1) % months) - ONE_DAY
    return min(day, case.target.closing) if last < case.target.closing else None


def _judged_with(case: Case, one: Assessment, value: Decimal, day: date) -> Assessment:
    """Judge on a day as if a figure up to it had come in; of a hold one of as many cases."""
    latest = one.observation
    by_itself = not case.indicator.traits.builds_up
    figures = [f for f in case.figures if f.period.last <= case.as_of]
    figure = Observation(
        Period(
            latest.period.end if by_itself and latest else case.target.period.start, day + ONE_DAY
        ),
        Basis.SINGLE if by_itself else Basis.YTD,
        value,
        stated_as=StatedAs.SHARE if case.indicator.traits.of_a_whole else StatedAs.ABSOLUTE,
        volume=latest.volume if by_itself and latest else None,
    )
    return assess(replace(case, figures=[*figures, figure], as_of=day))


def _least_good(is_good: Callable[[int], bool], start: int, sign: int) -> int | None:
    """Return the number next to where a predicate turns good, going up for `sign` 1, down for -1.

    It is looked for in steps that double, from `start` on; None if none is found.
    """
    good = is_good(start)
    inside, step = start, -sign if good else sign
    for _ in range(FARTHEST):
        outside = inside + step
        if is_good(outside) is not good:
            break
        inside, step = outside, step * 2
    else:
        return None
    best, other = (inside, outside) if good else (outside, inside)
    while abs(best - other) > 1:
        middle = (best + other) // 2
        best, other = (middle, other) if is_good(middle) else (best, middle)
    return best
