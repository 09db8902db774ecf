"""The judge: guards in order of precedence, then what the rulebook's method decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Original
from targettrack.domain.judge.kinds.protocol import rules_of
from targettrack.domain.judge.reason import Ruling, in_order, orphaned
from targettrack.domain.records.indicator import first_due, overdue
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.records.target import kind_of, last_day_of
from targettrack.domain.series.case import meets
from targettrack.domain.values.message import Message, clauses
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.pace import Standing
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
    return rules_of(kind_of(case.target, case.indicator)).assess(case)


def unobserved(case: Case) -> Ruling:
    """Rule on a case of which nothing is known yet."""
    if case.as_of < case.start:
        return Ruling(Status.NOT_STARTED, Message("starts on {day}", day=case.start))
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
        return Ruling(Status.NO_DATA, clauses((why, *because)), (Flag.NOT_DUE, *changed))
    why = Message("no figure: the first was due by {day}", day=due)
    return Ruling(Status.NO_DATA, clauses((why, *because)), (Flag.OVERDUE, *changed))


def aged(case: Case, on: date, judged: Ruling) -> Ruling:
    """Say what has become of a verdict on the figures up to `on` since then."""
    covered = on >= case.target.period.last
    missed = 0 if covered else len(overdue(case.indicator, on, case.as_of))
    if case.entity.ended(case.as_of):
        return orphaned(case, judged.status)
    if missed >= case.rulebook.missed_cycles:
        why = Message("no figure since {day}, when it was {status}", day=on, status=judged.status)
        return Ruling(Status.NO_DATA, why, (Flag.OVERDUE,), judged.status)
    return replace(judged, flags=(*judged.flags, Flag.STALE)) if missed else judged


def facts(case: Case, so_far: Reached, standing: Standing) -> list[Flag]:
    """Return the flags that tell of the figures, whatever the verdict."""
    latest, target = so_far.latest, case.target
    bounded = so_far.bounds != {Comparator.EQUAL}
    summed = case.summed
    open_end = so_far.on >= target.period.last and case.as_of <= target.closing
    far = standing.attained is not None and standing.attained > case.rulebook.soft_target
    said = {
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
    return [flag for flag, holds in said.items() if holds]
