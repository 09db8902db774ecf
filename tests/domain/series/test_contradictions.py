from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.weights import Weights
from targettrack.domain.series.composed_growth import compose
from targettrack.domain.series.contradictions import contradictions
from targettrack.domain.series.rounding import agree
from targettrack.domain.values.period import Period, add_months
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    NGHE_AN_2025,
    NINE_MONTHS,
    PLAN_2025,
    PRODUCTION,
    REVENUE,
    REVENUE_2025,
    D,
    amount,
    case,
    day,
    estimate,
    figure,
    goal,
    judge,
    percent,
    quarters,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.values.step import Step

MONTHLY = Path(__file__).parents[3] / "../shared/data/vn_nso_public_investment"
PUBLISHED = "public_investment_by_unit_2023-01_2025-02.csv"
HALF = figure("2025-H1", "8.24", "ytd")
THIRD = figure("2025-Q3", "8.62")


def found(
    indicator: Indicator, target: Target, figures: Sequence[Observation], weights: Weights
) -> tuple[Step, ...]:
    """What contradicts what at the end of the year."""
    return contradictions(case(indicator, target, figures, target.closing, weights=weights))


def in_growth(*figures: Observation, weights: Weights = NGHE_AN_2025) -> tuple[Step, ...]:
    return found(GROWTH, EIGHT, figures, weights)


def in_revenue(*figures: Observation) -> tuple[Step, ...]:
    return found(REVENUE, REVENUE_2025, figures, Weights())


def recorded(observation: Observation, on: str) -> Observation:
    return replace(observation, recorded_on=date.fromisoformat(on))


# Growth


def test_nine_months_of_8_61_contradict_8_24_and_8_62_and_the_first_half_was_revised() -> None:
    one = judge(GROWTH, EIGHT, [*FIRST_HALF, HALF, THIRD, NINE_MONTHS], "2025-10-07")
    assert Flag.INCONSISTENT in one.flags
    assert one.value == D("8.61")
    lines = [step for step in one.steps if step.name in {"inconsistent", "likely revision"}]
    assert [str(step) for step in lines] == [
        "2025-9M is given as 8.61%, but 2025-H1 (8.24%) and 2025-Q3 (8.62%) compose to 8.38%",
        "(0.749 × 8.61 − 0.281 × 8.62) / 0.468",
    ]
    assert shown(lines[1].result, 2) == "8.60"
    assert str(lines[1].remark) == "2025-H1, if it alone has changed: known first of them"
    others = {str(step.remark)[:7]: step.result for step in one.steps if step.name == "or else"}
    assert {name: shown(value, 2) for name, value in others.items()} == {
        "2025-9M": "8.38",
        "2025-Q3": "9.23",
    }


@pytest.mark.parametrize("half", ["8.59", "8.60", "8.61", "8.62"])
def test_the_first_half_that_nine_months_imply_contradicts_nothing(half: str) -> None:
    assert not in_growth(figure("2025-H1", half, "ytd"), THIRD, NINE_MONTHS)


def test_with_unknown_weights_only_a_whole_outside_of_its_parts_is_a_contradiction() -> None:
    figures = [HALF, THIRD]
    assert not in_growth(*figures, NINE_MONTHS, weights=Weights())
    assert not in_growth(*figures, figure("2025-9M", "8.63"), weights=Weights())
    (step,) = in_growth(*figures, figure("2025-9M", "8.64"), weights=Weights())
    assert str(step) == (
        "2025-9M is given as 8.64%, not between its parts 2025-H1 (8.24%) and 2025-Q3 (8.62%); "
        "2025-H1 was known first"
    )


def test_inferred_and_borrowed_weights_do_not_test_the_rates_either() -> None:
    figures = [*FIRST_HALF, HALF, THIRD, NINE_MONTHS]
    assert not in_growth(*figures, weights=Weights())
    assert not in_growth(*figures, weights=quarters(2024, ".211", ".258", ".279", ".252"))


