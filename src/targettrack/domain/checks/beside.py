"""A figure beside what else is known of its series: other figures, and periods that are like it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.reading import read
from targettrack.domain.values.period import Period, add_months
from targettrack.domain.values.quantity import Comparator
from targettrack.message import Number
from targettrack.shown import places_of, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.reading import Reading

YEARS, BEFORE, TOTALS = 2, 3, 2  # earlier years, periods just before, totals since the same day


class Beside(Struct, frozen=True):
    """A figure, and what is known beside it.

    Attributes:
        others: exact figures of the same measure without its own, in order of day.
        reading: what is known of any period, where figures add up.
    """

    record: CheckedSeries
    figure: Observation
    others: tuple[Observation, ...]
    reading: Reading

    @property
    def indicator(self) -> Indicator:
        """What the figures are of."""
        return self.record.indicator

    @property
    def is_positive(self) -> bool:
        """Whether no figure is below zero."""
        return all(one.value >= 0 for one in (*self.others, self.figure))

    def value_of(self, period: Period) -> Decimal | None:
        """Return what is known of a period: its figure, or what follows from those of its parts."""
        terms = self.reading.of(period)
        return terms.total() if terms else None

    def total_before(self) -> Observation | None:
        """Return what the last total since the start of the figure is, stated or made up."""
        start, end = self.figure.period.start, self.figure.period.end
        ends = {o.period.end for o in self.others if start <= o.period.start and o.period.end < end}
        for earlier in sorted(ends, reverse=True):
            period = Period(start, earlier)
            value = self.value_of(period)
            if value is not None:
                return replace(self.figure, period=period, value=value)
        return None

    def total_after(self) -> Observation | None:
        """Return the next total since the start of the figure that is stated."""
        period = self.figure.period
        same = (o for o in self.others if o.period.start == period.start)
        later = [other for other in same if other.period.end > period.end]
        return min(later, key=_end, default=None)

    def near(self) -> list[Decimal]:
        """Return the values of the same period in earlier years, and of those just before.

        A total since a day is compared with those since the same day, carried on by days.
        """
        period, alike = self.figure.period, _alike(self.figure.period)
        stated = {other.period: other.value for other in self.others}
        if not self.indicator.traits.accumulates:
            before = [o.value for o in self.others if o.period.end < period.end][-BEFORE:]
            return [stated[one] for one in alike[:YEARS] if one in stated] + before
        found = [stated[one] if one in stated else self.value_of(one) for one in alike]
        same = {o.period: o.value for o in self.others if o.period.start == period.start}
        shorter = sorted(one for one in same if one.end < period.end)[-TOTALS:]
        found += [
            rounded(same[one] * period.days / one.days, places_of(same[one])) for one in shorter
        ]
        return [value for value in found if value is not None]

    def shown(self, value: Decimal) -> Number:
        """Return a value in the unit of the figure, with three decimals at most."""
        amount = is_amount(self.indicator, self.figure)
        unit = self.indicator.absolute_unit if amount else self.indicator.unit
        return Number(value, "~3", str(unit))


def around(figures: Sequence[Observation], figure: Observation) -> Sequence[Observation]:
    """Return those of the years before a figure and of the one after it, of figures by day."""
    since, until = _window(figure.period)
    return figures[bisect_left(figures, since, key=_end) : bisect_right(figures, until, key=_end)]


def exact(record: CheckedSeries, *, amounts: bool) -> tuple[Observation, ...]:
    """Return the exact figures of a series by day: those in its unit, or the amounts of a share."""
    return tuple(
        one
        for one in record.figures
        if one.comparator is Comparator.EQUAL
        and not one.stage
        and is_amount(record.indicator, one) is amounts
    )


def reading_of(record: CheckedSeries, figures: Sequence[Observation]) -> Reading:
    """Return what figures say of any period, where they add up."""
    adds = record.indicator.traits.accumulates and figures
    whole = Period(min(f.period.start for f in figures), figures[-1].period.end) if adds else None
    return read(figures, whole) if whole else EMPTY


EMPTY = read((), Period(date.min, date.max))


@lru_cache(maxsize=4096)  # the same periods come in series after series
def _window(period: Period) -> tuple[date, date]:
    return period.years_later(-YEARS).start, period.years_later(1).end


@lru_cache(maxsize=4096)
def _alike(period: Period) -> tuple[Period, ...]:
    """Return the same period of earlier years, and those of the same length just before it."""
    years = (period.years_later(-years) for years in range(1, YEARS + 1))
    return (*years, *_just_before(period))


def _end(figure: Observation) -> date:
    return figure.period.end


def _just_before(period: Period) -> Iterator[Period]:
    """Yield the periods of the same length that end where the one after them starts."""
    months = _months(period)
    for back in range(1, BEFORE + 1):
        if months:
            start = add_months(period.start, -months * back)
            yield Period(start, add_months(start, months))
        else:
            shift = back * (period.end - period.start)
            yield Period(period.start - shift, period.end - shift)


def _months(period: Period) -> int:
    """Return how many whole months a period has; 0 where it is not of whole months."""
    if period.start.day != 1 or period.end.day != 1:
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
