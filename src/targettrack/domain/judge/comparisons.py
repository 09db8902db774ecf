"""A value against last year and against the target, and what the rest must deliver.

Every number that is shown is kept with the step that gave it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Required
from targettrack.domain.judge.evidence import NO_NEED, Need
from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.case import meets
from targettrack.domain.series.reading import read
from targettrack.domain.trajectory.trajectory import trajectory_to
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    months_between,
    years_before,
)
from targettrack.domain.values.step import Step
from targettrack.message import Message, unit_per, word

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


def year_on_year(case: Case, so_far: Reached) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return the change on the same period of last year in percent.

    Where values are percent it is in points. None where last year's figure is not known, or is zero
    or of the other sign.
    """
    if case.summed and case.summed.incomparable:
        why = case.summed.incomparable
        return None, (Step("versus last year", "not comparable: {why}", why=why),)
    before = last_year(case, so_far) if so_far.complete else None
    if before is None:
        return None, ()
    if case.indicator.unit.is_percent:
        change = so_far.value - before
        numbers = (so_far.value, before)
        return change, (Step("versus last year", "{:2} − {:2}", numbers, change, "points", 2),)
    if before == 0:
        return None, ()
    if before < 0 or so_far.value < 0:
        numbers = (so_far.value, before)
        unit, places = str(case.indicator.unit), case.indicator.precision
        change, remark = (
            so_far.value - before,
            Message("a percentage of a negative number means nothing"),
        )
        step = Step("versus last year", "{} − {}", numbers, change, unit, places, remark)
        return None, (step,)
    change = HUNDRED * so_far.value / before - HUNDRED
    numbers = (so_far.value, before)
    return change, (Step("versus last year", "100 × {} / {} − 100", numbers, change, "%", 1),)


def last_year(case: Case, so_far: Reached) -> Decimal | None:
    """Return the value at the same stage a year before, None where it is not known in full."""
    if not case.indicator.traits.builds_up:
        day = years_before(so_far.on, 1)
        found = [f.value for f in case.figures if f.period.last == day]
        return found[-1] if found else None
    period = Period(case.target.period.start, so_far.on + ONE_DAY).a_year_earlier()
    return _reached_in(case, period)


def last_years_total(case: Case) -> Decimal | None:
    """Return what a sum came to in the same period a year before, up to its closing."""
    target = case.target
    periods = (
        Period(target.period.start, last + ONE_DAY) for last in (target.closing, target.period.last)
    )
    totals = (_reached_in(case, period.a_year_earlier()) for period in periods)
    return next((total for total in totals if total is not None), None)


def _reached_in(case: Case, period: Period) -> Decimal | None:
    """Return what the figures of a period compose to; None unless they cover it in full."""
    figures = [f for f in case.figures if not is_amount(case.indicator, f)]
    terms = read(figures, period).of(period)
    if terms is None:
        return None
    if case.indicator.traits.compounds:
        return terms.added[0].value if len(terms.figures) == 1 else None
    return terms.total()


def share_of_target(case: Case, so_far: Reached) -> tuple[Decimal | None, tuple[Step, ...]]:
    """Return the value as percent of the target's; None for growth and where it means nothing."""
    target_value = case.target_value
    if case.indicator.traits.compounds or target_value <= 0 or case.trend:
        return None, ()
    share = HUNDRED * so_far.value / target_value
    numbers = (so_far.value, target_value)
    down = case.indicator.direction is Direction.DOWN
    name = word("share of limit") if down else word("share of target")
    return share, (Step(name, "100 × {:~3} / {}", numbers, share, "%", 1),)


def required_rest(case: Case, so_far: Reached) -> Need:
    """Return what the rest must deliver, and the demand it puts on the pace so far.

    Nothing is required once the period is over or the target is reached.
    """
    if meets(case, so_far.value):
        return NO_NEED
    months = months_between(so_far.on, case.target.closing)
    frequency = case.indicator.frequency.value
    per = frequency if months >= MONTHS_OF[frequency] else "month"
    left = months / MONTHS_OF[per]
    base = case.base
    if left <= 0 or base is None:
        return NO_NEED
    value = (case.target_value - so_far.value) / left
    unit, places = case.indicator.gap_unit, case.indicator.precision + 1
    required = Required(value, unit, per, left)
    numbers = (case.target_value, so_far.value, left)
    periods, each = Message(f"{per}s"), unit_per(unit, per)
    remark = Message("{periods} left to {day}", periods=periods, day=case.target.closing)
    step = Step("required", "({} − {:~3}) / {:~3}", numbers, value, each, places, remark)
    origin = trajectory_to(case.target, case.indicator.kind, base, case.target_value).origin.day
    elapsed = months_between(origin, so_far.on) / MONTHS_OF[per]
    if elapsed <= 0 or (so_far.value - base) * (case.target_value - base) <= 0:
        return Need(required, steps=(step,))
    done = (so_far.value - base) / elapsed
    demand = value / done
    formula, numbers = "({:~3} − {}) / {:~3}", (so_far.value, base, elapsed)
    achieved = Step("so far", formula, numbers, done, each, places + 1)
    ratio = Step("demand", "{:~4} / {:~4}", (value, done), demand, "", 2, "required over so far")
    return Need(required, demand, steps=(step, achieved, ratio))
