"""Where the base weights of a growth are from: given, inferred, borrowed, or days.

Published rates tell weights: where a whole is made up of two periods whose three rates are known,
the second has the share `(G - g1) / (g2 - g1)` of the whole. Source: the identity of contributions
to growth in national accounts (System of National Accounts 2008, chapter 15).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.weights import NO_WEIGHTS, Weights
from targettrack.domain.series.reading import read, splits
from targettrack.domain.values.number import half_unit
from targettrack.domain.values.period import Period, years_before
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag
from targettrack.domain.values.step import Step
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.records.observation import Observation

LEAST_SHARE = Decimal("0.05")
WIDEST = Decimal("0.2")


class Weighing(Struct, frozen=True):
    """Base weights of the parts of a period, what they rest on, and how they were found."""

    weights: Weights
    flags: tuple[Flag, ...] = ()
    steps: tuple[Step, ...] = ()


class Split(Struct, frozen=True):
    """A whole in two, the second with a share of its weight; rates are those it follows from."""

    whole: Period
    first: Period
    second: Period
    share: Decimal
    step: Step

    def fits(self, other: Split) -> bool:
        """Whether no period of one crosses a period of the other."""
        mine, others = ((one.whole, one.first, one.second) for one in (self, other))
        return self.whole != other.whole and not any(
            a.overlaps(b) and not a.contains(b) and not b.contains(a)
            for a, b in product(mine, others)
        )


def weigh(given: Weights, period: Period, figures: Sequence[Observation]) -> Weighing:
    """Return the weights to use for a period.

    They are the given ones where they cover it. Otherwise each ratio that the rates published for
    the period tell is used, and what they do not tell is divided as in the latest earlier year
    whose weights are given, else by days.
    """
    if given.cover(period):
        return Weighing(given)
    found: list[Split] = []
    for split in _inferred(figures, period):
        if all(split.fits(other) for other in found):
            found.append(split)
    year, borrowed = _earlier(given, period)
    steps = [split.step for split in found]
    flags = [Flag.INFERRED_WEIGHTS] if found else []
    if not any(split.whole == period for split in found):
        flags.append(Flag.EQUAL_WEIGHTS if borrowed is NO_WEIGHTS else Flag.BORROWED_WEIGHTS)
        rest = (
            Message("days count equally")
            if borrowed is NO_WEIGHTS
            else Message("the weights of {year} are used", year=str(year))
        )
        if found:
            steps.append(Step("weights", "where the rates tell nothing, {rest}", rest=rest))
        elif year:
            steps.append(Step("weights", "{rest}", rest=rest))
    return Weighing(_divided(period, found, borrowed), tuple(flags), tuple(steps))


def weigh_years(given: Weights, period: Period, figures: Sequence[Observation]) -> Weighing:
    """Return the weights within each year of a period; a year without parts needs none."""
    parts: list[tuple[Period, Decimal]] = []
    flags: dict[Flag, None] = {}
    steps: list[Step] = []
    start = period.start
    while start < period.end:
        year = Period(start, min(years_before(start, -1), period.end))
        found = Weighing(NO_WEIGHTS)
        if any(year.contains(f.period) and f.period != year for f in figures):
            found = weigh(given, year, figures)
        parts += found.weights.parts or ((year, Decimal(year.days)),)
        flags |= dict.fromkeys(found.flags)
        steps += found.steps
        start = year.end
    return Weighing(Weights(tuple(parts)), tuple(flags), tuple(steps))


def inferred_share(
    whole: Decimal, first: Decimal, second: Decimal
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return the share of the second of two periods in their whole, with its least and most.

    Each rate, in percent, stands for all that print as it. None where that leaves the share open by
    more than 0.2, or not surely between 0.05 and 0.95.

    >>> from decimal import Decimal as D
    >>> [f"{number:.3f}" for number in inferred_share(D("8.24"), D("6.99"), D("9.24"))]
    ['0.556', '0.551', '0.560']
    """
    ends = [(rate - half_unit(rate), rate + half_unit(rate)) for rate in (whole, first, second)]
    gaps = [b - a for a, b in product(ends[1], ends[2])]
    if min(gaps) <= 0 <= max(gaps):
        return None
    possible = [(g - a) / (b - a) for g, a, b in product(*ends)]
    least, most = min(possible), max(possible)
    if least < LEAST_SHARE or most > 1 - LEAST_SHARE or most - least > WIDEST:
        return None
    return (whole - first) / (second - first), least, most


def _inferred(figures: Sequence[Observation], period: Period) -> Iterator[Split]:
    known = read((f for f in figures if f.comparator is Comparator.EQUAL), period).figures
    for whole, first, second in splits(known):
        rates = [known[one].value for one in (whole, first, second)]
        found = inferred_share(*rates)
        if found is not None:
            share, least, most = found
            remark = clauses(
                (
                    Message("share of {part} in {whole}", part=second, whole=whole),
                    Message("by rounding {least:3} to {most:3}", least=least, most=most),
                )
            )
            numbers = (rates[0], rates[1], rates[2], rates[1])
            formula = "({} − {}) / ({} − {})"
            step = Step("inferred weight", formula, numbers, share, "", 4, remark)
            yield Split(whole, first, second, share, step)


def _earlier(given: Weights, period: Period) -> tuple[int | None, Weights]:
    """Return the latest earlier year whose weights are given, with them moved to the period."""
    years = {period.start.year - part.start.year for part, _ in given.parts}
    for back in sorted(years):
        moved = Weights(tuple((part.years_later(back), weight) for part, weight in given.parts))
        if back > 0 and moved.cover(period):
            inside = tuple(part for part in moved.parts if period.contains(part[0]))
            return period.start.year - back, Weights(inside)
    return None, NO_WEIGHTS


def _divided(period: Period, found: Sequence[Split], rest: Weights) -> Weights:
    """Divide a period by `rest`, then each whole of a split by its share, keeping its total."""
    if not found:
        return rest
    edges = {period.start, period.end}
    periods = [part for split in found for part in (split.first, split.second)]
    for part in (*periods, *(period for period, _ in rest.parts)):
        edges |= {part.start, part.end}
    pieces = [Period(start, end) for start, end in pairwise(sorted(edges))]
    total = rest.of(period)
    weights = {piece: rest.of(piece) / total for piece in pieces}
    for split in found:
        held = sum(weight for piece, weight in weights.items() if split.whole.contains(piece))
        for part, share in ((split.first, 1 - split.share), (split.second, split.share)):
            inside = [piece for piece in pieces if part.contains(piece)]
            factor = held * share / sum(weights[piece] for piece in inside)
            for piece in inside:
                weights[piece] *= factor
    return Weights(tuple(weights.items()))
