"""What share of a year's plan is spent in the end: a measured season, back-loaded everywhere.

Shares are read against a ceiling of 120% of the plan, as the logarithm of their odds:
`z(x) = ln(x / (1.2 - x))`. To the end of the year every unit rises by about the same amount, with a
spread that shrinks with the root of the time that is left. The constants were measured on the
public investment of 29 ministries and provinces of Viet Nam; `benchmarks/plan_spending.py` scores
them unit by unit.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from targettrack.domain.outlook.projection import Bell, LogitAxis, Projection, projection
from targettrack.message import Message

if TYPE_CHECKING:
    from datetime import date

CEILING = 120.0  # per cent of the plan; 110 to 130 score alike
FREEDOM = 5.0
# How far z rises from the end of the month to the end of the year.
RISE = {2: 3.38, 3: 2.92, 4: 2.52, 5: 2.16, 6: 1.84, 7: 1.55, 8: 1.26, 9: 0.99, 10: 0.71, 11: 0.40}
# 0.41 as fitted, times 1.1: of one year fitted and the other judged, intervals held 78% unwidened.
SPREAD = 0.45
HISTORY_SPREAD = 0.45  # of last year's result as a forecast of this year's; 0.3 to 0.9 score alike
# Of other spending intervals hold 83% with twice the spread (South Africa's votes), odds do not.
OTHER = (0.9, 0.75)
LEAST = 2.0  # per cent spent below which nothing is told
# A plan that closes in January: the nation rose from 85.3 and 84.6% in December to 93.1% twice.
JANUARY_RISE, JANUARY_SPREAD = 0.35, 0.20
METHOD = Message(
    "What is left is spent as plans of public investment are: most of it late in the year; "
    "the season is measured, not this unit's own."
)


class YearOfPlan(NamedTuple):
    """The days of a plan: its first, the last of its year, and the last on which payments count."""

    first: date
    last: date
    closing: date


def rise_left(on: date, year: YearOfPlan) -> float | None:
    """Return how far z still rises to the end of the year; None before the second month's end."""
    ends = [(_month_end(year, month), rise) for month, rise in RISE.items()]
    ends.append((year.last.toordinal(), 0.0))
    day = on.toordinal()
    if day < ends[0][0]:
        return None
    if day >= ends[-1][0]:
        return 0.0
    at = bisect_right(ends, day, key=lambda end: end[0])
    (before, high), (after, low) = ends[at - 1], ends[at]
    return high + (low - high) * (day - before) / (after - before)


def _month_end(year: YearOfPlan, month: int) -> int:
    """Return the ordinal of the last day of a plan's month, the first of which is 1."""
    ahead = year.first.month - 1 + month
    first = year.first.replace(year=year.first.year + ahead // 12, month=ahead % 12 + 1, day=1)
    return first.toordinal() - 1


def project_spending(
    spent: float, on: date, year: YearOfPlan, last_result: float | None, *, measured: bool = True
) -> Projection | None:
    """Project the percent of a plan that is spent in the end.

    Args:
        spent: percent of the plan spent by the evening of `on`.
        on: the day of the figure, within the plan's year or until it closes.
        year: the days of the plan.
        last_result: percent of last year's plan spent at its year's end, where it is known.
        measured: whether the season was measured on such plans; else the interval is wider.

    Returns:
        The projection, never below what is spent; None before the end of the second month or
        below 2%, where nothing is told.
    """
    rise = rise_left(on, year)
    if rise is None or spent < LEAST or spent >= CEILING:
        return None
    days = (year.last - year.first).days + 1
    gone = min((on - year.first).days + 1, days) / days
    own, past = (SPREAD, HISTORY_SPREAD) if measured else OTHER
    spread = own * math.sqrt(1 - gone)
    middle = _z(spent) + rise
    if last_result is not None and 0 < last_result < CEILING and spread:
        weight = spread**2 / (spread**2 + past**2)
        middle = (1 - weight) * middle + weight * _z(last_result)
        spread *= math.sqrt(1 - weight)
    if year.closing > year.last:
        left = min(1.0, (year.closing - on).days / (year.closing - year.last).days)
        middle += JANUARY_RISE * left
        spread = math.hypot(spread, JANUARY_SPREAD * math.sqrt(left))
    axis = _SpentAxis(LogitAxis(0.0, CEILING), spent)
    history = 0 if last_result is None else 1
    return projection([Bell(1.0, middle, spread, FREEDOM)], axis, METHOD, history)


def _z(percent: float) -> float:
    return math.log(percent / (CEILING - percent))


class _SpentAxis(Struct, frozen=True):
    """A share of the way to the ceiling; what is spent stays spent."""

    way: LogitAxis
    spent: float

    def place(self, value: float) -> float:
        """Return the logarithm of the odds of a share; what is reached cannot be missed."""
        return -math.inf if value <= self.spent else self.way.place(value)

    def value(self, place: float) -> float:
        """Return the share at `place`, never below what is spent."""
        return max(self.way.value(place), self.spent)
