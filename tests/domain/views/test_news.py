from __future__ import annotations

import pytest
from msgspec.structs import replace

from targettrack.domain.records.scenario import Scenario
from targettrack.domain.values.status import Status
from targettrack.domain.views.news import news
from tests.domain.cases import EIGHT, TEN_AND_A_HALF, growth_of_the_half_year, revenue_in_may

REVENUE = replace(revenue_in_may(), status=Status.ON_TRACK)
HARDER = replace(TEN_AND_A_HALF, scenario=Scenario("growth scenario"))
LOW, HIGH = (growth_of_the_half_year(target) for target in (EIGHT, HARDER))


@pytest.mark.parametrize(
    ("was", "is_now", "sort"),
    [
        ("on-track", "off-track", "worse"),
        ("at-risk", "off-track", "worse"),
        ("not-started", "at-risk", "worse"),
        ("no-data", "off-track", "worse"),
        ("off-track", "at-risk", "better"),
        ("no-data", "on-track", "better"),
        ("on-track", "achieved", "better"),
    ],
)
def test_another_verdict_is_worse_or_better(was: str, is_now: str, sort: str) -> None:
    before, after = (replace(REVENUE, status=Status(word)) for word in (was, is_now))
    found = news([before], [after])
    turns = {"worse": found.worse, "better": found.better}
    assert [(turn.was, turn.verdict) for turn in turns.pop(sort)] == [(before, after)]
    assert list(turns.values()) == [()]
    assert (found.unknown, found.new, found.gone) == ((), (), ())


@pytest.mark.parametrize("was", ["on-track", "at-risk", "off-track", "not-started"])
def test_a_verdict_that_is_lost_is_neither_worse_nor_better(was: str) -> None:
    before, after = (replace(REVENUE, status=Status(word)) for word in (was, "no-data"))
    found = news([before], [after])
    assert [(turn.was, turn.verdict) for turn in found.unknown] == [(before, after)]
    assert (found.worse, found.better, found.newly_behind) == ((), (), ())


def test_the_same_verdict_is_no_news_even_from_other_figures() -> None:
    assert news([REVENUE], [replace(REVENUE, value=None)]) == news([], [])


def test_a_target_that_was_not_there_is_new_and_one_that_is_no_longer_is_gone() -> None:
    found = news([REVENUE], [HIGH])
    assert (found.new, found.gone, found.worse, found.better) == ((HIGH,), (REVENUE,), (), ())


def test_a_target_is_the_same_after_its_number_was_replaced() -> None:
    revised = replace(REVENUE.target, value=REVENUE.target.number * 2, version=2)
    worse = replace(REVENUE, target=revised, status=Status.OFF_TRACK)
    assert [turn.was for turn in news([REVENUE], [worse]).worse] == [REVENUE]


def test_newly_behind_is_what_was_not_behind_or_not_there() -> None:
    off, risky = (replace(REVENUE, status=s) for s in (Status.OFF_TRACK, Status.AT_RISK))
    assert news([REVENUE], [risky]).newly_behind == (risky,)
    assert news([], [off]).newly_behind == (off,)
    assert news([risky], [off]).newly_behind == ()
    assert news([], [REVENUE]).newly_behind == ()


def test_the_worst_news_comes_first() -> None:
    assert LOW.status.rank > HIGH.status.rank
    assert news([], [LOW, HIGH]).new == (HIGH, LOW)
    assert news([LOW, HIGH], []).gone == (HIGH, LOW)
