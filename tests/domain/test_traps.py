"""The cases in which a careless judge goes wrong, a test for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.observation import in_force
from targettrack.domain.records.target_reading import comparator_for
from targettrack.domain.values.quantity import Comparator, parse_quantity
from targettrack.domain.values.status import Flag, Status

from .cases import (
    BACKLOG,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LEVEL_UP,
    MAY_REVENUE,
    POVERTY,
    PRODUCTION,
    REVENUE,
    REVENUE_2025,
    TRADE,
    D,
    case,
    estimate,
    figure,
    goal,
    growth_after_nine_months,
    judge,
    known,
    pace_of,
    shown,
    up_to,
    vintage,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator


# Bases


def test_a_base_of_zero_is_a_base() -> None:
    one = judge(LEVEL_UP, goal("2025", ">= 50", base=D(0)), [figure("2025-06", "30")], "2025-07-05")
    assert (one.attained, one.status) == (D("0.6"), Status.ON_TRACK)


@pytest.mark.parametrize(
    ("indicator", "target", "base", "value", "status", "attained"),
    [
        (POVERTY, "<= 5", "5", "5", "on-track", "1"),
        (POVERTY, "<= 5", "5", "5.1", "off-track", "1.02"),
        (POVERTY, "< 5", "3", "10", "off-track", "2"),
        (POVERTY, "< 5", "3", "4", "on-track", "0.8"),
        (POVERTY, "< 5", "3", "2", "on-track", "0.4"),
        (LEVEL_UP, ">= 80", "80", "80", "on-track", "1"),
        (LEVEL_UP, ">= 80", "90", "80", "on-track", "1"),
        (LEVEL_UP, ">= 80", "90", "72", "off-track", "0.9"),
    ],
)
def test_a_base_that_already_meets_the_target_must_hold(  # noqa: PLR0913, PLR0917
    indicator: Indicator, target: str, base: str, value: str, status: str, attained: str
) -> None:
    wanted = goal("2026", target, base=D(base), base_on=figure("2024", "1").period.last)
    one = judge(indicator, wanted, [figure("2025", value)], "2026-01-05")
    assert one.status == status
    assert one.attained == D(attained)
    assert one.pace is not None
    assert one.pace.value is None


def test_smoking_that_rises_from_3_to_10_percent_is_never_on_track_for_less_than_5() -> None:
    target = goal("2025", "< 5", base=D(3))
    verdicts = [
        judge(BACKLOG, target, [figure(f"2025-{month:02}", "10")], f"2025-{month:02}-28").status
        for month in (1, 3, 6, 9, 11)
    ]
    assert Status.ON_TRACK not in verdicts
    assert judge(BACKLOG, target, [figure("2025-06", "10")], "2025-07-05").status == "off-track"


@pytest.mark.parametrize(
    ("value", "status"), [("0", "achieved"), ("0.0000000001", "achieved"), ("0.1", "missed")]
)
def test_a_target_of_zero_is_achieved_within_the_tolerance(value: str, status: str) -> None:
    one = judge(BACKLOG, goal("2025", "<= 0", base=D(10)), [figure("2025-12", value)], "2026-01-05")
    assert one.status == status


@pytest.mark.parametrize(("value", "status"), [("5", "on-track"), ("9", "off-track")])
def test_a_target_of_zero_has_a_way(value: str, status: str) -> None:
    one = judge(BACKLOG, goal("2025", "<= 0", base=D(10)), [figure("2025-06", value)], "2025-07-05")
    assert one.status == status
    assert one.attained == (10 - D(value)) / 10
    assert one.share_of_target is None


@pytest.mark.parametrize(("value", "status"), [("0", "on-track"), ("1", "missed")])
def test_a_count_that_shall_stay_zero_is_missed_with_the_first_case(
    value: str, status: str
) -> None:
    one = judge(REVENUE, goal("2025", "<= 0"), [up_to("2025-06-30", value)], "2025-07-05")
    assert one.status == status


# Bases of time


def test_growth_of_may_and_of_five_months_are_never_one_series() -> None:
    may, five_months = figure("2025-05", "18.4"), figure("2025-01/2025-05", "13.89")
    one = judge(PRODUCTION, goal("2025", ">= 12"), [may, five_months], "2025-06-10")
    assert one.value == D("13.89")
    assert one.observation == five_months


def test_a_day_in_mid_month_is_judged_by_day_count() -> None:
    one = judge(REVENUE, goal("2025", ">= 365"), [up_to("2025-10-12", "285")], "2025-10-15")
    assert (one.expected, pace_of(one), one.lead_days) == (D(285), D(1), D(0))
    assert one.required is not None
    assert shown(one.required.periods_left, 4) == "2.6129"
    assert abs(known(one.expected) - D(365) * 285 / 365) < D("1e-20")


# Shares of the plan


@pytest.mark.parametrize(
    ("value", "share", "status"),
    [("1299", "145.0", Status.ACHIEVED), ("403", "45.0", Status.AT_RISK)],
)
def test_exceeding_the_plan_by_45_percent_is_145_percent_of_it(
    value: str, share: str, status: Status
) -> None:
    one = judge(TRADE, goal("2025", ">= 896"), [up_to("2025-10-12", value)], "2025-10-20")
    assert (shown(one.share_of_target, 1), one.status) == (share, status)


def test_two_authorities_with_two_estimates_give_two_verdicts() -> None:
    figures = [up_to("2025-10-12", "3312")]
    shares = [
        shown(judge(REVENUE, goal("2025", f">= {v}"), figures, "2025-10-20").share_of_target, 0)
        for v in (1960, 2083)
    ]
    assert shares == ["169", "159"]


def test_an_amount_a_percent_and_the_estimate_agree_within_rounding() -> None:
    one = judge(REVENUE, REVENUE_2025, [MAY_REVENUE], "2025-06-10")
    assert abs(known(one.share_of_target) - D("64.1")) <= D("0.05")


def test_each_verdict_is_given_by_the_version_of_the_target_it_names() -> None:
    first = replace(REVENUE_2025, version=1)
    second = replace(REVENUE_2025, version=2, value=D(28112))
    figures = [up_to("2025-06-30", "9000")]
    verdicts = [judge(REVENUE, target, figures, "2025-07-05") for target in (first, second)]
    assert [(one.target.version, one.status) for one in verdicts] == [
        (1, Status.ON_TRACK),
        (2, Status.AT_RISK),
    ]


# Vintages


def final_growth(*vintages_: str) -> Assessment:
    """Judge the year's growth by the last of its vintages."""
    first = figure("2025", vintages_[0])
    known_figures = [vintage(first, i, value) for i, value in enumerate(vintages_, 1)]
    return judge(GROWTH, goal("2025", ">= 6.5"), in_force(known_figures), "2026-04-01")


