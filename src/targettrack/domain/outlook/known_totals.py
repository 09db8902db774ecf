"""The finest known totals of a series, laid out in months, quarters or years around a period."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.outlook.period_total import YEARS
from targettrack.domain.outlook.six_types import Stretch
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, months_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from targettrack.domain.records.indicator import Frequency
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.values.period import Period

YEAR = 12
QUARTERS = 4
NEAR = 0.1  # of a month: an edge this near to a month's counts as that


@dataclass(frozen=True, slots=True)
class Layout:
    """Known stretches in parts of a period of `horizon` parts, `per_year` of them a year.

    Attributes:
        by_way: whether an issued trajectory stands for last year.
    """

    stretches: tuple[Stretch, ...]
    horizon: int
    per_year: int
    by_way: bool

    @property
    def seasonal(self) -> bool:
        """Whether the season of some past year is known: at least its quarters."""
        least = min(self.per_year, QUARTERS)
        years = Counter(s.start // self.per_year for s in self.stretches if s.start < 0)
        return not self.by_way and max(years.values(), default=0) >= least


def known_stretches(
    figures: Iterable[tuple[Observation, float]],
    way: Period,
    frequency: Frequency,
    revision: float,
    issued: Sequence[tuple[date, float]] = (),
) -> Layout:
    """Lay out figures around a way, from three years before it to its end.

    A figure that ends within a month counts by days up to that month's start. A way that goes on
    after its year (a plan that closes in the next January) has as many parts to the year as itself,
    so that each year's plan is one year of the layout.

    Args:
        figures: the latest known vintages, each with its value.
        way: from the start of the target's period to the closing date.
        frequency: of the indicator; finer figures make the layout monthly.
        revision: by how much estimates are usually revised, in log points.
        issued: day and value of the corners of an issued trajectory, which stands for last year
            where nothing is known of any earlier year.
    """
    horizon = max(round(_months(way.start, way.last)), 1)
    year = horizon if YEAR < horizon < 2 * YEAR else YEAR
    edges = []
    for figure, value in figures:
        edge = _edge(_months(way.start, figure.period.start - ONE_DAY), figure.period, way, value)
        if edge is not None:
            plan = min(edge.start // YEAR, 0) * (year - YEAR)
            spread = revision if figure.qualifier is Qualifier.ESTIMATED else 0.0
            edges.append(Stretch(edge.start + plan, edge.end + plan, edge.total, spread))
    known = [
        s
        for s in _finest(edges)
        if -YEARS * year <= s.start and s.end <= horizon and not s.start < 0 < s.end
    ]
    by_way = bool(issued) and not any(s.start < 0 for s in known)
    if by_way:
        days = [(round(_months(way.start, day)), value) for day, value in issued]
        rises = ((a, b, v - u) for (a, u), (b, v) in pairwise(days) if a < b)
        known.extend(Stretch(a - year, b - year, rise) for a, b, rise in rises)
    size = MONTHS_OF[frequency]
    if any(edge % size for s in known for edge in (s.start, s.end)) or horizon % size:
        size = 1
    parts = (Stretch(s.start // size, s.end // size, s.total, s.spread) for s in known)
    return Layout(tuple(parts), horizon // size, max(year // size, 1), by_way)


def _months(origin: date, last: date) -> float:
    """Count months from the start of a day to the evening of another."""
    return float(months_between(origin - ONE_DAY, last))


def _edge(start: float, period: Period, way: Period, value: float) -> Stretch | None:
    """Return a figure between two months' edges; None where it starts within a month."""
    end = _months(way.start, period.last)
    first, last = round(start), round(end) if abs(end - round(end)) < NEAR else math.floor(end)
    if abs(start - first) >= NEAR or last <= first:
        return None
    whole = abs(end - last) < NEAR
    return Stretch(first, last, value if whole else value * (last - first) / (end - first))


def _finest(edges: Iterable[Stretch]) -> list[Stretch]:
    """Return the shortest stretches whose totals follow from figures; none of them overlap.

    Figures that share an edge are joined, longest first, so that a total up to a month and the one
    up to the month before give that month. Where figures disagree the longer one counts.
    """
    chains: list[dict[int, tuple[float, float]]] = []
    for edge in sorted(edges, key=lambda e: (e.start - e.end, e.start)):
        left = next((c for c in chains if edge.start in c), None)
        right = next((c for c in chains if edge.end in c), None)
        if left is not None and left is right:
            continue
        left = left if left is not None else {edge.start: (0.0, 0.0)}
        right = right if right is not None else {edge.end: (0.0, edge.spread)}
        rise = left[edge.start][0] + edge.total - right[edge.end][0]
        joined = {**left, **{e: (total + rise, s) for e, (total, s) in right.items()}}
        chains = [c for c in chains if c is not left and c is not right] + [joined]
    kept: list[Stretch] = []
    for chain in sorted(chains, key=lambda c: min(c) - max(c)):
        for (start, (before, _)), (end, (total, spread)) in pairwise(sorted(chain.items())):
            if all(end <= other.start or other.end <= start for other in kept):
                kept.append(Stretch(start, end, total - before, spread))
    return sorted(kept, key=lambda stretch: stretch.start)
