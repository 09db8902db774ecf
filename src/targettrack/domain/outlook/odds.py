"""How the period is likely to end: what the figures project, and the odds of meeting the target.

Each kind has a projection of its own, which is loaded with the first target that asks for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.outlook.outlook import Outlook
from targettrack.domain.records.indicator import Kind
from targettrack.domain.series.case import ZERO
from targettrack.domain.series.composed_growth import compose
from targettrack.domain.series.reached import reading_of
from targettrack.domain.trajectory.trajectory import trajectory_to
from targettrack.domain.values.message import Message, Number, word
from targettrack.domain.values.number import half_unit
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Light
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

DAYS_OF_A_YEAR = 365.25
DIGITS = 12
BY_WAY = Message(
    "No history: what is left follows the issued trajectory as far as it was followed so far."
)
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
        found = _prospect(case, _growth(case))
        steps = (*_compositions(case, so_far, found), *found.steps) if found else ()
        return replace(found, steps=steps) if found else None
    projected, seasonal = _total(case)
    return _prospect(case, projected, seasonal=seasonal)


def _prospect(
    case: Case, projected: Projection | None, *, least_history: int = 0, seasonal: bool = False
) -> Prospect | None:
    if projected is None:
        return None
    ends = (projected.low, projected.point, projected.high)
    low, point, high = (Decimal(f"{end:.{DIGITS}g}") for end in ends)
    outlook = Outlook(None, None, point, None, None, projected.method)
    if projected.history >= least_history:
        odds = Decimal(f"{_odds(case, projected):.4f}")
        outlook = Outlook(_light(case, odds), odds, point, low, high, projected.method)
    return Prospect(outlook, projected.history, seasonal, _steps(case, outlook))


def _light(case: Case, odds: Decimal) -> Light:
    if odds >= case.rulebook.outlook_green:
        return Light.GREEN
    return Light.AMBER if odds >= case.rulebook.outlook_amber else Light.RED


def _total(case: Case) -> tuple[Projection | None, bool]:
    """Project a sum and tell whether the season is known.

    Without history the issued way stands for last year's.
    """
    from targettrack.domain.outlook.known_totals import known_stretches  # noqa: PLC0415 - by kind
    from targettrack.domain.outlook.period_total import Rest, project_total  # noqa: PLC0415 - by kind

    issued = (
        trajectory_to(case.target, case.indicator.kind, ZERO, case.goal).corners
        if case.target.is_issued
        else ()
    )
    corners = tuple((corner.day, float(corner.value)) for corner in issued)
    laid = known_stretches(case, corners)
    known = any(s.start >= 0 for s in laid.stretches) and any(s.total for s in laid.stretches)
    if not known:
        return None, False
    rest = Rest(laid.done, laid.open)
    projected = project_total(laid.stretches, laid.horizon, laid.per_year, rest)
    if projected is not None and laid.by_way:
        projected = replace(projected, history=0, method=BY_WAY)
    return projected, laid.seasonal


def _level(case: Case, so_far: Reached) -> Projection | None:
    from targettrack.domain.outlook.level_trend import project_level  # noqa: PLC0415 - by kind

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


def _growth(case: Case) -> Projection | None:
    """Project from every year-to-date rate that is published or follows from the parts."""
    from targettrack.domain.outlook.damped_growth import Mark, project_growth  # noqa: PLC0415 - by kind

    period, weights = case.target.period, case.used_weights
    whole = weights.of(period)
    gains = reading_of(case).totals(lambda figure: weights.of(figure.period) * figure.value)
    marks = []
    for last, gained in sorted(gains.items())[1:]:
        passed = weights.of(Period(period.start, last + ONE_DAY))
        growth = float(gained / passed) / 100
        if growth <= -1 or passed >= whole:
            return None
        marks.append(Mark(float(passed / whole), math.log1p(growth)))
    return project_growth(marks) if marks else None


def _compositions(case: Case, so_far: Reached, found: Prospect) -> tuple[Step, ...]:
    """Return the whole with the rest at the rate so far, as issued, and damped."""
    period, weights = case.target.period, case.used_weights
    rest = Period(so_far.on + ONE_DAY, period.end)
    whole, left = weights.of(period), weights.of(rest)
    done, value = whole - left, so_far.value
    rates = [(word("rest as so far"), value)]
    parts = [
        (weights.of(Period(max(p.period.start, rest.start), p.period.end)), p.value)
        for p in case.target.points
        if p.period.end > rest.start
    ]
    if parts:
        rates.append((word("rest as issued"), compose(parts)))
    rates.append((word("rest damped"), (whole * found.outlook.projection - done * value) / left))
    formula = "({:~4} × {:~4} + {:~4} × {:~4}) / {:~4}"
    return tuple(
        Step(
            name,
            formula,
            (done, value, left, rate, whole),
            (done * value + left * rate) / whole,
            "%",
            2,
        )
        for name, rate in rates
    )


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
    unit, rules, method = str(case.indicator.unit), case.rulebook, outlook.method
    mark = "2" if case.indicator.unit.is_percent else str(case.indicator.precision)
    end = Number(outlook.projection, mark, unit)
    if outlook.probability is None or outlook.low is None or outlook.high is None:
        return (Step("projection", "{value}", (), None, "", 0, method, value=end),)
    projection = Step(
        "projection",
        "{value}, 80% between {low} and {high}",
        (),
        None,
        "",
        0,
        method,
        value=end,
        low=Number(outlook.low, mark),
        high=Number(outlook.high, mark),
    )
    light = Step(
        "outlook light",
        "{light}: {odds:2}% likely against green from {green:0}%, amber from {amber:0}%",
        light=outlook.light or "",
        odds=100 * outlook.probability,
        green=100 * rules.outlook_green,
        amber=100 * rules.outlook_amber,
    )
    return projection, light
