from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import Target, TrajectoryKind
from targettrack.domain.records.target_fit import check_fits
from targettrack.errors import InvalidTarget
from tests.domain.cases import (
    BACKLOG_2025,
    EIGHT,
    GROWTH,
    MILESTONES,
    PLAN_2025,
    POVERTY,
    POVERTY_2030,
    REVENUE,
    REVENUE_2025,
    D,
    by_growth,
    by_points,
    by_steps,
    day,
    goal,
    points,
    way_to,
)

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.trajectory.trajectory import Trajectory

LINE = way_to(REVENUE_2025, Kind.FLOW, D(0))
MILESTONE_WAY = way_to(by_points(PLAN_2025, *MILESTONES), Kind.SHARE, D(0))
STEPPED = way_to(by_steps(PLAN_2025, *MILESTONES), Kind.SHARE, D(0))
FLAT = way_to(
    by_points(goal("2025", ">= 100"), ("2025-03-31", "40"), ("2025-06-30", "40")), Kind.FLOW, D(0)
)
BACKLOG_WAY = way_to(BACKLOG_2025, Kind.LEVEL, D(120))
POVERTY_WAY = way_to(POVERTY_2030, Kind.LEVEL, D("20.6"))


@pytest.mark.parametrize(
    ("way", "on", "expected"),
    [
        (LINE, "2025-05-31", "7331.57"),
        (LINE, "2024-12-31", "0.00"),
        (LINE, "2024-06-30", "0.00"),
        (LINE, "2025-12-31", "17722.00"),
        (LINE, "2026-03-01", "17722.00"),
        (LINE, "2025-10-12", "13837.73"),
        (way_to(PLAN_2025, Kind.SHARE, D(0)), "2025-05-31", "36.22"),
        (way_to(goal("2025", ">= 95"), Kind.SHARE, D(0)), "2025-05-31", "39.30"),
        (MILESTONE_WAY, "2025-03-31", "10.00"),
        (MILESTONE_WAY, "2025-05-31", "22.00"),
        (MILESTONE_WAY, "2025-04-30", "15.90"),
        (MILESTONE_WAY, "2026-01-31", "95.00"),
        (STEPPED, "2025-03-30", "0.00"),
        (STEPPED, "2025-03-31", "10.00"),
        (STEPPED, "2025-05-30", "10.00"),
        (STEPPED, "2025-05-31", "22.00"),
        (STEPPED, "2026-01-30", "80.00"),
        (STEPPED, "2026-01-31", "95.00"),
        (FLAT, "2025-05-15", "40.00"),
        (POVERTY_WAY, "2022-12-31", "16.61"),
        (POVERTY_WAY, "2016-12-31", "20.60"),
        (BACKLOG_WAY, "2025-06-30", "70.55"),
        (BACKLOG_WAY, "2025-01-01", "120.00"),
    ],
)
def test_every_date_has_its_expected_value(way: Trajectory, on: str, expected: str) -> None:
    assert f"{way.expected(day(on)):.2f}" == expected


@pytest.mark.parametrize(
    ("way", "value", "sign", "days"),
    [
        (LINE, "11360", 1, "233.97"),
        (LINE, "0", 1, "0.00"),
        (LINE, "-5", 1, "0.00"),
        (LINE, "17722", 1, "365.00"),
        (LINE, "18084", 1, "365.00"),
        (MILESTONE_WAY, "22", 1, "151.00"),
        (MILESTONE_WAY, "30.01", 1, "185.90"),
        (FLAT, "40", 1, "181.00"),
        (FLAT, "20", 1, "45.00"),
        (FLAT, "70", 1, "273.00"),
        (BACKLOG_WAY, "60", -1, "218.40"),
        (BACKLOG_WAY, "130", -1, "0.00"),
        (BACKLOG_WAY, "10", -1, "364.00"),
    ],
)
def test_a_value_is_due_after_so_many_days(
    way: Trajectory, value: str, sign: int, days: str
) -> None:
    assert f"{way.days_to(D(value), sign):.2f}" == days


@pytest.mark.parametrize(
    ("value", "last"), [("0", "2025-03-31"), ("9", "2025-03-31"), ("10", "2025-05-31")]
)
def test_on_a_flat_stretch_the_later_end_is_meant(value: str, last: str) -> None:
    due = STEPPED.days_to(D(value), 1)
    assert due == (day(last) - STEPPED.origin.day).days


