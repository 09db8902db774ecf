"""One reading of the figures of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.observation import in_force
from targettrack.domain.series.reading import Terms, read
from targettrack.domain.values.period import parse_period
from tests.domain.cases import figure

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation

YEAR = parse_period("2025")


def parts_of(*figures: Observation) -> list[str]:
    """Name the periods that add up."""
    return [str(part.period) for part in read(in_force(figures), YEAR).running().added]


@pytest.mark.parametrize(
    ("periods", "parts"),
    [
        (("2025-01", "2025-02", "2025-03"), ["2025-01", "2025-02", "2025-03"]),
        (("2025-Q1", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-Q1", "2025-04", "2025-05"), ["2025-Q1", "2025-04", "2025-05"]),
        (("2025-01", "2025-01/2025-05"), ["2025-01/2025-05"]),
        (("2025-01/2025-05", "2025-05"), ["2025-01/2025-05"]),
        (("2025-01/2025-04", "2025-05"), ["2025-01/2025-04", "2025-05"]),
        (("2025-01/2025-04", "2025-Q2", "2025-05"), ["2025-01/2025-04", "2025-05"]),
        (("2025-Q1", "2025-06"), ["2025-Q1", "2025-06"]),
        (("2025-02", "2025-03"), ["2025-02", "2025-03"]),
        (("2024-12", "2025-01"), ["2025-01"]),
        (("2024-12/2025-01", "2025-02"), ["2025-02"]),
        (("2025-12", "2026-01"), ["2025-12"]),
        ((), []),
    ],
)
def test_the_parts_of_a_total_follow_each_other_without_overlap(
    periods: tuple[str, ...], parts: list[str]
) -> None:
    assert parts_of(*(figure(period, "1") for period in periods)) == parts


@pytest.mark.parametrize(
    ("periods", "parts"),
    [
        (("2025-Q1", "2025-04", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-Q1", "2025-04", "2025-05", "2025-Q2"), ["2025-Q1", "2025-Q2"]),
        (("2025-H1", "2025-07", "2025-Q3", "2025-10"), ["2025-H1", "2025-Q3", "2025-10"]),
    ],
)
def test_a_quarter_counts_where_its_months_are_not_all_known(
    periods: tuple[str, ...], parts: list[str]
) -> None:
    assert parts_of(*(figure(period, "1") for period in periods)) == parts


def test_the_published_total_counts_before_a_single_figure_of_the_same_stretch() -> None:
    single, published = figure("2025-Q1", "7"), figure("2025-Q1", "8", "ytd")
    assert read(in_force([published, single]), YEAR).running() == Terms((published,))


@pytest.mark.parametrize(
    ("periods", "complete"),
    [
        (("2025-01", "2025-02"), True),
        (("2025-01/2025-05",), True),
        (("2025-Q1", "2025-04"), True),
        (("2025-01", "2025-03"), False),
        (("2025-02",), False),
        (("2025-01/2025-04", "2025-06"), False),
    ],
)
def test_a_total_is_complete_if_no_stretch_is_missing(
    periods: tuple[str, ...], *, complete: bool
) -> None:
    assert read([figure(period, "1") for period in periods], YEAR).is_complete is complete


def test_after_a_gap_the_figure_that_reaches_further_counts_too() -> None:
    figures = [figure(period, "1") for period in ("2025-01", "2025-03", "2025-03/2025-04")]
    assert parts_of(*figures) == ["2025-01", "2025-03/2025-04"]


def test_a_cumulative_figure_makes_up_for_missing_months() -> None:
    months = [figure("2025-01", "1"), figure("2025-04", "1"), figure("2025-01/2025-05", "9")]
    known = read(months, YEAR)
    assert known.running().total() == 9
    assert known.is_complete


def test_month_and_year_to_date_are_two_bases() -> None:
    may, five_months = figure("2025-05", "18.4"), figure("2025-01/2025-05", "13.89")
    assert may.key != five_months.key
    assert read([may, five_months], YEAR).running() == Terms((five_months,))
