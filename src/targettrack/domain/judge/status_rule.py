"""What decides the word: nothing known yet, what is settled, else the lights or a method; age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.assessment import in_percent
from targettrack.domain.judge.feasibility import best_before, infeasible
from targettrack.domain.judge.reason import (
    Reason,
    expected_shown,
    need_shown,
    orphaned,
    value_shown,
)
from targettrack.domain.records.indicator import first_due, overdue
from targettrack.domain.series.case import meets
from targettrack.domain.series.reached import signs_of_missing
from targettrack.domain.values.message import Message, Number, clauses
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Required
    from targettrack.domain.judge.evidence import Evidence
    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

_WORDS = {Light.GREEN: Status.ON_TRACK, Light.AMBER: Status.AT_RISK, Light.RED: Status.OFF_TRACK}
FEW = 3  # the best of fewer periods does not tell what can be delivered
NO_BASE = Message("no base is known: state with --base what the way starts from")


class Distrust(Struct, frozen=True):
    """The best light that can be believed, and why; nothing is doubted at green."""

    light: Light = Light.GREEN
    why: Message | None = None
    steps: tuple[Step, ...] = ()


def unobserved(case: Case) -> Reason:
    """Rule on a case of which nothing is known yet."""
    if case.as_of < case.start:
        return Reason(Status.NOT_STARTED, Message("starts on {day}", day=case.start))
    if case.entity.ended(case.as_of):
        return orphaned(case, None)
    counts_first_day = not case.indicator.traits.has_base
    since = case.start - ONE_DAY if counts_first_day else case.start
    due = first_due(case.indicator, since)
    summed = case.summed
    because = (summed.reason,) if summed and summed.reason else ()
    changed = (Flag.UNIT_CHANGED,) if summed and summed.merged else ()
    if case.as_of <= due:
        why = Message("no figure yet: the first is due by {day}", day=due)
        return Reason(Status.NO_DATA, clauses((why, *because)), (Flag.NOT_DUE, *changed))
    why = Message("no figure: the first was due by {day}", day=due)
    return Reason(Status.NO_DATA, clauses((why, *because)), (Flag.OVERDUE, *changed))


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
            target=value_shown(case, case.target_value),
            day=case.target.closing,
        )
        return Reason(Status.ACHIEVED, why, (Flag.EARLY,))
    if len(signs_of_missing(case, so_far)) > 1:
        return _without(case, so_far)
    return None


def is_final(case: Case, so_far: Reached) -> bool:
    """Whether the period is covered and nothing more can be added to it."""
    covered = so_far.on >= case.target.period.last
    at_closing = so_far.on >= case.target.closing or case.as_of > case.target.closing
    return covered and at_closing


def _final(case: Case, so_far: Reached, standing: PaceState) -> Reason:
    value, target = value_shown(case, so_far.value), value_shown(case, case.target_value)
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
    if case.target.comparator in {Comparator.MORE, Comparator.LESS}:
        target = target._replace(bound=f"{case.target.comparator} ")
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
        target=value_shown(case, case.target_value),
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
    ends = case.target.value, case.target.high
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


def rated_word(case: Case, found: Evidence) -> Reason:
    """Turn the rating of the rulebook's method into a word."""
    from targettrack.domain.judge.rulebooks.rating import rated  # noqa: PLC0415 - rarely needed

    scored = rated(case, found.so_far, found.standing)
    if scored.rating is None:
        return Reason(Status.NO_DATA, scored.why)
    word, status = scored.rating.word, scored.rating.status
    return Reason(status, scored.why, rating=word, score=scored.score, steps=scored.steps)


def combined(case: Case, found: Evidence) -> Reason:
    """Turn the lights into a word; a straight line that we assumed is no ground for off-track."""
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    if standing.light is None or standing.expected is None:
        return Reason(Status.NO_DATA, NO_BASE)
    light, decided = _deciding(case, standing.light, found)
    doubt = _doubt(case, found)
    believed = _worse(light, doubt.light)
    status, limits = _limited(case, found, _WORDS[believed], doubt)
    told = [
        Message(
            "{value} reached, {expected} expected by {day}",
            value=value_shown(case, so_far.value),
            expected=expected_shown(case, standing.expected),
            day=so_far.on,
        )
    ]
    if found.need.required is not None and status.is_behind:
        told.append(_needed(case, found.need.required))
    if prospect and prospect.probability is not None:
        told.append(Message("{odds} likely", odds=in_percent(prospect.probability)))
    if prospect and prospect.missing is not None:
        told.append(prospect.missing)
    if doubt.why is not None and believed is not light:
        told.append(doubt.why)
    flags = (Flag.INFEASIBLE,) if doubt.light is Light.RED else ()
    if status is not _WORDS[believed]:
        decided = clauses((decided, Message("at risk at worst, as not enough is known")))
    steps = (*doubt.steps, Step("decided by", "{rule}", rule=decided))
    return Reason(status, clauses((*told, *limits)), flags, steps=steps)