def test_a_sum_starts_from_nothing_on_the_evening_before_its_period() -> None:
    assert (LINE.origin.day, LINE.origin.value) == (date(2024, 12, 31), D(0))
    assert (LINE.end.day, LINE.end.value) == (date(2025, 12, 31), D(17722))


def test_a_level_starts_at_its_base_on_the_day_of_the_base() -> None:
    assert (POVERTY_WAY.origin.day, POVERTY_WAY.origin.value) == (date(2016, 12, 31), D("20.6"))
    assert BACKLOG_WAY.origin.day == date(2025, 1, 1)


def test_a_way_ends_on_the_closing_date_with_the_low_edge_of_a_range() -> None:
    target = goal("2025", "90..95", closing=date(2026, 1, 31))
    end = way_to(target, Kind.SHARE, D(0)).end
    assert (end.day, end.value) == (date(2026, 1, 31), D(90))


def linear_with_points() -> Target:
    """A straight line does not have milestones."""
    return goal("2025", ">= 8", points=points(("2025-06-30", "4")))


def points_without_any() -> Target:
    """Milestones must be given."""
    return goal("2025", ">= 8", trajectory=TrajectoryKind.POINTS)


def points_out_of_order() -> Target:
    """Milestones come in order."""
    return by_points(REVENUE_2025, ("2025-06-30", "9000"), ("2025-03-31", "4000"))


def two_points_for_a_day() -> Target:
    """A day has one value."""
    return by_points(REVENUE_2025, ("2025-06-30", "9000"), ("2025-Q2", "9500"))


def a_point_after_closing() -> Target:
    """Nothing is due after the closing date."""
    return by_points(REVENUE_2025, ("2026-01-31", "17722"))


def closing_before_the_end() -> Target:
    """A period is not settled before it is over."""
    return goal("2025", ">= 8", closing=date(2025, 12, 30))


def a_base_at_the_end() -> Target:
    """A way needs days."""
    return goal("2025", "<= 20", base=D(120), base_on=date(2025, 12, 31))


def nothing_to_share() -> Target:
    """A share of nothing means nothing."""
    return goal("2025", ">= 95", denominator=D(0))


@pytest.mark.parametrize(
    ("build", "reason"),
    [
        (linear_with_points, "takes no points"),
        (points_without_any, "needs points"),
        (points_out_of_order, "must be in order"),
        (two_points_for_a_day, "one for each day"),
        (a_point_after_closing, "after the closing date"),
        (closing_before_the_end, "before the end of 2025: write 2025-12-31 or later"),
        (a_base_at_the_end, "base date 2025-12-31 is not before 2025-12-31, the end"),
        (nothing_to_share, "denominator 0 must be more than zero"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_parts_of_a_target_that_contradict_each_other_are_refused(
    build: object, reason: str
) -> None:
    assert callable(build)
    with pytest.raises(InvalidTarget, match=reason):
        build()


@pytest.mark.parametrize(
    ("target", "indicator", "reason"),
    [
        (by_growth(EIGHT, ("2025-Q1", "8")), REVENUE, "write linear, seasonal, points or steps"),
        (by_points(EIGHT, ("2025-03-31", "8")), GROWTH, "a growth in %: write linear or growth"),
        (goal("2025", ">= 95", denominator=D(10)), REVENUE, "only a share has a denominator"),
        (goal("2025", ">= 95", base=D(10)), REVENUE, "only a level has a base"),
    ],
)
def test_a_target_that_does_not_fit_its_indicator_is_refused(
    target: Target, indicator: Indicator, reason: str
) -> None:
    with pytest.raises(InvalidTarget, match=reason):
        check_fits(target, indicator)


@pytest.mark.parametrize(
    ("target", "issued"),
    [(REVENUE_2025, False), (by_points(PLAN_2025, *MILESTONES), True), (POVERTY_2030, False)],
)
def test_a_straight_line_is_assumed_and_milestones_are_issued(
    target: Target, *, issued: bool
) -> None:
    check_fits(POVERTY_2030, POVERTY)
    assert target.is_issued is issued
