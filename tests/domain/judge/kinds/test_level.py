"""Levels and caps: the way is the comparator's, and the first figure is the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.indicator import Direction, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.views.turning_point import turning_point
from targettrack.message import Number
from tests.domain.cases import D, by_points, case, figure, goal, judge, mirrored

if TYPE_CHECKING:
    from targettrack.domain.series.case import Case

CHURN = Indicator("churn", "Churn", Kind.LEVEL, Unit("%"), precision=1)
PEOPLE = Indicator("people", "People", Kind.LEVEL, Unit("people"))


def of_may(target: str, values: str, indicator: Indicator = CHURN) -> Case:
    """What is asked in May of one figure a month from January on; `-` for none."""
    figures = [
        figure(f"2026-{month:02}", value)
        for month, value in enumerate(values.split(), start=1)
        if value != "-"
    ]
    return case(indicator, goal("2026", target), figures, "2026-05-05")


@pytest.mark.parametrize(
    ("target", "values", "status"),
    [
        # The indicator says that up is good; a cap is a cap all the same.
        ("< 2", "- - - 1.7", Status.ON_TRACK),
        ("< 2", "- - 1.8 1.7", Status.ON_TRACK),
        ("< 2", "1.5 1.5 1.6 1.5", Status.ON_TRACK),
        ("< 2", "1.5 1.6 1.7 1.8", Status.AT_RISK),
        ("< 2", "2.1 2.3 2.6 2.9", Status.OFF_TRACK),
        ("<= 2", "2.5 2.4 2.2 2.1", Status.ON_TRACK),
        # The first figure is the base; what is reached is on-track.
        (">= 10000", "9000 9500 - 10100", Status.ON_TRACK),
        (">= 10000", "- - 9000 10100", Status.ON_TRACK),
        (">= 10000", "- - - 10100", Status.ON_TRACK),
        # Reached, but its own trend will rather lose it.
        (">= 10000", "10900 10600 10300 10100", Status.AT_RISK),
        (">= 10000", "9000 8500 8000 7500", Status.OFF_TRACK),
    ],
)
def test_a_level_is_judged_by_its_comparator_from_its_first_figure(
    target: str, values: str, status: Status
) -> None:
    one = assess(of_may(target, values, PEOPLE if "10000" in target else CHURN))
    assert one.status is status
    assert Flag.ASSUMED_BASE in one.flags


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("target", "value", "status"),
    [
        (">= 80", "60", Status.AT_RISK),
        ("> 60", "60", Status.AT_RISK),
        (">= 60", "60", Status.ON_TRACK),
        ("<= 80", "60", Status.ON_TRACK),
        ("< 60", "60", Status.AT_RISK),
        ("<= 40", "60", Status.AT_RISK),
        (">= 70..80", "60", Status.AT_RISK),
        (">= 50..70", "60", Status.ON_TRACK),
        (">= 40..50", "60", Status.AT_RISK),
        ("about 80", "60", Status.AT_RISK),
    ],
)
def test_a_single_figure_tells_no_movement_and_is_at_risk_unless_it_meets_the_target(
    target: str, value: str, status: Status, sign: int
) -> None:
    asked = goal("2026", target)
    if sign < 0:
        asked = mirrored(asked)
    indicator = PEOPLE if sign > 0 else replace(PEOPLE, direction=Direction.DOWN)
    one = judge(indicator, asked, [figure("2026-03", sign * D(value))], "2026-04-05")
    assert one.status is status
    assert Flag.ASSUMED_BASE in one.flags
    told = "one figure tells no movement yet: log another, or state the base with --base"
    assert (told in str(one.why)) is (status is Status.AT_RISK)
    another = [figure("2026-03", sign * D(value)), figure("2026-04", sign * D(value))]
    assert told not in str(judge(indicator, asked, another, "2026-05-05").why)
    stated = replace(asked, base=sign * D(10))
    assert told not in str(judge(indicator, stated, another[:1], "2026-04-05").why)


@pytest.mark.parametrize(
    ("way", "status"),
    [("rise", Status.AT_RISK), ("fall", Status.AT_RISK), ("keep", Status.ON_TRACK)],
)
def test_a_single_figure_has_neither_risen_nor_fallen_but_is_kept(way: str, status: Status) -> None:
    target = replace(goal("2026", ">= 1"), comparator=Comparator(way), value=None)
    one = judge(PEOPLE, target, [figure("2026-03", "60")], "2026-04-05")
    assert one.status is status
    assert (str(one.why).startswith("60 so far; one figure")) is (status is Status.AT_RISK)


def test_a_multiple_of_another_level_is_at_risk_on_a_single_figure() -> None:
    target = goal("2026", ">= 1.5", reference="Viet Nam")
    one = judge(
        PEOPLE,
        target,
        [figure("2026-03", "60")],
        "2026-04-05",
        reference=[figure("2026-02", "50"), figure("2026-03", "50")],
    )
    assert (one.status, Flag.ASSUMED_BASE in one.flags) == (Status.AT_RISK, True)


def test_of_two_first_figures_of_one_day_the_one_that_counts_is_the_base() -> None:
    first = [figure("2026-Q1", "50"), figure("2026-03", "60")]
    one = judge(PEOPLE, goal("2026", ">= 80"), [*first, figure("2026-04", "61")], "2026-05-05")
    assert one.attained == D(1) / 20


@pytest.mark.parametrize(
    ("month", "value", "status", "expected"),
    [
        ("06", "55", Status.OFF_TRACK, "60"),
        ("06", "60", Status.ON_TRACK, "60"),
        ("03", "45", Status.OFF_TRACK, "50"),
        ("03", "50", Status.ON_TRACK, "50"),
        ("02", "45", Status.AT_RISK, None),
        ("02", "52", Status.ON_TRACK, "52"),
    ],
)
def test_a_single_figure_is_held_against_an_issued_milestone(
    month: str, value: str, status: Status, expected: str | None
) -> None:
    target = by_points(goal("2026", ">= 80"), ("2026-03-31", "50"), ("2026-06-30", "60"))
    on = f"2026-{int(month) + 1:02}-05"
    one = judge(PEOPLE, target, [figure(f"2026-{month}", value)], on)
    assert (one.status, one.expected) == (status, expected and D(expected))


def test_a_band_is_come_to_from_beyond_its_far_end_too() -> None:
    months = [figure(f"2026-{n:02}", str(v)) for n, v in enumerate((60, 57), 1)]
    one = judge(PEOPLE, goal("2026", ">= 20..30"), months, "2026-03-05")
    assert one.status in {Status.ON_TRACK, Status.AT_RISK}
    assert (one.attained, one.required is not None) == (D("0.1"), True)
    base = replace(goal("2026", "<= 30"), value=D(30))
    assert one.expected == judge(PEOPLE, base, months, "2026-03-05").expected


@pytest.mark.parametrize("target", ["< 2", "<= 2", ">= 2", "> 2"])
@pytest.mark.parametrize(
    "values",
    ["1.7", "2.5", "1.5 1.6", "2.5 2.4", "1.5 1.6 1.7 1.8", "2.5 2.4 2.2 2.1", "2.1 2.3 2.6 2.9"],
)
def test_what_would_change_a_verdict_is_never_beyond_the_target(target: str, values: str) -> None:
    asked = of_may(target, values)
    found = turning_point(asked, assess(asked))
    if found is not None:
        turn = found.arguments["value"]
        assert isinstance(turn, Number)
        assert turn.value >= 2 if target.startswith("<") else turn.value <= 2
