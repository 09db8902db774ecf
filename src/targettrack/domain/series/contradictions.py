"""Published figures that contradict each other, and which of them has probably been revised.

A printed number stands for all that print as it; figures contradict each other only where none of
these agree. Base weights that are not given prove only that a whole lies between its parts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import Basis, Qualifier, is_amount, suffix_of
from targettrack.domain.series.composed_growth import extremes
from targettrack.domain.series.likely_revisions import (
    PAIR,
    PublishedSum,
    implied,
    known_first,
    likely_revisions,
    places_shown,
)
from targettrack.domain.series.reading import precedence, read, splits
from targettrack.domain.series.rounding import agree, slack_of
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number, word
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.case import Case
    from targettrack.message import Argument

NAME = word("inconsistent")


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
    return steps + likely_revisions(case, ordered[0]) if ordered and ordered[0].weighed else steps


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
        first = Message("{period} was known first", period=known_first(one).period)
        return Step(NAME, "{clauses:; }", clauses=(between, first))
    growth = case.indicator.traits.compounds
    made = implied(one, one.whole, growth=growth)[2]
    return Step(
        NAME,
        "{period} is given as {value}, but {parts: and } compose to {made}"
        if growth
        else "{period} is given as {value}, but {parts: and } add up to {made}",
        made=_shown(case, one.whole, made)._replace(mark=str(places_shown(case, one))),
        **told,
    )


def _shown(case: Case, figure: Observation, value: Decimal) -> Number:
    """Return a number in the unit in which a figure is given."""
    return Number(value, "", suffix_of(case.indicator, figure).strip())
