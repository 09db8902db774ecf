"""A hold on average: the value so far, what the rest must keep, and its budget."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.assessment import Budget, Required
from targettrack.domain.judge.kinds.hold_periods import (
    parts_in,
    periods_of,
    seen_periods,
    settled,
    several,
    shown,
)
from targettrack.domain.judge.reason import Reason, assessment_of
from targettrack.domain.series.case import ZERO, meets
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.values.step import Step
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.values.period import Period
    from targettrack.message import Argument


class Average(Struct, frozen=True):
    """The value so far, weighed by cases where every figure has its volume, else by periods.

    Attributes:
        weight: of all that has a figure.
        periods: how many have a figure.
    """

    value: Decimal
    weight: Decimal
    periods: Decimal
    by_volume: bool
    steps: tuple[Step, ...]


def average_of(case: Case, seen: list[tuple[Period, Observation | None]]) -> Average:
    """Return the average of the periods that have a figure, each figure by its weight."""
    runs = [
        (figure, Decimal(len(list(run))))
        for figure, run in groupby(one for _, one in seen if one is not None)
    ]
    by_volume = all(figure.volume is not None for figure, _ in runs)
    weights = [
        figure.volume * count / parts_in(case, figure.period)
        if by_volume and figure.volume is not None
        else count
        for figure, count in runs
    ]
    pairs = [(figure.value, weight) for (figure, _), weight in zip(runs, weights, strict=True)]
    total, periods = sum(weights, ZERO), sum((count for _, count in runs), ZERO)
    value = sum((one * weight for one, weight in pairs), ZERO) / total
    sums = " + ".join(["{:~6} × {:~3}"] * len(runs)), " + ".join(["{:~3}"] * len(runs))
    remark = (
        Message("weighed by volume")
        if by_volume
        else Message("each {period} alike", period=case.indicator.frequency)
    )
    numbers = (*(number for pair in pairs for number in pair), *weights)
    formula, unit = f"({sums[0]}) / ({sums[1]})", str(case.indicator.unit)
    steps = (Step("value", formula, numbers, value, unit, 3, remark),) if len(runs) > 1 else ()
    return Average(value, total, periods, by_volume, steps)


def assess_on_average(case: Case, so_far: Reached, *, is_final: bool) -> Assessment:
    """Judge the average so far; once final, by what it came to."""
    seen = seen_periods(case)
    left = periods_of(case) - len(seen)
    average = average_of(case, seen)
    whole, whole_steps = _whole(case, average, left)
    budget, budget_steps = _budget_of(case, so_far, average.weight, whole)
    if is_final:
        met = meets(case, so_far.value)
        ruling = settled(case, so_far, _kept(case, so_far), met=met)
        return replace(assessment_of(case, ruling), budget=budget, steps=budget_steps)
    required, required_steps = _required(case, average, whole, left)
    ruling = _reason_on_average(case, so_far, required)
    return replace(
        assessment_of(case, ruling),
        budget=budget,
        required=required if ruling.status.is_behind else None,
        steps=(*whole_steps, *budget_steps, *required_steps),
    )


def _whole(case: Case, average: Average, left: int) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the weight that the whole period is expected to have: stated, or as it was so far."""
    expected = case.target.volume if average.by_volume else Decimal(periods_of(case))
    if not left:
        return average.weight, ()
    if expected is not None and expected > average.weight:
        return expected, ()
    numbers = (average.weight, Decimal(periods_of(case)), average.periods)
    whole = numbers[0] * numbers[1] / numbers[2]
    remark = Message("the volume so far, carried over all {periods}", periods=several(case))
    return whole, (Step("whole volume", "{:~3} × {} / {}", numbers, whole, "", 1, remark),)