def test_a_part_of_a_weighed_part_has_no_weight_of_its_own() -> None:
    figures = [
        figure("2025-01/2025-05", "8", "ytd"),
        figure("2025-06", "9.0"),
        figure("2025-H1", "8.9", "ytd"),
    ]
    assert not in_growth(*figures)
    assert in_growth(*figures[:2], figure("2025-H1", "9.9", "ytd"))
    spring = figure("2025-04/2025-05", "9")
    assert not in_growth(figure("2025-Q1", "7"), spring, figure("2025-01/2025-05", "8.9", "ytd"))


def test_the_province_s_quarters_contradict_the_statistics_office_s_half() -> None:
    """vneconomy and Cục Thống kê, July 2025: 8 and 10.25 make the province's 9.25, not 8.24."""
    province = [
        recorded(figure("2025-Q1", "8"), "2025-07-01"),
        recorded(figure("2025-Q2", "10.25"), "2025-07-01"),
    ]
    assert not in_growth(*province, recorded(figure("2025-H1", "9.25", "ytd"), "2025-07-01"))
    steps = in_growth(*province, recorded(HALF, "2025-07-05"))
    assert shown(steps[1].result, 2) == "5.73"
    assert str(steps[1].remark).startswith("2025-Q1")


def test_what_was_recorded_first_is_what_has_probably_changed() -> None:
    figures = [recorded(HALF, "2025-10-08"), recorded(THIRD, "2025-10-07")]
    steps = in_growth(*figures, recorded(NINE_MONTHS, "2025-10-09"))
    assert (steps[1].name, shown(steps[1].result, 2)) == ("likely revision", "9.23")
    steps = in_growth(*figures, NINE_MONTHS)
    assert str(steps[1].remark).startswith("2025-H1")


def test_a_quarter_stated_twice_with_two_values_is_a_contradiction() -> None:
    first = figure("2025-Q1", "6.99"), figure("2025-Q1", "8", "ytd")
    (step,) = in_growth(*first)
    assert str(step) == "2025-Q1 is given as 6.99% by itself and as 8% to date"
    assert not in_growth(first[0], figure("2025-Q1", "7", "ytd"))


def test_all_the_quarters_together_are_held_against_the_year() -> None:
    four = [figure(f"2025-Q{i}", rate) for i, rate in enumerate(("7", "8", "8", "9"), 1)]
    rates = [replace(f, value=f.value + D("0.00")) for f in four]
    assert not in_growth(*rates, figure("2025", "8.04"))
    steps = in_growth(*rates, figure("2025", "8.40"))
    assert [step.name for step in steps] == ["inconsistent", "likely revision"]
    assert str(steps[1].remark).startswith("2025-Q1")


MONTH_RATES = st.decimals(min_value=-15, max_value=30, places=4)
SIZES = st.integers(50, 400).map(Decimal)


@given(
    rates=st.lists(MONTH_RATES, min_size=12, max_size=12),
    sizes=st.lists(SIZES, min_size=12, max_size=12),
    places=st.integers(0, 2),
    weight_places=st.integers(2, 4),
)
def test_rounded_figures_of_one_truth_never_contradict_each_other(
    rates: list[Decimal], sizes: list[Decimal], places: int, weight_places: int
) -> None:
    true = list(zip(sizes, rates, strict=True))
    total = sum(sizes, D(0))
    start = day("2025-01-01")

    def of(first: int, last: int) -> Observation:
        stretch = Period(add_months(start, first), add_months(start, last))
        return figure(str(stretch), round(compose(true[first:last]), places))

    months = [of(i, i + 1) for i in range(12)]
    to_date = [replace(of(0, i + 1), basis=figure("2025-9M", "1").basis) for i in range(12)]
    halves = [of(i, i + 3) for i in (0, 3, 6, 9)]
    weights = Weights(
        tuple(
            (month.period, round(size / total, weight_places))
            for month, size in zip(months, sizes, strict=True)
        )
    )
    everything = [*months, *to_date, *halves]
    for known in (weights, Weights()):
        assert found(PRODUCTION, goal("2025", ">= 8"), everything, known) == ()


# Sums


def test_a_sum_to_date_that_differs_from_its_parts_is_a_contradiction() -> None:
    months = figure("2025-01", "100"), figure("2025-02", "120")
    steps = in_revenue(*months, up_to("2025-02-28", "250"))
    told = (
        "2025-01/2025-02 is given as 250 bn VND, but 2025-01 (100 bn VND) and 2025-02 (120 bn VND) "
        "add up to 220 bn VND"
    )
    assert [(str(step), step.result) for step in steps] == [
        (told, None),
        ("250 − 120", D(130)),
        ("100 + 120", D(220)),
        ("250 − 100", D(150)),
    ]


