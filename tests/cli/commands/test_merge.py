"""rename --into: two that are the same come together, as one change set."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

KIND = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
RECORDED = (
    "entity", "indicator", "document", "scenario", "name", "target", "target_stage",
    "trajectory_point", "weight", "observation", "withdrawal", "withdrawn_figure", "undoing",
    "event",
)  # fmt: skip


@pytest.fixture
def store(here: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which one ward was typed in two ways."""
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "targets.db"))
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    new = ("-e", "Phường Thành Vinh", "-i", "subscribers")
    old = ("-e", "Thanh Vinh ward 2", "-i", "subscribers")
    cli("add-target", *new, *KIND, "--period", "2026", "10000 subscribers")
    cli("log", *new, "--period", "2026-09", "8500 subscribers")
    cli("add-target", *old, "-s", "Draft", "--period", "2026", "9000 subscribers")
    cli("log", *old, "--period", "2026-09", "8,500 subscribers", "--lang", "en")
    cli("log", *old, "--period", "2026-10", "8700 subscribers")
    cli("log", *old, "--period", "2026-10", "8900 subscribers")
    cli("add-entity", "Hamlet 3", "--parent", "Thanh Vinh ward 2")
    return here / "targets.db"


OF = "subscribers of Thanh Vinh ward 2"
MERGE = ("rename", "Thanh Vinh ward 2", "Phường Thành Vinh", "--into")


def _status(cli: Cli, *more: str) -> list[dict[str, Any]]:
    shown = cli("status", "--as-of", "2026-11-05", "--format", "json", *more).out
    rows: list[dict[str, Any]] = json.loads(shown)["rows"]
    return rows


def _rows(store: Path) -> dict[str, set[tuple[Any, ...]]]:
    with closing(sqlite3.connect(store)) as raw:
        return {name: set(raw.execute(f"SELECT * FROM {name}")) for name in RECORDED}  # noqa: S608


def test_figures_and_targets_of_both_are_found_under_one_name(cli: Cli, store: Path) -> None:
    before = _rows(store)
    done = cli(*MERGE)
    assert done.status == 0, done.err
    found = _status(cli)
    assert {(one["entity"], one["scenario"], one["value"]) for one in found} == {
        ("Phường Thành Vinh", "Plan", 8900),
        ("Phường Thành Vinh", "Draft", 8900),
    }
    assert _status(cli, "-e", "Thanh Vinh ward 2") == found
    listed = json.loads(cli("list", "entities", "--format", "json").out)
    assert [(one["name"], one["parent"]) for one in listed] == [
        ("Phường Thành Vinh", None),
        ("Hamlet 3", "Phường Thành Vinh"),
    ]
    after = _rows(store)
    assert all(before[name] <= after[name] for name in RECORDED)
    assert cli("doctor").status == 0


def test_one_change_set_is_undone_as_a_whole(cli: Cli, store: Path) -> None:
    before, listed = _status(cli), cli("list", "entities", "--format", "json").out
    cli(*MERGE)
    assert _status(cli) != before
    assert cli("undo").status == 0
    assert _status(cli) == before
    assert cli("list", "entities", "--format", "json").out == listed
    assert cli("redo").status == 0
    assert len(_status(cli)) == 2
    assert cli("doctor", "--db", store).status == 0


@pytest.mark.usefixtures("store")
def test_a_dry_run_shows_what_would_be_moved_and_records_nothing(cli: Cli, store: Path) -> None:
    before = _rows(store)
    done = cli(*MERGE, "--dry-run", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out)))
    assert rows == [
        ["record", "value", "there", "becomes"],
        [f"{OF}, 2026-09 single", "8,500 subscribers", "8,500 subscribers", "there already"],
        [f"{OF}, 2026-10 single", "8,900 subscribers", "", "moved"],
        [f"target for {OF}, 2026, Draft", ">= 9,000 subscribers", "", "moved"],
    ]
    assert _rows(store) == before


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("preferred", "value"), [("Thanh Vinh ward 2", 9100), ("Phường Thành Vinh", 8650)]
)
def test_what_contradicts_is_listed_first_and_resolved_by_a_stated_word(
    cli: Cli, store: Path, preferred: str, value: int
) -> None:
    cli(
        "log",
        "-e",
        "Phường Thành Vinh",
        "-i",
        "subscribers",
        "--period",
        "2026-10",
        "8650 subscribers",
    )
    cli(
        "log",
        "-e",
        "Thanh Vinh ward 2",
        "-i",
        "subscribers",
        "--period",
        "2026-10",
        "9100 subscribers",
    )
    before = _rows(store)
    refused = cli(*MERGE)
    assert refused.status == 3
    assert "2026-10 single: 9,100 subscribers, but there 8,650 subscribers" in refused.err
    assert "--prefer" in refused.err
    assert _rows(store) == before
    assert cli(*MERGE, "--prefer", preferred).status == 0
    assert {one["value"] for one in _status(cli)} == {value}
    assert cli("undo").status == 0
    assert {one["value"] for one in _status(cli)} == {9100, 8650}


@pytest.mark.usefixtures("store")
def test_scenarios_and_indicators_come_together_too(cli: Cli) -> None:
    assert cli("rename", "Draft", "Plan", "--into").status == 0
    assert {one["scenario"] for one in _status(cli)} == {"Plan"}
    assert _status(cli, "-s", "Draft") == _status(cli, "-s", "Plan")
    cli("add-indicator", "members", "--kind", "level", "--unit", "subscribers")
    cli(
        "log", "-e", "Phường Thành Vinh", "-i", "members", "--period", "2026-10", "8888 subscribers"
    )
    assert cli("rename", "members", "subscribers", "--into").status == 0
    shown = cli("history", "-e", "Phường Thành Vinh", "-i", "members", "--format", "csv").out
    assert "8,888" in shown
    assert cli("undo").status == 0
    assert cli("undo", "8").status in {0, 3}


@pytest.mark.usefixtures("store")
def test_indicators_of_other_units_are_refused_by_name(cli: Cli) -> None:
    cli("add-indicator", "members", "--kind", "level", "--unit", "people")
    done = cli("rename", "members", "subscribers", "--into")
    assert done.status == 3
    assert "the unit of members is people, that of subscribers subscribers" in done.err
