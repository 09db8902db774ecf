"""The finest known totals of a series, laid out in months, quarters or years around a period."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.outlook.period_total import YEARS
from targettrack.domain.outlook.six_types import KnownPart
from targettrack.domain.records.observation import Basis, Qualifier
from targettrack.domain.series.reached import countable, in_indicators_unit, reading_of
from targettrack.domain.series.reading import Terms, read
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
    months_between,
    years_before,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reading import Reading

YEAR = 12
QUARTERS = 4


class Layout(Struct, frozen=True):
    """Known periods in parts of a period of `horizon` parts, `per_year` of them a year.

    Attributes:
        by_way: whether an issued trajectory stands for last year.
        done: the total of all that is known of the period, within a part too.
        open: how much of each part of the period is not known, from 0 to 1.
    """

    known: tuple[KnownPart, ...]
    horizon: int
    per_year: int
    by_way: bool
    done: float
    open: tuple[float, ...]

    @property
    def seasonal(self) -> bool:
        """Whether the season of some past year is known: at least its quarters."""
        least = min(self.per_year, QUARTERS)
        years = Counter(s.start // self.per_year for s in self.known if s.start < 0)
        return not self.by_way and max(years.values(), default=0) >= least

    @property
    def passed(self) -> float:
        """How much of the period is known, from 0 to 1."""
        return 1 - sum(self.open) / self.horizon


def known_parts(case: Case, issued: Sequence[tuple[date, float]] = ()) -> Layout:
    """Lay out what is known of a sum from three years before the target's period to its closing.

    Months are counted from the first day of the period. What is known only from one day within a
    month to another is divided at the ends of months, by days; of a month that is known in part the
    rest is open. A period that goes on after its year (a plan that closes in the next January) has
    as many parts to the year as itself, so that each year's plan is one year of the layout.

    Finer figures than the indicator's frequency make the layout monthly.

    Args:
        case: what is judged.
        issued: day and value of the corners of an issued trajectory, which stands for last year
            where nothing is known of any earlier year.
    """
    now, revision = reading_of(case), case.usual_revision
    way = now.period

    def value(figure: Observation) -> Decimal:
        return in_indicators_unit(case, figure)

    edges = _edges(way)
    horizon = len(edges) - 1
    year = horizon if YEAR < horizon < 2 * YEAR else YEAR
    figures = countable(case)
    never_negative = _never_negative(figures, value)
    known, unknown = _laid(now, edges, value, revision)
    known = _latest_as_one(joined(known) if never_negative else known, edges, now)
    for first, past in _pasts(figures, way, year):
        totals, _ = _laid(past, _edges(past.period), value, revision)
        totals = joined(totals) if never_negative else totals
        known[:0] = (KnownPart(first + s.start, first + s.end, s.total, s.spread) for s in totals)
    by_way = bool(issued) and not any(s.start < 0 for s in known)
    if by_way:
        days = [(round(months_between(way.start - ONE_DAY, day)), due) for day, due in issued]
        rises = ((a, b, v - u) for (a, u), (b, v) in pairwise(days) if a < b)
        known.extend(KnownPart(a - year, b - year, rise) for a, b, rise in rises)
    size = MONTHS_OF[case.indicator.frequency]
    cut = any(edge % size for s in known for edge in (s.start, s.end)) or horizon % size
    if cut or any(0 < part < 1 for part in unknown):
        size = 1
    return Layout(
        tuple(KnownPart(s.start // size, s.end // size, s.total, s.spread) for s in known),
        horizon // size,
        max(year // size, 1),
        by_way,
        float(now.running().total(value)),
        tuple(sum(unknown[at : at + size]) / size for at in range(0, horizon, size)),
    )


def _never_negative(
    figures: Sequence[Observation], value: Callable[[Observation], Decimal]
) -> bool:
    """Whether no figure is below zero, nor a running total below the one before it.

    A running total that has fallen says of what lies between what a figure below zero says of it.
    """
    running: defaultdict[date, dict[date, Decimal]] = defaultdict(dict)
    for figure in figures:
        if figure.basis is Basis.YTD:
            running[figure.period.start][figure.period.end] = value(figure)
    falls = any(
        earlier > later
        for totals in running.values()
        for (_, earlier), (_, later) in pairwise(sorted(totals.items()))
    )
    return not falls and all(figure.value >= 0 for figure in figures)


def joined(known: Sequence[KnownPart]) -> list[KnownPart]:
    """Join parts that come out below zero, though no figure is, with those beside them.

    Figures that contradict each other leave less than nothing to a part. What they come to together
    they contradict no more.
    """
    found: list[KnownPart] = []
    for part in known:
        found.append(part)
        while len(found) > 1 and _beside(found[-2], found[-1]) and _is_short(found):
            last = found.pop()
            found[-1] = _together(found[-1], last)
    return [replace(part, total=max(part.total, 0.0)) for part in found]


def _is_short(found: Sequence[KnownPart]) -> bool:
    """Whether one of the last two is below zero."""
    return found[-1].total < 0 or found[-2].total < 0


def _beside(one: KnownPart, following: KnownPart) -> bool:
    """Whether nothing lies between two parts, nor the start of the target's period."""
    return one.end == following.start != 0


