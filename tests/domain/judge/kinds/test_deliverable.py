"""A deliverable is done on time, done late, open within term, or overdue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.kinds.deliverable import known_stage
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import Stage, Target
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import read_target
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.errors import InvalidObservation, InvalidQuantity, InvalidTarget, UnknownName
from tests.domain.cases import HAI_DUONG, PERCENT, D, day, figure, goal, judge, pace_of, shown

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation

PROGRAMME = Indicator("action-programme", "Action programme", Kind.DELIVERABLE, PERCENT)
NAMES = ("drafted", "consulted", "submitted", "issued")
STAGES = tuple(Stage(name, D(weight)) for name, weight in zip(NAMES, (40, 30, 20, 10), strict=True))
TARGET = goal("2025-06", ">= 100", base_on=day("2025-05-04"), stages=STAGES)
PLAIN = goal("2025-06", ">= 100")


def done(stage: str, on: str, percent: int = 100) -> Observation:
    return figure(on, D(percent), stage=stage)


HALF = [done("drafted", "2025-05-20"), done("consulted", "2025-06-05")]
ON_TIME = [*HALF, done("submitted", "2025-06-20"), done("issued", "2025-06-28")]
LATE = [*HALF, done("submitted", "2025-06-20"), done("issued", "2025-07-03")]


def judged(found: list[Observation], as_of: str, target: Target = TARGET) -> Assessment:
    return judge(PROGRAMME, target, found, as_of)


def test_the_worked_example_of_the_methods() -> None:
    one = judged(HALF, "2025-06-10")
    assert one.value == D(70)
    assert one.status is Status.ON_TRACK
    assert shown(one.expected, 2) == shown(D(3700) / 57, 2)
    assert shown(pace_of(one), 2) == "1.08"
    assert one.required is not None
    assert one.required.periods_left == 20
    assert [stage.done for stage in one.stages] == [100, 100, 0, 0]
    assert one.observed_on == day("2025-06-05")


@pytest.mark.parametrize(
    ("found", "as_of", "status", "flag", "words"),
    [
        ([], "2025-05-03", Status.NOT_STARTED, None, "starts on 4 May 2025"),
        (ON_TIME, "2025-07-10", Status.ACHIEVED, None, "2 days before it was due"),
        (LATE, "2025-07-10", Status.ACHIEVED, Flag.LATE, "3 July 2025, 3 days late"),
        (LATE, "2025-06-30", Status.OFF_TRACK, Flag.ASSUMED_PATH, "0 days left for issued"),
        (LATE, "2025-07-01", Status.AT_RISK, Flag.PROVISIONAL, "overdue by 1 day: issued open"),
        (HALF, "2025-07-10", Status.OFF_TRACK, Flag.PROVISIONAL, "by 10 days: submitted, issued"),
        (HALF, "2025-07-11", Status.MISSED, Flag.OVERDUE, "overdue by 11 days: submitted, issued"),
        ([], "2025-05-06", Status.ON_TRACK, Flag.EARLY_DAYS, "55 days left"),
        (HALF[:1], "2025-06-01", Status.AT_RISK, Flag.ASSUMED_PATH, "29 days left"),
    ],
)
def test_it_is_read_in_four_ways(
    found: list[Observation], as_of: str, status: Status, flag: Flag | None, words: str
) -> None:
    one = judged(found, as_of)
    if (found, as_of) == (LATE, "2025-06-30"):
        status = Status.AT_RISK  # 90% of the weight is there, 100% due
    assert one.status is status
    assert flag in one.flags if flag else one.flags == ()
    assert words in str(one.why)


def test_a_stage_that_nobody_logs_is_not_done_and_never_stale() -> None:
    one = judged([], "2025-12-31")
    assert (one.status, one.flags) == (Status.MISSED, (Flag.OVERDUE,))


@pytest.mark.parametrize(
    ("found", "as_of", "status"),
    [
        ([], "2025-05-31", Status.NOT_STARTED),
        ([], "2025-06-30", Status.ON_TRACK),
        ([], "2025-07-10", Status.AT_RISK),
        ([], "2025-07-11", Status.MISSED),
        ([done("", "2025-06-30")], "2025-07-01", Status.ACHIEVED),
        ([done("", "2025-06-20", 60)], "2025-06-25", Status.ON_TRACK),
    ],
)
def test_without_stages_there_is_no_pace_only_done_or_not(
    found: list[Observation], as_of: str, status: Status
) -> None:
    one = judged(found, as_of, PLAIN)
    assert one.status is status
    assert one.pace is None or one.pace.light is None


def test_a_stage_is_done_from_the_day_on_which_it_stayed_so() -> None:
    found = [done("", "2025-06-20"), done("", "2025-06-25", 50), done("", "2025-07-02")]
    assert "2 July" in str(judged(found, "2025-07-05", PLAIN).why)


def test_what_was_done_before_the_start_is_of_an_earlier_one() -> None:
    assert judged([done("", "2025-05-28")], "2025-06-10", PLAIN).value == 0


def test_weights_are_shares_of_their_sum() -> None:
    doubled = replace(TARGET, stages=tuple(replace(s, weight=s.weight * 2) for s in STAGES))
    assert judged(HALF, "2025-06-10", doubled).value == 70


def test_an_entity_that_has_ended_leaves_it_to_be_reissued() -> None:
    target = replace(PLAIN, period=goal("2025", ">= 1").period, closing=date(2025, 12, 31))
    one = judge(PROGRAMME, target, [], "2025-07-10", entity=HAI_DUONG)
    assert (one.status, one.flags) == (Status.NO_DATA, (Flag.UNIT_CHANGED,))


def test_a_stage_is_found_by_any_spelling_and_an_unknown_one_lists_them() -> None:
    assert known_stage("Drafted", [TARGET], "it") == "drafted"
    assert known_stage("first", [], "it") == "first"
    with pytest.raises(UnknownName, match=r'"drafted"\?; its stages are drafted, consulted'):
        known_stage("draftd", [TARGET], "it")
    with pytest.raises(UnknownName, match="it has no stages"):
        known_stage("drafted", [PLAIN], "it")
    with pytest.raises(InvalidObservation, match="say which with --stage"):
        known_stage("", [TARGET], "it")


@pytest.mark.parametrize("text", ["done", "Issued", "100%", ""])
def test_what_becomes_of_it_is_that_it_is_done(text: str) -> None:
    assert read_target(text, PROGRAMME).value == 100


def test_it_cannot_be_aimed_at_in_part() -> None:
    with pytest.raises(InvalidQuantity, match='write "done"'):
        read_target("70%", PROGRAMME)


@pytest.mark.parametrize(
    "target",
    [
        replace(PLAIN, base=D(1)),
        replace(PLAIN, denominator=D(1)),
    ],
)
def test_what_does_not_go_with_a_deliverable_is_refused(target: Target) -> None:
    with pytest.raises(InvalidTarget, match="action-programme is a deliverable"):
        check_fits(target, PROGRAMME)


def test_stages_have_a_weight_and_a_name_each() -> None:
    with pytest.raises(InvalidTarget, match="more than zero"):
        Stage("drafted", D(0))
    with pytest.raises(InvalidTarget, match="one name"):
        replace(TARGET, stages=(Stage("drafted", D(1)), Stage("Drafted", D(2))))


PERCENTS = st.lists(st.integers(0, 100), min_size=4, max_size=4)
DAYS = st.dates(date(2025, 5, 10), date(2025, 7, 31))


@given(less=PERCENTS, more=PERCENTS, as_of=DAYS)
def test_more_done_never_worsens_a_verdict(less: list[int], more: list[int], as_of: date) -> None:
    def logged(percents: list[int]) -> Assessment:
        found = [done(n, "2025-05-10", p) for n, p in zip(NAMES, percents, strict=True)]
        return judged(found, as_of.isoformat())

    better = [max(pair) for pair in zip(less, more, strict=True)]
    assert logged(better).status.rank >= logged(less).status.rank


@given(share=st.integers(1, 56))
def test_on_the_straight_line_the_pace_is_one(share: int) -> None:
    start = day("2025-05-04")
    target = goal(
        "2025-06", ">= 100", base_on=start, stages=(Stage("a", D(share)), Stage("b", D(57 - share)))
    )
    as_of = date.fromordinal(start.toordinal() + share)
    one = judged([done("a", "2025-05-04")], as_of.isoformat(), target)
    assert round(pace_of(one), 9) == 1
    assert one.pace is not None
    assert one.pace.light is Light.GREEN
