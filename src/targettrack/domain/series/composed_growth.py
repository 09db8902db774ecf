"""Growth over the same period last year, composed over the parts of a year by their weights."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, months_between
from targettrack.domain.values.step import Step
from targettrack.message import Message, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.reading import Terms
    from targettrack.domain.values.period import Period

BY_WEIGHT = Message("each part by its weight")
A_YEAR = Message("the geometric mean of the growth of the years")
EXACT = 15  # decimals: more than that is the noise of logarithms
Composed = tuple[Decimal, tuple[Step, ...]]


def compose(rates: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the growth of the whole from (weight, percent) of its parts.

    >>> from decimal import Decimal as D
    >>> parts = [("22.43", "7.05"), ("24.21", "8.16"), ("25.03", "8.25"), ("28.33", "8.46")]
    >>> round(compose([(D(w), D(g)) for w, g in parts]), 2)
    Decimal('8.02')
    """
    return sum((w * g for w, g in rates), Decimal(0)) / sum(w for w, _ in rates)


def compose_step(
    name: str | Message, rates: Sequence[tuple[Decimal, Decimal]], remark: Message = BY_WEIGHT
) -> Composed:
    """Return the growth of the whole from (weight, percent) of its parts, and its arithmetic."""
    value = compose(rates)
    numbers = tuple(number for pair in rates for number in pair) + tuple(w for w, _ in rates)
    formula = (
        f"({' + '.join(['{:~4} × {}'] * len(rates))}) / ({' + '.join(['{:~4}'] * len(rates))})"
    )
    return value, (Step(name, formula, numbers, value, "%", 2, remark),)


def composed(
    name: str | Message, terms: Terms, weights: Weights, remark: Message = BY_WEIGHT
) -> Composed:
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


def years_of(period: Period) -> Decimal:
    """Return how many years a period has, parts by months and days."""
    return months_between(period.start - ONE_DAY, period.last) / MONTHS_OF["year"]


def mean_growth(rates: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """Return the mean growth a year from (years, percent a year): geometric, never of the rates.

    Years below zero are taken off again; every rate must be above -100%.

    >>> from decimal import Decimal as D
    >>> round(mean_growth([(D(1), D(g)) for g in ("12.4", "12.3", "10.3", "11.0", "4.0")]), 4)
    Decimal('9.9955')
    >>> round(mean_growth([(D(1), D(40)), (D(1), D(-20))]), 2)
    Decimal('5.83')
    """
    grown = sum((years * (1 + rate / HUNDRED).ln() for years, rate in rates), Decimal(0))
    mean = HUNDRED * ((grown / sum(years for years, _ in rates)).exp() - 1)
    return round(mean, EXACT).normalize() if mean else mean


def over_years(terms: Sequence[tuple[Period, Terms]], weights: Weights) -> Composed:
    """Return the mean growth a year over periods that follow each other, and its arithmetic.

    Within a period of at most a year rates are composed by their weights; a rate of more than a
    year is a mean already.
    """
    rates: list[tuple[Decimal, Decimal]] = []
    steps: list[Step] = []
    for period, one in terms:
        if period.is_of_years:
            rates += [(years_of(figure.period), figure.value) for figure in one.added]
            rates += [(-years_of(figure.period), figure.value) for figure in one.taken]
        else:
            value, told = composed(word("growth"), one, weights)
            rates.append((years_of(period), value))
            steps += told
    if len(rates) == 1:
        return rates[0][1], tuple(step.called("value") for step in steps)
    value, made = mean_step("value", rates)
    return value, (*steps, *made)


def mean_step(name: str | Message, rates: Sequence[tuple[Decimal, Decimal]]) -> Composed:
    """Return the mean growth a year from (years, percent a year), and its arithmetic.

    What has shrunk to nothing has shrunk by 100% a year.
    """
    shrunk = any(rate <= -HUNDRED for _, rate in rates)
    value = -HUNDRED if shrunk else mean_growth(rates)
    factors = " × ".join(["(1 + {:~4} / 100) ^ {:~2}"] * len(rates))
    numbers = [number for years, rate in rates for number in (rate, years)]
    numbers.append(sum((years for years, _ in rates), Decimal(0)))
    formula = f"100 × ({factors}) ^ (1 / {{:~2}}) − 100"
    return value, (Step(name, formula, tuple(numbers), value, "%", 4, A_YEAR),)


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
