"""Damped growth: the formula of the methods, and what a year comes to by it."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.outlook.damped_growth import (
    KnownGrowth,
    growth_of_rest,
    project_rest,
)

FIRST_QUARTER = KnownGrowth(0.208, math.log(1.0699))
FIRST_HALF = KnownGrowth(0.468, math.log(1.0824))


def by_hand(f: float, g: float, r: float, *, v: float, h: float) -> tuple[float, float]:
    """Return centre and scale as the methods write them.

    `v` and `h` are the spread of the parts and the growth before the latest mark.
    """
    a = [-0.5553, 2.2008, 0.2585, 0.6814, -1.0122, 0.8490, -1.5003, -1.6733, -5.5398, -4.6532]
    b = 1 / (1 + math.exp(-(a[0] + a[1] * f)))
    centre = 0.0094 + b * g + (a[2] + a[3] * f) * (r - g)
    square = math.exp(a[4] + a[5] * f) * v**2 + math.exp(a[6] + a[7] * f) * h**2
    return centre, math.sqrt(square + math.exp(a[8] + a[9] * f))


def upper_tail(z: float) -> float:
    """Return the probability that Student's t with 5 degrees of freedom exceeds `z`, exactly."""
    c, angle = 1 / (1 + z * z / 5), math.atan(z / math.sqrt(5))
    return 0.5 - (angle + z / math.sqrt(5) * c * (1 + 2 * c / 3)) / math.pi


def test_centre_and_scale_are_those_of_the_methods() -> None:
    marks = [KnownGrowth(1 / 4, 0.10), KnownGrowth(2 / 4, 0.06)]
    # parts: 0.10, then 2 * 0.06 - 0.10 = 0.02; their mean is 0.06; the first alone has no spread
    assert growth_of_rest(marks) == pytest.approx(by_hand(0.5, 0.06, 0.06, v=0.0, h=0.10))


def test_only_the_last_three_parts_are_recent() -> None:
    marks = [KnownGrowth(k / 12, g) for k, g in enumerate((0.30, 0.15, 0.10, 0.075), 1)]
    # parts: 0.30, 0, 0, 0, of which the first three tell the spread
    spread = 0.3 * math.sqrt(2) / 3
    assert growth_of_rest(marks) == pytest.approx(by_hand(4 / 12, 0.075, 0.0, v=spread, h=0.10))


def test_a_single_mark_is_doubted_whatever_its_growth() -> None:
    for g in (-0.2, 0.0, 0.08):
        assert growth_of_rest([KnownGrowth(0.25, g)]) == pytest.approx(
            by_hand(0.25, g, g, v=0.0, h=0.1)
        )


def test_the_whole_is_what_is_done_and_the_rest_of_last_year_grown() -> None:
    marks = [FIRST_QUARTER, FIRST_HALF]
    made = project_rest(468 * 1.0824, 532, marks)
    centre, scale = growth_of_rest(marks)
    assert made.point == pytest.approx(468 * 1.0824 + 532 * math.exp(centre))
    for target in (1080, 1095, 1105):
        needed = (target - 468 * 1.0824) / 532
        exact = upper_tail((math.log(needed) - centre) / scale)
        assert made.probability(target) == pytest.approx(exact, abs=1e-3)


GROWTH = st.floats(-0.5, 1.0)


@given(st.lists(GROWTH, min_size=1, max_size=11))
def test_any_growth_gives_an_interval_round_its_middle(growths: list[float]) -> None:
    made = project_rest(300, 700, [KnownGrowth(k / 12, g) for k, g in enumerate(growths, 1)])
    assert made.low <= made.point <= made.high
    assert made.probability(made.low) >= made.probability(made.high)


@given(st.lists(GROWTH, min_size=1, max_size=11), st.floats(1e-6, 1e9))
def test_units_do_not_change_the_odds(growths: list[float], factor: float) -> None:
    marks = [KnownGrowth(k / 12, g) for k, g in enumerate(growths, 1)]
    made, scaled = project_rest(300, 700, marks), project_rest(300 * factor, 700 * factor, marks)
    assert scaled.point == pytest.approx(made.point * factor)
    assert scaled.probability(1100 * factor) == pytest.approx(made.probability(1100))


@given(st.lists(GROWTH, min_size=1, max_size=11), st.data(), st.lists(st.floats(-60, 300)))
def test_a_better_latest_rate_never_makes_a_target_less_likely(
    growths: list[float], data: st.DataObject, goals: list[float]
) -> None:
    shares = data.draw(st.lists(st.floats(0.05, 1), min_size=len(growths), max_size=len(growths)))
    sums = list(accumulate(shares))
    passed = [total / (sums[-1] + 0.5) for total in sums]
    *before, latest = map(KnownGrowth, passed, growths)
    made = [
        project_rest(0, 100, [*before, KnownGrowth(latest.passed, k / 20)]) for k in range(-30, 60)
    ]
    for worse, better in pairwise(made):
        assert all(better.probability(g) >= worse.probability(g) - 1e-9 for g in goals)