def test_the_most_parts_are_held_against_a_whole_besides_every_two() -> None:
    quarters_ = [figure(f"2025-Q{number}", "10.30") for number in (1, 2, 3)]
    rough = [up_to("2025-06-30", "21"), up_to("2025-09-30", "31.5")]  # agrees with all but the sum
    (clash, *_) = in_revenue(*quarters_, *rough)
    assert str(clash).startswith("2025-9M is given as 31.5 bn VND, but 2025-Q1 (10.30 bn VND)")


@pytest.mark.parametrize(
    ("first", "second", "whole", "clash"),
    [
        ("100.4", "120.4", "221", False),
        ("100.4", "120.4", "222", True),
        ("101", "121", "223", False),  # 101.4 and 121.4 make 222.8
        ("101", "121", "224", True),
        ("1499.6", "11703.5", "13200", False),  # typed as 13.2 thousand bn
        ("1499.6", "11803.5", "13200", True),
        ("1000", "1000", "2500", True),
        ("-30.5", "10.5", "-20", False),
        ("0", "0", "0", False),
        ("0", "0", "1.0", False),
        ("0", "0", "2.1", True),
    ],
)
def test_a_sum_may_differ_from_its_parts_by_rounding(
    first: str, second: str, whole: str, *, clash: bool
) -> None:
    figures = [figure("2025-01", first), figure("2025-02", second), up_to("2025-02-28", whole)]
    assert bool(in_revenue(*figures)) is clash


def test_bounds_contradict_nothing() -> None:
    bound = up_to("2025-02-28", "250", comparator=Comparator.AT_LEAST)
    assert not in_revenue(figure("2025-01", "100"), figure("2025-02", "120"), bound)


def test_levels_have_no_parts() -> None:
    figures = [figure("2025-01", "60"), figure("2025-01", "70", "ytd")]
    assert not found(BACKLOG, BACKLOG_2025, figures, Weights())


def test_figures_of_last_year_are_not_of_this_target() -> None:
    last = [figure("2024-01", "100"), figure("2024-02", "120"), up_to("2024-02-29", "250")]
    assert not in_revenue(*last)


def test_a_month_revised_in_silence_is_found_from_the_next_figure_to_date() -> None:
    """State-budget investment, April and May 2023, as released: 131,157.776 + 45,139.09."""
    target = goal("2023", ">= 700000")
    april, may = up_to("2023-04-30", "131157.776"), figure("2023-05", "45139.09")
    to_date = up_to("2023-05-31", "177039.895")
    steps = found(REVENUE, target, [april, may, to_date], Weights())
    assert steps[1].result == D("131900.805")
    # April was put at 39,303.579 first and at 40,046.608 a month later.
    assert D("131900.805") - D("131157.776") == D("40046.608") - D("39303.579")


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_the_likely_revisions_of_public_investment_are_those_that_were_made() -> None:
    file = MONTHLY / PUBLISHED
    if not file.exists():
        pytest.skip(f"the monthly tables are not here: {PUBLISHED}")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = {(r["report_month"], r["row_label"]): r for r in csv.DictReader(opened)}
    confirmed = total = 0
    for (month, unit), row in rows.items():
        start = day(f"{month}-01")
        before = rows.get((f"{add_months(start, -1):%Y-%m}", unit))
        if before is None or start.month <= 2:
            continue
        made = number(row["prev_month_actual_bn_vnd"])
        guess = number(before["this_month_estimate_bn_vnd"])
        earlier, this = number(before["ytd_bn_vnd"]), number(row["this_month_estimate_bn_vnd"])
        to_date = number(row["ytd_bn_vnd"])
        if made is None or guess is None or earlier is None or this is None or to_date is None:
            continue
        last = Period(start, add_months(start, 1)).last
        figures = [
            up_to(Period(add_months(start, -1), start).last, earlier),
            figure(month, this),
            up_to(last, to_date),
        ]
        year = goal(month[:4], ">= 1000000")
        steps = found(REVENUE, year, figures, Weights())
        if steps:
            total += 1
            confirmed += abs(D(steps[1].result or 0) - earlier - (made - guess)) < D("0.5")
    assert total > 400
    assert confirmed > 0.9 * total


