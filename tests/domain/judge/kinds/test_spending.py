"""Spending of a plan, judged: the measured season, and what has none of its own."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from targettrack.domain.values.quantity import Unit
from targettrack.domain.values.status import Flag, Status
from tests.domain.cases import (
    DISBURSEMENT,
    amount,
    by_points,
    day,
    goal,
    judge,
    percent,
)

OTHER = replace(DISBURSEMENT, id="science-budget", name="Science budget spent")


@pytest.mark.parametrize(
    ("year", "closing", "spent", "odds"),
    [
        ("2025", "2025-12-31", [("2025-05-31", "30.01")], "0.232"),
        ("2025", "2026-01-31", [("2025-05-31", "30.01")], "0.573"),
        ("2025", "2025-12-31", [("2025-05-20", "27.03")], "0.230"),
        ("2024", "2024-12-31", [("2023-12-31", "95.81"), ("2024-05-31", "32.21")], "0.369"),
    ],
)
def test_the_season_gives_the_odds_that_are_worked_by_hand(
    year: str, closing: str, spent: list[tuple[str, str]], odds: str
) -> None:
    target = goal(year, ">= 95", closing=day(closing))
    one = judge(DISBURSEMENT, target, [percent(*each) for each in spent], f"{year}-06-10")
    assert one.outlook is not None
    assert f"{one.outlook.probability:.3f}" == odds
    assert Flag.ASSUMED_PATH in one.flags


def test_last_years_result_is_read_in_percent_of_last_years_plan() -> None:
    target = goal("2024", ">= 95", denominator=9067)
    last = [percent("2023-12-31", "95.81"), amount("2023-12-31", "5000")]
    one = judge(DISBURSEMENT, target, [*last, percent("2024-05-31", "32.21")], "2024-06-10")
    assert one.outlook is not None
    assert f"{one.outlook.probability:.3f}" == "0.369"


def test_before_the_end_of_february_no_odds_are_told_and_the_reason_says_why() -> None:
    one = judge(DISBURSEMENT, goal("2025", ">= 95"), [percent("2025-01-31", "3")], "2025-02-10")
    assert one.outlook is None
    assert "odds are told from the end of the second month on" in str(one.why)


def test_other_spending_gets_an_interval_and_no_odds_and_the_reason_says_why() -> None:
    one = judge(OTHER, goal("2025", ">= 95"), [percent("2025-05-31", "30.01")], "2025-06-10")
    assert one.outlook is not None
    assert (one.outlook.probability, one.outlook.light) == (None, None)
    assert one.outlook.low is not None
    assert Flag.BORROWED_PROFILE in one.flags
    assert "the season of such spending is not measured" in str(one.why)


@pytest.mark.parametrize("unit", [Unit("houses"), Unit("VND", 9)])
def test_a_share_that_is_no_spending_is_projected_as_a_sum(unit: Unit) -> None:
    revenue = replace(OTHER, id="revenue-of-estimate", absolute_unit=unit, season=None)
    one = judge(revenue, goal("2025", ">= 95"), [percent("2025-05-31", "64.1")], "2025-06-10")
    assert one.outlook is not None
    assert one.outlook.probability is not None
    assert Flag.BORROWED_PROFILE not in one.flags
    assert one.status is Status.ON_TRACK


def test_what_the_catalogue_measured_is_spending_whatever_was_recorded() -> None:
    bare = replace(DISBURSEMENT, season=None)
    figures = [percent("2025-05-31", "30.01")]
    one, other = (
        judge(kind, goal("2025", ">= 95"), figures, "2025-06-10") for kind in (bare, DISBURSEMENT)
    )
    assert one.outlook == other.outlook


def test_a_share_of_a_plan_never_ends_above_120_percent() -> None:
    target = by_points(goal("2025", ">= 95"), ("2025-05-31", "10"), ("2025-09-30", "40"))
    one = judge(DISBURSEMENT, target, [percent("2025-05-31", "70")], "2025-06-10")
    assert one.outlook is not None
    assert one.outlook.high == 120
    above = judge(DISBURSEMENT, goal("2025", ">= 130"), [percent("2025-05-31", "60")], "2025-06-10")
    assert above.outlook is not None
    assert above.outlook.probability == 0


def test_what_is_unlikely_by_the_season_is_off_track_without_any_history() -> None:
    one = judge(DISBURSEMENT, goal("2025", ">= 95"), [percent("2025-10-31", "40")], "2025-11-10")
    assert one.status is Status.OFF_TRACK
