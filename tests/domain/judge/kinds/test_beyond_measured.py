"""Growth beyond what was measured has no odds; what is asked for is said as it was stated."""

from __future__ import annotations

import pytest

from targettrack.domain.values.status import Status
from tests.domain.cases import GROWTH, REVENUE, figure, goal, judge

YEAR = [
    figure(f"2024-Q{quarter}", rate) for quarter, rate in enumerate(("90", "95", "99", "98"), 1)
]


@pytest.mark.parametrize("first", ["104", "-40"])
def test_growth_beyond_what_was_measured_has_no_odds_and_says_so(first: str) -> None:
    target = goal("2025", ">= 100" if first == "104" else ">= -30")
    one = judge(GROWTH, target, [*YEAR, figure("2025-Q1", first)], "2025-04-10")
    assert one.outlook is None
    assert "odds are measured for growth of at most 25%" in str(one.why)
    assert one.status is (Status.ON_TRACK if first == "104" else Status.OFF_TRACK)


def test_the_amber_light_of_a_small_growth_is_not_above_the_green_one() -> None:
    one = judge(GROWTH, goal("2025", ">= 0.5"), [figure("2025-Q1", "0.42")], "2025-04-10")
    (light,) = (str(step) for step in one.steps if step.name == "pace light")
    assert light == "green: -0.08 points against green from -0.10, amber from -0.10"


@pytest.mark.parametrize(
    ("asked", "said"),
    [("about 100", "about 100"), ("> 100", "> 100"), (">= 100", "100"), ("< 100", "< 100")],
)
def test_what_was_asked_for_is_said_as_it_was_stated(asked: str, said: str) -> None:
    target = goal("2025", asked)
    one = judge(REVENUE, target, [figure("2025", "80")], "2026-02-10")
    assert f"80 reached, {said} asked for" in str(one.why)
