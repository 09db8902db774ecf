"""From a case to what the rulebook's method makes of it: where the course starts, and its rating.

A level starts from its base. A sum of one year has none: its course is last year's total, and the
total that this year comes to at its growth so far.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.comparisons import last_year, last_years_total
from targettrack.domain.judge.rulebooks.bands import by_bands
from targettrack.domain.judge.rulebooks.changes import by_changes
from targettrack.domain.judge.rulebooks.methods import (
    ONE,
    Course,
    Scored,
    extrapolation,
    growth_ratio,
)
from targettrack.domain.judge.rulebooks.near_expected import near_expected
from targettrack.domain.judge.rulebooks.progress_score import progress_score
from targettrack.domain.records.rulebook_scales import (
    Bands,
    Changes,
    Extrapolation,
    GrowthRatio,
    NearExpected,
    ProgressScore,
)
from targettrack.domain.series.case import meets
from targettrack.domain.trajectory.trajectory import trajectory_to
from targettrack.domain.values.period import MONTHS_OF, months_between
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

DAYS_OF_A_YEAR = 366

NO_BASE = Message("no base is known: state with --base what the way starts from")
MISSING = Message("figures are missing, so what was reached is not known")


def rated(case: Case, so_far: Reached, standing: PaceState) -> Scored:
    """Judge by the method of the case's rulebook, which is not the lights."""
    scale, tolerance = case.rulebook.scale, case.rulebook.tolerance
    if isinstance(scale, NearExpected):
        return _near_expected(case, so_far, standing, scale)
    if scale is None:
        raise TypeError(case.rulebook.method)
    if isinstance(scale, Changes):
        return by_changes(case, so_far, scale)
    if isinstance(scale, Bands):
        return by_bands(case, so_far, scale)
    course = _course(case, so_far, scale.least_months)
    if isinstance(course, Scored):
        return course
    match scale:
        case GrowthRatio():
            scored = growth_ratio(course, scale, tolerance)
        case Extrapolation():
            scored = extrapolation(course, scale, tolerance)
        case ProgressScore():
            scored = progress_score(course, scale, tolerance)
    return replace(scored, steps=(*_total_steps(case, so_far), *scored.steps))


def _course(case: Case, so_far: Reached, least_months: int) -> Course | Scored:
    if case.indicator.traits.compounds:
        why = Message(
            "{rulebook} goes by the yearly rate of change, which a growth rate does not have: "
            "choose another rulebook",
            rulebook=case.rulebook.id,
        )
        return Scored(None, why)
    if case.indicator.traits.accumulates:
        return _course_of_a_sum(case, so_far)
    if case.base is None:
        return Scored(None, NO_BASE)
    way = trajectory_to(case.target, case.indicator.kind, case.base, case.target_value)
    elapsed, total = (
        months_between(way.origin.day, day) / MONTHS_OF["year"] for day in (so_far.on, way.end.day)
    )
    least = Decimal(least_months)
    if round(MONTHS_OF["year"] * elapsed) < least:
        why = Message(
            "the figure is {months} months after the base, and a yearly rate takes {least}",
            months=round(MONTHS_OF["year"] * elapsed),
            least=least_months,
        )
        return Scored(None, why)
    no_number = case.trend is not None and case.trend is not Comparator.KEEP
    return Course(
        case.base,
        so_far.value,
        elapsed,
        None if no_number else case.target_value,
        total,
        case.sign,
        met=not no_number and meets(case, so_far.value),
        percent=case.indicator.unit.is_percent,
        limit=case.indicator.most if case.sign > 0 else case.indicator.least,
    )


def _course_of_a_sum(case: Case, so_far: Reached) -> Course | Scored:
    """Start from last year's total; the value stands for the total at the growth so far."""
    if case.target.period.days > DAYS_OF_A_YEAR:
        why = Message("a sum over several years has no year before to grow from")
        return Scored(None, why)
    if not so_far.complete:
        return Scored(None, MISSING)
    before, total = last_year(case, so_far), last_years_total(case)
    if before is None or total is None:
        why = Message(
            "a sum starts from last year, whose total is not known"
            if before is not None
            else "a sum starts from last year, whose figure at this stage is not known"
        )
        return Scored(None, why)
    if before == 0:
        why = Message("a sum starts from last year, when it was 0 at this stage")
        return Scored(None, why)
    value = so_far.value * total / before
    no_number = case.trend is not None and case.trend is not Comparator.KEEP
    return Course(
        total,
        value,
        ONE,
        None if no_number else case.target_value,
        ONE,
        case.sign,
        met=not no_number and meets(case, value),
        percent=case.indicator.unit.is_percent,
    )


def _total_steps(case: Case, so_far: Reached) -> tuple[Step, ...]:
    if not case.indicator.traits.accumulates:
        return ()
    before, total = last_year(case, so_far), last_years_total(case)
    if not before or total is None:
        return ()
    unit, places = str(case.indicator.unit), case.indicator.precision + 1
    numbers = (so_far.value, total, before)
    remark = Message("last year's total at the growth so far")
    value = so_far.value * total / before
    return (Step("year's total", "{:~3} × {} / {}", numbers, value, unit, places, remark),)


def _near_expected(case: Case, so_far: Reached, standing: PaceState, scale: NearExpected) -> Scored:
    if case.trend:
        why = Message(
            "{rulebook} has no scale for a target without a number: choose another rulebook",
            rulebook=case.rulebook.id,
        )
        return Scored(None, why)
    if standing.expected is None or standing.gap is None:
        return Scored(None, NO_BASE)
    if not so_far.complete:
        return Scored(None, MISSING)
    before, tolerance = last_year(case, so_far), case.rulebook.tolerance
    change = None if before is None else case.sign * (so_far.value - before)
    return near_expected(standing.gap, standing.expected, change, scale, tolerance)
