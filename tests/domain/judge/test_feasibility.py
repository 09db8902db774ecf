from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.feasibility import best_before, infeasible, rest_of_last_year
from targettrack.domain.records.indicator import Frequency
from targettrack.domain.records.weights import Weights
from targettrack.domain.series.reached import reached
from targettrack.domain.values.quantity import Comparator
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    BACKLOG_JUNE,
    DISBURSEMENT,
    EIGHT,
    ESTIMATE_PLUS,
    FIRST_HALF,
    GROWTH,
    LAST_MAY_REVENUE,
    MAY_REVENUE,
    NGHE_AN_2025,
    NINE_MONTHS,
    PLAN_2025,
    PRODUCTION,
    REVENUE,
    REVENUE_2025,
    TEN_AND_A_HALF,
    D,
    amount,
    case,
    figure,
    goal,
    judge,
    percent,
    quarters,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.feasibility import Best
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

Limits = tuple["Decimal | None", "Decimal | None"]
HALF = figure("2025-H1", "8.24", "ytd")
REVENUE_2024 = figure("2024", "25556", "ytd")
EIGHT_PERIODS = 8
FACTOR = D("1.5")


def best_growth(*figures: Observation) -> Best | None:
    """The best quarter at the end of the year."""
    return best_before(case(GROWTH, EIGHT, figures, "2025-12-31"), EIGHT_PERIODS)


def there(best: Best | None) -> Best:
    """A best that must be there."""
    assert best is not None
    return best


# The best of the last comparable periods


def test_the_best_quarter_of_nghe_an_is_the_second() -> None:
    best = there(best_growth(*FIRST_HALF, NINE_MONTHS))
    assert (best.value, best.figure, str(best.period)) == (D("9.24"), FIRST_HALF[1], "2025-Q2")
    assert (str(best.step), str(best.step.remark)) == ("9.24", "2025-Q2")


def test_a_quarter_follows_from_the_rates_to_date_by_the_weights() -> None:
    best = there(best_growth(figure("2025-Q1", "6.99"), HALF))
    assert (shown(best.value, 2), str(best.period)) == ("9.24", "2025-Q2")
    assert best.figure == HALF
    assert str(best.step.remark) == "2025-Q2, from cumulative rates"
    third = there(best_growth(HALF, NINE_MONTHS))
    assert str(third.step) == "(0.749 × 8.61 − 0.468 × 8.24) / 0.281"
    assert shown(third.value, 2) == "9.23"


def test_a_quarter_of_an_earlier_year_follows_by_the_weights_of_this_year() -> None:
    best = there(best_growth(figure("2024-Q1", "6.99"), figure("2024-H1", "8.24", "ytd")))
    assert (shown(best.value, 2), str(best.period)) == ("9.24", "2024-Q2")


def test_a_quarter_s_own_figure_counts_before_what_follows_from_others() -> None:
    own = figure("2025-Q2", "7.5")
    best = there(best_growth(figure("2025-Q1", "6.99"), own, HALF))
    assert best.value == D("7.5")


@pytest.mark.parametrize(
    ("latest", "best"), [("2025-Q2", "14"), ("2025-Q3", "12"), ("2025-Q4", "10"), ("2026-Q1", "9")]
)
def test_only_the_last_eight_quarters_are_compared(latest: str, best: str) -> None:
    past = {"2023-Q2": "15", "2023-Q3": "14", "2023-Q4": "12", "2024-Q1": "10", "2025-Q1": "9"}
    figures = [*(figure(quarter, rate) for quarter, rate in past.items()), figure(latest, "1")]
    one = case(GROWTH, goal("2026", ">= 8"), figures, "2026-12-31")
    assert there(best_before(one, EIGHT_PERIODS)).value == D(best)


def test_bounds_and_later_figures_are_no_best() -> None:
    bound = figure("2024-Q4", "12", comparator=Comparator.AT_LEAST)
    one = case(GROWTH, EIGHT, [bound, *FIRST_HALF, figure("2025-Q3", "11")], "2025-07-05")
    assert there(best_before(one, EIGHT_PERIODS)).value == D("9.24")


