"""Levels and caps: the way is the comparator's, and the first figure is the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.indicator import Indicator, Kind
from targettrack.domain.values.quantity import Unit
from targettrack.domain.values.status import Flag, Status
from targettrack.domain.views.turning_point import turning_point
from targettrack.message import Number
from tests.domain.cases import case, figure, goal

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
