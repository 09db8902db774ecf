"""What settles a target: which figures count, what a bound proves, and by when."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.series.reading import Terms, read
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag, Status
from targettrack.errors import InvalidTarget
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    DISBURSEMENT,
    GROWTH,
    LEVEL_UP,
    PERCENT,
    PLAN_2025,
    POVERTY,
    REVENUE,
    D,
    amount,
    by_growth,
    figure,
    goal,
    judge,
    percent,
    up_to,
)

YEAR = parse_period("2025")


def test_a_figure_between_the_end_of_the_period_and_the_closing_date_counts() -> None:
    next_year = percent("2026-01-31", "3")
    late = replace(percent("2025-12-31", "96"), period=parse_period("2025-01/2026-01"))
    figures = [percent("2025-12-31", "88"), late, next_year]
    one = judge(DISBURSEMENT, PLAN_2025, figures, "2026-02-10")
    assert (one.status, one.value) == (Status.ACHIEVED, D(96))
    assert judge(DISBURSEMENT, PLAN_2025, figures[1:], "2026-02-10").status is Status.ACHIEVED


def test_a_figure_after_the_closing_date_comes_too_late() -> None:
    figures = [percent("2025-12-31", "88"), percent("2026-02-28", "96")]
    assert judge(DISBURSEMENT, PLAN_2025, figures, "2026-03-10").status is Status.MISSED


def test_a_figure_for_the_closing_date_settles_the_target_on_that_day() -> None:
    late = replace(percent("2025-12-31", "96"), period=parse_period("2025-01/2026-01"))
    assert judge(DISBURSEMENT, PLAN_2025, [late], "2026-01-31").status is Status.ACHIEVED
    assert Flag.EARLY not in judge(DISBURSEMENT, PLAN_2025, [late], "2026-01-31").flags


def test_a_year_that_is_reported_in_full_waits_for_its_closing_date() -> None:
    target = replace(PLAN_2025, closing=date(2026, 6, 30))
    verdicts = [
        judge(DISBURSEMENT, target, [percent("2025-12-31", "88")], day)
        for day in ("2026-02-01", "2026-04-20", "2026-06-30")
    ]
    assert {one.status for one in verdicts} == {Status.AT_RISK}
    assert all(Flag.PROVISIONAL in one.flags for one in verdicts)


@pytest.mark.parametrize(("december", "status"), [("18", "achieved"), ("60", "missed")])
def test_a_settled_level_stays_settled_whatever_comes_later(december: str, status: str) -> None:
    figures = [figure("2025-12", december), figure("2026-03", "40"), figure("2026-04", "10")]
    assert judge(BACKLOG, BACKLOG_2025, figures, "2026-05-05").status == status


def test_a_share_keeps_its_percent_and_its_amount_and_uses_the_one_it_can() -> None:
    figures = [percent("2025-06-30", "43.09"), amount("2025-06-30", "3907")]
    of_the_plan = replace(PLAN_2025, denominator=D("10003"))
    assert round(D(judge(DISBURSEMENT, of_the_plan, figures, "2025-07-05").value or 0), 2) == D(
        "39.06"
    )
    assert judge(DISBURSEMENT, PLAN_2025, figures, "2025-07-05").value == D("43.09")


def test_of_two_figures_for_the_same_days_the_later_record_counts() -> None:
    early, late = (datetime(2025, 7, day, tzinfo=UTC) for day in (5, 9))
    published = figure("2025-H1", "8.24", Basis.YTD, recorded_at=early)
    official = figure("2025-H1", "6.10", Basis.SINGLE, recorded_at=late)
    assert read([published, official], YEAR).running() == Terms((official,))
    late_one = replace(published, recorded_at=late)
    assert read([late_one, official], YEAR).running().total() == D("8.24")


def test_the_chain_of_figures_that_reaches_furthest_is_used() -> None:
    figures = [figure("2025-Q1", "24"), up_to("2025-04-30", "33"), figure("2025-Q2", "27")]
    one = judge(REVENUE, goal("2025", ">= 100"), figures, "2025-07-05")
    assert (one.value, one.observed_on) == (D(51), date(2025, 6, 30))


def test_a_year_to_date_figure_of_a_later_year_counts_in_a_plan_of_years() -> None:
    figures = [*(figure(str(year), "10") for year in range(2021, 2025)), up_to("2025-05-31", "4")]
    one = judge(REVENUE, goal("2021/2025", ">= 50"), figures, "2025-06-05")
    assert one.value == 44


@pytest.mark.parametrize(
    ("value", "bound", "target", "status"),
    [
        ("1299", Comparator.AT_LEAST, ">= 1300", "no-data"),
        ("1301", Comparator.AT_LEAST, ">= 1300", "achieved"),
        ("1200", Comparator.AT_LEAST, "<= 1300", "no-data"),
        ("1301", Comparator.AT_LEAST, "<= 1300", "missed"),
        ("1300", Comparator.AT_MOST, ">= 1200", "no-data"),
        ("1300", Comparator.AT_MOST, ">= 1400", "missed"),
        ("1200", Comparator.AT_MOST, "<= 1300", "achieved"),
    ],
)
def test_a_bound_settles_only_what_it_proves(
    value: str, bound: Comparator, target: str, status: str
) -> None:
    one = judge(
        REVENUE, goal("2025", target), [figure("2025", value, comparator=bound)], "2026-01-05"
    )
    assert one.status == status
    assert Flag.LOWER_BOUND in one.flags


@pytest.mark.parametrize(
    ("value", "near"), [("57.5", False), ("59.6", True)], ids=["three quarters", "all but a bit"]
)
def test_a_near_miss_is_near_on_the_way_from_the_base(value: str, *, near: bool) -> None:
    target = goal("2025", ">= 60", base=D(50))
    one = judge(LEVEL_UP, target, [figure("2025-12", value)], "2026-01-05")
    assert one.status is Status.MISSED
    assert ("near miss" in str(one.why)) is near


@pytest.mark.parametrize(("value", "near"), [("7.6", True), ("7.59", False)])
def test_a_growth_that_is_missed_is_near_from_95_percent_of_its_target(
    value: str, *, near: bool
) -> None:
    one = judge(GROWTH, goal("2025", ">= 8"), [figure("2025", value)], "2026-01-05")
    assert one.status is Status.MISSED
    assert ("near miss" in str(one.why)) is near


def test_a_growth_of_a_year_that_is_over_but_not_closed_asks_nothing_of_a_rest() -> None:
    target = goal("2025", ">= 8", closing=date(2026, 3, 31))
    one = judge(GROWTH, target, [figure("2025", "7")], "2026-01-20")
    assert (one.status, one.required, one.outlook) == (Status.OFF_TRACK, None, None)
    assert one.flags == (Flag.PROVISIONAL,)


@pytest.mark.parametrize("value", ["4.1", "8"])
def test_a_limit_of_growth_that_is_passed_is_no_near_miss(value: str) -> None:
    one = judge(GROWTH, goal("2025", "<= 4"), [figure("2025", value)], "2026-01-05")
    assert (one.status, "near miss" in str(one.why)) == (Status.MISSED, False)


@pytest.mark.parametrize(("value", "status"), [("10", "missed"), ("2", "achieved")])
def test_a_limit_kept_from_the_start_is_neither_nearly_kept_nor_soft(
    value: str, status: str
) -> None:
    target = goal("2025", "< 5", base=D(3))
    one = judge(BACKLOG, target, [figure("2025-12", value)], "2026-01-05")
    assert (one.status, Flag.SOFT_TARGET in one.flags) == (status, False)
    assert "near miss" not in str(one.why)


def test_a_band_that_is_passed_was_not_too_easy() -> None:
    one = judge(REVENUE, goal("2025", "100..120"), [up_to("2025-10-31", "150")], "2025-11-05")
    assert Flag.BREACHED in one.flags
    assert Flag.SOFT_TARGET not in one.flags


@pytest.mark.parametrize(
    ("band", "value", "broken"),
    [
        ("-100..-50", "-101", True),
        ("-100..-50", "-60", False),
        ("-100..0", "-20", False),
        ("-100..0", "-101", True),
        ("0.5..0.9", "0.8", False),
        ("0.5..0.9", "0.95", True),
    ],
)
def test_a_sum_breaks_the_end_of_its_band_that_is_farther_from_zero(
    band: str, value: str, *, broken: bool
) -> None:
    one = judge(REVENUE, goal("2025", band), [up_to("2025-06-30", value)], "2025-07-05")
    assert (Flag.BREACHED in one.flags) is broken
    assert (one.status is Status.MISSED) is broken


@pytest.mark.parametrize(
    ("target", "value", "proof", "nothing"),
    [
        ("20..100", "101", Comparator.AT_LEAST, Comparator.AT_MOST),
        ("<= 100", "101", Comparator.AT_LEAST, Comparator.AT_MOST),
        ("-100..-20", "-101", Comparator.AT_MOST, Comparator.AT_LEAST),
        (">= -100", "-101", Comparator.AT_MOST, Comparator.AT_LEAST),
    ],
)
@pytest.mark.parametrize("direction", Direction)
def test_only_a_bound_on_the_far_side_proves_that_a_limit_is_broken(
    target: str, value: str, proof: Comparator, nothing: Comparator, direction: Direction
) -> None:
    balance = replace(REVENUE, direction=direction)
    for bound, broken in ((proof, True), (nothing, False)):
        seen = replace(up_to("2025-06-30", value), comparator=bound)
        one = judge(balance, goal("2025", target), [seen], "2025-07-05")
        assert (one.status is Status.MISSED, Flag.BREACHED in one.flags) == (broken, broken)


@pytest.mark.parametrize(
    ("bound", "status", "early"),
    [(Comparator.AT_LEAST, "achieved", True), (Comparator.AT_MOST, "on-track", False)],
)
def test_only_a_floor_proves_that_a_sum_has_reached_its_total(
    bound: Comparator, status: str, *, early: bool
) -> None:
    seen = replace(up_to("2025-06-30", "101"), comparator=bound)
    one = judge(REVENUE, goal("2025", ">= 100"), [seen], "2025-07-05")
    assert (one.status, Flag.EARLY in one.flags) == (status, early)


def test_a_target_that_is_far_surpassed_downwards_is_soft_too() -> None:
    target = goal("2025", "<= 10", base=D(20))
    one = judge(BACKLOG, target, [figure("2025-12", "5")], "2026-01-05")
    assert Flag.SOFT_TARGET in one.flags


def test_growth_above_its_range_has_reached_it() -> None:
    target = goal("2025", "9.5..10.5")
    assert judge(GROWTH, target, [figure("2025", "11")], "2026-01-05").status is Status.ACHIEVED


def test_where_less_is_good_a_range_is_reached_at_its_upper_edge() -> None:
    prices = Indicator("cpi", "Prices", Kind.LEVEL, PERCENT, direction=Direction.DOWN)
    target = goal("2025", "4..4.5", base=D(6))
    assert judge(prices, target, [figure("2025-12", "4.3")], "2026-01-05").status is Status.ACHIEVED
    halfway = judge(prices, target, [figure("2025-06", "5.2")], "2025-07-05")
    assert halfway.status is Status.ON_TRACK


def test_an_incomplete_sum_is_not_compared_with_last_year() -> None:
    figures = [up_to("2024-03-31", "30"), figure("2025-01", "10"), figure("2025-03", "11")]
    one = judge(REVENUE, goal("2025", ">= 120"), figures, "2025-04-05")
    assert (one.value, one.year_on_year) == (D(21), None)


def test_quarters_of_a_scenario_start_with_the_period_and_leave_none_out() -> None:
    late = by_growth(goal("2025", ">= 10.5"), ("2025-Q2", "10.02"), ("2025-Q3", "10.97"))
    gap = by_growth(goal("2025", ">= 10.5"), ("2025-Q1", "9"), ("2025-Q3", "10.97"))
    for target in (late, gap):
        with pytest.raises(InvalidTarget, match="must follow one another"):
            check_fits(target, GROWTH)


def test_the_base_of_a_level_is_the_last_figure_before_its_way() -> None:
    figures = [figure("2019", "20.6"), figure("2022", "19.5"), figure("2025-06", "15")]
    target = goal("2025", "<= 11.3")
    one = judge(replace(POVERTY), target, figures, "2025-07-05")
    assert round(D(one.attained or 0), 3) == D("0.549")


@pytest.mark.parametrize(
    ("stated", "value", "status"),
    [("10", "9.5", "achieved"), ("10", "9.4", "missed"), ("10.0", "9.9", "missed")],
)
def test_about_a_number_is_what_prints_as_that_number(stated: str, value: str, status: str) -> None:
    target = replace(goal("2025", f">= {stated}"), comparator=Comparator.ABOUT)
    assert judge(GROWTH, target, [figure("2025", value)], "2026-01-05").status == status


ELEVEN = [figure(f"2025-{month:02}", "-9") for month in range(1, 13) if month != 6]
JUNE = figure("2025-06", "-9")


@pytest.mark.parametrize(
    ("target", "without", "status"),
    [
        (">= -100", "no-data", "missed"),
        (">= -98", "missed", "missed"),
        ("<= -100", "no-data", "achieved"),
        ("<= -90", "achieved", "achieved"),
    ],
)
def test_a_missing_month_of_a_deficit_proves_only_what_a_deficit_would(
    target: str, without: str, status: str
) -> None:
    asked = goal("2025", target)
    for sign, mirror in ((1, asked), (-1, goal("2025", _turned(target)))):
        eleven = [replace(one, value=sign * one.value) for one in ELEVEN]
        june = replace(JUNE, value=sign * JUNE.value)
        assert judge(REVENUE, mirror, eleven, "2026-01-10").status == without
        assert judge(REVENUE, mirror, [*eleven, june], "2026-01-12").status == status


def _turned(target: str) -> str:
    comparator, value = target.split()
    return f"{'<=' if comparator == '>=' else '>='} {-D(value)}"


def test_a_sum_of_either_sign_has_no_word_while_a_month_in_it_is_missing() -> None:
    figures = [figure("2025-01", "40"), figure("2025-02", "-9"), figure("2025-04", "30")]
    one = judge(REVENUE, goal("2025", ">= 50"), figures, "2025-05-10")
    assert (one.status, one.value) == (Status.NO_DATA, D(61))
    assert str(one.why) == "61 without 2025-03, which may turn it; 50 asked for"


def test_an_indicator_that_cannot_be_negative_misses_nothing_below_zero() -> None:
    count = replace(REVENUE, least=D(0))
    figures = [figure("2025-01", "40"), figure("2025-03", "30")]
    assert judge(count, goal("2025", ">= 50"), figures, "2025-04-10").status is Status.ACHIEVED
