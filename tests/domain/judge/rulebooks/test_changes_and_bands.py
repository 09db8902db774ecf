"""Two methods that a rulebook of one's own may choose: the last changes, and bands of values.

The figures and verdicts are published: Federal Statistical Office (Destatis), indicators 3.1.a,
8.2.c, 8.5.c and 17.1 of the German Sustainable Development Strategy, as of March 2026.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.rulebook import Rulebook
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.domain.values.status import Status
from targettrack.domain.views.group_ratings import group_ratings
from targettrack.exchange.config.rulebook_file import read_rulebook
from targettrack.exchange.packaged import load_rulebook
from tests.domain.cases import D, figure, goal, judge

DEATHS = Indicator(
    "avoidable-deaths", "Avoidable deaths", Kind.LEVEL, Unit("deaths"),
    direction=Direction.DOWN, frequency=Frequency.YEAR,
)  # fmt: skip
SHARE_OF_AID = Indicator("aid", "Aid", Kind.LEVEL, Unit("%"), frequency=Frequency.YEAR)
COLLECTIVE = Indicator("collective", "Collective", Kind.LEVEL, Unit("%"), frequency=Frequency.YEAR)
OF_DEATHS = dict(
    zip(
        range(2011, 2024),
        [
            "257.93",
            "252.8",
            "253.78",
            "243.34",
            "249.22",
            "244.56",
            "241.05",
            "241.0",
            "231.41",
            "238.07",
            "252.54",
            "248.81",
            "240.37",
        ],
        strict=True,
    )
)
OF_AID = dict(
    zip(
        range(2010, 2025),
        [
            "0.39",
            "0.39",
            "0.37",
            "0.38",
            "0.42",
            "0.52",
            "0.7",
            "0.67",
            "0.61",
            "0.61",
            "0.73",
            "0.76",
            "0.85",
            "0.82",
            "0.67",
        ],
        strict=True,
    )
)
OF_COLLECTIVE = dict(
    zip(
        range(2012, 2024),
        [
            "58.294",
            "57.669",
            "57.819",
            "56.796",
            "56.374",
            "54.504",
            "54.376",
            "51.847",
            "51.059",
            "52.036",
            "50.828",
            "49.453",
        ],
        strict=True,
    )
)


OF_DEBT = {
    2013: "77.5", 2014: "74.5", 2015: "71.2", 2016: "68.3", 2017: "64.0", 2018: "60.8",
    2019: "58.7", 2020: "68.0", 2021: "67.9", 2022: "64.4", 2023: "62.3", 2024: "62.2",
}  # fmt: skip


def book(**own: Any) -> Rulebook:
    """The default's thresholds with another method."""
    shared = {
        name: getattr(load_rulebook(), name)
        for name in Rulebook.__struct_fields__
        if name != "scale"
    }
    return read_rulebook({**shared, "missed_cycles": 0, **own}, "test")


def rating(word: str, status: str, least: str | None = None) -> dict[str, Any]:
    return {"word": word, "status": status} | ({"from": D(least)} if least else {})


WEATHER = book(
    method="changes",
    changes=5,
    least_changes=3,
    ratings=[
        rating("sun", "on-track", "-0.05"),
        rating("slightly cloudy", "at-risk", "-0.2"),
        rating("cloudy", "off-track"),
    ],
    wrong=rating("thunderstorm", "off-track"),
)


def weather(indicator: Indicator, target: str, values: dict[int, str], year: int) -> str | None:
    known = [figure(str(one), value) for one, value in values.items() if one <= year]
    covered = goal("2030", ">= 0")
    asked = (
        replace(covered, comparator=Comparator(target), value=None)
        if " " not in target
        else goal("2030", target)
    )
    return judge(indicator, asked, known, f"{year}-12-31", rulebook=WEATHER).rating


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2016, "slightly cloudy"),
        (2017, "cloudy"),
        (2018, "cloudy"),
        (2019, "slightly cloudy"),
        (2020, "cloudy"),
        (2021, "thunderstorm"),
    ],
)
def test_the_last_five_changes_lead_where_the_office_says(year: int, published: str) -> None:
    assert weather(DEATHS, "<= 200", OF_DEATHS, year) == published


@pytest.mark.parametrize("year", range(2016, 2025))
def test_a_target_that_is_met_or_will_be_is_sunny(year: int) -> None:
    assert weather(SHARE_OF_AID, ">= 0.7", OF_AID, year) == "sun"


@pytest.mark.parametrize(
    ("year", "published"), [(2017, "thunderstorm"), (2020, "thunderstorm"), (2021, "cloudy")]
)
def test_without_a_number_the_mean_and_the_latest_change_decide(year: int, published: str) -> None:
    assert weather(COLLECTIVE, "rise", OF_COLLECTIVE, year) == published


def test_a_met_target_that_the_mean_leads_away_from_is_no_sun() -> None:
    values = {2018 + n: str(90 - n) for n in range(6)}
    assert weather(SHARE_OF_AID, ">= 80", values, 2023) == "slightly cloudy"


