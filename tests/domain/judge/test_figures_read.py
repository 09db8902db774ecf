"""What a verdict was read from and what was set aside is said in the words of the one reading."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.kinds.protocol import rules_for
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import StatedAs
from targettrack.domain.records.target import HoldMode, Stage
from targettrack.domain.views.explained import explained
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    DISBURSEMENT,
    EIGHT,
    GROWTH,
    LEVEL_UP,
    PLAN_2025,
    REVENUE,
    REVENUE_2025,
    D,
    amount,
    case,
    figure,
    goal,
    percent,
)

if TYPE_CHECKING:
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.case import Case

NEW = date(2025, 8, 1)
HOLD = replace(LEVEL_UP, kind=Kind.HOLD)
TASK = replace(LEVEL_UP, kind=Kind.DELIVERABLE)


def told(asked: Case) -> list[str]:
    """The lines about the figures, with their names."""
    lines = (step for step in explained(asked).steps if str(step.name).split(" of ")[0] in NAMES)
    return [f"{step.name}: {step}" for step in lines]


NAMES = {"read", "years before", "set aside"}


def revenue(*figures: Observation) -> list[str]:
    return told(case(REVENUE, REVENUE_2025, figures, "2025-10-05"))


def test_what_is_read_is_listed_and_many_in_a_row_by_the_first_and_the_last() -> None:
    months = [figure(f"2025-{month:02}", "100") for month in range(1, 6)]
    assert revenue(*months, figure("2025-07", "90")) == ["read: 2025-01 to 2025-05, 2025-07"]


def test_earlier_years_are_counted() -> None:
    years = [figure("2023", "900"), figure("2024-H1", "500"), figure("2024-H2", "500")]
    assert revenue(*years, figure("2025-Q1", "300")) == [
        "read: 2025-Q1",
        "years before: 3 figures, 1 January 2023 to 31 December 2024",
    ]


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        (
            [figure("2025-08", "40"), figure("2025-07", "50"), figure("2025-Q3", "120")],
            "30 bn VND for 2025-09: follows from 2025-Q3, 2025-08, 2025-07",
        ),
        ([], "30 bn VND for 2024-12-30/2025-01-05: begins before 1 January 2025"),
        ([], "30 bn VND for 2025-09-20/2026-01-03: ends after 31 December 2025"),
        (
            [figure("2025-09", "35", "ytd", recorded_on=NEW)],
            "30 bn VND for 2025-09: replaced by 35 bn VND, ytd",
        ),
        (
            [figure("2025-02", "9"), figure("2025-03", "9")],
            (
                "30 bn VND for 2025-02-20/2025-03-05: overlaps 2025-02, 2025-03, "
                "and nothing tells by how much"
            ),
        ),
    ],
    ids=["contained", "first day", "last day", "replaced", "overlaps"],
)
def test_what_is_set_aside_of_a_sum_says_why(figures: list[Observation], why: str) -> None:
    period = why.split(" for ")[1].partition(":")[0]
    asked = case(REVENUE, REVENUE_2025, [*figures, figure(period, "30", "single")], "2026-01-05")
    assert told(asked)[-1] == f"set aside: {why}"


def test_of_a_share_the_amount_of_the_same_time_counts() -> None:
    figures = [percent("2025-05-31", "30"), amount("2025-05-31", "3100")]
    without = case(DISBURSEMENT, PLAN_2025, figures, "2025-06-10")
    assert told(without)[-1].endswith("an amount, and the total of the plan is not known")
    plan = replace(PLAN_2025, denominator=D(10_000))
    known = case(DISBURSEMENT, plan, figures, "2025-06-10")
    assert told(known) == [
        "read: 2025-01/2025-05",
        "set aside: 30% for 2025-01/2025-05: the amount of the same time counts",
    ]


def test_a_growth_reads_up_to_the_first_gap() -> None:
    figures = [figure("2025-Q1", "7"), figure("2025-Q3", "8")]
    assert told(case(GROWTH, EIGHT, figures, "2025-10-10")) == [
        "read: 2025-Q1",
        "set aside: 8% for 2025-Q3: comes after a time of which nothing is known",
    ]


def test_a_level_reads_what_comes_up_to_its_closing() -> None:
    figures = [figure("2024-12", "120"), figure("2025-06", "60"), figure("2025-06-30", "61")]
    found = told(case(BACKLOG, BACKLOG_2025, figures, "2025-07-05"))
    assert found[:2] == [
        "read: 2025-06-30",
        "years before: 1 figure, 1 December 2024 to 31 December 2024",
    ]
    assert found[2:] == ["set aside: 60 cases for 2025-06: replaced by the figure of 2025-06-30"]


def test_a_hold_of_every_period_leaves_totals_to_date_out() -> None:
    figures = [figure("2025-01", "99"), figure("2025-01/2025-02", "98", "ytd")]
    every = goal("2025", ">= 98", hold=HoldMode.EVERY)
    assert told(case(HOLD, every, figures, "2025-03-05")) == [
        "read: 2025-01",
        "set aside: 98% for 2025-01/2025-02: a total to date tells nothing of a single period",
    ]
    average = goal("2025", ">= 98")
    assert told(case(HOLD, average, figures, "2025-03-05")) == ["read: 2025-01, 2025-01/2025-02"]


def test_a_deliverable_leaves_out_what_is_of_no_stage_of_it() -> None:
    stages = (Stage("drafted", D(40)), Stage("issued", D(60)))
    target = goal("2025-06", ">= 100", stages=stages)
    done = {"stated_as": StatedAs.SHARE}
    figures = [
        figure("2025-05-20", "100", "single", stage="drafted", **done),
        figure("2025-06-10", "100", "single", stage="drafted", **done),
        figure("2025-06-12", "100", "single", stage="printed", **done),
    ]
    assert told(case(TASK, target, figures, "2025-06-25")) == [
        "read: 2025-06-10",
        "set aside: 100% for 2025-05-20: begins before 1 June 2025",
        "set aside: 100% for 2025-06-12: of no stage of this target",
    ]


def test_a_ratio_tells_of_the_reference_too() -> None:
    target = goal("2025", ">= 1.1", reference="Viet Nam")
    nation = [figure("2024", "7"), figure("2025-Q1", "7")]
    asked = case(GROWTH, target, [figure("2025-Q1", "8")], "2025-04-10", reference=nation)
    assert told(asked) == [
        "read: 2025-Q1",
        "read of Viet Nam: 2025-Q1",
        "years before of Viet Nam: 1 figure, 1 January 2024 to 31 December 2024",
    ]


def test_every_figure_of_the_period_is_either_read_or_set_aside() -> None:
    figures = [
        figure("2025-01", "1"),
        figure("2025-Q1", "5"),
        figure("2025-01-15/2025-02-10", "2", "single"),
        figure("2024-12-20/2025-01-03", "2", "single"),
        figure("2025-05", "2"),
    ]
    asked = case(REVENUE, REVENUE_2025, figures, "2025-06-05")
    (account,) = rules_for(asked).figures_read(asked)
    every = [*account.read, *(one.figure for one in account.aside)]
    assert sorted(f.period for f in every) == sorted(f.period for f in figures)