def _needed(case: Case, required: Required) -> Message:
    if case.indicator.traits.compounds:
        growth = expected_shown(case, required.value)
        return Message(
            "the rest of {period} must grow {growth}", period=case.target.period, growth=growth
        )
    return Message(
        "needs {need} points a {per}" if case.indicator.unit.is_percent else "needs {need} a {per}",
        need=need_shown(case, required.value),
        per=Message(required.per),
    )


def _limited(
    case: Case, found: Evidence, status: Status, doubt: Distrust
) -> tuple[Status, list[Message]]:
    """Return the word that what is not known allows, and what is not known in words."""
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    told: list[Message] = []
    seasonless = case.indicator.traits.accumulates and standing.assumed and not standing.seasonal
    seasonless = seasonless and not (prospect and prospect.seasonal)
    if status is Status.OFF_TRACK and doubt.light is not Light.RED:
        if seasonless and so_far.on < case.target.period.last:
            status = Status.AT_RISK
            told.append(Message("at worst at-risk as the season is not known"))
        if case.sign in signs_of_missing(case, so_far):
            status = Status.AT_RISK
    if not so_far.complete:
        more = 1 in signs_of_missing(case, so_far)
        told.append(
            Message("figures are missing, so it may be more")
            if more
            else Message("figures are missing, so it may be less")
        )
    if so_far.ignores:
        told.append(Message("later figures do not count while one before them is missing"))
    return status, told


def _deciding(case: Case, pace: Light, found: Evidence) -> tuple[Light, Message]:
    """Return the light that decides, and which one it is in words.

    Of an assumed trajectory the outlook, if there is one. Of an issued one the worse light, where
    the outlook rests on more than that trajectory. A growth without quarters has no trajectory: it
    is compared with its target, and its outlook, fitted on series that slow down sooner than an
    economy, makes the verdict worse only when it is red.
    """
    prospect = found.prospect
    outlook = prospect.light if prospect else None
    if prospect is None or outlook is None:
        return pace, Message("the pace light, {pace}: nothing tells the odds of the end", pace=pace)
    if found.standing.assumed:
        return outlook, Message(
            "the outlook light, {outlook}: nobody issued a trajectory", outlook=outlook
        )
    if not prospect.history and case.indicator.traits.accumulates:
        return pace, Message(
            "the pace light, {pace}: the odds rest on the issued trajectory alone", pace=pace
        )
    without_quarters = case.indicator.traits.compounds and not case.target.is_issued
    if without_quarters and outlook is Light.AMBER:
        return pace, Message(
            "the pace light, {pace}: an amber outlook of rates alone changes nothing", pace=pace
        )
    return _worse(pace, outlook), Message(
        "the worse of the two lights: pace {pace}, outlook {outlook}", pace=pace, outlook=outlook
    )


def _worse(one: Light, other: Light) -> Light:
    return max(one, other, key=list(Light).index)


def _doubt(case: Case, found: Evidence) -> Distrust:
    """Doubt what the rest must deliver: amber at best beyond the best so far, red out of reach.

    Last year's remaining months are the better divisor of what is demanded, where they are known.
    An issued trajectory says itself how much more the rest shall deliver than the start. What a
    lower bound leaves to the rest may be less: it is no ground for doubt.
    """
    need, rules = found.need, case.rulebook
    required, growth = need.required, case.indicator.traits.compounds
    if required is None or not found.so_far.complete:
        return Distrust()
    if found.standing.is_limit or (growth and case.sign < 0):
        return Distrust()
    comparable = growth or required.per == case.indicator.frequency
    best = best_before(case, rules.best_of) if comparable else None
    steps = (best.step,) if best else ()
    if best is not None and best.among >= FEW:
        why = infeasible(required.value, best.value, sign=case.sign, factor=rules.infeasible_factor)
        if why is not None and best.proven:
            return Distrust(Light.RED, why, (*steps, Step("infeasible", "{why}", why=why)))
        if growth and case.sign * (required.value - best.value) > 0:
            why = Message("more than the best so far, {best}", best=Number(best.value, "2", "%"))
            return Distrust(Light.AMBER, why, (*steps, Step("doubted", "{why}", why=why)))
    demand = need.demand if need.over_last_year is None else need.over_last_year
    planned = case.target.is_issued or found.standing.early
    if demand is not None and demand > rules.demand_limit and not planned:
        why = Message("that is {times:2} times what was achieved", times=demand)
        return Distrust(Light.AMBER, why, (*steps, Step("doubted", "{why}", why=why)))
    return Distrust(steps=steps)


def aged(case: Case, on: date, judged: Reason) -> Reason:
    """Say what has become of a verdict on the figures up to `on` since then."""
    covered = on >= case.target.period.last
    missed = 0 if covered else len(overdue(case.indicator, on, case.as_of))
    if case.entity.ended(case.as_of):
        return orphaned(case, judged.status)
    if missed >= case.rulebook.missed_cycles:
        why = Message("no figure since {day}, when it was {status}", day=on, status=judged.status)
        return Reason(Status.NO_DATA, why, (Flag.OVERDUE,), judged.status)
    return replace(judged, flags=(*judged.flags, Flag.STALE)) if missed else judged
