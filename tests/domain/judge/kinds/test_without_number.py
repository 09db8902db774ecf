"""Targets that say which way values shall go, and not how far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.domain.records.indicator import Direction, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import readers_of
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, Unit, read_way
from targettrack.domain.values.status import Flag, Status
from targettrack.errors import InvalidTarget
from tests.domain.cases import GROWTH, D, figure, judge

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment

LEVEL = Indicator("cover", "Cover", Kind.LEVEL, Unit("%"), precision=1)
COUNT = Indicator("deaths", "Deaths", Kind.FLOW, Unit("deaths"), direction=Direction.DOWN)
ON_TIME = Indicator("on-time", "On time", Kind.HOLD, Unit("%"))


def way(comparator: str, period: str = "2026", **more: Any) -> Target:
    covered = parse_period(period)
    given: dict[str, Any] = {"closing": covered.last, **more}
    return Target(Scenario("plan"), covered, Comparator(comparator), None, **given)


def level(comparator: str, *values: str, as_of: str = "2026-07-05") -> Assessment:
    """A level of these values: December, then every month of the year."""
    months = ["2025-12", *(f"2026-{month:02}" for month in range(1, 13))]
    figures = [figure(month, value) for month, value in zip(months, values, strict=False)]
    return judge(LEVEL, way(comparator), figures, as_of)


@pytest.mark.parametrize(
    ("comparator", "values", "status", "why"),
    [
        ("rise", ("66", "67"), Status.ON_TRACK, "risen from 66% to 67%"),
        ("rise", ("66", "65"), Status.OFF_TRACK, "fallen from 66% to 65%"),
        ("rise", ("66", "66"), Status.AT_RISK, "66%, as it was"),
        ("fall", ("66", "65"), Status.ON_TRACK, "fallen from 66% to 65%"),
        ("fall", ("66", "67"), Status.OFF_TRACK, "risen from 66% to 67%"),
        ("keep", ("66", "66"), Status.ON_TRACK, "66%, as it was"),
        ("keep", ("66", "67"), Status.ON_TRACK, "risen from 66% to 67%"),
        ("keep", ("66", "65"), Status.OFF_TRACK, "fallen from 66% to 65%"),
    ],
)
def test_without_a_trend_the_change_since_the_base_decides(
    comparator: str, values: tuple[str, ...], status: Status, why: str
) -> None:
    one = level(comparator, *values, as_of="2026-02-05")
    assert (one.status, str(one.why)) == (status, why)
    assert (one.expected, one.attained, one.required, one.share_of_target) == (None,) * 4


def test_with_three_figures_the_odds_of_ending_above_the_base_decide() -> None:
    rising, losing = (
        level("rise", *values, as_of="2026-04-05")
        for values in (("66", "67", "68", "69"), ("66", "65", "64", "63"))
    )
    assert rising.status is Status.ON_TRACK
    assert losing.status is Status.OFF_TRACK
    assert rising.outlook is not None
    assert losing.outlook is not None
    assert losing.outlook.probability < D("0.20") < rising.outlook.probability  # type: ignore[operator]


def test_the_end_of_the_period_settles_it() -> None:
    values = ["66", *(str(60 + month) for month in range(1, 13))]
    settled = [level(one, *values, as_of="2027-01-20") for one in ("rise", "fall", "keep")]
    assert [one.status for one in settled] == [Status.ACHIEVED, Status.MISSED, Status.ACHIEVED]
    assert str(settled[0].why) == "risen from 66% to 72%"


def test_a_first_figure_is_the_base_where_none_is_known_before() -> None:
    figures = [figure("2026-01", "66"), figure("2026-02", "67")]
    one = judge(LEVEL, way("rise"), figures, "2026-03-05")
    assert (one.status, str(one.why)) == (Status.ON_TRACK, "risen from 66% to 67%")
    assert Flag.ASSUMED_BASE in one.flags


def test_a_stated_base_counts_before_the_figures() -> None:
    figures = [figure("2025-12", "66"), figure("2026-02", "67")]
    target = way("rise", base=D(70), base_on=date(2025, 6, 30))
    one = judge(LEVEL, target, figures, "2026-03-05")
    assert str(one.why).startswith("fallen from 70% to 67%")


def test_a_sum_is_held_against_what_the_year_before_came_to() -> None:
    last = [figure(f"2025-{month:02}", "12") for month in range(1, 13)]
    fewer = [figure(f"2026-{month:02}", "10") for month in range(1, 7)]
    more = [figure(f"2026-{month:02}", "14") for month in range(1, 7)]
    good, bad = (
        judge(COUNT, way("fall"), [*last, *figures], "2026-07-05") for figures in (fewer, more)
    )
    assert (good.status, bad.status) == (Status.ON_TRACK, Status.OFF_TRACK)
    assert "60 reached, to end below the 144 of the period before" in str(good.why)


def test_a_sum_without_the_year_before_says_what_is_missing_unless_it_is_stated() -> None:
    figures = [figure(f"2026-{month:02}", "10") for month in range(1, 7)]
    unknown = judge(COUNT, way("fall"), figures, "2026-07-05")
    assert unknown.status is Status.NO_DATA
    assert "state that with --base" in str(unknown.why)
    stated = judge(COUNT, way("fall", base=D(200)), figures, "2026-07-05")
    assert "to end below the 200" in str(stated.why)


def test_what_is_kept_is_held_against_last_years_average() -> None:
    figures = [
        *(figure(f"2025-{month:02}", "98") for month in range(1, 13)),
        *(figure(f"2026-{month:02}", "99") for month in range(1, 7)),
    ]
    one = judge(ON_TIME, way("rise"), figures, "2026-07-05")
    assert (one.status, str(one.why)) == (
        Status.ON_TRACK,
        "to rise from 98%; 99% on average, 98% asked for",
    )


def test_a_growth_is_held_against_the_growth_of_the_year_before() -> None:
    figures = [figure("2024", "7.5"), figure("2025-Q1", "6.9")]
    one = judge(GROWTH, way("rise", "2025"), figures, "2025-04-20")
    assert "fallen from 7.5% to 6.9%" in str(one.why)


def test_before_any_figure_it_is_judged_like_any_target() -> None:
    assert judge(LEVEL, way("rise"), [], "2025-12-01").status is Status.NOT_STARTED
    assert judge(LEVEL, way("rise"), [], "2026-07-05").status is Status.NO_DATA


@pytest.mark.parametrize("as_of", ["2026-02-05", "2026-07-05", "2027-01-20"])
def test_mirrored_figures_and_ways_have_the_same_verdict(as_of: str) -> None:
    months = ["2025-12", *(f"2026-{month:02}" for month in range(1, 13))]
    values = [66, 67, 65, 68, 66, 67, 69, 66, 65, 67, 68, 70, 69]

    def judged(sign: int, comparator: str) -> Assessment:
        known = [figure(m, str(sign * v)) for m, v in zip(months, values, strict=True)]
        plain = Indicator("index", "Index", Kind.LEVEL, Unit("points"))
        return judge(
            plain, way(comparator), [f for f in known if str(f.period.last) < as_of], as_of
        )

    up, down = judged(1, "rise"), judged(-1, "fall")
    assert (up.status, up.gap) == (down.status, down.gap)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("rise", Comparator.RISE),
        ("Raise", Comparator.RISE),
        ("to increase", Comparator.RISE),
        ("tăng", Comparator.RISE),
        ("fall", Comparator.FALL),
        ("reduce", Comparator.FALL),
        ("giảm", Comparator.FALL),
        ("keep", Comparator.KEEP),
        ("giữ", Comparator.KEEP),
        ("duy trì", Comparator.KEEP),
        ("8%", None),
        ("keep 8%", None),
    ],
)
def test_the_words_for_a_way_are_understood(text: str, comparator: Comparator | None) -> None:
    assert read_way(text) is comparator
    if comparator is not None:
        assert readers_of(LEVEL, relative=False)["value"](text) is comparator


@dataclass(frozen=True)
class Wrong:
    """Parts that do not go with a way, and the word that says so."""

    more: dict[str, Any]
    said: str


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong({"high": D(3)}, "no range"),
        Wrong(
            {
                "trajectory": TrajectoryKind.POINTS,
                "points": (TrajectoryPoint(parse_period("2026-06"), D(1)),),
            },
            "no trajectory",
        ),
    ],
)
def test_a_way_takes_no_numbers_beside_it(wrong: Wrong) -> None:
    with pytest.raises(InvalidTarget, match=wrong.said):
        way("rise", **wrong.more)


def test_a_number_and_a_way_exclude_each_other() -> None:
    covered = parse_period("2026")
    with pytest.raises(InvalidTarget, match="has no number"):
        Target(Scenario("plan"), covered, Comparator.RISE, D(1), covered.last)
    with pytest.raises(InvalidTarget, match="needs a number"):
        Target(Scenario("plan"), covered, Comparator.AT_LEAST, None, covered.last)


def test_what_is_to_be_done_cannot_just_rise() -> None:
    done = Indicator("plan", "Plan", Kind.DELIVERABLE, Unit("%"))
    with pytest.raises(InvalidTarget, match="cannot just rise"):
        check_fits(way("rise"), done)
