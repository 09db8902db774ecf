"""Growth of a year from its rates: what is asked of the past, and how the odds move."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.outlook.growth_rates import (
    RatesSeen,
    project_rates,
    rest_of_year,
    unrest,
)

CHANGES = (0.004, -0.003, 0.006, -0.002, 0.005)


def seen(quarters: float = 2, years: tuple[float, ...] = (7.0, 6.5, 7.5), **more: Any) -> RatesSeen:
    """Return what is known after some quarters, with growth in percent."""
    known = RatesSeen(
        quarters / 4, quarters, grown(8.0), grown(8.5), [*map(grown, years)], CHANGES, monthly=False
    )
    return known._replace(**more)


def grown(percent: float) -> float:
    return math.log1p(percent / 100)


def test_the_rest_of_the_year_follows_the_formula() -> None:
    found = rest_of_year(seen())
    assert found is not None
    years = [math.log1p(year) for year in (0.07, 0.065, 0.075)]
    centre = (
        0.0052
        - 0.0063 * math.log1p(0.08)
        + 0.8025 * math.log1p(0.085)
        + 0.1256 * sum(years) / 3
        - 0.0947 * years[0]
    )
    assert found == pytest.approx((centre, 0.6016 * unrest(CHANGES) + 0.0034))


def test_the_whole_is_composed_of_what_has_passed_and_the_rest() -> None:
    projected = project_rates(seen())
    found = rest_of_year(seen())
    assert projected is not None
    assert found is not None
    assert projected.point == pytest.approx(0.5 * 8.0 + 50 * math.expm1(found[0]))


def test_recent_changes_between_quarters_count_more() -> None:
    assert unrest((0.0, 0.0, 0.01)) > unrest((0.01, 0.0, 0.0)) > 0
    assert unrest((0.01, -0.01)) == pytest.approx(0.01)


@pytest.mark.parametrize(
    "known",
    [
        seen(quarters=1, years=()),
        seen(quarters=1.67, years=()),
        seen(changes=()),
        seen(quarters=3, changes=()),
    ],
)
def test_with_too_little_past_nothing_is_told(known: RatesSeen) -> None:
    assert project_rates(known) is None


def test_two_quarters_without_a_past_year_are_enough() -> None:
    assert project_rates(seen(years=(), changes=(0.01,))) is not None


def test_months_lie_between_the_quarters_and_are_told_wider() -> None:
    at_quarters = [rest_of_year(seen(quarters=quarters)) for quarters in (2, 3)]
    between = rest_of_year(seen(quarters=2 + 1 / 3))
    as_months = rest_of_year(seen(quarters=2 + 1 / 3, monthly=True))
    assert None not in at_quarters
    assert between is not None
    assert as_months is not None
    centres = sorted(found[0] for found in at_quarters if found)
    assert centres[0] <= between[0] <= centres[1]
    assert as_months == pytest.approx((between[0], 1.2 * between[1]))


@given(
    st.floats(0.1, 3.9),
    st.floats(-20, 40),
    st.lists(st.floats(-10, 30), min_size=1, max_size=4).map(tuple),
    st.floats(-20, 40),
    st.floats(0.01, 5),
)
def test_a_better_last_quarter_never_gives_worse_odds(
    quarters: float, latest: float, years: tuple[float, ...], target: float, better: float
) -> None:
    one = project_rates(seen(quarters, years, so_far=grown(5), latest=grown(latest)))
    two = project_rates(seen(quarters, years, so_far=grown(5), latest=grown(latest + better)))
    assert one is not None
    assert two is not None
    assert one.low <= one.point <= one.high
    assert two.probability(target) >= one.probability(target) - 1e-9
