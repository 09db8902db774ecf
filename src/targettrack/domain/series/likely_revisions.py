"""Where a published whole and its parts contradict each other: which may have been revised."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import suffix_of
from targettrack.domain.values.step import Step
from targettrack.message import Message, word
from targettrack.shown import places_of

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case

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


def likely_revisions(case: Case, one: PublishedSum) -> tuple[Step, ...]:
    """Return what each figure must be if it alone has changed, the likeliest first.

    Of sums that are never negative none is taken to be below zero; where the one known first would
    have to be, the whole may have changed, or the part that was recorded last.
    """
    first, growth = known_first(one), case.indicator.traits.compounds
    candidates = (one.whole, *one.parts) if len(one.parts) == PAIR else (first,)
    if not _can_be(one, first, growth=growth):
        candidates = one.whole, max(one.parts, key=_recorded)
    steps = []
    for figure in sorted(candidates, key=lambda f: f is not first):
        if not _can_be(one, figure, growth=growth):
            continue
        formula, numbers, value = implied(one, figure, growth=growth)
        remark = Message(
            "{period}, if it alone has changed: known first of them"
            if figure is first
            else "{period}, if it alone has changed",
            period=figure.period,
        )
        name = word("likely revision") if figure is first else word("or else")
        unit = suffix_of(case.indicator, one.whole).strip()
        steps.append(Step(name, formula, numbers, value, unit, places_shown(case, one), remark))
    return tuple(steps)


def _can_be(one: PublishedSum, figure: Observation, *, growth: bool) -> bool:
    """Whether a figure can be what the others imply: not of a sign that none of them has."""
    values = [one.whole.value, *(part.value for part in one.parts)]
    needed = implied(one, figure, growth=growth)[2]
    may_fall, may_rise = min(values) < 0, max(values) > 0
    return growth or ((needed >= 0 or may_fall) and (needed <= 0 or may_rise))


def _recorded(figure: Observation) -> tuple[float, date]:
    moment = figure.recorded_at.timestamp() if figure.recorded_at else 0.0
    return moment, figure.period.end


def places_shown(case: Case, one: PublishedSum) -> int:
    """Return with how many decimals a sum is shown: as many as any of its figures has."""
    least = 2 if case.indicator.traits.compounds else 0
    return max(least, *(places_of(figure.value) for figure in (one.whole, *one.parts)))


def implied(
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


def known_first(one: PublishedSum) -> Observation:
    """Return the figure recorded on the earliest day, where all have one; else of earliest end."""
    figures = (one.whole, *one.parts)
    dated = all(figure.recorded_on for figure in figures)

    def order(figure: Observation) -> tuple[date, date]:
        recorded = figure.recorded_on if dated else None
        return recorded or figure.period.last, figure.period.last

    return min(figures, key=order)
