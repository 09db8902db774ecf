"""Official methods on plain numbers, and through the judge."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.rulebooks.methods import (
    Course,
    Scored,
    extrapolation,
    growth_ratio,
)
from targettrack.domain.judge.rulebooks.near_expected import near_expected
from targettrack.domain.judge.rulebooks.progress_score import progress_score
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import StatedAs
from targettrack.domain.records.rulebook_scales import (
    Extrapolation,
    GrowthRatio,
    NearExpected,
    ProgressScore,
)
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.exchange.packaged import load_rulebook, rulebook_ids
from targettrack.shown import show_number
from tests.domain.cases import (
    BACKLOG,
    DISBURSEMENT,
    EIGHT,
    ESTIMATE_PLUS,
    GROWTH,
    LAST_MAY_REVENUE,
    LEVEL_UP,
    MAY_DISBURSEMENT,
    MAY_REVENUE,
    NGHE_AN,
    PLAN_2025,
    POVERTY,
    REVENUE,
    REVENUE_2025,
    D,
    estimate,
    figure,
    goal,
    judge,
    known,
    pace_of,
    percent,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.values.step import Step

BOOKS = {name: load_rulebook(name) for name in rulebook_ids()}
BY_RATE = ["eurostat", "un-2023", "canada-cif"]
TINY = D("1e-9")


def by_method(name: str, course: Course) -> Scored:
    match BOOKS[name].scale:
        case GrowthRatio() as scale:
            return growth_ratio(course, scale, TINY)
        case Extrapolation() as scale:
            return extrapolation(course, scale, TINY)
        case ProgressScore() as scale:
            return progress_score(course, scale, TINY)
    raise AssertionError(name)


def course(base: str, value: str, target: str | None, *, sign: int = 1, **more: Any) -> Course:
    """A course of 9 out of 15 years."""
    goal_value = None if target is None else D(target)
    met = goal_value is not None and sign * (D(value) - goal_value) >= 0
    given_values: dict[str, Any] = {"met": met, **more}
    return Course(D(base), D(value), D(9), goal_value, D(15), sign, **given_values)


def word(one: Scored) -> str | None:
    return one.rating.word if one.rating else None


# One series, several readings

ROAD_DEATHS = Indicator(
    "road-deaths",
    "Road deaths",
    Kind.LEVEL,
    Unit("per 100,000"),
    direction=Direction.DOWN,
    frequency=Frequency.YEAR,
    precision=2,
)
HALVED = goal("2030", "<= 1.75", base_on=date(2015, 12, 31))
DEATHS = (figure("2015", "3.5"), figure("2023", "2.9"), figure("2024", "2.8"))


def road_deaths(name: str) -> Assessment:
    return judge(ROAD_DEATHS, HALVED, DEATHS, "2025-01-20", rulebook=BOOKS[name])


def test_road_deaths_are_limited_progress_under_eurostat() -> None:
    one = road_deaths("eurostat")
    assert (one.status, one.rating) == (Status.OFF_TRACK, "limited progress")
    assert shown(one.score, 3) == "0.542"


def test_road_deaths_are_fair_under_the_united_nations() -> None:
    one = road_deaths("un-2023")
    assert (one.status, one.rating) == (Status.AT_RISK, "fair")
    assert shown(one.score, 3) == "0.621"


def test_road_deaths_are_red_under_plain_attainment() -> None:
    one = road_deaths("tt-1")
    assert one.attained == D("0.4")
    assert shown(pace_of(one), 2) == "0.67"
    plain = replace(BOOKS["tt-1"], id="plain", level_pace_amber=BOOKS["tt-1"].pace_amber)
    judged = judge(ROAD_DEATHS, HALVED, DEATHS, "2025-01-20", rulebook=plain)
    assert judged.pace
    assert judged.pace.light is Light.RED


def test_road_deaths_have_a_score_in_the_canadian_framework() -> None:
    one = road_deaths("canada-cif")
    assert (one.rating, shown(one.score, 2)) == ("limited progress", "-0.24")


def test_a_score_is_told_with_the_two_rates_that_it_rests_on() -> None:
    one = road_deaths("canada-cif")
    told = (
        f"-2.45% a year, -4.52% needed, a score of {show_number(known(one.score), 2, signed=True)}"
    )
    assert told == str(one.why).partition(":")[0]


def test_road_deaths_are_amber_in_the_council_because_they_fell_since_last_year() -> None:
    one = road_deaths("council-10")
    assert (one.status, one.rating, shown(one.score, 3)) == (Status.AT_RISK, "amber", "-0.143")


def test_every_verdict_names_its_rulebook_and_only_some_have_a_word_of_their_own() -> None:
    judged = {name: road_deaths(name) for name in BOOKS}
    assert {name: one.rulebook for name, one in judged.items()} == {name: name for name in BOOKS}
    assert {name for name, one in judged.items() if one.rating is None} == {"tt-1", "strict"}


def test_only_the_lights_have_a_pace_light() -> None:
    for name, book in BOOKS.items():
        one = road_deaths(name)
        assert one.pace is not None
        has_light = book.scale is None
        assert (one.pace.light is not None) is has_light
        assert any(step.name == "pace light" for step in one.steps) is has_light
        assert pace_of(one) == pace_of(road_deaths("tt-1"))


# The formulas


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("8.5", "movement away"),
        ("10", "limited progress"),
        ("12", "limited progress"),
        ("13.5", "moderate progress"),
        ("15.1", "significant progress"),
        ("19", "significant progress"),
        ("20", "significant progress"),
    ],
)
def test_the_ratio_of_rates_has_four_words(value: str, expected: str) -> None:
    assert word(by_method("eurostat", course("10", value, "20"))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("9", "stagnation or regression"),
        ("10.3", "stagnation or regression"),
        ("12", "fair"),
        ("15", "on track"),
        ("20", "target met"),
    ],
)
def test_the_extrapolated_share_has_three_words_and_one_for_what_is_met(
    value: str, expected: str
) -> None:
    assert word(by_method("un-2023", course("10", value, "20"))) == expected


@pytest.mark.parametrize(
    ("ratio", "score"),
    [
        ("-0.7", "-5"),
        ("-0.6", "-5"),
        ("0", "-2.5"),
        ("0.6", "0.0000"),
        ("0.95", "2.5001"),
        ("1.4", "5"),
    ],
)
def test_the_score_is_a_line_between_the_published_points(ratio: str, score: str) -> None:
    required = D(2) ** (1 / D(15)) - 1
    value = 10 * (1 + D(ratio) * required) ** 9
    one = by_method("canada-cif", course("10", str(value), "20", met=False))
    assert abs(known(one.progress) - D(ratio)) < TINY
    assert shown(one.score, 4) == f"{D(score):.4f}"


@pytest.mark.parametrize(
    ("change", "score", "expected"),
    [
        ("-0.03", "-5.00", "deterioration"),
        ("-0.01", "-3.75", "deterioration"),
        ("0", "-2.50", "limited progress"),
        ("0.0049", "-0.05", "limited progress"),
        ("0.005", "0.00", "moderate progress"),
        ("0.0149", "2.48", "moderate progress"),
        ("0.015", "2.50", "substantial progress"),
        ("0.02", "5.00", "substantial progress"),
    ],
)
def test_without_a_target_the_rate_itself_is_scored(change: str, score: str, expected: str) -> None:
    value = 50 * (1 + D(change)) ** 9
    one = by_method("canada-cif", course("50", str(value), None))
    assert (f"{known(one.score):.2f}", word(one)) == (score, expected)


def test_near_a_natural_limit_less_is_asked_for() -> None:
    far = by_method("canada-cif", course("97.4", "98.4", None))
    near = by_method("canada-cif", course("97.4", "98.4", None, limit=D(100)))
    assert (word(far), word(near)) == ("limited progress", "moderate progress")


def test_a_limit_on_the_bad_side_changes_nothing() -> None:
    falls = by_method("canada-cif", course("97.4", "96.4", None, sign=-1, limit=D(100)))
    assert falls.score == by_method("canada-cif", course("97.4", "96.4", None, sign=-1)).score


@pytest.mark.parametrize(
    ("value", "expected"), [("100", "substantial progress"), ("99", "deterioration")]
)
def test_what_starts_at_its_limit_can_only_stay_or_fall(value: str, expected: str) -> None:
    assert word(by_method("canada-cif", course("100", value, None, limit=D(100)))) == expected


def test_negative_values_are_judged_by_their_direction() -> None:
    rising = by_method("eurostat", course("-10", "-7", "-5"))
    falling = by_method("eurostat", course("-10", "-12", "-5"))
    assert (word(rising), word(falling)) == ("moderate progress", "movement away")


@pytest.mark.parametrize("name", BY_RATE)
def test_a_base_better_than_the_target_that_worsens_past_it_is_the_worst(name: str) -> None:
    one = by_method(name, course("3", "10", "5", sign=-1))
    assert one.rating == BOOKS[name].scale.ratings[-1]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", BY_RATE)
def test_a_base_at_the_target_that_worsens_is_the_worst_without_a_ratio(name: str) -> None:
    one = by_method(name, course("5", "10", "5", sign=-1))
    assert one.progress is None
    assert one.rating == BOOKS[name].scale.ratings[-1]  # type: ignore[union-attr]
    assert "the base met the target" in str(one.why)


@pytest.mark.parametrize("name", BY_RATE)
@pytest.mark.parametrize(("base", "value"), [("0", "0"), ("-2", "6"), ("0", "-1")])
def test_what_meets_its_target_needs_no_rate(name: str, base: str, value: str) -> None:
    one = by_method(name, course(base, value, value))
    assert one.rating == BOOKS[name].scale.met  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "base", "value", "target", "said"),
    [
        ("eurostat", "0", "3", "5", "from 0 to 3 there is no yearly rate of change"),
        ("eurostat", "-2", "3", "5", "from -2 to 3 there is no yearly rate of change"),
        ("eurostat", "10", "5", "0", "no yearly rate of change leads to a target of 0"),
        ("eurostat", "-10", "-5", "3", "no yearly rate of change leads from -10 to 3"),
        ("un-2023", "0", "3", "5", "from 0 to 3 there is no yearly rate of change"),
        ("canada-cif", "-2", "3", "5", "from -2 to 3 there is no yearly rate of change"),
    ],
)
def test_where_there_is_no_rate_a_sentence_says_so(
    name: str, base: str, value: str, target: str, said: str
) -> None:
    sign = 1 if D(target) > D(base) else -1
    one = by_method(name, course(base, value, target, sign=sign))
    assert one.rating is None
    assert str(one.why).startswith(said)


def test_the_canadian_framework_puts_a_small_number_for_zero() -> None:
    to_zero = by_method("canada-cif", course("10", "5", "0", sign=-1))
    small = by_method("canada-cif", course("10", "5", "0.001", sign=-1))
    assert to_zero.score == small.score
    assert word(by_method("canada-cif", course("0", "3", "5"))) == "substantial progress"


@pytest.mark.parametrize(
    ("value", "target", "is_percent", "expected"),
    [
        ("99", "100", True, "target met"),
        ("98.9", "100", True, "fair"),
        ("99", "100", False, "fair"),
        ("1", "0", True, "target met"),
        ("69.5", "70", True, "fair"),
    ],
)
def test_within_a_point_of_0_or_100_percent_the_target_is_met(
    value: str, target: str, *, is_percent: bool, expected: str
) -> None:
    start = D(value) * (D("1.01") if target == "0" else D("0.995"))
    sign = -1 if target == "0" else 1
    one = by_method("un-2023", course(str(start), value, target, sign=sign, percent=is_percent))
    assert word(one) == expected


def council(gap: str, expected: str, change: str | None) -> Scored:
    scale = BOOKS["council-10"].scale
    assert isinstance(scale, NearExpected)
    before = None if change is None else D(change)
    return near_expected(D(gap), D(expected), before, scale, TINY)


@pytest.mark.parametrize(
    ("gap", "change", "expected", "said"),
    [
        ("5", None, "green", "+5.0% off the 100 expected"),
        ("-10", "-3", "green", "-10.0% off the 100 expected"),
        ("-10.1", "3", "amber", "3 better than a year before"),
        ("-30", "0.5", "amber", "0.5 better than a year before"),
        ("-30", "0", "amber", "the same as a year before"),
        ("-30", "-3", "red", "3 worse than a year before"),
        ("-30", None, "red", "no figure of a year before shows an improvement"),
    ],
)
def test_the_council_rates_nearness_then_improvement(
    gap: str, change: str | None, expected: str, said: str
) -> None:
    one = council(gap, "100", change)
    assert word(one) == expected
    assert said in str(one.why)


@pytest.mark.parametrize(("gap", "expected"), [("0", "green"), ("1", "green"), ("-1", "red")])
def test_where_nothing_was_expected_there_is_no_share(gap: str, expected: str) -> None:
    one = council(gap, "0", None)
    assert (word(one), one.score) == (expected, None)


# Kinds, through the judge

LAST_YEAR = (LAST_MAY_REVENUE, up_to("2024-12-31", "25556"))


def of_revenue(name: str, *figures: Any, target: Any = ESTIMATE_PLUS) -> Assessment:
    return judge(REVENUE, target, figures, "2025-06-10", rulebook=BOOKS[name])


@pytest.mark.parametrize(
    ("name", "rating", "score"),
    [
        ("eurostat", "moderate progress", "0.840"),
        ("un-2023", "fair", "0.840"),
        ("canada-cif", "moderate progress", "1.711"),
        ("council-10", "green", "-0.023"),
    ],
)
def test_a_sum_is_judged_by_its_growth_on_last_year(name: str, rating: str, score: str) -> None:
    one = of_revenue(name, *LAST_YEAR, MAY_REVENUE)
    assert (one.rating, shown(one.score, 3)) == (rating, score)


@pytest.mark.parametrize("name", BY_RATE)
@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((MAY_REVENUE,), "figure at this stage is not known"),
        ((LAST_MAY_REVENUE, MAY_REVENUE), "total is not known"),
        ((up_to("2024-05-31", "0"), LAST_YEAR[1], MAY_REVENUE), "when it was 0 at this stage"),
        ((*LAST_YEAR, figure("2025-01", "900"), figure("2025-03", "900")), "figures are missing"),
    ],
)
def test_a_sum_without_its_last_year_is_not_judged_and_says_so(
    name: str, figures: tuple[Any, ...], said: str
) -> None:
    one = of_revenue(name, *figures)
    assert (one.status, one.rating, one.score) == (Status.NO_DATA, None, None)
    assert said in str(one.why)
    assert one.value is not None


@pytest.mark.parametrize("name", BY_RATE)
def test_a_sum_over_several_years_has_no_year_before(name: str) -> None:
    one = of_revenue(name, *LAST_YEAR, MAY_REVENUE, target=goal("2025/2029", ">= 99999"))
    assert "several years" in str(one.why)


@pytest.mark.parametrize("name", BY_RATE)
def test_a_target_below_last_years_total_is_met_by_what_the_year_comes_to(name: str) -> None:
    one = of_revenue(name, *LAST_YEAR, MAY_REVENUE, target=REVENUE_2025)
    assert one.status is Status.ON_TRACK


@pytest.mark.parametrize("name", BY_RATE)
def test_a_share_is_judged_by_last_years_path_to_its_closing(name: str) -> None:
    whole = figure("2024-01/2025-01", "94", "ytd", stated_as=StatedAs.SHARE)
    figures = [percent("2024-05-31", "25"), whole, MAY_DISBURSEMENT]
    one = judge(DISBURSEMENT, PLAN_2025, figures, "2025-06-10", rulebook=BOOKS[name])
    assert one.status is Status.ON_TRACK


@pytest.mark.parametrize("name", BY_RATE)
def test_a_growth_rate_has_no_rate_of_its_own(name: str) -> None:
    half = (figure("2025-Q1", "6.99"), figure("2025-Q2", "9.24"))
    one = judge(GROWTH, EIGHT, half, "2025-07-05", rulebook=BOOKS[name])
    assert (one.status, one.rating) == (Status.NO_DATA, None)
    assert name in str(one.why)


def test_the_council_judges_a_growth_by_what_was_expected() -> None:
    half = (figure("2025-H1", "7.3"),)
    one = judge(GROWTH, EIGHT, half, "2025-07-05", rulebook=BOOKS["council-10"])
    assert (one.status, one.rating) == (Status.ON_TRACK, "green")


@pytest.mark.parametrize("name", [*BY_RATE, "council-10"])
def test_a_level_without_a_base_is_judged_from_its_first_figure(name: str) -> None:
    target, figures = goal("2025/2030", "<= 11.3"), [figure("2025", "19.5"), figure("2026", "19.4")]
    one = judge(POVERTY, target, figures, "2027-01-05", rulebook=BOOKS[name])
    assert one.rating is not None
    assert Flag.ASSUMED_BASE in one.flags


@pytest.mark.parametrize("name", BY_RATE)
def test_a_level_that_meets_its_target_early_is_met_whatever_its_rate(name: str) -> None:
    figures = [figure("2019", "9"), figure("2024", "11")]
    target = goal("2030", "<= 11.3", base=D("20.6"), base_on=date(2016, 12, 31))
    one = judge(POVERTY, target, figures, "2025-01-05", rulebook=BOOKS[name])
    assert one.status is Status.ON_TRACK
    assert "the target is met before its date" in str(one.why)


@pytest.mark.parametrize(
    ("day", "said"), [("2016-11-30", "11 months after the base"), ("2016-12-31", None)]
)
@pytest.mark.parametrize("name", BY_RATE)
def test_a_yearly_rate_takes_a_year(name: str, day: str, said: str | None) -> None:
    target = goal("2030", ">= 90", base=D(50), base_on=date(2016, 1, 1))
    one = judge(LEVEL_UP, target, [figure(day, "53")], day, rulebook=BOOKS[name])
    assert (one.status is Status.NO_DATA) is (said is not None)
    assert (said or "") in str(one.why)


def test_few_smokers_that_become_more_are_moving_away() -> None:
    target = goal("2030", "< 5", base=D(3), base_on=date(2015, 12, 31))
    for book in BOOKS.values():
        one = judge(POVERTY, target, [figure("2024", "10")], "2025-01-05", rulebook=book)
        assert one.status is Status.OFF_TRACK


# The guards are the same for all


@pytest.mark.parametrize("name", BOOKS)
def test_the_guards_are_the_same_under_every_rulebook(name: str) -> None:
    book = BOOKS[name]

    def status(target: Any, figures: list[Any], as_of: str) -> Status:
        one = judge(REVENUE, target, figures, as_of, rulebook=book)
        assert one.rating is None
        return one.status

    assert status(REVENUE_2025, [], "2024-06-01") is Status.NOT_STARTED
    assert status(REVENUE_2025, [], "2025-01-20") is Status.NO_DATA
    assert status(REVENUE_2025, [up_to("2025-08-31", "18084")], "2025-09-05") is Status.ACHIEVED
    assert status(REVENUE_2025, [up_to("2025-12-31", "17000")], "2026-01-20") is Status.MISSED
    assert status(goal("2025", "<= 900"), [MAY_REVENUE], "2025-06-10") is Status.MISSED
    if name not in BY_RATE:
        assert status(ESTIMATE_PLUS, [*LAST_YEAR, MAY_REVENUE], "2025-09-20") is Status.NO_DATA


@pytest.mark.parametrize("name", BY_RATE)
def test_offices_of_statistics_judge_figures_of_any_age(name: str) -> None:
    target = goal("2030", "<= 11.3", base=D("20.6"), base_on=date(2015, 12, 31))
    old = judge(POVERTY, target, [figure("2019", "19.5")], "2026-11-30", rulebook=BOOKS[name])
    assert old.rating is not None
    assert Flag.STALE in old.flags
    ours = judge(POVERTY, target, [figure("2019", "19.5")], "2026-11-30", rulebook=BOOKS["tt-1"])
    assert ours.status is Status.NO_DATA


@pytest.mark.parametrize("name", BY_RATE)
def test_a_level_that_is_settled_keeps_the_word_of_the_method_beside_ours(name: str) -> None:
    target = goal("2025", "<= 11.3", base=D("20.6"), base_on=date(2015, 12, 31))
    one = judge(POVERTY, target, [figure("2025", "11")], "2026-02-10", rulebook=BOOKS[name])
    assert (one.status, one.rating) == (Status.ACHIEVED, BOOKS[name].scale.met.word)  # type: ignore[union-attr]


# Without a target


@pytest.mark.parametrize(
    ("name", "latest", "rating"),
    [
        ("un-2023", "122", "on track"),
        ("un-2023", "121", "fair"),
        ("un-2023", "106", "fair"),
        ("un-2023", "105", "stagnation or regression"),
        ("eurostat", "111", "significant progress"),
        ("eurostat", "109", "moderate progress"),
        ("eurostat", "99", "moderate movement away"),
        ("eurostat", "90", "significant movement away"),
        ("canada-cif", "117", "substantial progress"),
        ("canada-cif", "106", "moderate progress"),
        ("canada-cif", "101", "limited progress"),
        ("canada-cif", "99", "deterioration"),
    ],
)
def test_without_a_number_the_rate_of_ten_years_is_rated(
    name: str, latest: str, rating: str
) -> None:
    one = unnumbered(name, "rise", ("2015", "100"), ("2025", latest))
    assert one.rating == rating
    assert one.score is not None


@pytest.mark.parametrize(
    ("latest", "rating"),
    [
        ("81.7", "on track"),
        ("81.8", "fair"),
        ("95.1", "fair"),
        ("95.2", "stagnation or regression"),
        ("110", "stagnation or regression"),
    ],
)
def test_to_fall_by_two_percent_a_year_is_on_track(latest: str, rating: str) -> None:
    assert unnumbered("un-2023", "fall", ("2015", "100"), ("2025", latest)).rating == rating


@pytest.mark.parametrize(
    ("way", "latest", "rating"),
    [
        ("rise", "2", "on track"),
        ("fall", "2", "stagnation or regression"),
        ("rise", "0", "stagnation or regression"),
    ],
)
def test_what_leaves_zero_has_a_way_but_no_rate(way: str, latest: str, rating: str) -> None:
    one = unnumbered("un-2023", way, ("2015", "0"), ("2025", latest))
    assert (one.rating, one.score) == (rating, None)


def unnumbered(name: str, way: str, *points: tuple[str, str]) -> Assessment:
    plain = Indicator("index", "Index", Kind.LEVEL, Unit("points"), frequency=Frequency.YEAR)
    target = replace(goal("2030", ">= 0"), comparator=Comparator(way), value=None)
    figures = [figure(year, value) for year, value in points]
    return judge(plain, target, figures, "2026-11-30", rulebook=BOOKS[name])


@pytest.mark.parametrize(
    ("years", "un", "canada"),
    [
        ("2010 2015 2025", "110", "110"),
        ("2010 2017 2025", "114", "114"),
        ("2014 2016 2025", "108", "112"),
        ("2013 2018 2025", "106", "116"),
        ("2010 2016", "100", "100"),
        ("2017 2025", "114", "114"),
    ],
)
def test_the_way_starts_from_the_methods_year_else_from_a_figure_near_it(
    years: str, un: str, canada: str
) -> None:
    points = [(year, str(80 + 2 * int(year[2:]))) for year in years.split()]
    for name, base in (("un-2023", un), ("canada-cif", canada)):
        one = unnumbered(name, "rise", *points)
        (step,) = (step for step in one.steps if step.name == "actual rate")
        assert str(step.numbers[1]) == base


def test_a_rulebook_without_a_scale_for_it_says_so() -> None:
    target = replace(goal("2030", ">= 0"), comparator=Comparator.RISE, value=None, base=D(100))
    target = replace(target, base_on=date(2015, 12, 31))
    one = judge(
        LEVEL_UP, target, [figure("2026-10", "110")], "2026-11-05", rulebook=BOOKS["council-10"]
    )
    assert one.status is Status.NO_DATA
    assert "council-10 has no scale for a target without a number" in str(one.why)


def test_keep_is_met_where_a_value_is_no_worse() -> None:
    ratings = [
        unnumbered("un-2023", "keep", ("2015", "80"), ("2025", latest)).rating
        for latest in ("80", "79")
    ]
    assert ratings == ["target met", "stagnation or regression"]


@pytest.mark.parametrize("name", [*BY_RATE, "council-10"])
def test_a_stale_figure_keeps_its_rating_and_its_flags(name: str) -> None:
    figures = [*LAST_YEAR, estimate(MAY_REVENUE)]
    one = judge(REVENUE, ESTIMATE_PLUS, figures, "2025-07-20", rulebook=BOOKS[name])
    assert {Flag.STALE, Flag.ESTIMATED} <= set(one.flags)
    assert one.rating is not None


@pytest.mark.parametrize("name", BOOKS)
def test_an_entity_that_has_ended_is_not_rated(name: str) -> None:
    ended = replace(NGHE_AN, valid_to=date(2025, 6, 30))
    figures = [*LAST_YEAR, MAY_REVENUE]
    one = judge(REVENUE, ESTIMATE_PLUS, figures, "2025-07-05", rulebook=BOOKS[name], entity=ended)
    assert (one.status, one.rating) == (Status.NO_DATA, None)


# What is printed can be done again with a pocket calculator


def again(step: Step) -> Decimal:
    """Do a printed formula again, with the numbers as printed."""
    text = str(step).replace(",", "").replace("×", "*").replace("−", "-").replace("^", "**")
    assert re.fullmatch(r"[\d.+\-*/() ]+", text), text
    return Decimal(str(eval(text)))  # noqa: S307 - only digits and signs


@pytest.mark.parametrize("name", [*BY_RATE, "council-10"])
@pytest.mark.parametrize("which", ["level", "sum"])
def test_every_step_of_a_method_can_be_done_again_from_what_is_printed(
    name: str, which: str
) -> None:
    one = road_deaths(name) if which == "level" else of_revenue(name, *LAST_YEAR, MAY_REVENUE)
    mine = {"actual rate", "required rate", "ratio", "score", "at this rate", "share", "off"}
    steps = [step for step in one.steps if step.name in {*mine, "year's total"}]
    assert steps
    for step in steps:
        unit = Decimal(1).scaleb(-step.decimals)
        printed = D(show_number(known(step.result), step.decimals).replace(",", ""))
        assert abs(again(step) - printed) <= unit, str(step)
    assert any(step.name in {"rating", "off"} for step in one.steps)
    totalled = any(step.name == "year's total" for step in steps)
    assert totalled is (which == "sum" and name in BY_RATE)


# What holds for every figure

SIGNS = st.sampled_from([1, -1])
AMOUNTS = st.decimals(min_value=D("0.01"), max_value=1000, places=2)
FACTORS = st.sampled_from([D("0.001"), D("0.5"), D(3), D(1000)])
ORDER = [Status.MISSED, Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.ACHIEVED]
BOOK = st.sampled_from(list(BOOKS.values()))


def level_of(book: Rulebook, sign: int, base: Decimal, value: Decimal, end: Decimal) -> Assessment:
    indicator = replace(BACKLOG, direction=Direction.UP if sign > 0 else Direction.DOWN)
    target = goal("2030", f"{'>=' if sign > 0 else '<='} {end}", base_on=date(2015, 12, 31))
    figures = [figure("2015", base), figure("2023", base), figure("2024", value)]
    return judge(indicator, target, figures, "2024-12-31", rulebook=book)


@given(BOOK, SIGNS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_better_level_never_has_a_worse_verdict(  # noqa: PLR0913, PLR0917
    book: Rulebook, sign: int, base: Decimal, end: Decimal, one: Decimal, other: Decimal
) -> None:
    worse, better = sorted((one, other), key=lambda value: sign * value)
    verdicts = [level_of(book, sign, base, value, end).status for value in (worse, better)]
    assert ORDER.index(verdicts[0]) <= ORDER.index(verdicts[1])


@given(BOOK, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_better_sum_never_has_a_worse_verdict(  # noqa: PLR0913, PLR0917
    book: Rulebook, before: Decimal, rest: Decimal, end: Decimal, one: Decimal, other: Decimal
) -> None:
    last = [up_to("2024-05-31", before), up_to("2024-12-31", before + rest)]
    verdicts = [
        judge(
            REVENUE,
            goal("2025", f">= {end}"),
            [*last, up_to("2025-05-31", value)],
            "2025-06-10",
            rulebook=book,
        ).status
        for value in sorted((one, other))
    ]
    assert ORDER.index(verdicts[0]) <= ORDER.index(verdicts[1])


@given(BOOK, SIGNS, AMOUNTS, AMOUNTS, AMOUNTS, FACTORS)
def test_the_unit_of_measure_changes_no_verdict(  # noqa: PLR0913, PLR0917
    book: Rulebook, sign: int, base: Decimal, value: Decimal, end: Decimal, factor: Decimal
) -> None:
    plain = level_of(book, sign, base, value, end)
    scaled = level_of(book, sign, base * factor, value * factor, end * factor)
    assert (plain.status, plain.rating) == (scaled.status, scaled.rating)
    if plain.score is not None:
        assert abs(plain.score - known(scaled.score)) < D("1e-15")


@given(st.sampled_from(BY_RATE), SIGNS, AMOUNTS, AMOUNTS)
def test_a_value_on_the_geometric_way_is_on_track_with_a_ratio_of_one(
    name: str, sign: int, base: Decimal, end: Decimal
) -> None:
    if sign * (end - base) > D("0.01"):
        value = base * (end / base) ** (D(9) / D(15))
        one = by_method(name, course(str(base), str(value), str(end), sign=sign))
        assert abs(known(one.progress) - 1) < TINY
        assert one.rating is not None
        assert one.rating.status is Status.ON_TRACK


def test_a_share_of_the_way_of_a_percentage_near_its_end_stays_a_running_verdict() -> None:
    target = goal("2030", ">= 100", base=D(80), base_on=date(2015, 12, 31))
    for value, rating in (("99.2", "target met"), ("98.5", "on track")):
        figures = [figure("2028", value)]
        one = judge(LEVEL_UP, target, figures, "2028-12-31", rulebook=BOOKS["un-2023"])
        assert (one.status, one.rating) == (Status.ON_TRACK, rating)
