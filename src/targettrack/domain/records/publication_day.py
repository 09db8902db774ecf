"""When figures are due: each some days after the end of its month, quarter or year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, add_months

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator


def publications(indicator: Indicator, since: date, until: date) -> list[date]:
    """Return the days by which the figures of the cycles that end after `since` are due.

    At least the first of them, and all whose cycle is over on the day `until`.
    """
    months = MONTHS_OF[indicator.frequency]
    first = add_months(since + ONE_DAY, 0)
    end = add_months(first, months - (first.month - 1) % months)
    lag = timedelta(days=indicator.publication_lag)
    due: list[date] = []
    while not due or end - ONE_DAY <= until:
        due.append(end - ONE_DAY + lag)
        end = add_months(end, months)
    return due
