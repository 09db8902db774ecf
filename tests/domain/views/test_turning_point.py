"""From which next figure a verdict would be another one."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.judge.assessment import Assessment
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Observation
from targettrack.domain.records.target import Stage
from targettrack.domain.series.case import Case
from targettrack.domain.values.status import Status
from targettrack.domain.views.explained import explained
from targettrack.domain.views.turning_point import turning_point
from targettrack.message import Message, Number
from tests.domain.cases import (
    BACKLOG,
    BACKLOG_2025,
    BACKLOG_JUNE,
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LEVEL_UP,
    MAY_DISBURSEMENT,
    MAY_REVENUE,
    PLAN_2025,
    POVERTY,
    POVERTY_2022,
    POVERTY_2030,
    REVENUE,
    REVENUE_2025,
    TEN_AND_A_HALF,
    D,
    case,
    figure,
    goal,
    percent,
    up_to,
)

GOOD = {Status.ON_TRACK, Status.ACHIEVED}


def judged_with(asked: Case, seen: Observation, as_of: date) -> Assessment:
    """Judge with one more figure."""
    return assess(replace(asked, figures=[*asked.figures, seen], as_of=as_of))


def value_of(turning: Message) -> Decimal:
    """The figure that a turning point is about."""
    value = turning.arguments["value"]
    assert isinstance(value, Number)
    return value.value


def test_a_share_is_on_track_again_from_the_figure_that_is_named_and_not_from_less() -> None:
    asked = case(DISBURSEMENT, PLAN_2025, [MAY_DISBURSEMENT], "2025-06-10")
    step = turning_point(asked, assess(asked))
    assert step is not None
    assert str(step).startswith("on track again from ")
    assert str(step).endswith("% by 30 June 2025")
    value, end = value_of(step), date(2025, 6, 30)
    good = judged_with(asked, percent("2025-06-30", str(value)), end)
    bad = judged_with(asked, percent("2025-06-30", str(value - D("0.01"))), end)
    assert (good.status in GOOD, bad.status in GOOD) == (True, False)


def test_a_growth_says_what_the_next_cumulative_rate_must_be() -> None:
    asked = case(GROWTH, TEN_AND_A_HALF, FIRST_HALF, "2025-07-05")
    step = turning_point(asked, assess(asked))
    assert step is not None
    value, end = value_of(step), date(2025, 9, 30)
    good = judged_with(asked, figure("2025-9M", value), end)
    bad = judged_with(asked, figure("2025-9M", value - D("0.01")), end)
    assert (good.status in GOOD, bad.status in GOOD) == (True, False)


def test_where_less_is_good_an_on_track_level_says_what_it_must_stay_under() -> None:
    asked = case(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE], "2025-07-05")
    step = turning_point(asked, assess(asked))
    assert step is not None
    assert str(step).startswith("no longer on track above ")
    value, end = value_of(step), date(2025, 7, 31)
    good = judged_with(asked, figure("2025-07", value), end)
    bad = judged_with(asked, figure("2025-07", value + 1), end)
    assert (good.status in GOOD, bad.status in GOOD) == (True, False)


def test_a_yearly_level_is_asked_for_at_the_end_of_the_next_year() -> None:
    asked = case(POVERTY, POVERTY_2030, [POVERTY_2022], "2023-01-05")
    assert str(turning_point(asked, assess(asked)) or pytest.fail("no turn")).endswith(
        "by 31 December 2023"
    )


def test_nothing_is_said_where_no_next_figure_could_make_it_worse() -> None:
    asked = case(REVENUE, goal("2025", ">= 12000"), [MAY_REVENUE], "2025-06-10")
    one = explained(asked)
    assert (one.status, one.turning_point) == (Status.ON_TRACK, None)


@pytest.mark.parametrize(
    "asked",
    [
        case(REVENUE, REVENUE_2025, [], "2025-01-05"),
        case(REVENUE, REVENUE_2025, [up_to("2025-08-31", "18084")], "2025-09-05"),
        case(GROWTH, EIGHT, [figure("2025", "7")], "2026-01-20"),
    ],
)
def test_nothing_is_said_of_a_verdict_that_is_settled_or_not_there(asked: Case) -> None:
    assert explained(asked).turning_point is None


def test_a_plain_verdict_does_not_look_for_it() -> None:
    asked = case(DISBURSEMENT, PLAN_2025, [MAY_DISBURSEMENT], "2025-06-10")
    assert assess(asked).turning_point is None
    one = explained(asked)
    said = tuple(step for step in one.steps if step.name != "read")
    assert replace(one, turning_point=None, steps=said) == assess(asked)


HOLD = replace(LEVEL_UP, kind=Kind.HOLD)


@pytest.mark.parametrize("volume", [None, D(190)])
def test_a_hold_says_what_the_next_period_alone_must_be(volume: Decimal | None) -> None:
    figures = [figure(f"2025-0{month}", value, volume=volume) for month, value in HELD]
    asked = case(HOLD, goal("2025", ">= 99"), figures, "2025-04-05")
    step = turning_point(asked, assess(asked))
    assert step is not None
    assert str(step).startswith("on track again from ")
    cases = ", with as many cases as in 2025-03" if volume is not None else ""
    assert str(step).endswith(f"% in 2025-04{cases}")
    value, end = value_of(step), date(2025, 4, 30)
    april = figure("2025-04", value, volume=volume)
    lower = replace(april, value=value - D("0.1"))
    verdicts = [judged_with(asked, one, end).status in GOOD for one in (april, lower)]
    assert verdicts == [True, False]


HELD = ((1, "99.1"), (2, "98.9"), (3, "98.8"))


def test_no_figure_beyond_the_natural_limits_is_asked_for() -> None:
    figures = [figure(f"2025-0{month}", "96") for month in (1, 2, 3)]
    assert (
        explained(case(HOLD, goal("2025", ">= 98.9"), figures, "2025-04-05")).turning_point is None
    )


def test_a_ratio_says_what_is_needed_beside_the_reference_as_it_is() -> None:
    target = goal("2025", ">= 1.1", reference="Viet Nam")
    nation = [figure("2025-H1", "7.52")]
    asked = case(GROWTH, target, FIRST_HALF, "2025-07-10", reference=nation)
    step = turning_point(asked, assess(asked))
    assert step is not None
    assert str(step).endswith(" by 30 September 2025, with Viet Nam as it is")
    value, end = value_of(step), date(2025, 9, 30)
    good = judged_with(asked, figure("2025-9M", value), end)
    bad = judged_with(asked, figure("2025-9M", value - D("0.01")), end)
    assert (good.status in GOOD, bad.status in GOOD) == (True, False)


def test_a_deliverable_has_stages_instead_of_a_next_figure() -> None:
    task = replace(LEVEL_UP, kind=Kind.DELIVERABLE)
    stages = (Stage("drafted", D(40)), Stage("issued", D(60)))
    asked = case(task, goal("2025-06", ">= 100", stages=stages), [], "2025-06-25")
    one = explained(asked)
    assert (one.status, one.turning_point) == (Status.OFF_TRACK, None)


def test_a_level_is_asked_for_after_the_last_figure_that_counts() -> None:
    later = figure("2025-09", "40")
    asked = case(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE, later], "2025-07-05")
    without = case(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE], "2025-07-05")
    assert explained(asked).turning_point == explained(without).turning_point
