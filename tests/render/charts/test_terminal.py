"""A chart fits its size, says what each sign is, and leaves nothing behind for the next one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.cli.streams import plain
from targettrack.domain.judge.assess import assess
from targettrack.domain.outlook.outlook import Outlook
from targettrack.domain.values.status import Light
from targettrack.domain.views.chart_data import ChartCurve, ChartKind, curves_of
from targettrack.message import Message
from targettrack.render.charts.terminal import chart
from tests.domain.cases import (
    EIGHT,
    FIRST_HALF,
    GROWTH,
    REVENUE,
    REVENUE_2025,
    TEN_AND_A_HALF,
    D,
    case,
    up_to,
)

WIDTH, HEIGHT = 80, 23


def growth() -> list[ChartCurve]:
    """Two scenarios, one with quarters, after the first half."""
    scenario = replace(EIGHT.scenario, name="Conclusion")
    cases = [
        case(GROWTH, target, FIRST_HALF, "2025-07-05")
        for target in (TEN_AND_A_HALF, replace(EIGHT, scenario=scenario))
    ]
    return curves_of([(one, assess(one)) for one in cases])


def revenue() -> list[ChartCurve]:
    """One target with a projection."""
    one = case(REVENUE, REVENUE_2025, [up_to("2025-05-31", "11360")], "2025-06-10")
    outlook = Outlook(Light.GREEN, D("0.9"), D(27000), D(25000), D(29000), Message("said so"))
    return curves_of([(one, replace(assess(one), outlook=outlook))])


@pytest.mark.parametrize(("width", "height"), [(80, 23), (160, 30), (40, 16), (80, 5)])
def test_a_chart_fits_the_width_and_has_at_least_eight_rows(width: int, height: int) -> None:
    rows = chart(growth(), GROWTH, "en", width, height).splitlines()
    assert max(len(row) for row in rows) <= width
    legend = sum(row.startswith(("O ", "a ", "b ", "  ")) for row in rows[-6:])
    assert len(rows) <= max(height, 8 + 1 + legend)


def test_every_sign_is_named_in_words() -> None:
    drawn = chart(growth(), GROWTH, "en", WIDTH, HEIGHT)
    assert drawn.splitlines()[0] == "GRDP growth, 2025, in %"
    assert drawn.splitlines()[-3:] == [
        "+ projection   | 80% interval   O figures",
        "a trajectory, A target: plan, >= 10.5%",
        "b trajectory, B target: Conclusion, >= 8%",
    ]
    body = "\n".join(drawn.splitlines()[1:-3])
    assert {sign for sign in "OaAbB" if sign in body} == set("OaAbB")


def test_a_projection_is_drawn_with_its_interval() -> None:
    drawn = chart(revenue(), REVENUE, "en", WIDTH, HEIGHT)
    assert "+ projection   | 80% interval   O figures" in drawn
    assert "+" in "".join(drawn.splitlines()[1:-2])


def test_values_and_dates_stand_on_the_axes() -> None:
    drawn = chart(growth(), GROWTH, "en", WIDTH, HEIGHT)
    assert "11.0%┤" in drawn
    dates = drawn.splitlines()[-4].split("  ")
    assert [one.strip() for one in dates if one.strip()] == [
        "31 Mar 2025",
        "30 June 2025",
        "30 Sep 2025",
        "31 Dec 2025",
    ]
    assert "20,000┤" in chart(revenue(), REVENUE, "en", WIDTH, HEIGHT)
    assert "20.000┤" in chart(revenue(), REVENUE, "vi", WIDTH, HEIGHT)


def test_an_old_terminal_gets_ascii_only() -> None:
    drawn = plain(chart(growth(), GROWTH, "en", WIDTH, HEIGHT))
    assert drawn.isascii()
    assert "11.0%+" in drawn


def test_a_chart_leaves_nothing_behind_for_the_next_one() -> None:
    first = chart(growth(), GROWTH, "en", WIDTH, HEIGHT)
    chart(revenue(), REVENUE, "en", 120, 30)
    assert chart(growth(), GROWTH, "en", WIDTH, HEIGHT) == first


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
VALUES = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@settings(max_examples=30)
@given(st.lists(st.tuples(DAYS, VALUES), min_size=1, max_size=5))
def test_any_points_can_be_drawn(given_points: list[tuple[date, object]]) -> None:
    line = ChartCurve(ChartKind.FIGURES, (REVENUE_2025,), tuple(sorted(given_points)))  # type: ignore[arg-type]
    rows = chart([line], REVENUE, "en", WIDTH, HEIGHT).splitlines()
    assert sum("O" in row for row in rows[1:-2]) >= 1
    assert max(map(len, rows)) <= WIDTH
    assert len(rows) <= HEIGHT
