"""Who is told of what became worse: at once, but never at each turn of a figure that hovers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.values.status import Status
from targettrack.domain.views.alerts import Watch, look
from tests.domain.cases import REVENUE, figure, goal, judge

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment

WELL, RISK, OFF, MISSED, NONE, DONE = (
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.MISSED,
    Status.NO_DATA,
    Status.ACHIEVED,
)

BASE = judge(REVENUE, goal("2025", ">= 17722"), [figure("2025-01", "1500")], "2025-02-10")


def verdicts(*statuses: Status) -> list[Assessment]:
    """One verdict for each month, each on a figure of its own."""
    return [
        replace(BASE, status=status, observation=figure(f"2025-{month:02}", "1500"))
        for month, status in enumerate(statuses, 1)
    ]


def news(*statuses: Status) -> list[bool]:
    """Whether each of a row of verdicts is told."""
    watch: Watch | None = None
    told = []
    for one in verdicts(*statuses):
        watch, is_news = look(watch, one)
        told.append(is_news)
    return told


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ((OFF, OFF), (False, False)),
        ((WELL, RISK, OFF, MISSED), (False, True, True, True)),
        ((WELL, OFF, RISK, OFF, RISK, OFF), (False, True, False, False, False, False)),
        ((WELL, RISK, WELL, RISK, WELL, RISK), (False, True, False, False, False, False)),
        ((WELL, RISK, WELL, WELL, RISK), (False, True, False, False, True)),
        ((WELL, OFF, RISK, WELL, RISK), (False, True, False, False, True)),
        ((DONE, WELL, RISK), (False, False, True)),
        ((WELL, NONE, RISK, NONE, RISK), (False, False, True, False, False)),
        ((RISK, WELL, NONE, WELL, RISK), (False, False, False, False, True)),
    ],
)
def test_a_worse_verdict_is_told_once_and_again_only_after_two_better_figures(
    statuses: tuple[Status, ...], told: tuple[bool, ...]
) -> None:
    assert tuple(news(*statuses)) == told


def test_looking_twice_at_one_figure_is_looking_once() -> None:
    worse, better = verdicts(OFF, WELL)
    watch, _ = look(Watch(WELL, 0, ""), worse)
    for _ in range(5):
        watch, _ = look(watch, better)
    assert look(watch, worse)[1] is False