def test_nothing_is_best_where_no_period_is_known() -> None:
    assert best_growth() is None
    assert best_growth(HALF) is None
    assert best_before(case(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE], "2025-07-05"), 8) is None


def test_where_less_is_better_the_best_is_the_least() -> None:
    figures = [figure("2025-01", "-3.1"), figure("2025-02", "-5.0"), figure("2025-03", "2.2")]
    one = case(PRODUCTION, goal("2025", "<= -4"), figures, "2025-04-05")
    assert there(best_before(one, EIGHT_PERIODS)).value == D("-5.0")


def test_the_best_month_of_a_sum_follows_from_the_sums_to_date() -> None:
    figures = [figure("2025-01", "1500"), up_to("2025-02-28", "4000"), figure("2025-03", "2000")]
    best = there(best_before(case(REVENUE, REVENUE_2025, figures, "2025-04-05"), EIGHT_PERIODS))
    assert (best.value, str(best.step)) == (D(2500), "4,000 − 1,500")


def test_the_same_remaining_months_of_last_year_are_the_better_comparison() -> None:
    figures = [REVENUE_2024, LAST_MAY_REVENUE, figure("2025-01", "4000"), MAY_REVENUE]
    best = there(best_before(case(REVENUE, ESTIMATE_PLUS, figures, "2025-06-10"), EIGHT_PERIODS))
    assert shown(best.value, 1) == shown(D(15076) / 7, 1) == "2153.7"
    assert (str(best.step), str(best.step.remark)) == (
        "(25,556 − 10,480) / 7",
        "mean of 2024-06/2024-12",
    )
    assert best.figure == REVENUE_2024


def test_the_best_rest_of_three_years_counts() -> None:
    past = [
        value
        for year, may, total in ((2022, 100, 1500), (2023, 100, 900), (2024, 100, 800))
        for value in (up_to(f"{year}-05-31", str(may)), figure(str(year), str(total), "ytd"))
    ]
    one = case(REVENUE, REVENUE_2025, [*past, MAY_REVENUE], "2025-06-10")
    assert there(best_before(one, EIGHT_PERIODS)).value == D(200)


def test_the_percentages_of_a_share_are_compared_and_its_amounts_are_not() -> None:
    figures = [percent("2025-01-31", "3"), percent("2025-02-28", "10"), amount("2025-03-31", "900")]
    best = there(best_before(case(DISBURSEMENT, PLAN_2025, figures, "2025-04-05"), EIGHT_PERIODS))
    assert best.value == D(7)


def test_a_fourth_year_back_is_not_compared() -> None:
    past = [
        value
        for year, total in ((2021, 9000), (2022, 1500))
        for value in (up_to(f"{year}-05-31", "100"), figure(str(year), str(total), "ytd"))
    ]
    one = case(REVENUE, REVENUE_2025, [*past, MAY_REVENUE], "2025-06-10")
    assert there(best_before(one, EIGHT_PERIODS)).value == D(200)


def test_before_the_first_figure_whole_years_are_compared() -> None:
    best = there(best_before(case(REVENUE, REVENUE_2025, [REVENUE_2024], "2025-01-10"), 8))
    assert (str(best.step), str(best.step.remark)) == ("(25,556 − 0) / 12", "mean of 2024")


def test_a_year_that_is_over_is_not_held_against_the_rest_of_another() -> None:
    quarters = [figure(f"2025-Q{quarter}", f"{quarter}00") for quarter in range(1, 5)]
    quarterly = replace(REVENUE, frequency=Frequency.QUARTER)
    one = case(quarterly, REVENUE_2025, [REVENUE_2024, *quarters], "2026-01-10")
    best = there(best_before(one, EIGHT_PERIODS))
    assert (best.value, best.figure, best.among) == (D(400), quarters[3], 4)


