"""Where the axes of a chart have their marks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.values.period import ONE_DAY, add_months

if TYPE_CHECKING:
    from datetime import date

VALUE_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)


def value_marks(low: Decimal, high: Decimal, most: int) -> list[Decimal]:
    """Return round values around `low` to `high`, about `most` of them."""
    span = high - low or abs(high) or Decimal(1)
    power = Decimal(1).scaleb((span / most).adjusted())
    step = next(step * power for step in VALUE_STEPS if step * power * most >= span)
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), (high / step)
    count = int(last.to_integral_value("ROUND_CEILING") - first)
    return [(first + number) * step for number in range(max(count, 1) + 1)]


def date_marks(first: date, last: date, most: int) -> list[date]:
    """Return month ends between two days, at most so many; the days where none lies between."""
    for step in MONTH_STEPS:
        found = []
        following = add_months(first, 1)
        while following - ONE_DAY <= last:
            end = following - ONE_DAY
            found += [end] if (end.year * 12 + end.month) % step == 0 else []
            following = add_months(following, 1)
        if 0 < len(found) <= most:
            return found
    return [first, last] if first < last else [first]
