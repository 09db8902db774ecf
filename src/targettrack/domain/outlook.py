"""How the period is likely to end: what the figures project, and the odds of meeting the target."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.assessment import Light, Outlook, Step
from targettrack.domain.damped_growth import Mark, project_growth
from targettrack.domain.indicators import Kind
from targettrack.domain.layout import known_stretches
from targettrack.domain.level_trend import project_level
from targettrack.domain.measures import ZERO, countable, in_indicators_unit
from targettrack.domain.numerals import half_unit
from targettrack.domain.periods import ONE_DAY, Period
from targettrack.domain.quantities import Comparator
from targettrack.domain.totals import project_total
from targettrack.domain.trajectories import trajectory_to

if TYPE_CHECKING:
    from targettrack.domain.measures import Case, Reached
    from targettrack.domain.projection import Projection

DAYS_OF_A_YEAR = 365.25
DIGITS = 12
BY_WAY = "No history: what is left follows the issued trajectory as far as it was followed so far."
MIN_POINTS = 3  # two points give a line, but no idea how far off it is


@dataclass(frozen=True, slots=True)
class Prospect:
    """An outlook with its arithmetic.

    Attributes:
        history: past years, or past values of a level, behind it.
        seasonal: whether it knows the season of some past year.
    """

    outlook: Outlook
    history: int
    seasonal: bool
    steps: tuple[Step, ...]


def prospect_of(case: Case, so_far: Reached) -> Prospect | None:
    """Return the outlook; None where the end cannot be projected or is there already."""
    if so_far.on >= case.target.closing:
        return None
    if case.indicator.kind is Kind.LEVEL:
        return _prospect(case, _level(case, so_far), least_history=MIN_POINTS)
    if case.indicator.kind is Kind.GROWTH:
        return _prospect(case, _growth(case, so_far))
    projected, seasonal = _total(case, so_far)
    return _prospect(case, projected, seasonal=seasonal)


def _prospect(
    case: Case, projected: Projection | None, *, least_history: int = 0, seasonal: bool = False
) -> Prospect | None:
    if projected is None:
        return None
    ends = (projected.low, projected.point, projected.high)
    low, point, high = (Decimal(f"{end:.{DIGITS}g}") for end in ends)
    light, odds = None, None
    if projected.history >= least_history:
        odds = Decimal(f"{_odds(case, projected):.4f}")
        light = _light(case, odds)
    outlook = Outlook(light, odds, point, low, high, projected.method)
    return Prospect(outlook, projected.history, seasonal, _steps(case, outlook))


def _light(case: Case, odds: Decimal) -> Light:
    if odds >= case.rulebook.outlook_green:
        return Light.GREEN
    return Light.AMBER if odds >= case.rulebook.outlook_amber else Light.RED


def _total(case: Case, so_far: Reached) -> tuple[Projection | None, bool]:
    """Project a sum and tell whether the season is known.

    Without history the issued way stands for last year's.

    A deficit is projected as the mirror of a surplus.
    """
    way = Period(case.target.period.start, case.target.closing + ONE_DAY)
    figures = [
        (f, float(in_indicators_unit(case, f)))
        for f in countable(case)
        if f.period.last <= so_far.on
    ]
    sign = -1 if sum(value for _, value in figures) < 0 else 1
    figures = [(f, sign * value) for f, value in figures]
    issued = (
        trajectory_to(case.target, case.indicator.kind, ZERO, case.goal).corners
        if case.target.is_issued
        else ()
    )
    corners = tuple((corner.day, sign * float(corner.value)) for corner in issued)
    laid = known_stretches(figures, way, case.indicator.frequency, case.usual_revision, corners)
    if not any(stretch.start >= 0 and stretch.total for stretch in laid.stretches):
        return None, False
    projected = project_total(laid.stretches, laid.horizon, laid.per_year)
    if projected is not None and laid.by_way:
        projected = replace(projected, history=0, method=BY_WAY)
    if projected is not None and sign < 0:
        projected = projected.mirrored()
    return projected, laid.seasonal


def _level(case: Case, so_far: Reached) -> Projection | None:
    points = {f.period.last: f.value for f in case.figures if f.period.last <= so_far.on}
    if case.target.base is not None:
        replaced = max((day for day in points if day <= case.start), default=None)
        points = {day: value for day, value in points.items() if day != replaced}
        points[case.start] = case.target.base
    dated = [(day.toordinal() / DAYS_OF_A_YEAR, float(value)) for day, value in points.items()]
    end = case.target.closing.toordinal() / DAYS_OF_A_YEAR
    least, most = case.indicator.least, case.indicator.most
    return project_level(
        dated,
        end,
        None if least is None else float(least),
        None if most is None else float(most),
    )


def _growth(case: Case, so_far: Reached) -> Projection | None:
    """Project from every year-to-date rate that is published or follows from the parts."""
    period, weights = case.target.period, case.used_weights
    whole, rates = weights.of(period), {}
    for figure in case.figures:
        covered = figure.period
        if not period.contains(covered) or covered.last > so_far.on:
            continue
        gained = weights.of(covered) * figure.value
        if covered.start == period.start:
            rates[covered.end] = gained
        elif covered.start in rates:
            rates.setdefault(covered.end, rates[covered.start] + gained)
    marks = []
    for end, gained in sorted(rates.items()):
        passed = weights.of(Period(period.start, end))
        growth = float(gained / passed) / 100
        if growth <= -1 or passed >= whole:
            return None
        marks.append(Mark(float(passed / whole), math.log1p(growth)))
    return project_growth(marks) if marks else None


def _odds(case: Case, projected: Projection) -> float:
    """Return the probability that the value at the end fulfils the target's comparator."""
    target, goal = case.target, case.goal
    if target.comparator is Comparator.ABOUT:
        goal -= case.sign * half_unit(target.value)
    at_least = projected.probability(float(goal))
    if target.high is not None and case.indicator.kind is not Kind.GROWTH:
        ends = projected.probability(float(target.value)), projected.probability(float(target.high))
        return ends[0] - ends[1]
    return at_least if case.sign > 0 else 1 - at_least


def _steps(case: Case, outlook: Outlook) -> tuple[Step, ...]:
    unit = case.indicator.unit.suffix
    places = 2 if case.indicator.unit.is_percent else case.indicator.precision
    mark = f"{{:{places}}}"
    numbers, remark = (outlook.projection, outlook.low, outlook.high), outlook.method
    text = f"{mark}{unit}, 80% between {mark} and {mark}"
    projection = Step("projection", text, numbers, remark=remark)
    if outlook.probability is None:
        return (projection,)
    rules = case.rulebook
    limits = tuple(100 * limit for limit in (rules.outlook_green, rules.outlook_amber))
    text = f"{outlook.light}: {{:0}}% likely against green from {{:0}}%, amber from {{:0}}%"
    return projection, Step("outlook light", text, (100 * outlook.probability, *limits))
