"""What a verdict is asked for, and the value that was reached and that was due of a growth.

Every number that is shown is kept with the step that gave it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import cumulative, is_amount, is_complete
from targettrack.domain.series.case import ZERO
from targettrack.domain.series.composed_growth import compose
from targettrack.domain.values.message import Message
from targettrack.domain.values.number import HUNDRED, places_of
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case


BY_WEIGHT = Message("each part by its weight")


@dataclass(frozen=True, slots=True)
class Reached:
    """The value so far: the figures behind it and its date.

    Attributes:
        complete: whether it covers every day so far; otherwise it is a lower bound.
        ignores: whether later figures are left out because a stretch before them is missing.
    """

    parts: tuple[Observation, ...]
    value: Decimal
    on: date
    complete: bool
    steps: tuple[Step, ...]
    ignores: bool = False

    @property
    def latest(self) -> Observation:
        """The figure that came last."""
        return self.parts[-1]


def reached(case: Case) -> Reached | None:
    """Return the value so far in the indicator's unit, or None if nothing counts yet.

    Figures after the closing date come too late to count, and those that begin after the period are
    of the next one.
    """
    span = Period(case.target.period.start, case.target.closing + ONE_DAY)
    if not case.indicator.traits.builds_up:
        later = [f for f in case.figures if case.start < f.period.last < span.end]
        if not later:
            return None
        return Reached((later[-1],), later[-1].value, later[-1].period.last, True, ())
    begun = [f for f in countable(case) if f.period.start < case.target.period.end]
    parts = cumulative(begun, span)
    counted = _without_gap(parts, span) if case.indicator.traits.compounds else parts
    if not counted:
        return None
    value, steps = _total(case, counted)
    complete = is_complete(counted, span)
    return Reached(counted, value, counted[-1].period.last, complete, steps, counted != parts)


def _without_gap(parts: tuple[Observation, ...], period: Period) -> tuple[Observation, ...]:
    """Keep the parts up to the first gap: a rate says nothing about a stretch it leaves out."""
    while parts and not is_complete(parts, period):
        parts = parts[:-1]
    return parts


def countable(case: Case) -> list[Observation]:
    """Return the figures that count.

    Amounts without a denominator do not, nor percentages where the amount is known too.
    """
    amounts = {f.key[:2] for f in case.figures if is_amount(case.indicator, f)}
    if case.target.denominator is None:
        return [f for f in case.figures if not is_amount(case.indicator, f)]
    return [f for f in case.figures if is_amount(case.indicator, f) or f.key[:2] not in amounts]


def in_indicators_unit(case: Case, figure: Observation) -> Decimal:
    """Return a figure's value in the indicator's unit: an amount of a share as percent."""
    denominator = case.target.denominator
    if denominator is None or not is_amount(case.indicator, figure):
        return figure.value
    return HUNDRED * figure.value / denominator


def _total(case: Case, parts: tuple[Observation, ...]) -> tuple[Decimal, tuple[Step, ...]]:
    if case.indicator.traits.compounds:
        return _composed(case, parts)
    denominator = case.target.denominator
    if denominator is not None and any(is_amount(case.indicator, part) for part in parts):
        amounts = [
            part.value if is_amount(case.indicator, part) else part.value * denominator / HUNDRED
            for part in parts
        ]
        value = HUNDRED * sum(amounts, ZERO) / denominator
        formula = f"100 × {in_brackets(len(parts), '{:~3}')} / {{}}"
        unit = Message(str(case.indicator.absolute_unit))
        remark = Message("amounts over the plan's total, {unit}", unit=unit)
        numbers = (*amounts, denominator)
        return value, (Step("value", formula, numbers, value, "%", 2, remark),)
    value = sum((part.value for part in parts), ZERO)
    if len(parts) == 1:
        return value, ()
    numbers, formula = tuple(part.value for part in parts), in_brackets(len(parts), "{}")
    decimals = max(case.indicator.precision, *(places_of(n) for n in numbers))
    return value, (Step("value", formula, numbers, value, str(case.indicator.unit), decimals),)


def in_brackets(count: int, mark: str) -> str:
    """Return marks for the numbers of a sum, in brackets where there are several."""
    return mark if count == 1 else f"({' + '.join([mark] * count)})"


def _composed(case: Case, parts: tuple[Observation, ...]) -> tuple[Decimal, tuple[Step, ...]]:
    if len(parts) == 1:
        return parts[0].value, ()
    rates = [(case.used_weights.of(part.period), part.value) for part in parts]
    return compose_step("value", rates)


def compose_step(
    name: str, rates: Sequence[tuple[Decimal, Decimal]], remark: Message = BY_WEIGHT
) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the growth of the whole from (weight, percent) of its parts, and its arithmetic."""
    value = compose(rates)
    numbers = tuple(number for pair in rates for number in pair) + tuple(w for w, _ in rates)
    formula = (
        f"({' + '.join(['{:~4} × {}'] * len(rates))}) / ({' + '.join(['{:~4}'] * len(rates))})"
    )
    return value, (Step(name, formula, numbers, value, "%", 2, remark),)
