"""Trajectories that are derived: geometric, logit, and the season of past years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import reference_of
from targettrack.domain.trajectory.growth_range import branches
from targettrack.domain.trajectory.season import have_shares, past_years
from targettrack.domain.trajectory.target_trajectory import season_of, trajectory_of
from targettrack.domain.trajectory.trajectory import Corner, Curve, Trajectory
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.errors import InvalidTarget
from tests.domain.cases import (
    BACKLOG,
    BALANCES,
    DISBURSEMENT,
    ESTIMATE_PLUS,
    GROWTH,
    LEVEL_UP,
    MAY_DISBURSEMENT,
    MAY_REVENUE,
    PLAN_2025,
    POVERTY,
    RANGED,
    REVENUE,
    REVENUE_2025,
    SEASONAL_2025,
    TEN_AND_A_HALF,
    THIRTEEN_MONTHS,
    THREE_YEARS,
    YEAR_2024,
    D,
    along,
    amount,
    case,
    day,
    disbursement_in_season,
    figure,
    goal,
    growth_of_the_half_year,
    judge,
    known,
    pace_of,
    percent,
    points,
    poverty_along,
    revenue_in_season,
    shown,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

GEOMETRIC, LOGIT, SEASONAL = (
    TrajectoryKind.GEOMETRIC,
    TrajectoryKind.LOGIT,
    TrajectoryKind.SEASONAL,
)
START, END = date(2020, 12, 31), date(2030, 12, 31)


def curve(base: str, end: str, *limits: str) -> Curve:
    """A curve over ten years."""
    ends = (D(limits[0]), D(limits[1])) if limits else None
    return Curve(Corner(START, D(base)), Corner(END, D(end)), ends)


def remarks(one: Assessment) -> dict[str, str]:
    """What each line of the arithmetic says beside its number."""
    return {str(step.name): str(step.remark) for step in one.steps}


# Geometric and logit


@pytest.mark.parametrize(
    ("way", "on", "expected"),
    [
        (curve("100", "400"), "2020-12-31", "100.000"),
        (curve("100", "400"), "2019-01-01", "100.000"),
        (curve("100", "400"), "2025-12-31", "200.000"),
        (curve("100", "400"), "2024-12-31", "174.123"),
        (curve("20", "80", "0", "100"), "2024-12-31", "43.116"),
        (curve("100", "400"), "2030-12-31", "400.000"),
        (curve("100", "400"), "2031-12-31", "400.000"),
        (curve("400", "100"), "2025-12-31", "200.000"),
        (curve("-100", "-400"), "2025-12-31", "-200.000"),
        (curve("20", "80", "0", "100"), "2025-12-31", "50.000"),
        (curve("20", "80", "0", "100"), "2030-12-31", "80.000"),
        (curve("20", "80", "0", "100"), "2020-12-31", "20.000"),
        (curve("12", "18", "10", "20"), "2025-12-31", "15.000"),
    ],
)
def test_a_curve_grows_by_the_same_rate_every_day(way: Curve, on: str, expected: str) -> None:
    assert f"{way.expected(day(on)):.3f}" == expected


@pytest.mark.parametrize(
    ("way", "value", "sign", "days"),
    [
        (curve("100", "400"), "200", 1, "1826.00"),
        (curve("100", "400"), "100", 1, "0.00"),
        (curve("100", "400"), "-3", 1, "0.00"),
        (curve("100", "400"), "500", 1, "3652.00"),
        (curve("400", "100"), "200", -1, "1826.00"),
        (curve("400", "100"), "0", -1, "3652.00"),
        (curve("20", "80", "0", "100"), "50", 1, "1826.00"),
        (curve("20", "80", "0", "100"), "100", 1, "3652.00"),
        (curve("20", "80", "0", "100"), "0", 1, "0.00"),
        (curve("80", "20", "0", "100"), "50", -1, "1826.00"),
    ],
)
def test_a_value_is_due_on_a_curve_after_so_many_days(
    way: Curve, value: str, sign: int, days: str
) -> None:
    assert f"{way.days_to(D(value), sign):.2f}" == days


@pytest.mark.parametrize(
    ("shape", "expected", "pace", "lead"),
    [
        (TrajectoryKind.LINEAR, "16.61", "0.276", "-1586.2"),
        (GEOMETRIC, "15.93", "0.235", "-1723.7"),
        (LOGIT, "16.06", "0.242", "-1697.6"),
    ],
)
def test_the_shape_decides_what_is_expected_of_poverty(
    shape: TrajectoryKind, expected: str, pace: str, lead: str
) -> None:
    one = poverty_along(shape)
    assert shown(one.expected, 2) == expected
    assert shown(pace_of(one), 3) == pace
    assert shown(one.lead_days, 1) == lead
    assert Flag.ASSUMED_PATH in one.flags
    assert Flag.LINEAR_FALLBACK not in one.flags


@pytest.mark.parametrize(
    ("shape", "base", "end", "reason"),
    [
        (GEOMETRIC, "0", "50", "the base is zero"),
        (GEOMETRIC, "-50", "0", "the target is zero"),
        (GEOMETRIC, "-50", "50", "the signs differ"),
        (LOGIT, "0", "50", "the base is not inside 0 to 100"),
        (LOGIT, "20", "100", "the target is not inside 0 to 100"),
        (LOGIT, "-3", "50", "the base is not inside 0 to 100"),
        (LOGIT, "20", "103", "the target is not inside 0 to 100"),
    ],
)
def test_a_curve_that_cannot_be_laid_is_a_straight_line_and_says_so(
    shape: TrajectoryKind, base: str, end: str, reason: str
) -> None:
    target = goal("2025", f">= {end}", base=D(base))
    seen = [figure("2025-06", "40")]
    one = judge(LEVEL_UP, along(target, shape), seen, "2025-07-05")
    straight = judge(LEVEL_UP, target, seen, "2025-07-05")
    assert Flag.LINEAR_FALLBACK in one.flags
    assert reason in remarks(one)["expected"]
    assert (one.expected, one.status, one.lead_days) == (
        straight.expected,
        straight.status,
        straight.lead_days,
    )
    assert Flag.LINEAR_FALLBACK not in straight.flags


@pytest.mark.parametrize("shape", [TrajectoryKind.LINEAR, GEOMETRIC, LOGIT])
@pytest.mark.parametrize(
    ("base", "value", "status"),
    [
        ("5", "5", "on-track"),
        ("3", "4", "on-track"),
        ("3", "10", "off-track"),
        ("0", "1", "on-track"),
        ("0", "6", "off-track"),
    ],
)
def test_a_base_that_meets_the_target_must_hold_whatever_the_shape(
    shape: TrajectoryKind, base: str, value: str, status: str
) -> None:
    target = along(goal("2026", "<= 5", base=D(base), base_on=date(2024, 12, 31)), shape)
    one = judge(POVERTY, target, [figure("2025", value)], "2026-01-05")
    assert one.status == status
    assert one.attained == D(value) / 5
    assert Flag.LINEAR_FALLBACK not in one.flags


@pytest.mark.parametrize("shape", [TrajectoryKind.LINEAR, LOGIT])
@pytest.mark.parametrize(
    ("month", "value", "status"),
    [
        ("2025-06", "5", "on-track"),
        ("2025-06", "9", "off-track"),
        ("2025-12", "0", "achieved"),
        ("2025-12", "0.0000000001", "achieved"),
        ("2025-12", "0.1", "missed"),
    ],
)
def test_a_percentage_that_shall_fall_to_zero_goes_straight(
    shape: TrajectoryKind, month: str, value: str, status: str
) -> None:
    target = along(goal("2025", "<= 0", base=D(10)), shape)
    seen = figure(month, value)
    one = judge(replace(LEVEL_UP, id="smoking"), target, [seen], seen.period.last)
    assert one.status == status


# The season of past years


def test_revenue_against_last_year_and_10_percent_is_due_as_last_year_came_in() -> None:
    one = revenue_in_season()
    assert shown(one.expected, 1) == "11528.2"
    assert shown(pace_of(one), 3) == "0.985"
    assert one.pace is not None
    assert one.pace.light is Light.GREEN
    assert Flag.ASSUMED_PATH in one.flags
    assert not {Flag.LINEAR_FALLBACK, Flag.BORROWED_PROFILE} & set(one.flags)


def test_the_season_is_the_mean_of_the_shares_of_three_years_each_between_its_own_figures() -> None:
    shares = [
        D(10480) / 25556,
        (9000 + D(11000) * 31 / 245) / 20000,
        D(5 * 1400 + 10 * 15) / (12 * 1400 + 10 * 78),
    ]
    one = judge(REVENUE, SEASONAL_2025, [*THREE_YEARS, MAY_REVENUE], "2025-06-10")
    assert shown(one.expected, 9) == shown(17722 * sum(shares, D(0)) / 3, 9)
    assert "2024, 2023, 2022" in remarks(one)["expected"]
    found = {str(step.name): step.result for step in one.steps}
    names = ["share of 2024", "share of 2023", "share of 2022"]
    assert [shown(found[name], 12) for name in names] == [f"{share:.12f}" for share in shares]


def test_a_plan_that_closes_in_january_follows_thirteen_months_of_last_year() -> None:
    one = disbursement_in_season()
    assert shown(one.expected, 4) == shown(95 * D("22.34") / D("93.06"), 4)
    target = along(PLAN_2025, SEASONAL)
    (last,) = past_years(case(DISBURSEMENT, target, THIRTEEN_MONTHS, "2025-06-10"), THIRTEEN_MONTHS)
    assert [str(corner.day) for corner in last.path.corners] == [
        "2024-12-31", "2025-05-31", "2025-09-30", "2025-12-31", "2026-01-31",
    ]  # fmt: skip
    assert last.total == D("93.06")


def test_what_begins_after_last_years_plan_is_of_the_next_one() -> None:
    january = figure("2025-01", "1.5")
    figures = [*THIRTEEN_MONTHS[:3], january]
    target = along(PLAN_2025, SEASONAL)
    assert past_years(case(DISBURSEMENT, target, figures, "2025-06-10"), figures) == ()


def test_a_share_has_a_season_in_amounts_too() -> None:
    percents = (
        ("2024-05-31", "2234"), ("2024-09-30", "5138"), ("2024-12-31", "8350"),
    )  # fmt: skip
    amounts = [amount(end, value) for end, value in percents]
    amounts.append(replace(THIRTEEN_MONTHS[3], value=D(9306), stated_as=amounts[0].stated_as))
    target = along(PLAN_2025, SEASONAL)
    one = judge(DISBURSEMENT, target, [*amounts, MAY_DISBURSEMENT], "2025-06-10")
    assert one.expected == disbursement_in_season().expected


@pytest.mark.parametrize(
    "figures",
    [
        (),
        (LAST := figure("2024", "25556"),),
        (up_to("2024-05-31", "10480"), up_to("2024-11-30", "23000")),
        (LAST, replace(up_to("2024-05-31", "10480"), comparator=Comparator.AT_LEAST)),
        (replace(LAST, comparator=Comparator.AT_LEAST), up_to("2024-05-31", "10480")),
        (figure("2021", "15000"), up_to("2021-05-31", "5000")),
        (figure("2024-01", "900"), figure("2024-03/2024-12", "15000")),
    ],
    ids=["none", "no months", "no total", "bound", "total a bound", "too old", "a gap"],
)
def test_without_a_past_year_that_is_known_the_line_is_straight_and_says_so(
    figures: Sequence[Observation],
) -> None:
    one = judge(REVENUE, SEASONAL_2025, [*figures, MAY_REVENUE], "2025-06-10")
    straight = judge(REVENUE, REVENUE_2025, [*figures, MAY_REVENUE], "2025-06-10")
    assert one.expected == straight.expected
    assert Flag.LINEAR_FALLBACK in one.flags
    assert "no past year is known to its end" in remarks(one)["expected"]


def test_without_a_season_it_takes_worse_odds_to_be_off_track() -> None:
    little = up_to("2025-05-31", "6000")
    without = judge(REVENUE, SEASONAL_2025, [little], "2025-06-10")
    with_season = judge(REVENUE, SEASONAL_2025, [*YEAR_2024, little], "2025-06-10")
    assert (without.status, with_season.status) == (Status.AT_RISK, Status.OFF_TRACK)


def test_ends_of_months_meet_ends_of_months_whatever_the_year() -> None:
    figures = [up_to("2024-02-29", "30"), up_to("2024-12-31", "100")]
    target = along(goal("2025", ">= 200"), SEASONAL)
    (corner, _) = season_of(case(REVENUE, target, figures, "2025-06-10"))
    assert corner == Corner(date(2025, 2, 28), D(60))
    leap = along(goal("2028", ">= 200"), SEASONAL)
    figures = [up_to("2027-02-28", "30"), up_to("2027-12-31", "100")]
    (corner, _) = season_of(case(REVENUE, leap, figures, "2028-06-10"))
    assert corner == Corner(date(2028, 2, 29), D(60))


@pytest.mark.parametrize(
    ("period", "figures", "names"),
    [
        ("2025-Q1", ("2024-01", "2024-Q1", "2023-01", "2023-Q1"), ["2024-Q1", "2023-Q1"]),
        ("2025-07/2026-06", ("2024-07/2024-12", "2024-07/2025-06"), ["2024-07/2025-06"]),
        ("2024/2025", ("2022", "2022/2023", "2023", "2021", "2021/2022"), ["2022/2023"]),
        ("2021/2025", ("2016", "2016/2020", "2018"), []),
    ],
)
def test_comparable_is_what_had_the_same_length_and_the_same_months(
    period: str, figures: Sequence[str], names: Sequence[str]
) -> None:
    target = along(goal(period, ">= 100"), SEASONAL)
    past = [figure(name, str(9 * len(name)), "single") for name in figures]
    years = past_years(case(REVENUE, target, past, target.closing), past)
    assert [str(year.period) for year in years] == names


def test_a_season_that_falls_back_is_followed_down_and_its_values_are_due_on_the_last_day() -> None:
    months = ["50", "40", "-60", "30", "0", "0", "0", "0", "0", "0", "0", "40"]
    figures = [figure(f"2024-{number:02}", value) for number, value in enumerate(months, 1)]
    asked = case(REVENUE, along(goal("2025", ">= 200"), SEASONAL), figures, "2025-06-10")
    way = trajectory_of(asked, D(0)).trajectory
    ends = ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-11-30", "2025-12-31"]
    assert [way.expected(day(end)) for end in ends] == [100, 180, 60, 120, 120, 200]
    due = {value: way.days_to(D(value), 1) for value in ("60", "100", "120", "160", "180", "200")}
    assert due == {
        "60": 90,
        "100": 90 + D(30) * 40 / 60,
        "120": 334,
        "160": 334 + D(31) / 2,
        "180": 334 + D(31) * 60 / 80,
        "200": 365,
    }
    assert way.days_to(D(-1), 1) == 0


def test_a_dip_below_zero_is_due_until_its_last_day() -> None:
    way = Trajectory(
        tuple(
            Corner(date(2024, 12, 31).replace(year=year), D(value))
            for year, value in ((2024, "0"), (2025, "-10"), (2026, "-10"), (2027, "20"))
        )
    )
    assert way.days_to(D(-10), 1) == 730
    assert way.days_to(D(-11), 1) == 0
    assert way.days_to(D(0), 1) == 730 + D(365) / 3


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        # 31 May is 151 of 365 days; what had come is compared with a straight line to the total
        ([("2024-05-31", "-120"), ("2024-12-31", "0")], D(300) * 151 / 365 - 120),
        (
            [("2024-05-31", "-120"), ("2024-12-31", "-40")],
            D(300) * 151 / 365 - 120 + D(40) * 151 / 365,
        ),
    ],
)
def test_a_total_that_is_zero_or_negative_has_differences_from_its_line(
    figures: Sequence[tuple[str, str]], value: object
) -> None:
    past = [up_to(end, came) for end, came in figures]
    target = along(goal("2025", ">= 300"), SEASONAL)
    one = judge(REVENUE, target, [*past, up_to("2025-05-31", "5")], "2025-06-10")
    assert shown(one.expected, 12) == f"{value:.12f}"
    assert Flag.LINEAR_FALLBACK not in one.flags


def test_one_total_without_a_share_makes_every_year_count_by_differences() -> None:
    target = along(goal("2025", ">= 300"), SEASONAL)
    one = judge(REVENUE, target, [*BALANCES, up_to("2025-05-31", "5")], "2025-06-10")
    names = [str(step.name) for step in one.steps]
    assert {"2024 off line", "2023 off line", "mean off line"} <= set(names)


# A borrowed season


def borrowed(seen: Observation, as_of: str = "2025-06-10") -> Assessment:
    """Revenue along the season of another entity."""
    target = replace(along(ESTIMATE_PLUS, SEASONAL), reference="Viet Nam")
    return judge(REVENUE, target, [seen], as_of, reference=YEAR_2024)


def test_a_borrowed_season_is_flagged_and_amber_at_best() -> None:
    own, other = revenue_in_season(), borrowed(MAY_REVENUE)
    assert own.pace is not None
    assert other.pace is not None
    assert (own.expected, own.pace.light) == (other.expected, Light.GREEN)
    assert (other.pace.light, other.status) == (Light.AMBER, Status.AT_RISK)
    assert Flag.BORROWED_PROFILE in other.flags
    (line,) = [str(step) for step in other.steps if step.name == "pace light"]
    assert line.startswith("amber: ")
    assert "borrowed profile" in line
    assert "borrowed from Viet Nam" in remarks(other)["expected"]


def test_a_borrowed_season_does_not_soften_what_is_behind() -> None:
    assert borrowed(up_to("2025-05-31", "3000")).status is Status.OFF_TRACK


def test_an_own_season_goes_before_a_borrowed_one() -> None:
    target = replace(along(ESTIMATE_PLUS, SEASONAL), reference="Viet Nam")
    other = [up_to("2024-05-31", "1"), figure("2024", "2")]
    one = judge(REVENUE, target, [*YEAR_2024, MAY_REVENUE], "2025-06-10", reference=other)
    assert replace(one, target=along(ESTIMATE_PLUS, SEASONAL)) == revenue_in_season()


def test_what_a_reference_reports_later_does_not_count_yet() -> None:
    target = replace(along(goal("2025", ">= 28112"), SEASONAL), reference="Viet Nam")
    early = [up_to("2024-05-31", "10480"), figure("2024", "25556")]
    one = judge(REVENUE, target, [up_to("2024-11-30", "5")], "2024-12-30", reference=early)
    assert one.status is Status.NOT_STARTED
    late = replace(target, period=figure("2024-06/2025-05", "1").period, closing=date(2025, 5, 31))
    past = [figure("2023-06", "30"), figure("2023-06/2024-05", "300")]
    seen = [figure("2024-06", "4")]
    before = judge(REVENUE, late, seen, "2024-07-10", reference=[*past, figure("2024-06", "9")])
    after = judge(REVENUE, late, seen, "2024-07-10", reference=past)
    assert before == after


# Natural limits


@pytest.mark.parametrize(
    "open_ended", [replace(LEVEL_UP, least=None), replace(LEVEL_UP, most=None)]
)
def test_without_both_natural_limits_there_are_no_odds(open_ended: Indicator) -> None:
    target = along(goal("2025", ">= 60", base=D(50)), LOGIT)
    one = judge(open_ended, target, [figure("2025-06", "55")], "2025-07-05")
    assert Flag.LINEAR_FALLBACK in one.flags
    assert "because coverage has no natural limits" in remarks(one)["expected"]
    with pytest.raises(InvalidTarget, match="write linear, geometric, points or steps"):
        check_fits(target, open_ended)


def test_odds_are_taken_between_the_limits_of_the_indicator() -> None:
    points = replace(LEVEL_UP, unit=Unit("points of ten"), most=D(10))
    target = along(goal("2025", ">= 6", base=D(5)), LOGIT)
    one = judge(points, target, [figure("2025-06", "5.5")], "2025-07-05")
    steps = {str(step.name): step.numbers for step in one.steps}
    assert steps["odds of base"] == (D(5), D(0), D(10), D(5))


# What goes with what


def test_a_profile_is_borrowed_along_a_season_only_and_never_by_a_ratio() -> None:
    assert reference_of(None, "Viet Nam", SEASONAL) == "Viet Nam"
    assert reference_of("Viet Nam", None, TrajectoryKind.LINEAR) == "Viet Nam"
    assert reference_of(None, None, SEASONAL) is None
    with pytest.raises(InvalidTarget, match="goes with trajectory seasonal, not with linear"):
        reference_of(None, "Viet Nam", TrajectoryKind.LINEAR)
    for lender, shape in (("Viet Nam", TrajectoryKind.LINEAR), (None, SEASONAL)):
        with pytest.raises(InvalidTarget, match="takes no season"):
            reference_of("Viet Nam", lender, shape)


@pytest.mark.parametrize("kind", [Kind.HOLD, Kind.DELIVERABLE])
@pytest.mark.parametrize("shape", [TrajectoryKind.GEOMETRIC, TrajectoryKind.LOGIT])
def test_a_hold_and_a_deliverable_take_no_trajectory_at_all(
    kind: Kind, shape: TrajectoryKind
) -> None:
    indicator = replace(LEVEL_UP, kind=kind)
    with pytest.raises(InvalidTarget, match="takes no trajectory: leave out"):
        check_fits(along(goal("2025", ">= 100"), shape), indicator)


@pytest.mark.parametrize(
    ("indicator", "target", "shape", "would_go"),
    [
        (REVENUE, REVENUE_2025, GEOMETRIC, "write linear, seasonal, points or steps"),
        (DISBURSEMENT, PLAN_2025, GEOMETRIC, "write linear, seasonal, points or steps"),
        (DISBURSEMENT, PLAN_2025, LOGIT, "write linear, seasonal, points or steps"),
        (POVERTY, goal("2025", "<= 5"), SEASONAL, "geometric, logit, points or steps"),
        (BACKLOG, goal("2025", "<= 5"), LOGIT, "write linear, geometric, points or steps"),
        (GROWTH, goal("2025", ">= 8"), GEOMETRIC, "write linear or growth"),
    ],
)
def test_a_shape_that_does_not_go_is_refused_with_those_that_would(
    indicator: Indicator, target: Target, shape: TrajectoryKind, would_go: str
) -> None:
    with pytest.raises(InvalidTarget, match=would_go) as refusal:
        check_fits(along(target, shape), indicator)
    assert f"trajectory {shape} does not go with {indicator.id}, a {indicator.kind}" in str(
        refusal.value
    )


@pytest.mark.parametrize(
    ("indicator", "shape"),
    [(REVENUE, SEASONAL), (DISBURSEMENT, SEASONAL), (BACKLOG, GEOMETRIC), (POVERTY, LOGIT)],
)
def test_a_shape_that_goes_is_derived_and_takes_no_points(
    indicator: Indicator, shape: TrajectoryKind
) -> None:
    target = along(goal("2025", ">= 8"), shape)
    check_fits(target, indicator)
    assert not target.is_issued
    with pytest.raises(InvalidTarget, match=f"trajectory {shape} takes no points"):
        replace(target, points=points(("2025-06-30", "4")))


# The high branch of a growth


def test_a_range_of_growth_has_a_high_branch_so_far_and_over_the_whole() -> None:
    one = growth_of_the_half_year(RANGED)
    later = judge(GROWTH, RANGED, [figure("2025-9M", "8.61")], "2025-10-07")
    found = {
        str(step.name): shown(step.result, 2) for step in later.steps if step.result is not None
    }
    assert (found["expected"], found["expected, high"], found["whole, high"]) == (
        "8.96", "9.63", "10.50",
    )  # fmt: skip
    assert shown(one.expected, 2) == "8.24"
    assert later.expected == known(later.expected)
    assert later.pace is not None
    assert later.pace.light is Light.AMBER


def test_growth_without_a_range_has_one_branch() -> None:
    names = {str(step.name) for step in growth_of_the_half_year(TEN_AND_A_HALF).steps}
    assert not {"expected, high", "whole, high"} & names


def test_every_part_of_a_growth_shows_what_it_makes_of_the_year_so_far() -> None:
    shown_ = [
        (f"{low:.2f}", high if high is None else f"{high:.2f}")
        for low, high in branches(case(GROWTH, RANGED, [], "2025-10-07"))
    ]
    assert shown_ == [("6.99", None), ("8.24", None), ("8.96", "9.63"), ("9.50", "10.50")]
    assert branches(case(REVENUE, REVENUE_2025, [], "2025-10-07")) == ()


# What a past year must be


def test_three_years_back_are_a_season_and_no_more() -> None:
    fourth = [up_to("2021-06-30", "10"), up_to("2021-12-31", "100")]
    found = past_years(case(REVENUE, SEASONAL_2025, [], "2025-06-10"), [*THREE_YEARS, *fourth])
    assert [str(year.period) for year in found] == ["2024", "2023", "2022"]


def test_a_year_known_only_as_a_whole_has_no_season() -> None:
    whole = [figure("2024", "25556")]
    assert past_years(case(REVENUE, SEASONAL_2025, [], "2025-06-10"), whole) == ()


@pytest.mark.parametrize("total", ["0", "-0.5"])
def test_a_share_that_came_to_nothing_has_no_season(total: str) -> None:
    past = [percent("2024-06-30", "20"), percent("2024-12-31", total)]
    target = along(goal("2025", ">= 95"), TrajectoryKind.SEASONAL)
    assert past_years(case(DISBURSEMENT, target, [], "2025-06-10"), past) == ()
    balance = [up_to("2024-06-30", "20"), up_to("2024-12-31", total)]
    assert len(past_years(case(REVENUE, SEASONAL_2025, [], "2025-06-10"), balance)) == 1


@pytest.mark.parametrize(
    ("totals", "end", "shared"),
    [
        (("40", "20"), "300", True),
        (("40", "-20"), "300", False),
        (("40", "0"), "300", False),
        (("-40", "-20"), "-300", True),
        (("0.4", "0.2"), "0.3", True),
        (("0.4", "-0.2"), "0.3", False),
        (("40", "20"), "0", False),
    ],
)
def test_shares_are_of_totals_with_the_sign_of_the_target(
    totals: tuple[str, ...], end: str, *, shared: bool
) -> None:
    past = [
        figure_
        for year, total in zip((2024, 2023), totals, strict=True)
        for figure_ in (up_to(f"{year}-06-30", "0.1"), up_to(f"{year}-12-31", total))
    ]
    years = past_years(case(REVENUE, SEASONAL_2025, [], "2025-06-10"), past)
    assert len(years) == 2
    assert have_shares(years, D(end)) is shared


def test_only_a_season_has_the_days_of_a_season() -> None:
    def days(target: Target, *figures: Observation) -> list[date]:
        return [c.day for c in season_of(case(REVENUE, target, figures, "2025-06-10"))]

    assert days(REVENUE_2025, *YEAR_2024) == []
    assert days(SEASONAL_2025) == []
    assert days(SEASONAL_2025, *YEAR_2024) == [date(2025, 5, 31), date(2025, 12, 31)]


def test_a_small_level_has_a_geometric_way_too() -> None:
    target = along(goal("2025", ">= 0.8", base=D("0.5")), TrajectoryKind.GEOMETRIC)
    assert isinstance(
        trajectory_of(case(LEVEL_UP, target, [], "2025-06-10"), D("0.5")).trajectory, Curve
    )