def test_the_rest_of_last_year_is_counted_in_periods_of_the_indicator() -> None:
    quarterly = replace(REVENUE, frequency=Frequency.QUARTER)
    past = [figure(f"2024-Q{quarter}", f"{quarter}00") for quarter in range(1, 5)]
    one = case(quarterly, REVENUE_2025, [*past, figure("2025-Q1", "100")], "2025-04-10")
    best = there(best_before(one, EIGHT_PERIODS))
    assert (best.value, best.figure, best.among) == (D(300), past[3], 3)
    assert (str(best.step), str(best.step.unit)) == ("(1,000 − 100) / 3", "bn VND a quarter")


def test_a_quarter_follows_from_a_chain_of_rates_before_it() -> None:
    best = there(best_growth(*FIRST_HALF, figure("2025-9M", "9.9")))
    assert (shown(best.value, 2), str(best.period), best.among) == ("12.66", "2025-Q3", 3)


@pytest.mark.parametrize(
    ("target", "figures", "best"),
    [
        ("2025-H2", (figure("2025-Q1", "6.99"), HALF), "6.99"),
        ("2025-H2", (HALF, figure("2025-9M", "12")), None),
        ("2025-04/2025-12", (*FIRST_HALF, figure("2025-9M", "12")), "9.24"),
    ],
)
def test_a_quarter_follows_only_by_weights_of_all_its_year(
    target: str, figures: tuple[Observation, ...], best: str | None
) -> None:
    last_years = NGHE_AN_2025.parts
    weights = Weights(tuple((part.a_year_earlier(), weight) for part, weight in last_years))
    one = case(GROWTH, goal(target, ">= 8"), figures, "2025-12-31", weights=weights)
    found = best_before(one, EIGHT_PERIODS)
    assert (found and found.value) == (best and D(best))


@pytest.mark.parametrize(("first", "second"), [("6.99", "7.5"), ("7.5", "6.99")])
def test_of_two_figures_for_one_stretch_the_later_record_is_compared(
    first: str, second: str
) -> None:
    early, late = (datetime(2025, 7, day, tzinfo=UTC) for day in (5, 9))
    single = figure("2025-Q1", first, "single", recorded_at=early)
    published = figure("2025-Q1", second, "ytd", recorded_at=late)
    assert there(best_growth(single, published)).value == D(second)
    halves = [
        figure("2025-H1", rate, basis, recorded_at=day)
        for rate, basis, day in ((first, "single", early), (second, "ytd", late))
    ]
    derived = there(best_growth(figure("2025-Q1", "1"), *halves))
    assert str(derived.step) == f"(0.468 × {second} − 0.208 × 1) / 0.260"


def test_the_periods_compared_end_with_the_last_that_is_over() -> None:
    best = there(best_growth(figure("2025-Q1", "6.99"), figure("2025-01/2025-05", "8.1")))
    assert (best.value, best.among) == (D("6.99"), 1)


def test_a_difference_has_as_many_decimals_as_what_it_is_of() -> None:
    figures = [figure("2025-01", "1500.5"), up_to("2025-02-28", "4000")]
    best = there(best_before(case(REVENUE, REVENUE_2025, figures, "2025-02-28"), EIGHT_PERIODS))
    assert (best.value, best.step.decimals, best.step.unit) == (D("2499.5"), 1, "bn VND")


# Demand


@pytest.mark.parametrize(
    ("target", "needed", "demand"), [(REVENUE_2025, "909", "0.40"), (ESTIMATE_PLUS, "2393", "1.05")]
)
def test_demand_is_what_is_needed_a_month_over_what_came_a_month(
    target: Target, needed: str, demand: str
) -> None:
    figures = [REVENUE_2024, LAST_MAY_REVENUE, MAY_REVENUE]
    one = judge(REVENUE, target, figures, "2025-06-10")
    assert one.required is not None
    assert (shown(one.required.value, 0), shown(one.demand, 2)) == (needed, demand)


def test_what_is_lacking_is_also_held_against_the_rest_of_last_year() -> None:
    """16,752 are lacking; last year's rest of 15,076, grown by 8.4%, is 16,342."""
    figures = [REVENUE_2024, LAST_MAY_REVENUE, MAY_REVENUE]
    one = judge(REVENUE, ESTIMATE_PLUS, figures, "2025-06-10")
    (step,) = [step for step in one.steps if step.name == "over last year"]
    assert str(step) == "(28,112 − 11,360) / ((25,556 − 10,480) × 11,360 / 10,480)"
    assert shown(step.result, 3) == "1.025"
    assert shown(D(15076) * 11360 / 10480, 0) == "16342"
    assert shown(D(11360) + D(15076) * 11360 / 10480, 0) == "27702"


