"""A target is settled when its day is past and its word is final, by the record that made it so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.observation import in_force
from targettrack.domain.views.listed import Before, Listed, is_listed
from tests.domain.cases import GROWTH, REVENUE, case, day, figure, goal, up_to, vintage

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation

YEAR = goal("2025", ">= 1000")


def known(on: str, one: Observation) -> Observation:
    """A figure that is known from a day on."""
    return replace(one, recorded_on=day(on))


def judged(vintages: list[Observation], as_of: str, target: object = YEAR) -> Assessment:
    """Judge with every vintage."""
    one = case(REVENUE, target, in_force(vintages), as_of)  # type: ignore[arg-type]
    return assess(replace(one, vintages=vintages))


def test_a_total_reached_in_may_is_open_until_its_day_and_settled_on_the_next() -> None:
    found = [known("2025-06-03", up_to("2025-05-31", "1100"))]
    assert judged(found, "2025-12-31").settled is None
    settled = judged(found, "2026-01-01").settled
    assert settled is not None
    assert (settled.closed, settled.recorded) == (date(2026, 1, 1), date(2025, 6, 3))
    assert settled.on == date(2026, 1, 1)


def test_a_limit_broken_in_february_is_open_until_its_day() -> None:
    cap = goal("2025", "<= 1000")
    found = [known("2025-03-03", up_to("2025-02-28", "1100"))]
    assert judged(found, "2025-12-31", cap).settled is None
    settled = judged(found, "2026-02-01", cap).settled
    assert settled is not None
    assert settled.on == date(2026, 1, 1)


def test_what_has_no_figure_is_never_settled() -> None:
    assert judged([], "2027-06-01").settled is None
    assert judged([known("2025-06-03", up_to("2025-05-31", "400"))], "2027-06-01").settled is None


@pytest.mark.parametrize(
    ("later", "settled_on"),
    [
        ([], "2026-01-20"),
        # A revision that leaves the word as it was settles nothing anew; one that turns it does.
        ([known("2026-11-02", vintage(up_to("2025-12-31", "900"), 2, "910"))], "2026-01-20"),
        ([known("2026-11-02", vintage(up_to("2025-12-31", "900"), 2, "1010"))], "2026-11-02"),
        # What was recorded for the past, and is part of a total that was known, does neither.
        ([known("2026-11-02", figure("2025-03", "70", "single"))], "2026-01-20"),
    ],
)
def test_it_is_settled_by_the_record_that_made_the_word_final(
    later: list[Observation], settled_on: str
) -> None:
    found = [
        known("2025-12-02", up_to("2025-11-30", "800")),
        known("2026-01-20", up_to("2025-12-31", "900")),
    ]
    settled = judged([*found, *later], "2026-11-30").settled
    assert settled is not None
    assert settled.on == day(settled_on)


def test_a_level_of_growth_is_settled_by_the_figure_of_its_whole_period() -> None:
    target = goal("2025", ">= 8")
    one = case(GROWTH, target, [known("2026-01-06", figure("2025", "8.4"))], "2026-02-01")
    settled = assess(one).settled
    assert settled is not None
    assert settled.on == date(2026, 1, 6)


def test_a_settled_miss_is_listed_by_one_report_and_no_more() -> None:
    found = [known("2026-01-20", up_to("2025-12-31", "900"))]
    one = judged(found, "2026-02-28")
    january, february = (Before(day(at), day(at)) for at in ("2026-01-03", "2026-02-03"))
    assert is_listed(one, january)
    assert not is_listed(one, february)
    assert is_listed(one, february, Listed.ALL)
    assert is_listed(one, february, Listed.SETTLED)
    still_open = judged([known("2025-12-02", up_to("2025-11-30", "800"))], "2025-12-20")
    assert is_listed(still_open, february)
    assert not is_listed(still_open, february, Listed.SETTLED)
