"""Which light decides, what the rest is doubted to deliver, what a missing figure leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.indicator import Frequency
from targettrack.domain.values.status import Flag, Light, Status
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    EIGHT,
    GROWTH,
    MAY_REVENUE,
    PRODUCTION,
    REVENUE,
    TEN_AND_A_HALF,
    YEAR_2024,
    by_points,
    figure,
    goal,
    growth_after_nine_months,
    judge,
    revenue_in_may,
    up_to,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.target import Target

EVEN_YEAR = [figure(f"2024-{month:02}", "100") for month in range(1, 13)]
BACK_LOADED_YEAR = [up_to("2024-05-31", "2000"), figure("2024", "25556")]
WITHOUT_MARCH = (1, 2, 4, 5)


def doubts(one: Assessment) -> list[str]:
    """Why the rest is not believed to deliver what is required of it."""
    return [str(step) for step in one.steps if step.name in {"doubted", "infeasible"}]


def names(one: Assessment) -> set[str]:
    """What the arithmetic of a verdict is about."""
    return {str(step.name) for step in one.steps}


def steady_production(rate: str, months: int, target: str = ">= 8") -> Assessment:
    """The same growth of production in every month so far."""
    figures = [figure(f"2025-{month:02}", rate) for month in range(1, months + 1)]
    return judge(PRODUCTION, goal("2025", target), figures, "2025-04-05")


# Growth that was never delivered


@pytest.mark.parametrize(
    ("rate", "months", "doubt"),
    [
        ("7.95", 3, ["more than the best so far, 7.95%"]),
        ("7.95", 2, []),
        ("8", 3, []),
        ("8.3", 3, []),
    ],
)
def test_growth_beyond_the_best_of_three_months_or_more_is_doubted(
    rate: str, months: int, doubt: list[str]
) -> None:
    one = steady_production(rate, months)
    assert one.pace is not None
    assert (one.pace.light, doubts(one)) == (Light.GREEN, doubt)


def test_a_limit_of_growth_is_never_doubted() -> None:
    one = steady_production("4.05", 3, "<= 4")
    assert doubts(one) == []
    assert "best" not in names(one)


def test_growth_out_of_reach_is_off_track_and_flagged() -> None:
    one = growth_after_nine_months(TEN_AND_A_HALF)
    assert (one.status, one.flags) == (Status.OFF_TRACK, (Flag.INFEASIBLE,))
    assert doubts(one) == ["16.14 is more than 1.5 × 9.24"]


# Amounts that were never delivered


def test_three_times_the_rest_of_last_year_is_out_of_reach() -> None:
    one = judge(REVENUE, goal("2025", ">= 60000"), [*YEAR_2024, MAY_REVENUE], "2025-06-10")
    assert (one.status, Flag.INFEASIBLE in one.flags) == (Status.OFF_TRACK, True)
    assert doubts(one) == ["6,948.57 is more than 1.5 × 2,153.71"]


@pytest.mark.parametrize(
    ("asked", "doubt"), [("1550", []), ("1551", ["that is 1.50 times what was achieved"])]
)
def test_more_than_one_and_a_half_times_the_pace_so_far_is_doubted(
    asked: str, doubt: list[str]
) -> None:
    figures = [up_to("2025-05-31", "500")]
    assert doubts(judge(REVENUE, goal("2025", f">= {asked}"), figures, "2025-06-10")) == doubt


def test_a_rest_that_last_year_delivered_is_not_doubted_for_a_slow_start() -> None:
    figures = [*BACK_LOADED_YEAR, up_to("2025-05-31", "2000")]
    one = judge(REVENUE, goal("2025", ">= 25000"), figures, "2025-06-10")
    assert one.demand is not None
    assert one.demand > 8
    assert doubts(one) == []


def test_an_issued_way_says_itself_how_much_more_the_rest_shall_deliver() -> None:
    target = by_points(goal("2025", ">= 1600"), ("2025-05-31", "500"))
    one = judge(REVENUE, target, [up_to("2025-05-31", "500")], "2025-06-10")
    assert doubts(one) == []


def test_nothing_is_doubted_in_the_early_days() -> None:
    one = judge(REVENUE, goal("2025", ">= 1600"), [up_to("2025-01-31", "80")], "2025-02-05")
    assert Flag.EARLY_DAYS in one.flags
    assert doubts(one) == []


def test_a_level_that_must_fall_faster_than_it_did_is_doubted() -> None:
    levels = [figure(f"2025-{month}", value) for month, value in (("04", "119"), ("06", "85"))]
    one = judge(BACKLOG, BACKLOG_2025, levels, "2025-07-05")
    assert doubts(one) == ["that is 1.85 times what was achieved"]


@pytest.mark.parametrize(("last", "known"), [("2025-H1", True), ("2025-01/2025-10", False)])
def test_what_is_left_of_a_quarter_is_not_held_against_whole_quarters(
    last: str, *, known: bool
) -> None:
    quarterly = replace(REVENUE, frequency=Frequency.QUARTER)
    past = [figure(f"2024-Q{quarter}", "300") for quarter in range(1, 5)]
    seen = figure(last, "600", "ytd")
    before = replace(seen, period=seen.period.a_year_earlier())
    one = judge(quarterly, goal("2025", ">= 1500"), [*past, before, seen], seen.period.last)
    assert ("best" in names(one)) is known


# What a missing figure leaves open


@pytest.mark.parametrize(
    ("target", "monthly", "status"),
    [
        (goal("2025", ">= 1400"), "100", Status.AT_RISK),
        (goal("2025", ">= 1500"), "100", Status.AT_RISK),
        (goal("2025", "<= 1000"), "150", Status.OFF_TRACK),
    ],
    ids=["unlikely", "beyond the best rest if nothing was missing", "limit"],
)
def test_a_lower_bound_proves_that_a_limit_is_off_track_and_no_more(
    target: Target, monthly: str, status: Status
) -> None:
    seen = [figure(f"2025-{month:02}", monthly) for month in WITHOUT_MARCH]
    one = judge(REVENUE, target, [*EVEN_YEAR, *seen], "2025-06-05")
    assert one.outlook is not None
    assert (one.outlook.light, one.status) == (Light.RED, status)
    assert Flag.INFEASIBLE not in one.flags
    assert str(one.why).endswith("; figures are missing, so it may be more")


def test_rates_after_a_gap_do_not_count_and_the_verdict_says_so() -> None:
    figures = [figure("2025-Q1", "6.99"), figure("2025-Q3", "9")]
    one = judge(GROWTH, EIGHT, figures, "2025-10-07")
    assert str(one.why).endswith("; later figures do not count while one before them is missing")


def test_a_verdict_on_all_figures_gives_its_reason_and_the_odds_alone() -> None:
    assert str(revenue_in_may().why) == "11,360 reached, 7,332 expected by 31 May 2025; 93% likely"


def test_a_doubt_decides_nothing_and_is_not_in_the_reason() -> None:
    one = growth_after_nine_months(TEN_AND_A_HALF)
    assert str(one.why) == (
        "8.61% reached, 10.08% expected by 30 September 2025; "
        "the rest of 2025 must grow 16.14%; <1% likely"
    )
