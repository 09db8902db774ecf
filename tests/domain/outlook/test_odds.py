"""How the period is likely to end."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.outlook.outlook import Outlook
from targettrack.domain.records.observation import Qualifier, usual_revision
from targettrack.domain.records.target import Target
from targettrack.domain.values.status import Light, Status
from tests.domain.cases import (
    DISBURSEMENT,
    EIGHT,
    ESTIMATE_PLUS,
    FIRST_HALF,
    GROWTH,
    LAST_MAY_REVENUE,
    LEVEL_UP,
    MAY_DISBURSEMENT,
    MAY_REVENUE,
    MILESTONES,
    PLAN_2025,
    POVERTY,
    POVERTY_2030,
    REVENUE,
    REVENUE_2025,
    RULES,
    TEN_AND_A_HALF,
    D,
    backlog_in_june,
    by_points,
    disbursement_by_milestones,
    figure,
    goal,
    growth_after_nine_months,
    growth_of_the_half_year,
    judge,
    known,
    poverty_in_2022,
    revenue_in_may,
    up_to,
    vintage,
)

LAST_YEAR = [LAST_MAY_REVENUE, figure("2024", "25556")]


def outlook_of(target: Target, *figures: str) -> Outlook:
    """The outlook of revenue of so much in each month of 2025, after a level 2024 of 1,200."""
    months = [figure(f"2024-{month:02}", "100") for month in range(1, 13)]
    months += [figure(f"2025-{month:02}", value) for month, value in enumerate(figures, 1)]
    one = judge(REVENUE, target, months, months[-1].period.last)
    assert one.outlook is not None
    return one.outlook


def odds(target: Target, *figures: str) -> Decimal:
    """The probability alone."""
    found = outlook_of(target, *figures).probability
    assert found is not None
    return found


def test_last_year_and_ten_percent_is_at_risk_after_five_months_of_8_percent_more() -> None:
    one = judge(REVENUE, ESTIMATE_PLUS, [*LAST_YEAR, MAY_REVENUE], "2025-06-10")
    assert one.status is Status.AT_RISK
    assert one.outlook is not None
    assert known(one.outlook.low) < 27703 < known(one.outlook.high)


def test_without_last_year_an_estimate_that_is_far_behind_the_figures_is_likely() -> None:
    one = revenue_in_may()
    assert (one.status, one.outlook and one.outlook.light) == (Status.ON_TRACK, Light.GREEN)


@pytest.mark.parametrize(
    ("target", "probability"), [(EIGHT, "0.56"), (TEN_AND_A_HALF, "0.03")], ids=str
)
def test_the_rest_of_a_rising_year_does_not_fall_far(target: Target, probability: str) -> None:
    one = growth_of_the_half_year(target)
    assert one.outlook is not None
    assert f"{one.outlook.projection:.2f}" == "8.15"
    assert f"{one.outlook.probability:.2f}" == probability


def test_nine_months_of_growth_make_8_percent_likely() -> None:
    one = growth_after_nine_months(EIGHT)
    assert (one.status, one.outlook and one.outlook.light) == (Status.ON_TRACK, Light.GREEN)


@pytest.mark.parametrize("one", [poverty_in_2022(), backlog_in_june()])
def test_two_points_give_a_line_but_no_odds(one: object) -> None:
    found = getattr(one, "outlook", None)
    assert isinstance(found, Outlook)
    assert (found.light, found.probability, found.low, found.high) == (None, None, None, None)
    assert "two past values" in str(found.method)


def test_three_points_of_a_level_give_odds() -> None:
    levels = [figure("2023", "60"), figure("2024", "65"), figure("2025-06", "68")]
    one = judge(LEVEL_UP, goal("2025", ">= 90", base=D(65)), levels, "2025-07-05")
    assert one.outlook is not None
    assert one.outlook.light is Light.RED


def test_the_odds_along_an_issued_way_decide_too() -> None:
    target = by_points(goal("2025", ">= 36500"), ("2025-06-30", "18100"))
    one = judge(REVENUE, target, [up_to("2025-06-30", "18100")], "2025-07-05")
    assert (one.status, one.outlook and one.outlook.light) == (Status.AT_RISK, Light.AMBER)
    assert "issued trajectory" in str(one.outlook and one.outlook.method)


def test_an_issued_way_precedes_the_season_of_a_share() -> None:
    one = disbursement_by_milestones()
    assert one.outlook is not None
    assert 95 < one.outlook.projection <= 120
    straight = judge(DISBURSEMENT, PLAN_2025, [MAY_DISBURSEMENT], "2025-06-10")
    assert straight.outlook is not None
    assert f"{straight.outlook.projection:.1f}" == "96.5"


def test_of_an_issued_way_and_its_history_the_worse_light_counts() -> None:
    target = by_points(goal("2025", ">= 1400"), ("2025-06-30", "600"))
    months = [figure(f"2024-{month:02}", "100") for month in range(1, 13)]
    one = judge(REVENUE, target, [*months, up_to("2025-06-30", "610")], "2025-07-05")
    assert one.pace is not None
    assert (one.pace.light, one.outlook and one.outlook.light) == (Light.GREEN, Light.RED)
    assert one.status is Status.OFF_TRACK


def test_a_sum_with_history_can_be_off_track_on_a_straight_line() -> None:
    assert outlook_of(goal("2025", ">= 1500"), *["100"] * 6).light is Light.RED
    months = [figure(f"2024-{month:02}", "100") for month in range(1, 13)]
    figures = [*months, up_to("2025-06-30", "600")]
    one = judge(REVENUE, goal("2025", ">= 1500"), figures, "2025-07-05")
    assert one.status is Status.OFF_TRACK


@pytest.mark.parametrize(("low", "high"), [("1150", "1250"), ("1000", "1190"), ("1210", "1400")])
def test_a_band_is_met_between_its_edges(low: str, high: str) -> None:
    figures = ["100"] * 6
    above = odds(goal("2025", f">= {low}"), *figures) - odds(goal("2025", f">= {high}"), *figures)
    band = odds(goal("2025", f"{low}..{high}"), *figures)
    assert abs(band - above) < D("0.0002")


def test_a_limit_is_kept_where_the_total_is_not_exceeded() -> None:
    figures = ["100"] * 6
    both = odds(goal("2025", "<= 1210"), *figures) + odds(goal("2025", "> 1210"), *figures)
    assert abs(both - 1) < D("0.0002")


def test_no_sum_at_all_projects_nothing() -> None:
    assert judge(REVENUE, REVENUE_2025, [up_to("2025-05-31", "0")], "2025-06-10").outlook is None


def test_nothing_is_projected_once_the_period_is_covered() -> None:
    assert judge(REVENUE, REVENUE_2025, [figure("2025", "9")], "2026-01-05").outlook is None


def test_an_estimate_is_less_certain_than_an_official_figure() -> None:
    def width(qualifier: Qualifier) -> Decimal:
        seen = replace(MAY_REVENUE, qualifier=qualifier)
        one = judge(REVENUE, REVENUE_2025, [*LAST_YEAR, seen], "2025-06-10", usual_revision=0.1)
        assert one.outlook is not None
        return known(one.outlook.high) - known(one.outlook.low)

    assert width(Qualifier.ESTIMATED) > width(Qualifier.OFFICIAL)


@pytest.mark.parametrize(
    ("settled", "expected"),
    [(["105", "95", "110"], "0.0685"), (["105", "95"], "0.0300"), ([], "0.0300")],
)
def test_the_usual_revision_is_learned_from_three_estimates(
    settled: list[str], expected: str
) -> None:
    vintages = []
    for month, value in enumerate(settled, 1):
        first = replace(figure(f"2025-{month:02}", "100"), qualifier=Qualifier.ESTIMATED)
        vintages += [first, replace(vintage(first, 2, value), qualifier=Qualifier.OFFICIAL)]
    assert f"{usual_revision(vintages):.4f}" == expected


MONTHS = st.lists(st.integers(50, 150).map(str), min_size=1, max_size=11)


@given(figures=MONTHS, asked=st.integers(1700, 3000))
def test_odds_are_probabilities_that_agree_with_the_light(figures: list[str], asked: int) -> None:
    found = outlook_of(goal("2025", f">= {asked}"), *figures)
    assert found.probability is not None
    assert 0 <= found.probability <= 1
    assert known(found.low) <= found.projection <= known(found.high)
    green, amber = RULES.outlook_green, RULES.outlook_amber
    light = Light.GREEN if found.probability >= green else Light.AMBER
    assert found.light is (light if found.probability >= amber else Light.RED)


@given(figures=MONTHS, asked=st.integers(1700, 3000), more=st.integers(1, 500))
def test_a_higher_target_is_never_likelier(figures: list[str], asked: int, more: int) -> None:
    lower, higher = (goal("2025", f">= {value}") for value in (asked, asked + more))
    assert odds(lower, *figures) >= odds(higher, *figures)


@given(figures=MONTHS, asked=st.integers(1700, 3000), power=st.sampled_from([-9, 3, 9]))
def test_another_power_of_ten_changes_no_odds(figures: list[str], asked: int, power: int) -> None:
    def found(shift: int) -> Decimal | None:
        months = [figure(f"2024-{month:02}", D(100).scaleb(shift)) for month in range(1, 13)]
        months += [figure(f"2025-{i:02}", D(v).scaleb(shift)) for i, v in enumerate(figures, 1)]
        target = replace(goal("2025", f">= {asked}"), value=D(asked).scaleb(shift))
        one = judge(REVENUE, target, months, months[-1].period.last)
        return one.outlook.probability if one.outlook else None

    assert found(0) == found(power)


def test_the_first_half_alone_gives_no_outlook_of_a_finished_year() -> None:
    one = judge(GROWTH, EIGHT, FIRST_HALF, date(2025, 7, 5))
    assert one.outlook is not None
    assert judge(GROWTH, EIGHT, [figure("2025", "8.4")], date(2026, 1, 5)).outlook is None


def test_milestones_of_thirteen_months_are_laid_over_thirteen_months() -> None:
    target = by_points(PLAN_2025, *MILESTONES)
    ahead = judge(DISBURSEMENT, target, [MAY_DISBURSEMENT], "2025-06-10").outlook
    behind = judge(
        DISBURSEMENT, target, [replace(MAY_DISBURSEMENT, value=D(15))], "2025-06-10"
    ).outlook
    assert ahead is not None
    assert behind is not None
    assert behind.projection < 95 < ahead.projection


def test_a_level_is_projected_inside_its_natural_limits() -> None:
    near = [figure(f"20{year}", value) for year, value in ((21, "90"), (22, "95"), (23, "99"))]
    target = goal("2030", ">= 99.5", base=D(85), base_on=date(2020, 12, 31))
    bounded = judge(LEVEL_UP, target, near, "2024-03-05").outlook
    free = judge(replace(LEVEL_UP, least=None, most=None), target, near, "2024-03-05").outlook
    assert bounded is not None
    assert free is not None
    assert known(bounded.high) < 100 < known(free.high)


def test_a_stated_base_stands_for_the_last_figure_before_its_day_and_leaves_those_before() -> None:
    def outlook(*before: tuple[str, str]) -> Outlook | None:
        figures = [figure(*one) for one in (*before, ("2022", "19.5"), ("2023", "19.9"))]
        return judge(POVERTY, POVERTY_2030, figures, "2024-01-05").outlook

    assert outlook(("2014", "22"), ("2016", "20.9")) == outlook(("2014", "22"), ("2016", "99"))
    assert outlook(("2014", "22"), ("2016", "20.9")) != outlook(("2014", "25"), ("2016", "20.9"))
