"""Published figures that contradict each other, and which of them has probably been revised.

A printed number stands for all that print as it; figures contradict each other only where none of
these agree. Base weights that are not given prove only that a whole lies between its parts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Basis, Qualifier, is_amount, suffix_of
from targettrack.domain.series.composed_growth import extremes
from targettrack.domain.series.reading import precedence, read, splits
from targettrack.domain.values.number import HUNDRED, half_unit
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, word
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.case import Case
    from targettrack.message import Argument

MOST_ROUNDING = Decimal("0.005")
NAME = word("inconsistent")
PAIR = 2


class PublishedSum(Struct, frozen=True):
    """A whole and the parts that make it up; weights are those of a growth, 1 for a sum.

    Attributes:
        weighed: whether the weights are given; otherwise only their being positive is known.
    """

    whole: Observation
    parts: tuple[Observation, ...]
    weights: tuple[Decimal, ...]
    weighed: bool = True


def contradictions(case: Case) -> tuple[Step, ...]:
    """Return what contradicts what among the figures of the target's period; empty if nothing does.

    Compared are the figures in force: of one period its two bases, of a whole its parts, of a
    share its percent, its amount and the target's denominator. What may have been revised is told
    for the latest whole only: each revision shows in everything that is summed up later.
    """
    if not case.indicator.traits.builds_up:
        return ()
    period = Period(case.target.period.start, case.target.closing + ONE_DAY)
    figures = [
        figure
        for figure in case.figures
        if figure.comparator is Comparator.EQUAL
        and period.contains(figure.period)
        and not (case.indicator.traits.compounds and figure.period.is_of_years)  # a mean of rates
    ]
    steps = _twice(case, figures)
    if case.indicator.traits.of_a_whole:
        steps += _against_denominator(case, figures)
        figures = [figure for figure in figures if is_amount(case.indicator, figure)]
    known = read(figures, period).figures
    clashes: dict[Period, PublishedSum] = {}
    for whole, parts in _wholes(known):
        if whole not in clashes and (clash := _clash(case, known, whole, parts)):
            clashes[whole] = clash
    ordered = sorted(clashes.values(), key=lambda clash: clash.whole.period.end, reverse=True)
    steps += tuple(_told(case, clash) for clash in ordered)
    return steps + _revisions(case, ordered[0]) if ordered and ordered[0].weighed else steps


def _wholes(known: Mapping[Period, Observation]) -> list[tuple[Period, tuple[Period, ...]]]:
    """Return each whole with the parts to check it by: any two, then the most there are."""
    if len({period.start for period in known}) == 1:
        return []
    halves = [(whole, (first, second)) for whole, first, second in splits(known)]
    return halves + [(whole, chain) for whole, chain in _chains(known) if len(chain) > PAIR]


def _chains(known: Mapping[Period, Observation]) -> Iterator[tuple[Period, tuple[Period, ...]]]:
    """Yield each period with the chain of the most others that make it up, where there is one."""
    ordered = sorted(known, key=lambda period: (period.end, period.days))
    for start in {period.start for period in known}:
        longest: dict[date, tuple[Period, ...]] = {start: ()}
        for period in ordered:
            if period.start == start and longest.get(period.end):
                yield period, longest[period.end]
            if period.start in longest:
                chain = (*longest[period.start], period)
                longest[period.end] = max(longest.get(period.end, ()), chain, key=len)


def _twice(case: Case, figures: Sequence[Observation]) -> tuple[Step, ...]:
    single = {f.key[::2]: f for f in figures if f.basis is Basis.SINGLE}
    steps: list[Step] = []
    for figure in figures:
        other = single.get(figure.key[::2])
        if other is None or figure.basis is Basis.SINGLE or _replaces(figure, other):
            continue
        slack = slack_of(case.indicator, figure) + slack_of(case.indicator, other)
        if abs(figure.value - other.value) > slack:
            steps.append(
                Step(
                    NAME,
                    "{period} is given as {alone} by itself and as {to_date} to date",
                    period=figure.period,
                    alone=_shown(case, figure, other.value),
                    to_date=_shown(case, figure, figure.value),
                )
            )
    return tuple(steps)


def _replaces(one: Observation, other: Observation) -> bool:
    """Whether the one of two figures of a period that does not count was an estimate until then."""
    first, last = sorted((one, other), key=precedence)
    settled = last.qualifier is not Qualifier.ESTIMATED or first.recorded_at != last.recorded_at
    return first.qualifier is Qualifier.ESTIMATED and settled


def _against_denominator(case: Case, figures: Sequence[Observation]) -> tuple[Step, ...]:
    """Compare percent and amount of one stretch with the target's denominator."""
    total = case.target.denominator
    if total is None:
        return ()
    percents = {f.key[:2]: f for f in figures if not is_amount(case.indicator, f)}
    steps: list[Step] = []
    for figure in figures:
        percent = percents.get(figure.key[:2])
        if percent is None or not is_amount(case.indicator, figure):
            continue
        if not agree(percent.value, figure.value, total):
            steps.append(
                Step(
                    NAME,
                    "{period} is given as {percent} and as {amount}, which is {made} of {total}",
                    period=figure.period,
                    percent=Number(percent.value, "", "%"),
                    amount=_shown(case, figure, figure.value),
                    made=Number(HUNDRED * figure.value / total, "2", "%"),
                    total=total,
                )
            )
            if percent.value:
                remark = Message("the total that the percent was taken of")
                implied = HUNDRED * figure.value / percent.value
                numbers = (figure.value, percent.value)
                formula, places = "100 × {} / {}", places_of(total)
                unit = suffix_of(case.indicator, figure).strip()
                steps.append(Step("implied total", formula, numbers, implied, unit, places, remark))
    return tuple(steps)


