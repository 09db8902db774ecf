"""The lines of a chart are plain points."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.outlook.outlook import Outlook
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import Stage, TrajectoryKind
from targettrack.domain.values.status import Light
from targettrack.domain.views.chart_data import ChartKind, curves_of
from targettrack.message import Message
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    BACKLOG_JUNE,
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LEVEL_UP,
    MILESTONES,
    PLAN_2025,
    REVENUE,
    REVENUE_2025,
    TEN_AND_A_HALF,
    D,
    along,
    amount,
    by_points,
    by_steps,
    case,
    figure,
    goal,
    percent,
    up_to,
)

if TYPE_CHECKING:
    from targettrack.domain.judge.kinds.protocol import Point
    from targettrack.domain.series.case import Case
    from targettrack.domain.views.chart_data import ChartCurve

LAST = date(2025, 12, 31)


def lines(*cases: Case) -> list[ChartCurve]:
    return curves_of([(one, assess(one)) for one in cases])


def points(found: list[ChartCurve], kind: ChartKind) -> list[tuple[str, str]]:
    """Day and value, to two decimals, of the only line of a kind."""
    (line,) = [one for one in found if one.kind is kind]
    return [(f"{day:%m-%d}", f"{value:.2f}") for day, value in line.points]


def other(name: str, one: Case) -> Case:
    """The same case of a target of another scenario."""
    scenario = replace(one.target.scenario, name=name)
    return replace(one, target=replace(one.target, scenario=scenario))


def test_a_flow_shows_its_running_totals() -> None:
    figures = [figure("2024-12", "99"), figure("2025-01", "10"), figure("2025-02", "20")]
    figures += [up_to("2025-03-31", "45"), figure("2025-05", "1")]
    found = lines(case(REVENUE, goal("2025", ">= 120"), figures, "2025-04-10"))
    assert points(found, ChartKind.FIGURES) == [
        ("01-31", "10.00"),
        ("02-28", "30.00"),
        ("03-31", "45.00"),
    ]


def test_a_share_shows_percent_of_the_denominator() -> None:
    target = replace(PLAN_2025, denominator=D(10_000))
    figures = [amount("2025-03-31", "1000"), percent("2025-05-31", "30.01")]
    found = lines(case(DISBURSEMENT, target, figures, "2025-06-10"))
    assert points(found, ChartKind.FIGURES) == [("03-31", "10.00"), ("05-31", "30.01")]


def test_a_level_shows_its_values_at_their_dates() -> None:
    found = lines(case(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE], "2025-07-05"))
    assert points(found, ChartKind.FIGURES) == [("06-30", "60.00")]
    way = points(found, ChartKind.TRAJECTORY)
    assert (way[0], way[-1]) == (("01-01", "120.00"), ("12-31", "20.00"))


def test_a_way_is_drawn_from_month_end_to_month_end() -> None:
    target = along(goal("2025-01/2025-04", "<= 20", base=D(120)), TrajectoryKind.GEOMETRIC)
    found = lines(case(BACKLOG, target, [], "2025-02-05"))
    days = [day for day, _ in points(found, ChartKind.TRAJECTORY)]
    assert days == ["01-01", "01-31", "02-28", "03-31", "04-30"]


def test_a_growth_shows_the_composed_rate_and_the_expected_one_at_quarter_ends() -> None:
    found = lines(case(GROWTH, TEN_AND_A_HALF, FIRST_HALF, "2025-07-05"))
    assert points(found, ChartKind.FIGURES) == [("03-31", "6.99"), ("06-30", "8.24")]
    assert points(found, ChartKind.TRAJECTORY) == [
        ("03-31", "8.94"),
        ("06-30", "9.54"),
        ("09-30", "10.08"),
        ("12-31", "10.50"),
    ]
    assert points(found, ChartKind.TARGET) == [("12-31", "10.50")]


def test_a_growth_without_quarters_has_a_level_way() -> None:
    found = lines(case(GROWTH, EIGHT, FIRST_HALF, "2025-07-05"))
    assert points(found, ChartKind.TRAJECTORY) == [("01-01", "8.00"), ("12-31", "8.00")]


def test_a_way_passes_its_milestones() -> None:
    found = lines(case(DISBURSEMENT, by_points(PLAN_2025, *MILESTONES), [], "2025-06-10"))
    way = dict(points(found, ChartKind.TRAJECTORY))
    assert [way[day] for day in ("03-31", "05-31", "09-30", "01-31")] == [
        "10.00",
        "22.00",
        "50.00",
        "95.00",
    ]


def test_steps_hold_until_the_next_one() -> None:
    target = by_steps(goal("2025", ">= 95"), ("2025-06-15", "40"))
    way = dict(points(lines(case(DISBURSEMENT, target, [], "2025-06-10")), ChartKind.TRAJECTORY))
    held = [way[day] for day in ("06-14", "06-15", "12-30", "12-31")]
    assert held == ["0.00", "40.00", "40.00", "95.00"]


def test_a_range_has_two_ends() -> None:
    found = lines(case(GROWTH, goal("2025", "9.5..10.5"), [], "2025-06-10"))
    assert points(found, ChartKind.TARGET) == [("12-31", "9.50"), ("12-31", "10.50")]


def test_a_level_without_a_base_has_no_way() -> None:
    found = lines(case(LEVEL_UP, goal("2025", ">= 90"), [], "2025-06-10"))
    assert [line.kind for line in found] == [ChartKind.TARGET]


def test_lines_that_coincide_are_one_line_of_several_targets() -> None:
    one = case(REVENUE, REVENUE_2025, [up_to("2025-05-31", "11360")], "2025-06-10")
    more = replace(one, target=goal("2025", ">= 20000"))
    found = lines(one, other("second", one), other("third", more))
    shared = {
        line.kind: [target.scenario.name for target in line.targets]
        for line in found
        if len(line.targets) > 1
    }
    assert shared == {
        ChartKind.TRAJECTORY: ["plan", "second"],
        ChartKind.TARGET: ["plan", "second"],
        ChartKind.PROJECTION: ["plan", "second", "third"],
        ChartKind.INTERVAL: ["plan", "second", "third"],
        ChartKind.FIGURES: ["plan", "second", "third"],
    }


def test_figures_after_the_day_judged_are_not_shown() -> None:
    figures = [up_to("2025-05-31", "11360"), up_to("2025-08-31", "18084")]
    found = lines(case(REVENUE, REVENUE_2025, figures, "2025-06-10"))
    assert points(found, ChartKind.FIGURES) == [("05-31", "11360.00")]


@pytest.mark.parametrize("projected", [False, True])
def test_a_projection_runs_from_the_last_figure_to_the_closing_date(*, projected: bool) -> None:
    one = case(REVENUE, REVENUE_2025, [up_to("2025-05-31", "11360")], "2025-06-10")
    outlook = Outlook(Light.GREEN, D("0.9"), D(27000), D(25000), D(29000), Message("said so"))
    verdict = replace(assess(one), outlook=outlook if projected else None)
    found: dict[ChartKind, tuple[Point, ...]] = {
        line.kind: line.points for line in curves_of([(one, verdict)])
    }
    assert (ChartKind.PROJECTION in found) == (ChartKind.INTERVAL in found) == projected
    if projected:
        assert found[ChartKind.PROJECTION] == ((date(2025, 5, 31), D(11360)), (LAST, D(27000)))
        assert found[ChartKind.INTERVAL] == ((LAST, D(25000)), (LAST, D(29000)))
        assert list(found)[-1] is ChartKind.FIGURES


def test_a_hold_shows_each_figure_by_itself_against_its_limit() -> None:
    hold = replace(LEVEL_UP, kind=Kind.HOLD)
    figures = [figure("2025-01", "99.3", volume=D(180)), figure("2025-02", "98.5", volume=D(90))]
    found = lines(case(hold, goal("2025", ">= 99"), figures, "2025-03-10"))
    assert points(found, ChartKind.FIGURES) == [("01-31", "99.30"), ("02-28", "98.50")]
    assert points(found, ChartKind.TRAJECTORY) == [("01-01", "99.00"), ("12-31", "99.00")]


STAGED = goal(
    "2025-06",
    ">= 100",
    base_on=date(2025, 5, 4),
    stages=(Stage("drafted", D(40)), Stage("issued", D(60))),
)
DRAFTED = figure("2025-05-20", "100", stage="drafted")


def test_a_deliverable_shows_how_much_was_done_by_when() -> None:
    task = replace(LEVEL_UP, kind=Kind.DELIVERABLE)
    issued = figure("2025-06-20", "100", stage="issued")
    found = lines(case(task, STAGED, [DRAFTED, issued], "2025-06-25"))
    assert points(found, ChartKind.FIGURES) == [("05-20", "40.00"), ("06-20", "100.00")]
    assert points(found, ChartKind.TRAJECTORY) == [("05-04", "0.00"), ("06-30", "100.00")]
    whole = lines(case(task, goal("2025-06", ">= 100"), [], "2025-06-25"))
    assert [one.kind for one in whole] == [ChartKind.TARGET]


def test_a_ratio_is_drawn_in_the_unit_of_its_indicator() -> None:
    target = goal("2025", "1.5..1.7", reference="Viet Nam")
    nation = [figure("2025-H1", "7.52")]
    found = lines(case(GROWTH, target, FIRST_HALF, "2025-07-10", reference=nation))
    assert points(found, ChartKind.TARGET) == [("12-31", "11.28"), ("12-31", "12.78")]
    assert points(found, ChartKind.TRAJECTORY) == [("01-01", "11.28"), ("12-31", "11.28")]
    alone = lines(case(GROWTH, target, FIRST_HALF, "2025-07-10"))
    assert [one.kind for one in alone] == [ChartKind.FIGURES]
