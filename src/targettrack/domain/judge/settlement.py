"""When a target is settled: its closing date is past, and the word on it is final."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assessment import Settled
from targettrack.domain.records.observation import in_force
from targettrack.domain.records.rulebook import Method
from targettrack.domain.series.reference import Reference
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.status import Flag, Status
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case

_FOR_GOOD = {Flag.EARLY, Flag.BREACHED}


def is_closed(case: Case) -> bool:
    """Whether somebody has closed a target by the day judged."""
    return case.target.closed_on is not None and case.target.closed_on <= case.as_of


def closed(case: Case, judged: Assessment) -> Assessment:
    """Settle a target as it stands, for somebody has closed it and said why."""
    target, day = case.target, case.target.closed_on or case.as_of
    why = Message(
        "closed on {day} by {who}: {reason}; it was {status}",
        day=day,
        who=target.closed_by or "?",
        reason=target.closed_because or "?",
        status=judged.status,
    )
    return replace(
        judged,
        status=Status.CLOSED,
        why=why,
        last_status=judged.status,
        outlook=None,
        required=None,
        demand=None,
        settled=Settled(day, target.recorded_on),
    )


def settled(case: Case, judged: Assessment, judge: Callable[[Case], Assessment]) -> Settled | None:
    """Return since when a target is settled on the day judged; None while it is open.

    A total that is reached and a limit that is broken are open until their closing date is past. A
    figure that came later and left the word as it was did not settle the target.

    Args:
        case: with the figures up to `case.as_of`.
        judged: the verdict on it.
        judge: by which the verdict is found again without the latest records.
    """
    closing = case.target.closing
    if case.as_of <= closing or not _is_final(case, judged):
        return None
    closed = closing + ONE_DAY
    covered = judged.observed_on is not None and judged.observed_on >= closing
    done = case.indicator.traits.is_done and judged.status.is_final and not judged.status.is_behind
    if not (covered or done or _FOR_GOOD & set(judged.flags)):
        closed = min(closed + timedelta(days=case.indicator.publication_lag), case.as_of)
    return Settled(closed, _recorded(case, judged, closed, judge))


def _is_final(case: Case, judged: Assessment) -> bool:
    """Whether the word stays; bands have none that is final, so there the value is to stay."""
    if case.rulebook.method is Method.BANDS:
        return judged.observed_on is not None and judged.observed_on >= case.target.closing
    return judged.status.is_final


def _recorded(
    case: Case, judged: Assessment, closed: date, judge: Callable[[Case], Assessment]
) -> date | None:
    """Return the day on which what settles a target was recorded: without it, it would not be.

    Of days before `closed` only the last, for no report asks for more.
    """
    span = Period(case.target.period.start, case.target.closing + ONE_DAY)
    own = [one for one in case.vintages or case.figures if span.overlaps(one.period)]
    others = [one for known in case.references.values() for one in known.vintages]
    days = {one.recorded_on for one in (*own, *others) if one.recorded_on is not None}
    later = sorted((day for day in days if day >= closed), reverse=True)
    for day in later:
        before = known_before(case, day)
        covered = any(one.period.last >= case.target.period.last for one in before.figures)
        silent = case.indicator.traits.is_done  # what nobody has logged is not done
        if not covered and not silent and not _FOR_GOOD & set(judged.flags):
            return day
        if judge(before).status is not judged.status:
            return day
    return max((day for day in days if day < closed), default=None)


def known_before(case: Case, day: date) -> Case:
    """Return a case with the figures that were known before a day."""
    references = {
        name: Reference(_before(known.vintages, day), known.weights)
        for name, known in case.references.items()
    }
    until = [one for one in case.vintages or case.figures if one.period.last <= case.as_of]
    return replace(case, figures=in_force(_before(until, day)), references=references)


def _before(vintages: Sequence[Observation], day: date) -> tuple[Observation, ...]:
    return tuple(one for one in vintages if one.recorded_on is None or one.recorded_on < day)