@pytest.mark.parametrize(
    "figures",
    [
        [MAY_REVENUE],
        [LAST_MAY_REVENUE, MAY_REVENUE],
        [REVENUE_2024, MAY_REVENUE],
        [REVENUE_2024, LAST_MAY_REVENUE, up_to("2025-05-31", "-5")],
        [REVENUE_2024, LAST_MAY_REVENUE, up_to("2025-05-31", "-0.5")],
        [REVENUE_2024, LAST_MAY_REVENUE, up_to("2025-05-31", "0")],
        [REVENUE_2024, up_to("2024-05-31", "0"), MAY_REVENUE],
        [REVENUE_2024, up_to("2024-05-31", "25556"), MAY_REVENUE],
        [REVENUE_2024, LAST_MAY_REVENUE, figure("2025-05", "2500")],
    ],
)
def test_without_a_rest_of_last_year_there_is_nothing_to_hold_it_against(
    figures: list[Observation],
) -> None:
    one = case(REVENUE, ESTIMATE_PLUS, figures, "2025-06-10")
    so_far = reached(one)
    assert so_far is not None
    assert rest_of_last_year(one, so_far) == (None, ())


def test_small_amounts_are_held_against_the_rest_of_last_year_too() -> None:
    figures = [figure("2024", "1.2", "ytd"), up_to("2024-05-31", "0.4"), up_to("2025-05-31", "0.5")]
    one = case(REVENUE, goal("2025", ">= 1.5"), figures, "2025-06-10")
    so_far = reached(one)
    assert so_far is not None
    assert rest_of_last_year(one, so_far)[0] == 1


# Out of reach


def test_16_14_is_out_of_reach_after_nine_months_with_a_best_of_9_24() -> None:
    figures = [*FIRST_HALF, NINE_MONTHS]
    one = judge(GROWTH, TEN_AND_A_HALF, figures, "2025-10-07")
    best = there(best_growth(*figures))
    assert one.required is not None
    why = infeasible(one.required.value, best.value, sign=1, factor=FACTOR)
    assert why is not None
    assert str(why) == "16.14 is more than 1.5 × 9.24"


@pytest.mark.parametrize("target", ["8", "9.5"])
def test_lower_targets_are_within_reach_after_nine_months(target: str) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), [*FIRST_HALF, NINE_MONTHS], "2025-10-07")
    assert one.required is not None
    assert infeasible(one.required.value, D("9.24"), sign=1, factor=FACTOR) is None


@pytest.mark.parametrize(
    ("required", "best", "sign", "told"),
    [
        ("13.86", "9.24", 1, ""),
        ("13.87", "9.24", 1, "13.87 is more than 1.5 × 9.24"),
        ("-8", "-5", -1, "-8.00 is more than 1.5 × -5.00"),
        ("-7", "-5", -1, ""),
        ("5", "-2", 1, ""),
        ("500", "0", 1, ""),
        ("5", "-0.5", 1, ""),
        ("0.9", "0.5", 1, "0.90 is more than 1.5 × 0.50"),
    ],
)
def test_what_is_beyond_one_and_a_half_times_the_best_is_out_of_reach(
    required: str, best: str, sign: int, told: str
) -> None:
    why = infeasible(D(required), D(best), sign=sign, factor=FACTOR)
    assert (str(why) if why else "") == told


def test_a_quarter_without_a_weight_is_nobodys_best() -> None:
    halves = quarters(2025, ".208", ".260")
    last = figure("2024-H1", "5", "ytd"), figure("2024-9M", "6")
    asked = case(GROWTH, goal("2025-H1", ">= 8"), [*last, figure("2025-Q1", "6.99")], "2025-04-10")
    best = there(best_before(replace(asked, weights=halves), 8))
    assert (str(best.period), best.among) == ("2025-Q1", 1)
