"""The judge: guards in order of precedence, then what the rulebook's method decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Original, Pace
from targettrack.domain.judge.comparisons import share_of_target, year_on_year
from targettrack.domain.judge.evidence import Evidence, evidence, standing_under
from targettrack.domain.judge.final import is_final, settled
from targettrack.domain.judge.pace import Standing
from targettrack.domain.judge.reason import Ruling, in_order, orphaned, verdict
from targettrack.domain.judge.status_rule import combined
from targettrack.domain.records.indicator import Kind, first_due, overdue
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.records.target import kind_of, last_day_of
from targettrack.domain.series.case import meets
from targettrack.domain.series.contradictions import contradictions
from targettrack.domain.series.reached import reached
from targettrack.domain.values.message import Message, clauses
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


def assess(case: Case) -> Assessment:
    """Judge one target on one day, beside the original one where it was replaced.

    Figures after `case.as_of` do not count; the caller has left out what was not known on
    `case.known_at`.
    """
    judged = _by_kind(case)
    if all(version.stated == case.target.stated for version in case.earlier):
        return judged
    first, following = (*case.earlier, case.target)[:2]
    status = _by_kind(replace(case, target=first)).status
    original = Original(first, last_day_of(first, following), status)
    return replace(judged, original=original, flags=in_order((*judged.flags, Flag.TARGET_CHANGED)))


def _by_kind(case: Case) -> Assessment:
    case = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    kinds = {Kind.HOLD: _hold, Kind.RATIO: _ratio, Kind.DELIVERABLE: _deliverable}
    return kinds.get(kind_of(case.target, case.indicator), _assessed)(case)


# What judges the rarer kinds and methods is loaded with the first target that asks for it.


def _deliverable(case: Case) -> Assessment:
    from targettrack.domain.judge.kinds import deliverable  # noqa: PLC0415 - rarely needed

    return deliverable.assess(case)


def _hold(case: Case) -> Assessment:
    from targettrack.domain.judge.kinds import hold  # noqa: PLC0415 - rarely needed

    so_far = hold.reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    judged = hold.assess(case, so_far, is_final=is_final(case, so_far))
    ruling = Ruling(judged.status, judged.why, judged.flags)
    if judged.status not in {Status.ACHIEVED, Status.MISSED}:
        ruling = _aged(case, so_far.on, ruling)
    flags = in_order((*ruling.flags, *_facts(case, so_far, Standing(None))))
    return replace(
        judged, status=ruling.status, why=ruling.why, flags=flags, last_status=ruling.last_status
    )


def _ratio(case: Case) -> Assessment:
    from targettrack.domain.judge.kinds import ratio  # noqa: PLC0415 - rarely needed

    so_far = reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    goal = ratio.goal_of(case, so_far)
    return ratio.retold(case, so_far, goal, _assessed(goal.case) if goal else None)


def _assessed(case: Case) -> Assessment:
    so_far = reached(case)
    if so_far is None:
        return verdict(case, _unobserved(case))
    standing = standing_under(case, so_far)
    found = Evidence(so_far, standing)
    ruling = settled(case, so_far, standing)
    if ruling is None:
        found = evidence(case, so_far, standing)
        decide = combined if case.rulebook.scale is None else _rated
        ruling = _aged(case, so_far.on, decide(case, found))
    if ruling.status in {Status.ACHIEVED, Status.MISSED, Status.NO_DATA}:
        found = Evidence(so_far, standing)
    need, prospect = found.need, found.prospect
    figures = (*so_far.parts, *so_far.taken)
    sums = case.summed.steps_of(figures) if case.summed else ()
    change, change_steps = year_on_year(case, so_far)
    share, share_steps = share_of_target(case, so_far)
    clashes, weighing = contradictions(case), case.weighing
    flags = (*ruling.flags, *_facts(case, so_far, standing), *standing.flags, *weighing.flags)
    flags += (Flag.INCONSISTENT,) if clashes else ()
    return replace(
        verdict(case, ruling),
        flags=in_order(flags),
        observation=so_far.latest,
        value=so_far.value,
        observed_on=so_far.on,
        pace=Pace(standing.light, standing.pace),
        outlook=prospect.outlook if prospect else None,
        expected=standing.expected,
        gap=standing.gap,
        attained=standing.attained,
        share_of_target=share,
        partial=case.summed.partial if case.summed and sums else None,
        year_on_year=change,
        required=need.required,
        demand=need.demand,
        lead_days=standing.lead,
        steps=(
            *weighing.steps,
            *sums,
            *so_far.steps,
            *share_steps,
            *change_steps,
            *standing.steps,
            *need.steps,
            *(prospect.steps if prospect else ()),
            *ruling.steps,
            *clashes,
        ),
    )


def _rated(case: Case, found: Evidence) -> Ruling:
    """Turn the rating of the rulebook's method into a word."""
    from targettrack.domain.judge.rulebooks.rating import rated  # noqa: PLC0415 - rarely needed

    scored = rated(case, found.so_far, found.standing)
    if scored.rating is None:
        return Ruling(Status.NO_DATA, scored.why)
    word, status = scored.rating.word, scored.rating.status
    return Ruling(status, scored.why, rating=word, score=scored.score, steps=scored.steps)