def agree(percent: Decimal, amount: Decimal, total: Decimal) -> bool:
    """Whether a percentage, an amount and its total can all be right, each within its rounding.

    >>> from decimal import Decimal as D
    >>> agree(D("64.1"), D(11360), D(17722)), agree(D("64.1"), D(11360), D(18000))
    (True, False)
    """
    products = [
        (percent + a * half_unit(percent)) * (total + a * _of_amount(total)) for a in (-1, 1)
    ]
    slack = HUNDRED * _of_amount(amount)
    return min(products) - slack <= HUNDRED * amount <= max(products) + slack


def _clash(
    case: Case, known: Mapping[Period, Observation], whole: Period, parts: Sequence[Period]
) -> PublishedSum | None:
    weights = case.weights if case.indicator.traits.compounds else None
    weighed = weights is None or all(weights.cover(part) for part in parts)
    shares = tuple(weights.of(part) if weights and weighed else Decimal(1) for part in parts)
    one = PublishedSum(known[whole], tuple(known[part] for part in parts), shares, weighed)
    least, most = _reach(case, one, weights)
    slack = slack_of(case.indicator, one.whole)
    return None if least - slack <= one.whole.value <= most + slack else one


def _reach(case: Case, one: PublishedSum, weights: Weights | None) -> tuple[Decimal, Decimal]:
    """Return the least and the most that the parts can make."""
    slacks = [(p.value, slack_of(case.indicator, p)) for p in one.parts]
    ends = [(value - slack, value + slack) for value, slack in slacks]
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    if weights is None:
        return sum(lows, Decimal(0)), sum(highs, Decimal(0))
    if not one.weighed:
        return min(lows), max(highs)
    ranges = [weights.range_of(part.period) for part in one.parts]
    return extremes(ranges, lows)[0], extremes(ranges, highs)[1]


def _told(case: Case, one: PublishedSum) -> Step:
    parts = tuple(
        Message("{period} ({value})", period=part.period, value=_shown(case, one.whole, part.value))
        for part in one.parts
    )
    told: dict[str, Argument] = {
        "period": one.whole.period,
        "value": _shown(case, one.whole, one.whole.value),
        "parts": parts,
    }
    if not one.weighed:
        between = Message(
            "{period} is given as {value}, not between its parts {parts: and }", **told
        )
        first = Message("{period} was known first", period=_known_first(one).period)
        return Step(NAME, "{clauses:; }", clauses=(between, first))
    growth = case.indicator.traits.compounds
    made = _implied(one, one.whole, growth=growth)[2]
    return Step(
        NAME,
        "{period} is given as {value}, but {parts: and } compose to {made}"
        if growth
        else "{period} is given as {value}, but {parts: and } add up to {made}",
        made=_shown(case, one.whole, made)._replace(mark=str(_places(case, one))),
        **told,
    )


def _shown(case: Case, figure: Observation, value: Decimal) -> Number:
    """Return a number in the unit in which a figure is given."""
    return Number(value, "", suffix_of(case.indicator, figure).strip())


