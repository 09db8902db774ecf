"""Which period a report is about."""

from __future__ import annotations

from datetime import date

import pytest

from targettrack.domain.values.calendar import PLAIN, Calendar, Every, latest
from targettrack.domain.values.period import parse_period

VIET_NAM = Calendar(month_starts=15)
APRIL = Calendar(year_starts=4)


@pytest.mark.parametrize(
    ("calendar", "every", "on", "name", "period"),
    [
        (PLAIN, Every.MONTH, "2025-06-03", "May 2025", "2025-05"),
        (PLAIN, Every.MONTH, "2025-06-30", "June 2025", "2025-06"),
        (PLAIN, Every.MONTH, "2025-01-10", "December 2024", "2024-12"),
        (PLAIN, Every.QUARTER, "2025-06-03", "Q1 2025", "2025-Q1"),
        (PLAIN, Every.YEAR, "2025-06-03", "2024", "2024"),
        (PLAIN, Every.WEEK, "2025-06-11", "week to 8 June 2025", "2025-06-02/2025-06-08"),
        (PLAIN, Every.WEEK, "2025-06-08", "week to 8 June 2025", "2025-06-02/2025-06-08"),
        (PLAIN, Every.DAY, "2025-06-11", "11 June 2025", "2025-06-11"),
        (VIET_NAM, Every.MONTH, "2025-05-14", "May 2025", "2025-04-15/2025-05-14"),
        (VIET_NAM, Every.MONTH, "2025-05-13", "April 2025", "2025-03-15/2025-04-14"),
        (VIET_NAM, Every.QUARTER, "2025-03-20", "Q1 2025", "2024-12-15/2025-03-14"),
        (VIET_NAM, Every.YEAR, "2025-12-14", "2025", "2024-12-15/2025-12-14"),
        (APRIL, Every.MONTH, "2025-06-03", "May 2025", "2025-05"),
        (APRIL, Every.QUARTER, "2025-07-01", "Q1 FY2026", "2025-Q2"),
        (APRIL, Every.QUARTER, "2025-04-01", "Q4 FY2025", "2025-Q1"),
        (APRIL, Every.YEAR, "2025-04-01", "FY2025", "2024-04/2025-03"),
        (Calendar(15, 10), Every.YEAR, "2025-09-14", "FY2025", "2024-09-15/2025-09-14"),
    ],
)
def test_the_latest_period_that_is_over_is_reported(
    calendar: Calendar, every: Every, on: str, name: str, period: str
) -> None:
    found = latest(calendar, every, date.fromisoformat(on))
    assert (str(found.name), found.period) == (name, parse_period(period))
