"""A chart of a page lies within its edges, says its values, and keeps its letters apart."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.views.chart_data import ChartCurve, ChartKind
from targettrack.render.charts.svg import (
    APART,
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Drawing,
    drawing,
)
from tests.domain.cases import EIGHT, GROWTH, REVENUE, TEN_AND_A_HALF, D, day
from tests.render.charts.test_terminal import growth, revenue


def places(drawn: Drawing) -> list[tuple[float, float]]:
    """Every place that is drawn at."""
    joined = [re.findall(r"(-?\d+) (-?\d+)", path.d) for path in drawn.paths]
    figures = [(mark.x, mark.y) for mark in drawn.figures]
    return [(float(x), float(y)) for x, y in [*(p for found in joined for p in found), *figures]]


def test_every_figure_says_its_day_and_value() -> None:
    said = [mark.text for mark in drawing(growth(), GROWTH, "en").figures]
    assert said == ["31 Mar 2025: 6.99%", "30 June 2025: 8.24%"]
    assert drawing(revenue(), REVENUE, "vi").figures[0].text == "31/5/2025: 11.360 tỷ đồng"


def test_a_better_value_is_higher_and_a_later_day_further_right() -> None:
    first, second = drawing(growth(), GROWTH, "en").figures
    assert float(second.y) < float(first.y)
    assert float(second.x) > float(first.x)


def test_each_scenario_has_a_letter_where_its_trajectory_ends() -> None:
    lines = growth()
    conclusion = next(t for line in lines for t in line.targets if t.scenario.name == "Conclusion")
    drawn = drawing(lines, GROWTH, "en", {conclusion.key})
    assert [letter for letter, _ in drawn.legend] == ["A", "B"]
    assert sorted(mark.text for mark in drawn.letters) == ["A", "B"]
    texts = [text for _, text in drawn.legend]
    assert texts == [">= 10.5%, plan", ">= 8%, Conclusion; its trajectory is assumed"]


def test_trajectories_differ_by_their_stroke() -> None:
    kinds = [path.kind for path in drawing(growth(), GROWTH, "en").paths]
    assert {"way0", "way1"} <= set(kinds)


def test_the_band_starts_where_the_projection_does() -> None:
    paths = {path.kind: path for path in drawing(revenue(), REVENUE, "en").paths}
    assert paths["band"].d.startswith(paths["projection"].d.partition("L")[0])
    assert paths["band"].text == "80% between 25,000 bn VND and 29,000 bn VND"
    assert paths["projection"].text == "projection to 31 Dec 2025: 27,000 bn VND"


def test_who_does_not_see_it_is_told_what_it_shows() -> None:
    said = drawing(growth(), GROWTH, "en").said
    assert said == "GRDP growth, 2025, in %: figures to 30 June 2025: 8.24%"


def test_letters_of_targets_that_are_close_do_not_cover_each_other() -> None:
    close = [replace(EIGHT, value=D(8) + D(number) / 100) for number in range(5)]
    targets = [
        replace(target, scenario=replace(EIGHT.scenario, name=str(place)))
        for place, target in enumerate(close)
    ]
    lines = [ChartCurve(ChartKind.TARGET, (one,), ((one.closing, one.number),)) for one in targets]
    lines.append(ChartCurve(ChartKind.FIGURES, (targets[0],), ((day("2025-03-31"), D(2)),)))
    heights = sorted(float(mark.y) for mark in drawing(lines, GROWTH, "en").letters)
    assert len(heights) == 5
    assert all(below - above >= APART for above, below in pairwise(heights))


@given(
    st.lists(
        st.tuples(
            st.dates(date(2024, 1, 1), date(2030, 12, 31)),
            st.decimals(-(10**7), 10**7, places=2, allow_nan=False),
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda point: point[0],
    )
)
@settings(max_examples=200)
def test_whatever_the_values_everything_lies_within_the_edges(
    points: list[tuple[date, object]],
) -> None:
    lines = [ChartCurve(ChartKind.FIGURES, (TEN_AND_A_HALF,), tuple(sorted(points)))]  # type: ignore[arg-type]
    drawn = drawing(lines, GROWTH, "en")
    assert len(drawn.figures) == len(points)
    for x, y in places(drawn):
        assert LEFT <= x <= RIGHT < WIDTH
        assert TOP <= y <= BOTTOM < HEIGHT
    assert [float(mark.x) for mark in drawn.days] == sorted(float(mark.x) for mark in drawn.days)