# Shares


@pytest.mark.parametrize(
    ("percentage", "value", "total", "right"),
    [
        ("64.1", "11360", "17722", True),  # Nghệ An, budget revenue of five months of 2025
        ("61.2", "10846", "17722", True),
        ("74.2", "13159", "17722", True),
        ("78.4", "13890", "17722", True),
        ("27.03", "2703.973", "10003.954", True),  # public investment, 20 May 2025
        ("36.31", "3632", "10003.954", True),
        ("39.06", "3907", "10003.954", True),
        ("43.09", "3907", "9067", True),
        ("43.09", "3907", "10003.954", False),
        ("39.06", "3907", "9067", False),
        ("83.7", "755000", "902075", True),  # Việt Nam, 2025
        ("64.1", "11360", "17500", False),
        ("0", "0", "17722", True),
        ("10", "1.9902", "21.0", True),  # 1.99025 is 9.5% of 20.95
        ("10", "1.9901", "21.0", False),
        ("10", "2.2103", "21.0", True),  # 2.21025 is 10.5% of 21.05
        ("10", "2.2104", "21.0", False),
    ],
)
def test_percent_absolute_and_denominator_all_given_are_checked_within_rounding(
    percentage: str, value: str, total: str, *, right: bool
) -> None:
    assert agree(D(percentage), D(value), D(total)) is right
    target = replace(PLAN_2025, denominator=D(total))
    figures = [percent("2025-06-30", percentage), amount("2025-06-30", value)]
    one = judge(DISBURSEMENT, target, figures, "2025-07-05")
    assert (Flag.INCONSISTENT in one.flags) is not right


def test_a_percentage_of_another_total_names_that_total() -> None:
    target = replace(PLAN_2025, denominator=D("10003.954"))
    figures = [percent("2025-06-30", "43.09"), amount("2025-06-30", "3907")]
    clash, implied = found(DISBURSEMENT, target, figures, Weights())
    assert str(clash) == (
        "2025-H1 is given as 43.09% and as 3,907 bn VND, which is 39.05% of 10,003.954"
    )
    assert str(implied) == "100 × 3,907 / 43.09"
    assert shown(implied.result, 0) == "9067"


def test_amounts_of_a_share_are_sums_too() -> None:
    target = replace(PLAN_2025, denominator=D("10003.954"))
    single = replace(amount("2025-01-31", "500"), period=figure("2025-02", "1").period)
    june = replace(single, basis=figure("2025-02", "1").basis)
    figures = [amount("2025-01-31", "400"), june, amount("2025-02-28", "1000")]
    assert [step.name for step in found(DISBURSEMENT, target, figures, Weights())] == [
        "inconsistent",
        "likely revision",
        "or else",
        "or else",
    ]


def test_without_a_denominator_percent_and_amount_are_not_compared() -> None:
    figures = [percent("2025-06-30", "43.09"), amount("2025-06-30", "3907")]
    assert not found(DISBURSEMENT, PLAN_2025, figures, Weights())


def test_no_count_is_advised_to_be_below_zero() -> None:
    months = [recorded(figure(f"2025-0{n}", "10"), "2025-04-05") for n in (1, 2)]
    march = recorded(figure("2025-03", "25", revision=2), "2025-05-20")
    quarter = recorded(figure("2025-Q1", "30"), "2025-04-10")
    steps = in_revenue(*months, march, quarter)
    assert [(step.name, step.result) for step in steps[1:]] == [
        ("or else", D(45)),
        ("or else", D(10)),
    ]


def test_an_estimate_that_was_replaced_under_the_other_basis_is_no_contradiction() -> None:
    guess = recorded(estimate(figure("2025-H1", "7000")), "2025-06-30")
    final = recorded(figure("2025-H1", "10500", "ytd"), "2025-07-20")
    assert not in_revenue(guess, final)
    assert in_revenue(replace(guess, qualifier=None), final)