def _together(one: KnownPart, following: KnownPart) -> KnownPart:
    total, spread = one.total + following.total, max(one.spread, following.spread)
    return KnownPart(one.start, following.end, total, spread)


def _latest_as_one(
    known: Sequence[KnownPart], edges: Sequence[date], now: Reading
) -> list[KnownPart]:
    """Join the months that the latest figure has a part in.

    What is judged by all but the latest is then judged without any of it.
    """
    since = now.pieces[-1].start if now.runs else now.period.end
    before = [s for s in known if edges[s.end] <= since]
    latest = known[len(before) :]
    if len(latest) <= 1:
        return list(known)
    return [*before, reduce(_together, latest)]


def _pasts(figures: Sequence[Observation], way: Period, year: int) -> Iterator[tuple[int, Reading]]:
    """Yield the readings of the years before a way, latest first, with the part each begins at.

    Years of twelve months are read together, the plans of longer ones each by itself: they overlap.
    """
    if year == YEAR:
        yield -YEARS * YEAR, read(figures, Period(years_before(way.start, YEARS), way.start))
        return
    for back in range(1, YEARS + 1):
        plan = Period(years_before(way.start, back), years_before(way.last, back) + ONE_DAY)
        following = years_before(way.start, back - 1)
        yield -back * year, read((f for f in figures if f.period.start < following), plan)


def _edges(period: Period) -> list[date]:
    """Return the first day of each month, counted from the period's first day, and what follows."""
    edges = [period.start]
    while edges[-1] < period.end:
        month = add_months(period.start, len(edges))
        length = monthrange(month.year, month.month)[1]
        edges.append(month.replace(day=min(period.start.day, length)))
    return edges


def _laid(
    reading: Reading,
    edges: Sequence[date],
    value: Callable[[Observation], Decimal],
    revision: float,
) -> tuple[list[KnownPart], list[float]]:
    """Return the whole months that are known, in order, and how much of every month is not.

    A last month that the period cuts counts in full at its rate, and is open as far as it goes.
    """
    # As final as the longest figure that ends with it: a total that is settled settles its parts.
    by_length = sorted(reading.figures.values(), key=lambda figure: figure.period.days)
    last_word = {figure.period.end: figure.qualifier for figure in by_length}
    known: list[KnownPart] = []
    begun: defaultdict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for piece in reading.pieces:
        total = float((reading.between(piece.start, piece.end) or Terms()).total(value))
        estimated = last_word.get(piece.end) is Qualifier.ESTIMATED
        spread = revision if estimated else 0.0
        first, last = bisect_left(edges, piece.start), bisect_right(edges, piece.end) - 1
        whole = (edges[first], edges[last]) if first <= last else ()
        for start, end in pairwise(sorted({piece.start, *whole, piece.end})):
            part = total * ((end - start).days / piece.days)
            if (start, end) == whole:
                known.append(KnownPart(first, last, part, spread))
            else:
                month = bisect_right(edges, start) - 1
                begun[month].append(((end - start).days, part, spread))
    unknown = [0.0] * (len(edges) - 1)
    for month, (start, end) in enumerate(pairwise(edges)):
        asked, parts = (min(end, reading.period.end) - start).days, begun[month]
        missing = asked - sum(days for days, _, _ in parts)
        if parts and not missing:
            rate = (end - start).days / asked
            total = sum(part for _, part, _ in parts) * rate
            known.append(KnownPart(month, month + 1, total, max(spread for _, _, spread in parts)))
        unknown[month] = missing / (end - start).days
    for one in known:
        unknown[one.start : one.end] = [0.0] * one.parts
    return sorted(known, key=lambda one: one.start), unknown