def _revisions(case: Case, one: PublishedSum) -> tuple[Step, ...]:
    """Return what each figure must be if it alone has changed, the likeliest first.

    Of sums that are never negative none is taken to be below zero; where the one known first would
    have to be, the whole may have changed, or the part that was recorded last.
    """
    first, growth = _known_first(one), case.indicator.traits.compounds
    candidates = (one.whole, *one.parts) if len(one.parts) == PAIR else (first,)
    if not _can_be(one, first, growth=growth):
        candidates = one.whole, max(one.parts, key=_recorded)
    steps = []
    for figure in sorted(candidates, key=lambda f: f is not first):
        if not _can_be(one, figure, growth=growth):
            continue
        formula, numbers, value = _implied(one, figure, growth=growth)
        remark = Message(
            "{period}, if it alone has changed: known first of them"
            if figure is first
            else "{period}, if it alone has changed",
            period=figure.period,
        )
        name = word("likely revision") if figure is first else word("or else")
        unit = suffix_of(case.indicator, one.whole).strip()
        steps.append(Step(name, formula, numbers, value, unit, _places(case, one), remark))
    return tuple(steps)


def _can_be(one: PublishedSum, figure: Observation, *, growth: bool) -> bool:
    """Whether a figure can be what the others imply: not of a sign that none of them has."""
    values = [one.whole.value, *(part.value for part in one.parts)]
    implied = _implied(one, figure, growth=growth)[2]
    may_fall, may_rise = min(values) < 0, max(values) > 0
    return growth or ((implied >= 0 or may_fall) and (implied <= 0 or may_rise))


def _recorded(figure: Observation) -> tuple[float, date]:
    moment = figure.recorded_at.timestamp() if figure.recorded_at else 0.0
    return moment, figure.period.end


def _places(case: Case, one: PublishedSum) -> int:
    least = 2 if case.indicator.traits.compounds else 0
    return max(least, *(places_of(figure.value) for figure in (one.whole, *one.parts)))


def _implied(
    one: PublishedSum, figure: Observation, *, growth: bool
) -> tuple[str, tuple[Decimal, ...], Decimal]:
    """Return what `figure` must be for the others to agree: formula, numbers and value."""
    parts = list(zip(one.weights, one.parts, strict=True))
    others = [(w, part.value) for w, part in parts if part is not figure]
    mark = "{:~4} × {}" if growth else "{}"
    flat = [n for w, value in others for n in ((w, value) if growth else (value,))]
    if figure is one.whole:
        formula, numbers, divisors = " + ".join([mark] * len(parts)), flat, list(one.weights)
        value = sum((w * v for w, v in others), Decimal(0))
    else:
        total = sum(one.weights, Decimal(0)) if growth else Decimal(1)
        formula = " − ".join([mark] * len(parts))
        numbers = [*([total] if growth else []), one.whole.value, *flat]
        divisors = [w for w, part in parts if part is figure]
        value = total * one.whole.value - sum((w * v for w, v in others), Decimal(0))
    if not growth:
        return formula, tuple(numbers), value
    below = " + ".join(["{:~4}"] * len(divisors))
    below = f"({below})" if len(divisors) > 1 else below
    return f"({formula}) / {below}", (*numbers, *divisors), value / sum(divisors, Decimal(0))


def _known_first(one: PublishedSum) -> Observation:
    """Return the figure recorded on the earliest day, where all have one; else of earliest end."""
    figures = (one.whole, *one.parts)
    dated = all(figure.recorded_on for figure in figures)

    def order(figure: Observation) -> tuple[date, date]:
        recorded = figure.recorded_on if dated else None
        return recorded or figure.period.last, figure.period.last

    return min(figures, key=order)


def slack_of(indicator: Indicator, figure: Observation) -> Decimal:
    """Return how far a figure may be from what it stands for, in its own unit."""
    percent = indicator.unit.is_percent and not is_amount(indicator, figure)
    return half_unit(figure.value) if percent else _of_amount(figure.value)


def _of_amount(value: Decimal) -> Decimal:
    """Return how far an amount may be from what it stands for.

    Zeros that end a whole number may stand for rounding (13.2 thousand bn is 13,200 bn): half a
    unit of its last other digit, but at most half a percent.
    """
    if places_of(value) or not value:
        return half_unit(value)
    exponent = value.normalize().as_tuple().exponent
    rounding = Decimal((0, (5,), int(exponent) - 1))
    return max(min(rounding, abs(value) * MOST_ROUNDING), half_unit(value))
