"""Verdicts as their offices publish them, from a plan and a file of figures to `status`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

CANADA = Path(__file__).parents[2] / "../shared/data/canada_cif/series_verdicts.csv"
Row = dict[str, str]


def _spelled(number: str) -> str:
    """Spell a number so that its three decimals are no thousands."""
    return f"{number}0" if len(number.partition(".")[2]) == 3 else number


def _plan(rows: list[Row]) -> str:
    told = ['[[entity]]\nname = "Canada"', '[[scenario]]\nname = "CIF"\ntier = "commit"']
    for number, row in enumerate(rows):
        up = row["direction"] == "1"
        limit = f"{'most' if up else 'least'} = {row['limit']}\n" if row["limit"] else ""
        value = "rise" if up else "fall"
        if row["target"]:
            value = f"{'>=' if up else '<='} {_spelled(row['target'])} units"
        told += [
            (
                f'[[indicator]]\nid = "s-{number}"\nname = "Series {number}"\nkind = "level"\n'
                f'unit = "units"\nfrequency = "year"\nprecision = 3\n{limit}'
            ),
            (
                f'[[target]]\nentity = "Canada"\nindicator = "s-{number}"\nscenario = "CIF"\n'
                f'period = "{row["target_year"].partition(".")[0]}-06-30"\nvalue = "{value}"\n'
            ),
        ]
    return "\n".join(told)


def _figures(rows: list[Row]) -> list[list[str]]:
    """The figures of the first and the latest year, each a state in the middle of it."""
    given = [
        ["Canada", f"s-{number}", f"{row[year].partition('.')[0]}-06-30", row[value], "units"]
        for number, row in enumerate(rows)
        for year, value in (("base_year", "base_value"), ("current_year", "current_value"))
        if row[year] and row[value]
    ]
    return [list(one) for one in dict.fromkeys(map(tuple, given))]


@pytest.mark.skipif(not CANADA.is_file(), reason="not here: shared/data/canada_cif")
def test_every_status_and_score_of_canada_comes_out_of_its_figures(cli: Cli, here: Path) -> None:
    with CANADA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (here / "plan.toml").write_text(_plan(rows), "utf-8")
    with (here / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["entity", "indicator", "period", "value", "unit"], *_figures(rows)]
        )
    db = ("--db", here / "canada.db")
    for step in (("add-entity", "Canada"), ("apply", here / "plan.toml")):
        assert cli(*step, *db).status == 0
    assert cli("import", here / "figures.csv", *db).status == 0
    out = cli("status", "--rulebook", "canada-cif", "--format", "json", *db).out
    ours = {one["indicator"]: one for one in json.loads(out)["rows"]}
    equal = 0
    for number, row in enumerate(rows):
        one = ours[f"s-{number}"]
        word = (one["rating"] or "not available").replace(" ", "_")
        same = one["score"] is None if not row["score"] else None
        if row["score"]:
            same = one["score"] == pytest.approx(float(row["score"]), abs=1e-6)
        equal += word == row["status"] and bool(same)
    assert (equal, len(rows)) == (132, 132)


GERMANY = """
id = "weather"
title = "Weather symbols"
source = "Federal Statistical Office (Destatis), indicator report, status of the indicators"
extends = "tt-1"
method = "changes"
missed_cycles = 0
changes = 5
least_changes = 3
ratings = [
  { word = "sun", status = "on-track", from = -0.05 },
  { word = "slightly cloudy", status = "at-risk", from = -0.20 },
  { word = "cloudy", status = "off-track" },
]
wrong = { word = "thunderstorm", status = "off-track" }
"""
# Indicator 7.2.a, share of renewable energies, percent, and its published symbols for 41% by 2030.
RENEWABLE = {2019: "17.3", 2020: "19.1", 2021: "19.1", 2022: "20.8", 2023: "21.5", 2024: "22.5"}
COLOURS = """
id = "colours"
title = "Colours"
source = "Sachs et al., Sustainable Development Report, methods summary"
extends = "tt-1"
method = "bands"
missed_cycles = 0
scores = [0, 1, 2, 3]
ratings = [
  { word = "green", status = "on-track", from = 2 },
  { word = "yellow", status = "at-risk", from = 1.5 },
  { word = "orange", status = "off-track", from = 1 },
  { word = "red", status = "off-track" },
]
bounds = { poverty = [72.6, 13, 2, 0], working-poor = [51.5, 13, 2, 0] }
groups = { "SDG 1" = ["poverty", "working-poor"] }
"""


def _level(cli: Cli, name: str, value: str, figures: dict[int, str]) -> None:
    words = ("-e", "Germany", "-i", name)
    new = ("--kind", "level", "--unit", "%")
    assert cli("add-target", *words, *new, "--period", "2030", value).status == 0
    for year, number in figures.items():
        done = cli("log", *words, "--period", f"{year}-12", f"{number}%")
        assert done.status == 0, done.err


def test_the_last_changes_are_a_method_of_a_file(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    (here / "weather.toml").write_text(GERMANY, "utf-8")
    _level(cli, "renewables", ">= 41%", RENEWABLE)
    asked = ("status", "--rulebook", "weather.toml", "--as-of", "2024-12-31")
    (row,) = json.loads(cli(*asked, "--format", "json").out)["rows"]
    assert (row["rating"], row["status"]) == ("cloudy", "off-track")
    assert row["score"] == pytest.approx((22.5 + 1.04 * 6 - 41) / (41 - 22.5), abs=1e-9)
    explained = cli(*asked, "--explain").out
    assert "yearly change     (22.5 − 17.3) / 5 = 1.040%" in explained
    assert "at this rate      22.5 + 1.04 × 6 = 28.740%" in explained


def test_bands_are_a_method_of_a_file_and_groups_are_rated_by_the_two_worst(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    (here / "colours.toml").write_text(COLOURS, "utf-8")
    _level(cli, "poverty", "fall", {2024: "1"})
    _level(cli, "working-poor", "fall", {2024: "13.5"})
    asked = ("status", "--rulebook", "colours.toml", "--as-of", "2026-11-30")
    promise = json.loads(cli(*asked, "--format", "json").out)
    found = {row["indicator"]: (row["rating"], row["score"]) for row in promise["rows"]}
    assert found["poverty"] == ("green", 2.5)
    assert found["working-poor"][0] == "red"
    (group,) = promise["groups"]
    assert (group["entity"], group["group"], group["rating"]) == ("Germany", "SDG 1", "yellow")
    assert group["worst"] == ["working-poor", "poverty"]
    assert (group["rated"], group["n"], group["status"]) == (2, 2, "at-risk")
    assert "Germany, SDG 1: yellow, mean 1.74 of the worst" in cli(*asked, "--roll-up").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (COLOURS.replace("scores = [0, 1, 2, 3]", "scores = [0, 2, 1, 3]"), "scores must rise"),
        (COLOURS.replace("[72.6, 13, 2, 0]", "[72.6, 13, 2]"), "bounds of poverty must go from"),
        (COLOURS.replace("[72.6, 13, 2, 0]", "[72.6, 1, 2, 0]"), "bounds of poverty must go from"),
        (COLOURS.replace("scores = [0, 1, 2, 3]\n", ""), "scores is missing"),
        (COLOURS.replace('["poverty", "working-poor"]', "[]"), "groups is"),
        (GERMANY.replace("changes = 5\n", ""), "changes is missing"),
        (
            GERMANY.replace(
                '  { word = "slightly cloudy", status = "at-risk", from = -0.20 },\n', ""
            ),
            "ratings must be 3 of method changes",
        ),
    ],
)
def test_a_file_that_does_not_fit_its_method_is_refused_by_its_key(
    cli: Cli, here: Path, text: str, said: str
) -> None:
    assert cli("add-entity", "Germany", "--db", here / "store.db").status == 0
    (here / "own.toml").write_text(text, "utf-8")
    result = cli("status", "--rulebook", "own.toml", "--db", here / "store.db")
    assert result.status == 3
    assert said in result.err
