"""What decides the word: nothing known yet, else the one rule or a method; age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import in_percent
from targettrack.domain.judge.feasibility import best_before, infeasible
from targettrack.domain.judge.pace import unmoved
from targettrack.domain.judge.reason import (
    Reason,
    expected_shown,
    need_shown,
    orphaned,
    target_shown,
    value_shown,
    way_told,
)
from targettrack.domain.judge.word import Grounds, word_of
from targettrack.domain.records.indicator import first_due, overdue
from targettrack.domain.records.rulebook import Method
from targettrack.domain.series.case import meets
from targettrack.domain.series.reached import signs_of_missing
from targettrack.domain.series.reading import read
from targettrack.domain.values.period import ONE_DAY, months_between
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, clauses

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Required
    from targettrack.domain.judge.evidence import Evidence
    from targettrack.domain.series.case import Case


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
    seen = [figure for figure in case.figures if case.target.period.contains(figure.period)]
    lacking = read(seen, case.target.period).missing if seen else []
    if lacking:
        why = Message(
            "{figures} alone cannot be judged: nothing is known of {missing}",
            figures=tuple(figure.period for figure in seen[-1:]),
            missing=tuple(lacking),
        )
        return Reason(Status.NO_DATA, clauses((why, *because)), (Flag.OVERDUE, *changed))
    why = Message("no figure: the first was due by {day}", day=due)
    return Reason(Status.NO_DATA, clauses((why, *because)), (Flag.OVERDUE, *changed))


def rated_word(case: Case, found: Evidence) -> Reason:
    """Turn the rating of the rulebook's method into a word."""
    from targettrack.domain.judge.rulebooks.rating import rated  # noqa: PLC0415 - rarely needed

    scored = rated(case, found.so_far, found.standing)
    if scored.rating is None:
        return Reason(Status.NO_DATA, scored.why)
    word, status = scored.rating.word, scored.rating.status
    return Reason(status, scored.why, rating=word, score=scored.score, steps=scored.steps)


def also_rated(case: Case, found: Evidence, settled: Reason) -> Reason:
    """Say what the rulebook's method makes of a level that is settled, beside the final word.

    Offices rate the latest figure whatever the day; what builds up to its end they do not.
    """
    if case.indicator.traits.builds_up or case.rulebook.method is Method.NEAR_EXPECTED:
        return settled
    rated = rated_word(case, found)
    if rated.rating is None:
        return settled
    steps = (*settled.steps, *rated.steps)
    return replace(settled, rating=rated.rating, score=rated.score, steps=steps)


def combined(case: Case, found: Evidence) -> Reason:
    """Turn what is known into a word by the one rule; what is missing may be at-risk at worst."""
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    word = word_of(_grounds(case, found), case.rulebook)
    status, rule = word.status, word.rule
    if status is Status.OFF_TRACK and case.sign in signs_of_missing(case, so_far):
        status = Status.AT_RISK
        rule = clauses((rule, Message("at-risk at worst while figures are missing")))
    told = []
    still = case.indicator.traits.has_base and unmoved(case, so_far)
    if case.trend and still:
        told = [Message("{value} so far", value=value_shown(case, so_far.value))]
    elif case.trend:
        told = [way_told(case, so_far.value)]
    elif standing.expected is None:
        value, target = value_shown(case, so_far.value), target_shown(case)
        told = [Message("{value} reached, {target} asked for", value=value, target=target)]
    else:
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
    if still:
        since = case.target.base_on or case.start
        told.append(
            Message("one figure tells no movement yet: log another, or state the base with --base")
            if case.assumed_base
            else Message("no figure since the base of {day} yet", day=since)
        )
    if prospect and prospect.probability is not None:
        told.append(Message("{odds} likely", odds=in_percent(prospect.probability)))
    if prospect and prospect.missing is not None:
        told.append(prospect.missing)
    beyond, doubts = _credibility(case, found)
    flags = (Flag.INFEASIBLE,) if beyond else ()
    steps = (*doubts, Step("decided by", "{rule}", rule=rule))
    return Reason(status, clauses((*told, *_missing(case, found))), flags, steps=steps)


