"""The examples hold every number of the press reports, with the words in which it was said."""

from __future__ import annotations

import csv
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.packaged import by_every_name, catalogue, example_folders
from targettrack.exchange.plans.read import read_plan

FACTS = Path(__file__).parents[2] / "../shared/data/seed_facts.csv"
NUMERIC = {"target", "scenario", "scenario/target", "observation", "comparison"}
FOLDERS = {"NA": "nghe-an", "NZ": "nghe-an", "HG": "ha-giang", "CB": "cao-bang", "HD": "hai-duong"}
NO_MEASURE = {
    "HD-18": "how many delegates spoke",
    "HG-07": "a way of working in four words, not an amount",
}


def is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def said_in(folder: Path) -> str:
    """Return all the quotes of a folder, joined."""
    plan = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        quotes = [row["quote"] for row in csv.DictReader(file)]
    return "\n".join([*quotes, *(target.get("quote", "") for target in plan["target"])])


def test_every_number_of_the_reports_is_in_the_examples_with_its_quote() -> None:
    if not FACTS.exists():
        pytest.skip(f"the table of facts is not here: {FACTS.name}")
    said = {folder.name: said_in(folder) for folder in example_folders()}
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = [
            row
            for row in csv.DictReader(file)
            if row["type"] in NUMERIC and is_number(row["value"]) and row["id"] not in NO_MEASURE
        ]
    missing = [row["id"] for row in facts if row["quote"] not in said[FOLDERS[row["id"][:2]]]]
    assert len(facts) > 30
    assert missing == []


@pytest.mark.parametrize("folder", example_folders(), ids=lambda folder: folder.name)
def test_every_target_and_figure_of_an_example_says_where_it_is_from(folder: Path) -> None:
    known = by_every_name(catalogue().values())
    plan = read_plan(folder / "plan.toml", known)
    assert plan.targets
    assert all(planned.target.quote for planned in plan.targets)
    named = {**known, **by_every_name(plan.indicators)}
    figures = read_figures(folder / "figures.csv", named, datetime(2026, 1, 15, tzinfo=UTC))
    for figure in figures:
        assert figure.observation.document
        assert figure.observation.quote
        assert figure.observation.recorded_on


def test_there_is_an_example_for_each_province_of_the_reports() -> None:
    names = [folder.name for folder in example_folders()]
    assert names == ["cao-bang", "ha-giang", "hai-duong", "nghe-an"]
