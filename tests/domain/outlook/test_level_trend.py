"""Levels: a line on which the latest values count most."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.outlook.level_trend import project_level

if TYPE_CHECKING:
    from targettrack.domain.outlook.projection import Projection

POVERTY = [(2016.0, 20.6), (2022.0, 19.5)]


def level(
    points: list[tuple[float, float]],
    at: float,
    least: float | None = None,
    most: float | None = None,
) -> Projection:
    """Return a projection that is there."""
    made = project_level(points, at, least, most)
    assert made
    return made


def test_one_value_leads_nowhere() -> None:
    assert project_level(POVERTY[:1], 2030, 0, 100) is None
    assert project_level([(2016.0, 20.6), (2016.0, 20.5)], 2030, 0, 100) is None


def test_what_is_dated_at_the_target_or_later_is_left_out() -> None:
    assert level([*POVERTY, (2030.0, 1.0)], 2030) == level(POVERTY, 2030)


def test_two_values_lead_on_straight() -> None:
    made = level(POVERTY, 2030)
    assert made.point == pytest.approx(19.5 - 1.1 * 8 / 6)
    assert made.history == 2


def test_poverty_will_hardly_be_down_to_its_target() -> None:
    made = level(POVERTY, 2030, 0, 100)
    assert 17 < made.point < 19
    assert 1 - made.probability(11.3) < 0.05


def test_values_on_a_line_lead_along_it() -> None:
    made = level([(0.0, 10.0), (1.0, 12.0), (2.0, 14.0), (3.0, 16.0)], 5)
    assert made.point == pytest.approx(20)


def test_the_latest_values_count_most() -> None:
    bent = [(0.0, 10.0), (1.0, 10.0), (2.0, 10.0), (3.0, 13.0)]
    unweighted = 10.75 + 0.9 * 2.5
    assert level(bent, 4).point > unweighted


def test_the_weights_are_one_over_the_time_left() -> None:
    # weights 1/3, 1/2 and 1: sums 11/6, of times -3, of squares 6, of values 7/6 and -2
    made = level([(0.0, 1.0), (1.0, 1.0), (2.0, 2.0)], 3)
    p0, p1 = 1 / 3 + 1 / 2 + 2, -1.0 - 1.0 - 2.0
    assert made.point == pytest.approx((6 * p0 + 3 * p1) / (6 * 11 / 6 - 9))


def test_between_two_limits_it_never_leaves_them() -> None:
    made = level([(2020.0, 95.0), (2021.0, 97.0), (2022.0, 99.0)], 2030, 0, 100)
    assert 99 < made.point <= made.high <= 100
    assert made.low >= 0


def test_one_limit_holds_the_straight_line() -> None:
    made = level([(2020.0, 6.0), (2021.0, 4.0), (2022.0, 2.0)], 2030, least=0)
    assert made.low == made.point == 0
    assert made.probability(0) == 1.0


def test_a_value_at_its_limit_is_no_obstacle() -> None:
    made = level([(2020.0, 98.0), (2021.0, 100.0), (2022.0, 100.0)], 2023, 0, 100)
    assert made.high == 100


def test_a_level_that_never_moved_is_still_not_certain() -> None:
    made = level([(2020.0, 50.0), (2021.0, 50.0), (2022.0, 50.0)], 2023)
    assert made.low < made.point < made.high


def test_a_share_that_never_moved_is_known_to_about_a_point() -> None:
    made = level([(2020.0, 50.0), (2021.0, 50.0), (2022.0, 50.0)], 2023, 0, 100)
    odds = 1.638 * 0.04  # Student's t with 3 degrees of freedom, one point at the middle
    assert made.high == pytest.approx(100 / (1 + math.exp(-odds)), abs=0.01)
    assert made.low == pytest.approx(100 - made.high, abs=1e-6)


def test_only_what_strays_from_the_drift_before_the_latest_widens_the_interval() -> None:
    steady = level([(0.0, 10.0), (1.0, 12.0), (3.0, 16.0), (4.0, 16.0)], 6)
    assert steady.high - steady.point == pytest.approx(1.638 * 0.01 * 38 / 3, rel=1e-3)


POINTS = st.lists(
    st.tuples(st.integers(2000, 2024).map(float), st.floats(1, 99)),
    min_size=2,
    max_size=8,
    unique_by=lambda point: point[0],
)


@given(POINTS, st.sampled_from([(None, None), (0.0, None), (0.0, 100.0)]))
def test_any_values_give_an_interval_round_the_middle(
    points: list[tuple[float, float]], limits: tuple[float | None, float | None]
) -> None:
    made = level(points, 2030, *limits)
    assert made.low <= made.point <= made.high
    assert 0 <= made.probability(60) <= made.probability(40) <= 1


@given(POINTS, st.floats(0.001, 1e9))
def test_units_change_nothing(points: list[tuple[float, float]], factor: float) -> None:
    made = level(points, 2030)
    scaled = level([(time, value * factor) for time, value in points], 2030)
    assert scaled.high == pytest.approx(made.high * factor, rel=1e-6, abs=1e-6 * factor)


@given(POINTS, st.floats(-1000, 1000))
def test_a_mirrored_level_has_mirrored_odds(points: list[tuple[float, float]], goal: float) -> None:
    made = level(points, 2030)
    mirrored = level([(time, -value) for time, value in points], 2030)
    assert 1 - mirrored.probability(-goal) == pytest.approx(made.probability(goal), abs=1e-6)


@given(
    st.lists(st.tuples(st.integers(2000, 2024).map(float), st.floats(-99, 99)), min_size=3).filter(
        lambda points: len({time for time, _ in points}) > 2
    ),
    st.sampled_from([None, 0.0]),
    st.lists(st.floats(-300, 300)),
)
def test_a_better_latest_level_never_makes_a_target_less_likely(
    points: list[tuple[float, float]], least: float | None, goals: list[float]
) -> None:
    *before, (latest, _) = sorted(dict(points).items())
    made = [level([*before, (latest, value)], 2030, least) for value in (-500, -50, 0, 1, 60, 900)]
    for worse, better in pairwise(made):
        assert all(better.probability(g) >= worse.probability(g) - 1e-9 for g in goals)


def test_the_latest_level_moves_the_middle_and_not_the_spread() -> None:
    known = [(2020.0, 5.0), (2021.0, 6.0), (2022.0, 6.5)]
    low, high = (level([*known, (2023.0, value)], 2026) for value in (6.0, 90.0))
    assert high.point > low.point
    assert high.high - high.low == pytest.approx(low.high - low.low)


def test_three_values_stray_by_their_first_change() -> None:
    made = level([(0.0, 10.0), (2.0, 14.0), (4.0, 15.0)], 5)
    # a variance of 4 ** 2 / 2 a year, one year ahead of two changes over four years
    scale = 1.6 * math.sqrt(8 * (1 + 1 / 4))
    assert made.bells[0].scale == pytest.approx(scale)
