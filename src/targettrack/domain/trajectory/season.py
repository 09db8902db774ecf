"""The shape of a year as past years had it: what had come by each day, of what came in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.case import HISTORY_YEARS, ZERO
from targettrack.domain.series.reading import read
from targettrack.domain.trajectory.trajectory import Corner, Trajectory
from targettrack.domain.values.period import ONE_DAY, Period, years_before
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case

LEAST_CORNERS = 3  # start, something in between, end: less has no shape


class PastYear(Struct, frozen=True):
    """What had come by each day of a past way, laid on the days of the way that is judged."""

    period: Period
    path: Trajectory

    @property
    def total(self) -> Decimal:
        """What came in all, up to its closing."""
        return self.path.end.value

    def share(self, day: date) -> Decimal:
        """Return which part of the total had come by a day."""
        return self.path.expected(day) / self.total

    def off_its_line(self, day: date) -> Decimal:
        """Return how much more had come by a day than on a straight line to the total."""
        path = self.path
        line = Trajectory((path.origin, path.end))
        return path.expected(day) - line.expected(day)


def past_years(case: Case, figures: Sequence[Observation]) -> tuple[PastYear, ...]:
    """Return the comparable years before the target's period whose shape is known, latest first.

    A year is known if its total up to its closing is, and a total on some day before. Days lie on
    the same days of the calendar, ends of months on ends of months. Figures that are only bounds do
    not count.
    """
    exact = [f for f in figures if f.comparator is Comparator.EQUAL]
    first, last = case.target.period.start, case.target.period.last
    length = last.year - first.year + ((last.month, last.day) >= (first.month, first.day))
    found = (_past_year(case, exact, back) for back in range(length, HISTORY_YEARS + 1, length))
    return tuple(year for year in found if year is not None)


def _past_year(case: Case, figures: Sequence[Observation], back: int) -> PastYear | None:
    target = case.target
    first, last, closing = (
        years_before(day, back) for day in (target.period.start, target.period.last, target.closing)
    )
    begun = [f for f in figures if first <= f.period.start <= last]
    known = _known(case, begun, Period(first, closing + ONE_DAY))
    if closing not in known or len(known) < LEAST_CORNERS:
        return None
    if case.indicator.traits.of_a_whole and known[closing] <= 0:
        return None
    laid = {min(years_before(day, -back), target.closing): known[day] for day in sorted(known)}
    corners = tuple(Corner(day, value) for day, value in laid.items())
    return PastYear(Period(first, last + ONE_DAY), Trajectory(corners))


def _known(case: Case, figures: Sequence[Observation], period: Period) -> dict[date, Decimal]:
    """Return the totals of a past way; of a share those in percent or the amounts, if more."""
    if not case.indicator.traits.of_a_whole:
        return read(figures, period).totals()
    amounts = [f for f in figures if is_amount(case.indicator, f)]
    percents = [f for f in figures if not is_amount(case.indicator, f)]
    both = (read(percents, period).totals(), read(amounts, period).totals())
    return max(both, key=lambda known: (period.last in known, len(known)))


def have_shares(years: Sequence[PastYear], target_value: Decimal) -> bool:
    """Whether every total has the sign of `goal`, so that it can be divided by."""
    return all(year.total * target_value > 0 for year in years)


def seasonal_to(straight: Trajectory, years: Sequence[PastYear]) -> Trajectory:
    """Lay the mean shape of past years from nothing to the end of a straight line.

    `p = T S(t)` with S the mean share that had come by then. Where a total is zero or of another
    sign there is no share: then `p` is the straight line and the mean distance of those years from
    theirs.
    """
    target_value, count = straight.end.value, len(years)
    shares = have_shares(years, target_value)
    days = sorted({corner.day for year in years for corner in year.path.corners})
    corners = [
        Corner(
            day,
            target_value * sum((year.share(day) for year in years), ZERO) / count
            if shares
            else straight.expected(day)
            + sum((year.off_its_line(day) for year in years), ZERO) / count,
        )
        for day in days[1:-1]
    ]
    return Trajectory((straight.origin, *corners, straight.end))