def test_a_revised_base_flips_the_verdict_and_is_flagged() -> None:
    old, new = final_growth("6.83"), final_growth("6.83", "6.01")
    assert (old.status, Flag.REVISED in old.flags) == (Status.ACHIEVED, False)
    assert (new.status, Flag.REVISED in new.flags) == (Status.MISSED, True)


def test_an_estimate_replaced_by_the_official_figure_changes_the_verdict() -> None:
    estimated = estimate(figure("2025-H1", "9.25", "ytd"))
    official = replace(estimated, qualifier=None, value=D("7.4"), revision=2)
    before = judge(GROWTH, EIGHT, in_force([estimated]), "2025-07-02")
    after = judge(GROWTH, EIGHT, in_force([estimated, official]), "2025-07-07")
    assert (before.status, Flag.ESTIMATED in before.flags) == (Status.ON_TRACK, True)
    assert (after.status, Flag.ESTIMATED in after.flags) == (Status.AT_RISK, False)


def test_a_published_total_and_the_quarters_that_contradict_it_are_told_apart() -> None:
    published = growth_after_nine_months(EIGHT)
    composed = judge(
        GROWTH,
        EIGHT,
        [figure("2025-H1", "8.24", "ytd"), figure("2025-Q3", "8.62")],
        "2025-10-07",
    )
    assert (shown(published.value, 2), shown(composed.value, 2)) == ("8.61", "8.38")


# Missing months


def test_a_cumulative_figure_needs_no_months() -> None:
    figures = [figure("2025-01", "2272"), MAY_REVENUE]
    one = judge(REVENUE, REVENUE_2025, figures, "2025-06-10")
    assert (one.value, Flag.LOWER_BOUND in one.flags) == (D(11360), False)


def test_single_months_with_a_gap_are_a_flagged_lower_bound() -> None:
    months = [figure(f"2025-{month:02}", "2272") for month in (1, 2, 4, 5)]
    one = judge(REVENUE, REVENUE_2025, months, "2025-06-10")
    assert (one.value, Flag.LOWER_BOUND in one.flags) == (D(9088), True)