def _grounds(case: Case, found: Evidence) -> Grounds:
    so_far, standing, prospect = found.so_far, found.standing, found.prospect
    traits, need = case.indicator.traits, found.need
    seasonal = standing.seasonal or bool(prospect and prospect.seasonal)
    steep = need.demand is None or need.demand > case.rulebook.demand_limit
    return Grounds(
        pace=standing.light,
        odds=prospect.probability if prospect else None,
        assumed=standing.assumed,
        reached=traits.has_base and meets(case, so_far.value),
        first_part=_passed(case, so_far.on) < case.rulebook.first_part,
        seasonless=traits.accumulates and standing.assumed and not seasonal,
        borrowed=Flag.BORROWED_PROFILE in standing.flags,
        too_steep=traits.has_base and need.required is not None and steep,
    )


def _passed(case: Case, on: date) -> Decimal:
    """Return how much of the period, or of a level's way, is over on a day."""
    period = case.target.period
    if case.indicator.traits.has_base:
        return months_between(case.start, on) / months_between(case.start, case.target.closing)
    before = period.start - ONE_DAY
    return months_between(before, on) / months_between(before, period.last)


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


def _missing(case: Case, found: Evidence) -> list[Message]:
    """Say what is not known of the value."""
    so_far, told = found.so_far, []
    if not so_far.complete:
        more = 1 in signs_of_missing(case, so_far)
        told.append(
            Message("figures are missing, so it may be more")
            if more
            else Message("figures are missing, so it may be less")
        )
    if so_far.ignores:
        told.append(Message("later figures do not count while one before them is missing"))
    return told


def _credibility(case: Case, found: Evidence) -> tuple[bool, tuple[Step, ...]]:
    """Return whether the rest is beyond anything delivered before, and what is to be said of it.

    It decides no word. Last year's remaining months are the better divisor of what is demanded,
    where they are known. An issued trajectory says itself how much more the rest shall deliver than
    the start. What a lower bound leaves to the rest may be less: nothing is said of it.
    """
    need, rules = found.need, case.rulebook
    required, growth = need.required, case.indicator.traits.compounds
    if required is None or not found.so_far.complete:
        return False, ()
    if found.standing.is_limit or (growth and case.sign < 0):
        return False, ()
    comparable = growth or required.per == case.indicator.frequency
    best = best_before(case, rules.best_of) if comparable else None
    steps = (best.step,) if best else ()
    if best is not None and best.enough:
        why = infeasible(required.value, best.value, sign=case.sign, factor=rules.infeasible_factor)
        if why is not None and best.proven:
            return True, (*steps, Step("infeasible", "{why}", why=why))
        if growth and case.sign * (required.value - best.value) > 0:
            why = Message("more than the best so far, {best}", best=Number(best.value, "2", "%"))
            return False, (*steps, Step("doubted", "{why}", why=why))
    demand = need.demand if need.over_last_year is None else need.over_last_year
    planned = case.target.is_issued or found.standing.early
    if demand is not None and demand > rules.demand_limit and not planned:
        why = Message("that is {times:2} times what was achieved", times=demand)
        return False, (*steps, Step("doubted", "{why}", why=why))
    return False, steps


def aged(case: Case, on: date, judged: Reason) -> Reason:
    """Say what has become of a verdict on the figures up to `on` since then."""
    covered = on >= case.target.period.last
    missed = 0 if covered else len(overdue(case.indicator, on, case.as_of))
    patience = case.rulebook.missed_cycles
    if case.entity.ended(case.as_of):
        return orphaned(case, judged.status)
    if patience and missed >= patience:
        why = Message("no figure since {day}, when it was {status}", day=on, status=judged.status)
        return Reason(Status.NO_DATA, why, (Flag.OVERDUE,), judged.status)
    return replace(judged, flags=(*judged.flags, Flag.STALE)) if missed else judged