@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2018, "cloudy"),
        (2019, "sun"),
        (2020, "cloudy"),
        (2021, "cloudy"),
        (2022, "thunderstorm"),
        (2024, "thunderstorm"),
    ],
)
def test_what_is_to_hold_in_every_year_is_rated_by_its_last_changes(
    year: int, published: str
) -> None:
    debt = Indicator(
        "debt", "Debt", Kind.HOLD, Unit("%"), direction=Direction.DOWN, frequency=Frequency.YEAR
    )
    known = [figure(str(one), value) for one, value in OF_DEBT.items() if one <= year]
    one = judge(debt, goal(str(year), "<= 60"), known, f"{year}-12-31", rulebook=WEATHER)
    assert one.rating == published


def test_too_few_figures_are_not_rated_and_the_reason_says_how_many() -> None:
    known = [figure(str(year), "1") for year in (2020, 2021, 2022)]
    one = judge(SHARE_OF_AID, goal("2030", ">= 2"), known, "2022-12-31", rulebook=WEATHER)
    assert (one.status, one.rating) == (Status.NO_DATA, None)
    assert str(one.why) == "3 yearly figures are known, and 4 are needed"


def test_months_are_compared_with_the_same_month_of_other_years() -> None:
    months = [
        figure(f"{year}-{month:02}", str(10 * year % 100 + month))
        for year in range(2019, 2025)
        for month in range(1, 13)
    ]
    seen = [one for one in months if str(one.period.last) <= "2024-06-30"]
    one = judge(SHARE_OF_AID, goal("2030", ">= 0.5"), seen, "2024-07-05", rulebook=WEATHER)
    assert any(str(step).count("2024") == 0 and step.name == "yearly change" for step in one.steps)


# Bands

SCALE: dict[str, Any] = {
    "method": "bands",
    "scores": [D(0), D(1), D(2), D(3)],
    "ratings": [
        rating("green", "on-track", "2"),
        rating("yellow", "at-risk", "1.5"),
        rating("orange", "off-track", "1"),
        rating("red", "off-track"),
    ],
}
BOUNDS = {
    "poverty": [D("72.6"), D(13), D(2), D(0)],
    "schools": [D(0), D(50), D(80), D(100)],
    "ranked": [D(0), D(0), D(20), D(50)],
}
COLOURS = book(**SCALE, bounds=BOUNDS, groups={"one": ["poverty", "schools", "ranked"]})


def scored(name: str, value: str, rulebook: Rulebook = COLOURS) -> Any:
    measure = Indicator(name, name.title(), Kind.LEVEL, Unit("points"), frequency=Frequency.YEAR)
    target = replace(goal("2030", ">= 0"), comparator=Comparator.RISE, value=None)
    return judge(measure, target, [figure("2024", value)], "2026-11-30", rulebook=rulebook)


@pytest.mark.parametrize(
    ("name", "value", "score", "colour"),
    [
        ("poverty", "80", "0", "red"),
        ("poverty", "42.8", "0.5", "red"),
        ("poverty", "13", "1", "orange"),
        ("poverty", "7.5", "1.5", "yellow"),
        ("poverty", "2", "2", "green"),
        ("poverty", "0", "3", "green"),
        ("poverty", "-1", "3", "green"),
        ("schools", "25", "0.5", "red"),
        ("schools", "65", "1.5", "yellow"),
        ("schools", "79.9", "1.997", "yellow"),
        ("schools", "90", "2.5", "green"),
        ("ranked", "0", "1", "orange"),
        ("ranked", "10", "1.5", "yellow"),
    ],
)
def test_a_value_has_the_colour_of_its_band(name: str, value: str, score: str, colour: str) -> None:
    one = scored(name, value)
    assert (one.rating, round(one.score, 3)) == (colour, D(score))


def test_an_indicator_without_bounds_is_not_rated() -> None:
    one = scored("hunger", "5")
    assert (one.status, str(one.why)) == (
        Status.NO_DATA,
        "mine has no bounds of hunger".replace("mine", COLOURS.id),
    )


@pytest.mark.parametrize(
    ("values", "colour", "mean"),
    [
        ({"poverty": "0", "schools": "90"}, "green", "2.75"),
        ({"poverty": "0", "schools": "70", "ranked": "50"}, "yellow", "2.333"),
        ({"poverty": "72.6", "schools": "55"}, "orange", "0.583"),
        ({"poverty": "60", "schools": "20"}, "red", "0.306"),
        ({"poverty": "0", "schools": "90", "ranked": "-5"}, "orange", "1.25"),
        ({"schools": "90"}, "green", "2.5"),
    ],
)
def test_a_group_is_rated_by_its_two_worst(values: dict[str, str], colour: str, mean: str) -> None:
    (found,) = group_ratings([scored(name, value) for name, value in values.items()], COLOURS)
    assert found.rating is not None
    assert (found.group, found.rating.word) == ("one", colour)
    assert round(found.score or Decimal(0), 3) == D(mean)


def test_below_the_coverage_a_group_has_no_rating() -> None:
    (found,) = group_ratings(
        [scored("poverty", "0"), scored("hunger", "1")],
        book(
            **SCALE,
            bounds=BOUNDS,
            coverage=D("0.6"),
        ),
    )
    assert (found.group, found.rating, found.rated, found.n) == (None, None, 1, 2)
