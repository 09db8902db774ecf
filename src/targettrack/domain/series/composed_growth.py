"""Growth over the same period last year, composed over the parts of a year by their weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.values.message import Message
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.reading import Terms

BY_WEIGHT = Message("each part by its weight")


def compose(rates: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the growth of the whole from (weight, percent) of its parts.

    >>> from decimal import Decimal as D
    >>> parts = [("22.43", "7.05"), ("24.21", "8.16"), ("25.03", "8.25"), ("28.33", "8.46")]
    >>> round(compose([(D(w), D(g)) for w, g in parts]), 2)
    Decimal('8.02')
    """
    return sum((w * g for w, g in rates), Decimal(0)) / sum(w for w, _ in rates)


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


def composed(
    name: str, terms: Terms, weights: Weights, remark: Message = BY_WEIGHT
) -> tuple[Decimal, tuple[Step, ...]]:
    """Return the growth of a period from the rates that make it up; one alone needs no step.

    A rate that is taken off counts with its weight below nothing.
    """
    if len(terms.added) == 1 and not terms.taken:
        return terms.added[0].value, ()
    signed = [(1, part) for part in terms.added] + [(-1, part) for part in terms.taken]
    return compose_step(
        name, [(sign * weights.of(f.period), f.value) for sign, f in signed], remark
    )


def extremes(
    weights: Sequence[tuple[Decimal, Decimal]], rates: Sequence[Decimal]
) -> tuple[Decimal, Decimal]:
    """Return the least and the most that rates compose to, each weight between its least and most.

    The most comes from the most weight for the highest rates and the least for the others.
    """
    ordered = [(*ends, rate) for ends, rate in sorted(zip(weights, rates, strict=True), key=_rate)]
    made = [
        compose([(high if place < cut else low, rate) for place, (low, high, rate) in shifted])
        for shifted in (list(enumerate(ordered)), list(enumerate(reversed(ordered))))
        for cut in range(1, len(ordered) + 1)
    ]
    return min(made), max(made)


def _rate(weighed: tuple[tuple[Decimal, Decimal], Decimal]) -> Decimal:
    return weighed[1]


def required_growth(
    target_value: Decimal, whole: Decimal, done: Decimal, reached: Decimal, rest: Decimal
) -> Decimal:
    """Return the percent by which the rest must grow for the whole to reach `goal`.

    Args:
        target_value: percent for the whole.
        whole: base weight of the whole.
        done: base weight of what has been reported.
        reached: percent of what has been reported.
        rest: base weight of what has not.

    >>> from decimal import Decimal as D
    >>> round(required_growth(D(8), D(1), D("0.468"), D("8.24"), D("0.532")), 2)
    Decimal('7.79')
    """
    return (whole * target_value - done * reached) / rest
