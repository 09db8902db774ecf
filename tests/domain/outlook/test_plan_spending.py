"""Spending of a plan: the worked examples of the methods, its season by days, and its bounds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.outlook.plan_spending import YearOfPlan, project_spending, rise_left


def calendar_year(year: int, closing: date | None = None) -> YearOfPlan:
    last = date(year, 12, 31)
    return YearOfPlan(date(year, 1, 1), last, closing or last)


PLAN, LATE = calendar_year(2025), calendar_year(2025, date(2026, 1, 31))


@pytest.mark.parametrize(
    ("spent", "on", "year", "last_result", "odds"),
    [
        (30.01, date(2025, 5, 31), PLAN, None, 0.232),
        (30.01, date(2025, 5, 31), LATE, None, 0.573),
        (27.03, date(2025, 5, 20), PLAN, None, 0.230),
        (32.21, date(2024, 5, 31), calendar_year(2024), 95.81, 0.369),
    ],
)
def test_odds_of_95_percent_are_those_worked_in_the_methods(
    spent: float, on: date, year: YearOfPlan, last_result: float | None, odds: float
) -> None:
    projected = project_spending(spent, on, year, last_result)
    assert projected is not None
    assert projected.probability(95.0) == pytest.approx(odds, abs=0.001)


def test_a_state_of_may_ends_where_the_methods_say() -> None:
    projected = project_spending(30.01, date(2025, 5, 31), PLAN, None)
    assert projected is not None
    assert projected.probability(90.0) == pytest.approx(0.460, abs=0.001)
    assert (round(projected.low, 1), round(projected.high, 1)) == (76.2, 99.3)


def test_the_season_runs_straight_between_month_ends() -> None:
    assert rise_left(date(2025, 5, 20), PLAN) == pytest.approx(2.2877, abs=0.0001)
    assert rise_left(date(2025, 2, 28), PLAN) == 3.38
    assert rise_left(date(2025, 2, 27), PLAN) is None
    assert rise_left(date(2026, 1, 15), LATE) == 0.0


def test_a_fiscal_year_has_its_second_month_end_in_august() -> None:
    year = YearOfPlan(date(2025, 7, 1), date(2026, 6, 30), date(2026, 6, 30))
    assert rise_left(date(2025, 8, 31), year) == 3.38
    assert rise_left(date(2025, 11, 30), year) == 2.16
    assert rise_left(date(2025, 8, 30), year) is None


def test_nothing_is_told_of_less_than_two_percent() -> None:
    assert project_spending(1.99, date(2025, 6, 30), PLAN, None) is None


def test_other_spending_gets_a_wider_interval() -> None:
    here = project_spending(40.0, date(2025, 6, 30), PLAN, None)
    there = project_spending(40.0, date(2025, 6, 30), PLAN, None, measured=False)
    assert here is not None
    assert there is not None
    assert there.low < here.low < here.high < there.high


def test_last_years_result_counts_less_the_later_it_is() -> None:
    def pull(on: date) -> float:
        with_it = project_spending(50.0, on, PLAN, 99.0)
        without = project_spending(50.0, on, PLAN, None)
        assert with_it is not None
        assert without is not None
        return (with_it.bells[0].centre - without.bells[0].centre) / (
            1.5506 - without.bells[0].centre  # z of 99%
        )

    assert pull(date(2025, 5, 31)) == pytest.approx(0.37, abs=0.005)
    assert pull(date(2025, 11, 30)) == pytest.approx(0.08, abs=0.005)


@given(
    st.floats(2, 119),
    st.integers(60, 395),
    st.one_of(st.none(), st.floats(1, 119)),
    st.floats(1, 125),
)
def test_what_is_spent_stays_spent_and_more_is_never_worse(
    spent: float, day: int, last_result: float | None, target: float
) -> None:
    on = date(2025, 1, 1) + timedelta(day)
    projected = project_spending(spent, on, LATE, last_result)
    more = project_spending(min(spent + 0.5, 119.5), on, LATE, last_result)
    assert projected is not None
    assert more is not None
    assert spent <= projected.low <= projected.point <= projected.high <= 120
    assert projected.probability(spent) == 1.0
    assert target < 120 or spent >= target or projected.probability(target) == 0.0
    assert more.probability(target) >= projected.probability(target) - 1e-9
