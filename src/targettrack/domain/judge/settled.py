"""What is settled: covered to the end, reached for good, or broken for good."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from targettrack.domain.judge.reason import Reason, target_shown, value_shown, way_told
from targettrack.domain.series.case import meets
from targettrack.domain.series.reached import signs_of_missing
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


def settled(case: Case, so_far: Reached, standing: PaceState) -> Reason | None:
    """Rule on a target that no later figure can change; None while one can."""
    if is_final(case, so_far):
        return _final(case, so_far, standing)
    value = value_shown(case, so_far.value)
    if _is_breached(case, so_far):
        limit = value_shown(case, _limit(case))
        why = Message("{value} is over the limit of {limit}", value=value, limit=limit)
        return Reason(Status.MISSED, why, (Flag.BREACHED,))
    if _is_reached_for_good(case, so_far):
        why = Message(
            "{value} reached, {target} asked for by {day}",
            value=value,
            target=target_shown(case),
            day=case.target.closing,
        )
        return Reason(Status.ACHIEVED, why, (Flag.EARLY,))
    if len(signs_of_missing(case, so_far)) > 1:
        return _without(case, so_far)
    return None


def is_final(case: Case, so_far: Reached) -> bool:
    """Whether the period is covered and no figure that is still awaited can add to it.

    Where a target closes after its period, the figure that covers the closing date is awaited until
    the day by which it is due.
    """
    closing, lag = case.target.closing, timedelta(days=case.indicator.publication_lag)
    covered = so_far.on >= case.target.period.last
    return covered and (so_far.on >= closing or case.as_of > closing + lag)


def _final(case: Case, so_far: Reached, standing: PaceState) -> Reason:
    value, target = value_shown(case, so_far.value), target_shown(case)
    met = meets(case, so_far.value)
    if not proves(case, so_far, met=met):
        if so_far.missing:
            return _without(case, so_far)
        why = Message(
            "{value} is only a bound, {target} asked for: the exact figure is missing",
            value=value,
            target=target,
        )
        return Reason(Status.NO_DATA, why, (Flag.LOWER_BOUND,))
    if case.trend:
        return Reason(Status.ACHIEVED if met else Status.MISSED, way_told(case, so_far.value))
    if met:
        why = Message("{value} reached, {target} asked for", value=value, target=target)
        return Reason(Status.ACHIEVED, why)
    attained = standing.attained
    if attained is None and case.target_value:
        attained = so_far.value / case.target_value
    near = attained is not None and case.rulebook.near_miss <= attained <= 1
    why = Message(
        "{value} reached, {target} asked for, a near miss"
        if near
        else "{value} reached, {target} asked for",
        value=value,
        target=target,
    )
    return Reason(Status.MISSED, why)


def _without(case: Case, so_far: Reached) -> Reason:
    """Rule that nothing is proven, and name what is missing."""
    why = Message(
        "{value} without {periods}, which may turn it; {target} asked for",
        value=value_shown(case, so_far.value),
        periods=tuple(map(str, so_far.missing)),
        target=target_shown(case),
    )
    return Reason(Status.NO_DATA, why, (Flag.LOWER_BOUND,))


def proves(case: Case, so_far: Reached, *, met: bool) -> bool:
    """Whether a value that may be a bound settles the target: a floor only what lies below it.

    Of what is missing every sign that it may have counts.
    """
    bounds, signs = so_far.bounds, signs_of_missing(case, so_far)
    may_be_more = Comparator.AT_LEAST in bounds or 1 in signs
    may_be_less = Comparator.AT_MOST in bounds or -1 in signs
    more_helps = case.sign > 0
    helped = may_be_more if more_helps else may_be_less
    harmed = may_be_less if more_helps else may_be_more
    return not (harmed if met else helped)


def _is_reached_for_good(case: Case, so_far: Reached) -> bool:
    """Whether a sum has grown to its total; a band or a limit is kept only at the end."""
    to_reach = case.sign * case.target_value > 0 and case.target.high is None
    met = case.indicator.traits.accumulates and to_reach and meets(case, so_far.value)
    return met and proves(case, so_far, met=True)


def _limit(case: Case) -> Decimal:
    """Return what a sum must not pass: the far end of a band, or the limit itself."""
    ends = case.target.number, case.target.high
    return ends[1] if ends[1] is not None and ends[1] > 0 else ends[0]


def _is_breached(case: Case, so_far: Reached) -> bool:
    """Whether a sum is over a limit or a band, which it cannot come back under."""
    limit = _limit(case)
    if not case.indicator.traits.accumulates:
        return False
    if case.target.high is not None:
        over = so_far.value - limit if limit > 0 else limit - so_far.value
    elif case.sign * limit <= 0:
        over = case.sign * (limit - so_far.value)
    else:
        return False
    is_over = over > case.rulebook.tolerance * abs(limit)
    beyond_good_end = case.target.high is not None and (case.sign > 0) is (limit > 0)
    return is_over and proves(case, so_far, met=beyond_good_end)
