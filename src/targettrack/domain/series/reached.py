"""What a verdict is asked for, and the value that was reached and that was due of a growth.

Every number that is shown is kept with the step that gave it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Step
from targettrack.domain.records.indicator import Kind
from targettrack.domain.records.observation import (
    USUAL_REVISION,
    cumulative,
    in_force,
    is_amount,
    is_complete,
)
from targettrack.domain.records.target import TrajectoryKind, sign_of
from targettrack.domain.records.weights import HUNDRED, NO_WEIGHTS, Weights, compose
from targettrack.domain.series.weight_sources import Weighing, weigh
from targettrack.domain.values.number import half_unit, places_of
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.series import Reference
    from targettrack.domain.series.sum_of_parts import Summed

ZERO = Decimal(0)
HISTORY_YEARS = 3


@dataclass(frozen=True, slots=True)
class Case:
    """What a verdict is asked for.

    Attributes:
        figures: the latest known vintage of each figure up to `as_of`, in order of period, back to
            HISTORY_YEARS before the target's period.
        usual_revision: by how much estimates of the series are revised, in log points.
        references: what is known of the entities that versions of the target refer to, by name.
        earlier: the versions of the target that were in force before it, in that order.
        summed: what the figures were computed from, where they are not the entity's own.
    """

    entity: Entity
    indicator: Indicator
    target: Target
    figures: Sequence[Observation]
    as_of: date
    known_at: date
    rulebook: Rulebook
    weights: Weights = NO_WEIGHTS
    usual_revision: float = USUAL_REVISION
    references: Mapping[str, Reference] = field(default_factory=dict)
    earlier: tuple[Target, ...] = ()
    summed: Summed | None = None

    @property
    def reference(self) -> list[Observation]:
        """The figures up to `as_of` of the entity that the target refers to, like `figures`."""
        known = self.references.get(self.target.reference or "")
        figures = in_force(known.vintages) if known else []
        return [figure for figure in figures if figure.period.last <= self.as_of]

    @property
    def reference_weights(self) -> Weights:
        """The base weights of the entity that the target refers to."""
        known = self.references.get(self.target.reference or "")
        return known.base_weights if known else NO_WEIGHTS

    @property
    def sign(self) -> int:
        """+1 if more is better for this target, -1 if less is."""
        return sign_of(self.target, self.indicator)

    @property
    def goal(self) -> Decimal:
        """The value that must be reached: of a range, the edge that comes first."""
        target = self.target
        return target.high if self.sign < 0 and target.high is not None else target.value

    @property
    def start(self) -> date:
        """The first day of the way."""
        return self.target.start

    @property
    def base(self) -> Decimal | None:
        """The value from which a level starts, stated or the last figure before; 0 for sums."""
        if self.indicator.kind is not Kind.LEVEL:
            return ZERO
        earlier = [f for f in self.figures if f.period.last <= self.start]
        return (
            self.target.base if self.target.base is not None or not earlier else earlier[-1].value
        )

    @property
    def weighing(self) -> Weighing:
        """The base weights of the period's parts and where they are from; of growth only."""
        if self.indicator.kind is not Kind.GROWTH:
            return Weighing(NO_WEIGHTS)
        return weigh(self.weights, self.target.period, self.figures)

    @property
    def used_weights(self) -> Weights:
        """The base weights of the period's parts: given, inferred, borrowed or days."""
        return self.weighing.weights


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
    if case.indicator.kind is Kind.LEVEL:
        later = [f for f in case.figures if case.start < f.period.last < span.end]
        if not later:
            return None
        return Reached((later[-1],), later[-1].value, later[-1].period.last, True, ())
    begun = [f for f in countable(case) if f.period.start < case.target.period.end]
    parts = cumulative(begun, span)
    counted = _without_gap(parts, span) if case.indicator.kind is Kind.GROWTH else parts
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
    if case.indicator.kind is Kind.GROWTH:
        return _composed(case, parts)
    denominator = case.target.denominator
    if denominator is not None and any(is_amount(case.indicator, part) for part in parts):
        amounts = [
            part.value if is_amount(case.indicator, part) else part.value * denominator / HUNDRED
            for part in parts
        ]
        value = HUNDRED * sum(amounts, ZERO) / denominator
        formula = f"100 × {in_brackets(len(parts), '{:~3}')} / {{}}"
        remark = f"amounts over the plan's total, {case.indicator.absolute_unit}"
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
    name: str, rates: Sequence[tuple[Decimal, Decimal]]
) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the growth of the whole from (weight, percent) of its parts, and its arithmetic."""
    value = compose(rates)
    numbers = tuple(number for pair in rates for number in pair) + tuple(w for w, _ in rates)
    formula = (
        f"({' + '.join(['{:~4} × {}'] * len(rates))}) / ({' + '.join(['{:~4}'] * len(rates))})"
    )
    return value, (Step(name, formula, numbers, value, "%", 2, "each part by its weight"),)


def meets(case: Case, value: Decimal) -> bool:
    """Whether `value` fulfils the target's comparator, unrounded, within the relative tolerance.

    "About 10%" stands for what prints as 10%: from 9.5%.
    """
    target = case.target
    high = target.high if target.high is not None else target.value
    slack = case.rulebook.tolerance * max(abs(target.value), abs(case.base or ZERO))
    match target.comparator:
        case Comparator.MORE:
            return value > target.value + slack
        case Comparator.LESS:
            return value < target.value - slack
        case Comparator.ABOUT:
            return case.sign * (value - target.value) >= -half_unit(target.value)
        case Comparator.BETWEEN if case.indicator.kind is not Kind.GROWTH:
            return target.value - slack <= value <= high + slack
        case _:
            return case.sign * (value - case.goal) >= -slack


def expected_growth(case: Case, on: date) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the growth due up to `on`: the scenario's parts composed, else the target.

    A part that `on` cuts counts by its days; the low branch of a range is used.
    """
    target, weights = case.target, case.used_weights
    if target.trajectory is not TrajectoryKind.GROWTH:
        return _the_goal(case, "no quarterly way was issued: the target itself")
    rates = []
    for point in target.points:
        if point.period.start <= on:
            part = Period(point.period.start, min(point.period.end, on + ONE_DAY))
            rates.append((weights.of(part), point.value))
    if not rates:
        return _the_goal(case, "the issued way starts later: the target itself")
    if len(rates) == 1:
        step = Step("expected", "{}", (rates[0][1],), rates[0][1], "%", 2, "as issued")
        return rates[0][1], (step,)
    return compose_step("expected", rates)


def _the_goal(case: Case, remark: str) -> tuple[Decimal, tuple[Step, ...]]:
    goal = case.goal
    return goal, (Step("expected", "{}", (goal,), goal, "%", places_of(goal), remark),)