def _unobserved(case: Case) -> Ruling:
    if case.as_of < case.start:
        return Ruling(Status.NOT_STARTED, Message("starts on {day}", day=case.start))
    if case.entity.ended(case.as_of):
        return orphaned(case, None)
    counts_first_day = case.indicator.kind is not Kind.LEVEL
    since = case.start - ONE_DAY if counts_first_day else case.start
    due = first_due(case.indicator, since)
    summed = case.summed
    because = (summed.reason,) if summed and summed.reason else ()
    changed = (Flag.UNIT_CHANGED,) if summed and summed.merged else ()
    if case.as_of <= due:
        why = Message("no figure yet: the first is due by {day}", day=due)
        return Ruling(Status.NO_DATA, clauses((why, *because)), (Flag.NOT_DUE, *changed))
    why = Message("no figure: the first was due by {day}", day=due)
    return Ruling(Status.NO_DATA, clauses((why, *because)), (Flag.OVERDUE, *changed))


def _aged(case: Case, on: date, judged: Ruling) -> Ruling:
    """Say what has become of a verdict on the figures up to `on` since then."""
    covered = on >= case.target.period.last
    missed = 0 if covered else len(overdue(case.indicator, on, case.as_of))
    if case.entity.ended(case.as_of):
        return orphaned(case, judged.status)
    if missed >= case.rulebook.missed_cycles:
        why = Message("no figure since {day}, when it was {status}", day=on, status=judged.status)
        return Ruling(Status.NO_DATA, why, (Flag.OVERDUE,), judged.status)
    return replace(judged, flags=(*judged.flags, Flag.STALE)) if missed else judged


def _facts(case: Case, so_far: Reached, standing: Standing) -> list[Flag]:
    latest, target = so_far.latest, case.target
    bounded = so_far.bounds != {Comparator.EQUAL}
    summed = case.summed
    open_end = so_far.on >= target.period.last and case.as_of <= target.closing
    far = standing.attained is not None and standing.attained > case.rulebook.soft_target
    facts = {
        Flag.ESTIMATED: latest.qualifier is Qualifier.ESTIMATED,
        Flag.PROVISIONAL: latest.qualifier is Qualifier.PRELIMINARY
        or (open_end and target.closing > target.period.last),
        Flag.EARLY_DAYS: standing.early,
        Flag.ASSUMED_PATH: standing.assumed,
        Flag.SOFT_TARGET: far and meets(case, so_far.value),
        Flag.REVISED: any(part.revision > 1 for part in so_far.parts),
        Flag.UNIT_CHANGED: case.entity.ended(case.as_of) or bool(summed and summed.merged),
        Flag.LOWER_BOUND: bounded or not so_far.complete,
        Flag.SUMMED: bool(summed and summed.steps_of(so_far.parts)),
    }
    return [flag for flag, holds in facts.items() if holds]
