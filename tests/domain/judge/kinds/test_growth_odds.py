"""Growth, judged: what the odds are told from, and the growth of several years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from targettrack.domain.outlook.growth_rates import RatesSeen, project_rates
from targettrack.domain.outlook.known_rates import rates_seen
from targettrack.domain.series.reached import reached
from targettrack.domain.values.status import Status
from tests.domain.cases import GROWTH, PRODUCTION, VIET_NAM_2024, case, figure, goal, judge

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation

PAST = [
    figure(f"{year}-Q{quarter}", rate)
    for year, rates in (("2022", "5 8 14 6"), ("2023", "3 4 5 7"))
    for quarter, rate in enumerate(rates.split(), 1)
]
THIS = [figure("2024-Q1", "7.05"), figure("2024-Q2", "8.16")]


def seen_of(figures: list[Observation], as_of: str, **more: Any) -> RatesSeen | None:
    one = case(GROWTH, goal("2024", ">= 8"), figures, as_of, weights=VIET_NAM_2024, **more)
    so_far = reached(one)
    assert so_far is not None
    return rates_seen(one, so_far)


def test_what_is_seen_is_the_year_so_far_and_the_years_before() -> None:
    seen = seen_of([*PAST, *THIS], "2024-07-10")
    assert seen is not None
    assert seen.passed == pytest.approx(0.4664)
    assert (seen.quarters, len(seen.years), len(seen.changes)) == (2, 2, 9)
    assert seen.latest == pytest.approx(0.07844, abs=1e-5)  # ln 1.0816
    # .2243 * 3 + .2421 * 4 + .2503 * 5 + .2833 * 7
    assert seen.years[0] == pytest.approx(0.04762, abs=1e-4)


def test_rates_to_date_tell_what_those_of_quarters_tell() -> None:
    to_date = [figure("2024-Q1", "7.05"), figure("2024-H1", "7.626181389365", "ytd")]
    one, other = seen_of([*PAST, *THIS], "2024-07-10"), seen_of([*PAST, *to_date], "2024-07-10")
    assert one is not None
    assert other is not None
    assert other.latest == pytest.approx(one.latest)
    assert other.changes == pytest.approx(one.changes)


def test_annual_figures_are_years_and_tell_no_changes() -> None:
    years = [figure("2021", "2.6"), figure("2022", "8"), figure("2023", "5")]
    seen = seen_of([*years, *THIS], "2024-07-10")
    assert seen is not None
    assert (len(seen.years), len(seen.changes)) == (3, 1)
    first = seen_of([*years, THIS[0]], "2024-04-10")
    assert first is not None
    assert project_rates(first) is None


@pytest.mark.parametrize("figures", [THIS[:1], [figure("2023", "5"), THIS[0]]])
def test_with_too_little_there_are_no_odds_and_the_reason_says_what_is_missing(
    figures: list[Observation],
) -> None:
    one = judge(GROWTH, goal("2024", ">= 8"), figures, "2024-04-10", weights=VIET_NAM_2024)
    assert one.outlook is None
    assert str(one.why).endswith(
        "odds need the quarters of a past year, or two quarters of this one"
    )


def test_months_of_growth_give_odds_by_the_last_three() -> None:
    months = [figure(f"2023-{month:02}", "5") for month in range(1, 13)]
    this = [figure("2024-01", "6"), figure("2024-02", "8")]
    one = case(PRODUCTION, goal("2024", ">= 6"), [*months, *this], "2024-03-10")
    so_far = reached(one)
    assert so_far is not None
    seen = rates_seen(one, so_far)
    assert seen is not None
    assert seen.monthly
    assert seen.latest == pytest.approx(0.0612, abs=2e-3)  # December 5, January 6, February 8
    found = judge(PRODUCTION, goal("2024", ">= 6"), [*months, *this], "2024-03-10")
    assert found.outlook is not None
    assert found.outlook.probability is not None


@pytest.mark.parametrize(
    ("rates", "value", "status"),
    [
        ("12.4 12.3 10.3 11.0 4.0", "9.9552", Status.MISSED),
        ("40 -20", "5.8301", Status.MISSED),
        ("10 10", "10.0000", Status.ACHIEVED),
    ],
)
def test_growth_over_years_is_the_geometric_mean(rates: str, value: str, status: Status) -> None:
    years = [figure(str(2021 + place), rate) for place, rate in enumerate(rates.split())]
    period = f"2021/{2020 + len(years)}"
    one = judge(GROWTH, goal(period, ">= 10"), years, "2026-06-10")
    assert (f"{one.value:.4f}", one.status, one.flags) == (value, status, ())


def test_what_the_rest_of_several_years_must_grow_follows_from_the_mean() -> None:
    one = judge(GROWTH, goal("2021/2022", ">= 10"), [figure("2021", "21")], "2022-02-10")
    assert one.required is not None
    assert float(one.required.value) == pytest.approx(0.0, abs=1e-9)
    assert "odds are measured for the growth of one year" in str(one.why)


def test_quarters_within_a_year_compose_before_the_mean_is_taken() -> None:
    quarters = [
        figure(f"2024-Q{n}", rate) for n, rate in enumerate(("7.05", "8.16", "8.25", "8.46"), 1)
    ]
    one = judge(
        GROWTH,
        goal("2023/2024", ">= 6"),
        [figure("2023", "4"), *quarters],
        "2025-02-10",
        weights=VIET_NAM_2024,
    )
    assert f"{one.value:.3f}" == "5.990"  # of 4 and 8.0166