def _reason_on_average(case: Case, so_far: Reached, required: Required | None) -> Reason:
    """Weigh both windows: all that is past, and the latest period alone."""
    values = [part.value for part in so_far.parts]
    best = max(values, key=lambda value: case.sign * value)
    so_far_fails, latest_fails = (not meets(case, v) for v in (so_far.value, values[-1]))
    kept = _kept(case, so_far)
    if not so_far_fails:
        if not latest_fails:
            return Reason(Status.ON_TRACK, kept)
        allowed = Message(
            "{value} in {period} is within what the average allows",
            value=shown(case, values[-1]),
            period=so_far.latest.period,
        )
        return Reason(Status.ON_TRACK, clauses((kept, allowed)))
    if required is None:
        nothing = Message("nothing is left to make up for it")
        return Reason(Status.OFF_TRACK, clauses((kept, nothing)))
    perfect = _perfect_value(case)
    ends: dict[str, Argument] = {
        "required": shown(case, required.value),
        "best": shown(case, best),
    }
    if perfect is not None and case.sign * (required.value - perfect) > 0:
        needed = Message(
            "the rest must keep {required}, the best so far is {best}, "
            "and no more than {limit} is possible"
            if case.sign > 0
            else "the rest must keep {required}, the best so far is {best}, "
            "and {limit} is the least",
            limit=shown(case, perfect),
            **ends,
        )
        return Reason(Status.OFF_TRACK, clauses((kept, needed)), (Flag.INFEASIBLE,))
    above_best = latest_fails and case.sign * (required.value - best) > 0
    status = Status.OFF_TRACK if above_best else Status.AT_RISK
    needed = Message("the rest must keep {required}, the best so far is {best}", **ends)
    return Reason(status, clauses((kept, needed)))


def _kept(case: Case, so_far: Reached) -> Message:
    value, target = shown(case, so_far.value), shown(case, case.target_value)
    return Message("{value} on average, {target} asked for", value=value, target=target)


def _required(
    case: Case, average: Average, whole: Decimal, left: int
) -> tuple[Required | None, tuple[Step, ...]]:
    done = average.weight
    if whole <= done:
        return None, ()
    value = (case.target_value * whole - average.value * done) / (whole - done)
    unit, per = str(case.indicator.unit), f"rest of {case.target.period}"
    numbers = (case.target_value, whole, average.value, done, whole, done)
    formula = "({} × {:~3} − {:~6} × {:~3}) / ({:~3} − {:~3})"
    remark = Message("what the rest must keep on average")
    step = Step("required", formula, numbers, value, unit, 3, remark)
    return Required(value, unit, per, Decimal(left)), (step,)


def _perfect_value(case: Case) -> Decimal | None:
    """Return the best value that is possible at all: a natural limit of the indicator."""
    return case.indicator.most if case.sign > 0 else case.indicator.least


def _budget_of(
    case: Case, so_far: Reached, done: Decimal, whole: Decimal
) -> tuple[Budget | None, tuple[Step, ...]]:
    """Return how much of the budget is used up and how fast, with the steps.

    None where the limit leaves none, or nobody knows the best possible value.

    Args:
        case: whose goal is the limit.
        so_far: the average and the latest figure.
        done: the weight of all figures.
        whole: the weight that the whole period is expected to have.
    """
    perfect = _perfect_value(case)
    allowed = ZERO if perfect is None else case.sign * (perfect - case.target_value)
    if perfect is None or allowed <= 0:
        return None, ()

    def short(value: Decimal) -> tuple[Decimal, Decimal]:
        return (perfect, value) if case.sign > 0 else (value, perfect)

    target_value, past, latest = (
        short(v) for v in (case.target_value, so_far.value, so_far.latest.value)
    )
    burn, latest_burn = (pair[0] - pair[1] for pair in (past, latest))
    used = HUNDRED * burn * done / (allowed * whole)
    budget = Budget(used, burn / allowed, latest_burn / allowed)
    formula = "({:~5} − {:~5}) / ({} − {})"
    return budget, (
        Step(
            "budget used",
            "100 × ({:~5} − {:~5}) × {:~3} / (({} − {}) × {:~3})",
            (*past, done, *target_value, whole),
            used,
            "%",
            1,
            Message("of what the whole period may fall short"),
        ),
        Step(
            "volume so far",
            "100 × {:~3} / {:~3}",
            (done, whole),
            HUNDRED * done / whole,
            "%",
            1,
        ),
        Step(
            "burn",
            formula,
            (*past, *target_value),
            budget.burn,
            "",
            2,
            Message("1 uses it up just at the end"),
        ),
        Step(
            "latest burn",
            formula,
            (*latest, *target_value),
            budget.latest_burn,
            "",
            2,
            Message("of {period} alone", period=so_far.latest.period),
        ),
    )