def test_a_lower_bound_below_the_target_does_not_prove_a_miss() -> None:
    months = [figure(f"2025-{month:02}", "1500") for month in range(1, 13) if month != 3]
    one = judge(REVENUE, REVENUE_2025, months, "2026-01-20")
    assert (one.status, Flag.LOWER_BOUND in one.flags) == (Status.NO_DATA, True)


def test_a_lower_bound_above_the_target_proves_it_achieved() -> None:
    months = [figure(f"2025-{month:02}", "1700") for month in range(1, 13) if month != 3]
    one = judge(REVENUE, REVENUE_2025, months, "2026-01-20")
    assert (one.status, Flag.LOWER_BOUND in one.flags) == (Status.ACHIEVED, True)


def test_a_figure_stated_as_a_bound_is_flagged() -> None:
    bound = replace(MAY_REVENUE, comparator=Comparator.AT_LEAST)
    one = judge(REVENUE, REVENUE_2025, [bound], "2025-06-10")
    assert Flag.LOWER_BOUND in one.flags


# Large and negative rates


def test_growth_of_104_percent_is_a_factor_of_2_04() -> None:
    figures = [up_to("2024-05-31", "100"), up_to("2025-05-31", "204")]
    one = judge(REVENUE, REVENUE_2025, figures, "2025-06-10")
    assert one.year_on_year == 104
    doubled = judge(GROWTH, EIGHT, [figure("2025-Q1", "104")], "2025-04-05")
    needed = (8 - D(".208") * 104) / D(".792")
    assert doubled.required is not None
    assert abs(doubled.required.value - needed) < D("1e-20")


@pytest.mark.parametrize(("before", "now"), [("-100", "50"), ("-100", "-50"), ("100", "-50")])
def test_a_change_of_sign_has_no_percent_growth_but_a_difference(before: str, now: str) -> None:
    figures = [up_to("2024-05-31", before), up_to("2025-05-31", now)]
    one = judge(REVENUE, REVENUE_2025, figures, "2025-06-10")
    changes = [step for step in one.steps if step.name == "versus last year"]
    assert [(step.result, step.unit) for step in changes] == [(D(now) - D(before), "bn VND")]


def test_nothing_last_year_has_no_percent_growth() -> None:
    figures = [up_to("2024-05-31", "0"), up_to("2025-05-31", "50")]
    assert judge(REVENUE, REVENUE_2025, figures, "2025-06-10").year_on_year is None


def test_last_years_figure_of_another_stretch_is_not_compared() -> None:
    figures = [up_to("2024-06-30", "12131"), MAY_REVENUE]
    assert judge(REVENUE, REVENUE_2025, figures, "2025-06-10").year_on_year is None


def test_percentages_differ_by_points() -> None:
    figures = [figure("2024-H1", "5.9", "ytd"), *FIRST_HALF]
    one = judge(GROWTH, EIGHT, figures, "2025-07-05")
    assert shown(one.year_on_year, 2) == "2.34"


# Words


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        (">= 8% or more", Comparator.AT_LEAST),
        ("8% or more", Comparator.AT_LEAST),
        ("over 10%", Comparator.MORE),
        ("about 10%", Comparator.ABOUT),
        ("1.5-1.7 times", Comparator.BETWEEN),
        ("under 5%", Comparator.LESS),
    ],
)
def test_the_comparator_of_a_target_is_kept_as_stated(text: str, comparator: Comparator) -> None:
    for indicator in (GROWTH, POVERTY):
        assert comparator_for(parse_quantity(text), indicator.direction) is comparator


@pytest.mark.parametrize(
    ("indicator", "comparator"), [(GROWTH, Comparator.AT_LEAST), (POVERTY, Comparator.AT_MOST)]
)
def test_a_bare_value_is_to_be_reached_whichever_way_is_good(
    indicator: Indicator, comparator: Comparator
) -> None:
    assert comparator_for(parse_quantity("8%"), indicator.direction) is comparator


@pytest.mark.parametrize(
    ("target", "sign"), [(">= 8", 1), ("> 8", 1), ("<= 8", -1), ("< 8", -1), ("7..8", 1)]
)
def test_the_comparator_decides_which_way_is_good(target: str, sign: int) -> None:
    assert case(REVENUE, goal("2025", target), [], "2025-06-10").sign == sign


@pytest.mark.parametrize("value", ["10.0", "9.9"])
def test_a_sum_over_its_limit_by_less_than_the_tolerance_is_within_it(value: str) -> None:
    over = D(value) * (1 + D("1e-10"))
    one = judge(REVENUE, goal("2025", f"<= {value}"), [figure("2025", over)], "2026-01-20")
    assert one.status is Status.ACHIEVED
