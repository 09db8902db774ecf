"""Which figures are due: what a walk through them asks for, oldest first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.judge.assessments import named_rulebook
from targettrack.app.record.figure_period import due_period
from targettrack.domain.judge.assess import assess
from targettrack.domain.judge.kinds.protocol import rules_for
from targettrack.domain.records.observation import Basis
from targettrack.domain.values.name import fold
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, Period, whole_parts, years_before
from targettrack.domain.values.status import Status
from targettrack.store import open_to_read
from targettrack.store.reading import cases
from targettrack.store.selection import ALL, Selection

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case

_OVER = {Status.ACHIEVED, Status.MISSED, Status.CLOSED, Status.NOT_STARTED}


class Due(Struct, frozen=True):
    """A figure that is due.

    Attributes:
        one: the verdict on the target that needs it.
        period: what it covers; of a deliverable, the day by which it is to be done.
        stage: of a deliverable: which part; empty where it has none.
        is_latest: whether it is the period that is due today.
        last: the latest figure that is there.
        expected: what the trajectory asks for at its end, where it says.
    """

    one: Assessment
    period: Period
    is_latest: bool
    last: Observation | None
    expected: Decimal | None
    stage: str = ""


def due_figures(
    store: Path, clock: Clock, selection: Selection = ALL, owner: str = ""
) -> list[Due]:
    """Return the figures that open targets are due, oldest first, each once; of one owner if named.

    A total or a level is due for its latest period alone; what is stated for each period by itself
    also for those since its last figure. What is to be done is due until it is done, each of its
    stages by itself, and for a year after its day.
    """
    with open_to_read(store) as ask:
        found = cases(ask, selection, clock.as_of, clock.known_at, named_rulebook(""))
    due: dict[tuple[str, str, Period, str], Due] = {}
    for case in found:
        one = assess(case)
        mine = not owner or fold(case.target.owner or "") == fold(owner)
        if not mine:
            continue
        for lacking in _undone(case, one) if case.indicator.traits.is_done else _lacking(case, one):
            named = case.entity.name, case.indicator.id
            due.setdefault((*named, lacking.period, lacking.stage), lacking)
    return sorted(due.values(), key=lambda d: (d.period.end, d.one.entity.name, d.one.indicator.id))


def _lacking(case: Case, one: Assessment) -> list[Due]:
    if one.status in _OVER:
        return []
    return [_due(case, one, period) for period in _missing(case)]


def _undone(case: Case, one: Assessment) -> list[Due]:
    """Return the stages of a deliverable that are not done, or the whole of it."""
    last = case.target.period.last
    if one.status in {Status.ACHIEVED, Status.NOT_STARTED} or case.as_of >= years_before(last, -1):
        return []
    stages = [stage.name for stage in case.target.stages] or [""]
    day = Period(last, last + ONE_DAY)
    found = []
    for stage in stages:
        known = [figure for figure in case.figures if figure.stage == stage]
        latest = max(known, key=lambda figure: figure.period.last, default=None)
        if latest is None or latest.value < HUNDRED:
            found.append(Due(one, day, is_latest=False, last=latest, expected=None, stage=stage))
    return found


def _missing(case: Case) -> tuple[Period, ...]:
    latest = due_period(case.indicator, min(case.as_of, case.target.period.last))
    ends = [one.period.end for one in case.figures]
    if latest.end <= case.target.start or any(end >= latest.end for end in ends):
        return ()
    kept = case.indicator.traits.is_kept
    single = case.indicator.traits.builds_up and all(
        one.basis is Basis.SINGLE for one in case.figures
    )
    since = max((end for end in ends if end > case.target.start), default=None)
    if since is None or not (kept or single):
        return (latest,)
    parts = whole_parts(Period(since, latest.end), MONTHS_OF[case.indicator.frequency])
    return parts or (latest,)


def _due(case: Case, one: Assessment, period: Period) -> Due:
    return Due(
        one=one,
        period=period,
        is_latest=period == due_period(case.indicator, case.as_of),
        last=max(case.figures, key=lambda figure: figure.period.last, default=None),
        expected=_expected(case, period.last),
    )


def _expected(case: Case, day: date) -> Decimal | None:
    """Return what a straight piece of the trajectory asks for on a day; of a growth nothing."""
    if not case.indicator.traits.has_base and not case.indicator.traits.accumulates:
        return None
    own = rules_for(case).in_own_unit(case)
    points = sorted(rules_for(case).trajectory_points(own)) if own else ()
    for (left, low), (right, high) in pairwise(points):
        if left <= day <= right and left < right:
            return low + (high - low) * (day - left).days / (right - left).days
    return None
