"""Choosing a rulebook, listing them, and comparing what they make of the same targets."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.exchange.packaged import rulebook_ids

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

JUNE = ("--as-of", "2025-06-10")
OWN = 'id = "mine"\ntitle = "Ours"\nsource = "Decision 12"\nextends = "tt-1"\n'


@pytest.fixture
def roads(cli: Cli, here: Path) -> Path:
    """A store with the road deaths of 2015, 2023 and 2024 and their halving by 2030."""
    store = here / "roads.db"
    words = ("--kind", "level", "--unit", "deaths", "--direction", "down", "--frequency", "year")
    steps: list[tuple[str, ...]] = [
        ("add-entity", "Vinh"),
        ("add-indicator", "road-deaths", *words, "--precision", "1"),
        (
            *("add-target", "-e", "Vinh", "-i", "road-deaths", "--period", "2030"),
            *("<= 1.75 deaths", "--base", "3.5 deaths", "--base-on", "2015-12-31"),
        ),
        *(
            ("log", "-e", "Vinh", "-i", "road-deaths", "--period", year, f"{value} deaths")
            for year, value in (("2015", "3.5"), ("2023", "2.9"), ("2024", "2.8"))
        ),
    ]
    for step in steps:
        status, _, err = cli(*step, "--db", store)
        assert status == 0, err
    return store


def status_of(cli: Cli, store: Path, *options: str | Path) -> dict[str, Any]:
    status, out, err = cli(
        "status", "--as-of", "2025-01-20", "--format", "json", "--db", store, *options
    )
    assert status == 0, err
    promise = json.loads(out)
    (row,) = promise["rows"]
    return {"rulebook": promise["rulebook"], **row}


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("tt-1", ("at-risk", None, None)),
        ("eurostat", ("off-track", "limited progress", 0.542)),
        ("un-2023", ("at-risk", "fair", 0.621)),
        ("canada-cif", ("off-track", "limited progress", -0.24)),
        ("council-10", ("at-risk", "amber", -0.143)),
        ("strict", ("at-risk", None, None)),
    ],
)
def test_status_judges_by_the_rulebook_that_is_named(
    cli: Cli, roads: Path, name: str, verdict: tuple[str, str | None, float | None]
) -> None:
    row = status_of(cli, roads, "--rulebook", name)
    score = None if row["score"] is None else round(row["score"], 3)
    assert row["rulebook"] == name
    assert (row["status"], row["rating"], score) == verdict


def test_the_rulebook_is_the_first_of_option_environment_and_configuration(
    cli: Cli, roads: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = here / "config.toml"
    config.write_text('rulebook = "strict"\n', "utf-8")
    used = [status_of(cli, roads)["rulebook"]]
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    used.append(status_of(cli, roads)["rulebook"])
    monkeypatch.setenv("TARGETTRACK_RULEBOOK", "eurostat")
    used.append(status_of(cli, roads)["rulebook"])
    used.append(status_of(cli, roads, "--rulebook", "un-2023")["rulebook"])
    assert used == ["tt-1", "strict", "eurostat", "un-2023"]


def test_a_file_of_ones_own_is_a_rulebook_and_its_id_is_printed(
    cli: Cli, roads: Path, here: Path
) -> None:
    path = here / "my.toml"
    path.write_text(f"{OWN}level_pace_amber = 0.80\n", "utf-8")
    row = status_of(cli, roads, "--rulebook", path)
    assert (row["rulebook"], row["status"]) == ("mine", "at-risk")
    shown = cli("status", "--as-of", "2025-01-20", "--db", roads, "--rulebook", "my.toml")
    assert "rulebook mine" in shown.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{OWN}pace_gren = 1\n", '"pace_gren" is not a key; did you mean pace_green'),
        (f'{OWN}pace_green = "x"\n', 'pace_green is "x": write pace_green = 0.95'),
        (OWN.replace('source = "Decision 12"\n', ""), "source is missing"),
    ],
)
def test_a_wrong_key_of_a_file_is_one_line_with_the_file(
    cli: Cli, roads: Path, here: Path, text: str, said: str
) -> None:
    (here / "my.toml").write_text(text, "utf-8")
    status, out, err = cli("status", "--db", roads, "--rulebook", "my.toml")
    assert (status, out) == (3, "")
    assert 'rulebook "my.toml"' in err
    assert said in err
    assert len(err.splitlines()) == 1


def test_an_unknown_rulebook_lists_those_there_are(cli: Cli, roads: Path) -> None:
    status, _, err = cli("status", "--db", roads, "--rulebook", "eurosat")
    assert status == 3
    assert all(name in err for name in rulebook_ids())


def test_the_table_and_the_arithmetic_show_the_rulebooks_own_word(cli: Cli, roads: Path) -> None:
    named = ("--as-of", "2025-01-20", "--db", roads, "--rulebook", "eurostat")
    table = cli("status", *named).out
    assert "limited" in table
    assert "rulebook eurostat" in table
    explained = cli("status", *named, "--explain").out
    assert "off-track: -2.45% a year, -4.52% needed, a ratio of 0.542: limited" in explained
    assert "ratio             2.4489 / 4.5158 = 0.542" in explained
    assert "limited progress" in cli("status", *named, "--format", "markdown").out


def test_show_judges_by_the_rulebook_and_so_do_its_past_verdicts(cli: Cli, roads: Path) -> None:
    shown = cli(
        "show", "Vinh", "road-deaths", "--as-of", "2025-01-20", "--db", roads, "--rulebook",
        "un-2023",
    ).out  # fmt: skip
    assert "0.621 of the way from 3.5 to 1.75: fair" in shown
    past = shown.partition("Past verdicts")[2]
    assert "at this rate" in past


def test_list_rulebooks_needs_no_store(cli: Cli) -> None:
    status, out, _ = cli("list", "rulebooks", "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert [one["id"] for one in found] == rulebook_ids()
    assert all(one["title"] and one["source"] and one["method"] for one in found)


# compare-rulebooks


def test_a_comparison_has_a_verdict_for_each_target_and_rulebook(cli: Cli, roads: Path) -> None:
    _, out, _ = cli("compare-rulebooks", "--as-of", "2025-01-20", "--db", roads, "--format", "json")
    promise = json.loads(out)
    assert promise["ordered_by"] == "tt-1"
    (row,) = promise["rows"]
    assert list(row["verdicts"]) == rulebook_ids()
    words = {name: (one["status"], one["rating"]) for name, one in row["verdicts"].items()}
    assert words["eurostat"] == ("off-track", "limited progress")
    assert words["un-2023"] == ("at-risk", "fair")
    assert words["tt-1"] == ("at-risk", None)
    assert row["verdicts"]["eurostat"]["score"] == pytest.approx(0.542, abs=5e-4)


def test_a_comparison_fits_in_80_columns_and_loses_no_verdict(cli: Cli, demo_store: Path) -> None:
    status, out, _ = cli("compare-rulebooks", *JUNE, "--db", demo_store)
    assert status == 0
    assert max(len(line) for line in out.splitlines()) <= 80
    as_json = cli("compare-rulebooks", *JUNE, "--db", demo_store, "--format", "json").out
    rows = json.loads(as_json)["rows"]
    verdicts = [one["status"] for row in rows for one in row["verdicts"].values()]
    signs = ("✔ ", "✓ ", "! ", "✗ ", "? ", "· ")
    assert sum(out.count(sign) for sign in signs) == len(verdicts) == 6 * len(rows)
    for name in rulebook_ids():
        assert name in out.splitlines()[0]


def test_a_comparison_is_in_the_order_of_status(cli: Cli, demo_store: Path) -> None:
    both = (*JUNE, "--db", demo_store, "--format", "json")
    status_rows = json.loads(cli("status", *both).out)["rows"]
    rows = json.loads(cli("compare-rulebooks", *both).out)["rows"]
    names = [[(r["entity"], r["indicator"], r["scenario"]) for r in x] for x in (status_rows, rows)]
    assert names[0] == names[1]


def test_a_comparison_takes_the_filters_of_status(cli: Cli, demo_store: Path) -> None:
    def count(*options: str) -> int:
        out = cli("compare-rulebooks", *JUNE, "--db", demo_store, "--format", "json", *options).out
        return len(json.loads(out)["rows"])

    def in_status(*options: str) -> int:
        out = cli("status", *JUNE, "--db", demo_store, "--format", "json", *options).out
        return len(json.loads(out)["rows"])

    for options in (
        ("-p", "Nghe An"),
        ("-i", "grdp-growth"),
        ("--off-track",),
        ("--status", "at-risk"),
        ("--period", "2025"),
    ):
        assert 0 < count(*options) == in_status(*options) < count() + (options[0] == "--period")


def test_a_comparison_of_some_rulebooks_and_a_file(cli: Cli, roads: Path, here: Path) -> None:
    (here / "my.toml").write_text(OWN, "utf-8")
    chosen = ("--rulebook", "un-2023", "--rulebook", "my.toml")
    day = ("--as-of", "2025-01-20", "--db", roads)
    table = cli("compare-rulebooks", *day, *chosen).out
    assert table.splitlines()[0].split() == ["un-2023", "mine"]
    (row,) = csv.DictReader(
        cli("compare-rulebooks", *day, *chosen, "--format", "csv").out.splitlines()
    )
    assert (row["un-2023.status"], row["un-2023.rating"]) == ("at-risk", "fair")
    assert (row["mine.status"], row["mine.rating"], row["mine.score"]) == ("at-risk", "", "")
    markdown = cli("compare-rulebooks", *day, *chosen, "--format", "markdown").out
    assert "! at-risk (fair)" in markdown


def test_a_comparison_of_nothing_says_so(cli: Cli, roads: Path) -> None:
    status, out, err = cli("compare-rulebooks", "--status", "achieved", "--db", roads)
    assert (status, out) == (0, "")
    assert "no such target" in err
