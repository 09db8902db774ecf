"""Figures whose size does not fit their series."""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, is_amount
from targettrack.domain.values.period import MONTHS_OF
from targettrack.domain.values.quantity import Comparator
from targettrack.message import Message
from targettrack.shown import places_of, rounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.checks.finding import RankedFinding
    from targettrack.domain.records.kind import Kind
    from targettrack.domain.records.observation import Observation

YEAR = MONTHS_OF["year"]
LEAST_CHANGES = 8
NORMAL = 0.6745  # the median absolute deviation of a standard normal
LIMIT = 6.0
LEAST_SPREAD = 0.05


class _Point(Struct, frozen=True):
    """The value of one cycle and the figure that it was read from or ends with."""

    value: float
    figure: Observation


def outliers(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield figures whose change is far from the changes of their series.

    The change is on the same cycle of the year before, or on the cycle before where fewer than
    eight of those are known: of amounts the logarithm of the ratio, of percents the difference. Its
    modified z-score is 0.6745 (change - median) / MAD (Iglewicz and Hoaglin, How to Detect and
    Handle Outliers, 1993); they flag from 3.5, which real monthly series pass twice as often as
    LIMIT, and here the MAD counts as at least 5%. A figure is an outlier only if the change after
    it is as far off to the other side, or there is none yet: a new level is none. Fewer than eight
    changes flag nothing.
    """
    for points in _sequences(record):
        is_percent = record.indicator.unit.is_percent and not is_amount(
            record.indicator, next(iter(points.values())).figure
        )
        cycle = MONTHS_OF[record.indicator.frequency]
        for lag in (YEAR, cycle):
            changes = {
                month: _change(points[month - lag].value, point.value, is_percent=is_percent)
                for month, point in points.items()
                if month - lag in points
            }
            if len(changes) >= LEAST_CHANGES:
                yield from _far_off(record, points, changes, lag, is_percent=is_percent)
                break


def _change(before: float, after: float, *, is_percent: bool) -> float:
    return after - before if is_percent else math.log(after / before)


def _far_off(
    record: CheckedSeries,
    points: dict[int, _Point],
    changes: dict[int, float],
    lag: int,
    *,
    is_percent: bool,
) -> Iterator[RankedFinding]:
    middle = median(changes.values())
    spread = median(abs(change - middle) for change in changes.values())
    least = 10 * LEAST_SPREAD if is_percent else LEAST_SPREAD
    scores = {m: NORMAL * (c - middle) / max(spread, least) for m, c in changes.items()}
    found_at: set[int] = set()
    for month, score in scores.items():
        back = scores.get(month + lag)
        if month - lag in found_at:  # it only changed back
            continue
        if abs(score) < LIMIT or (back is not None and (abs(back) < LIMIT or back * score > 0)):
            continue
        found_at.add(month)
        base, point = points[month - lag], points[month]
        usual = base.value + middle if is_percent else base.value * math.exp(middle)
        ago = "year" if lag == YEAR else record.indicator.frequency
        told = [_told(record, point.figure, value) for value in (point.value, base.value, usual)]
        found = Message(
            "{told}, where {told2} a {ago} before and the usual change lead to {told3}",
            told=told[0],
            told2=told[1],
            ago=Message(ago),
            told3=told[2],
        )
        advice = Message("compare it with its source; log it again if it was mistyped")
        yield record.finding("outlier", point.figure.period, found, advice, abs(score))


def _told(record: CheckedSeries, figure: Observation, value: float) -> str:
    places = max(record.indicator.precision, places_of(figure.value))
    return record.told(figure, rounded(Decimal(value), places))


def _sequences(record: CheckedSeries) -> Iterator[dict[int, _Point]]:
    """Yield series of one point a cycle, by the number of the month in which it ends.

    Sums are taken apart: a total less the total of the cycle before. Of amounts only those above
    zero have a ratio.
    """
    cycle, indicator = MONTHS_OF[record.indicator.frequency], record.indicator
    exact = [f for f in record.figures if f.comparator is Comparator.EQUAL and not f.stage]
    for amount in (False, True):
        for basis in Basis:
            chosen = [f for f in exact if is_amount(indicator, f) is amount and f.basis is basis]
            points = {}
            before: Observation | None = None
            for figure in chosen:
                found = _alone(figure, before, cycle, indicator.kind)
                if found is not None and (found > 0 or (indicator.unit.is_percent and not amount)):
                    points[_month(figure)] = _Point(found, figure)
                before = figure
            if points:
                yield points


def _month(figure: Observation) -> int:
    end = figure.period.end
    return end.year * YEAR + end.month


def _alone(figure: Observation, before: Observation | None, cycle: int, kind: Kind) -> float | None:
    """Return the value of the cycle that a figure ends; None where it cannot be told."""
    period = figure.period
    if period.end.day != 1:
        return None
    months = _month(figure) - (period.start.year * YEAR + period.start.month)
    if not kind.traits.accumulates or (months == cycle and period.start.day == 1):
        return float(figure.value)
    follows = before is not None and before.period.start == period.start
    if before is None or not follows or before.period.end.day != 1:
        return None
    return float(figure.value - before.value) if _month(figure) - _month(before) == cycle else None
