"""Another name for what there is, and a scenario that replaces another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "subscribers")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    kind = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
    known = ("--recorded-on", "2025-01-05")
    cli("add-target", *HERE, *kind, "--period", "2025", "10000 subscribers", *known)
    cli("log", *HERE, "--period", "2025-05", "7000 subscribers", "--recorded-on", "2025-06-03")


def _rows(cli: Cli, *typed: str) -> Any:
    return json.loads(cli(*typed, "--format", "json").out)


def _scenarios(cli: Cli, day: str, *more: str) -> list[str]:
    rows = _rows(cli, "status", "--as-of", day, *more)["rows"]
    return sorted(row["scenario"] for row in rows)


@pytest.mark.parametrize(
    ("old", "new", "listed", "key"),
    [
        ("Acme", "Ajax", "entities", "name"),
        ("Plan", "Board plan", "scenarios", "name"),
        ("subscribers", "Subscriptions", "indicators", "name"),
    ],
)
def test_what_was_renamed_is_found_by_either_name(
    cli: Cli, old: str, new: str, listed: str, key: str
) -> None:
    before = cli("status", "--as-of", "2025-07-01").out
    assert cli("rename", old, new).status == 0
    names = [one[key] for one in _rows(cli, "list", listed)]
    assert new in names
    assert old not in names
    option = {"entities": "-e", "scenarios": "-s", "indicators": "-i"}[listed]
    for name in (old, new):
        assert len(_rows(cli, "status", option, name, "--as-of", "2025-07-01")["rows"]) == 1
    cli("undo")
    assert cli("status", "--as-of", "2025-07-01").out == before
    assert cli("doctor").status == 0


def test_a_name_that_is_taken_is_refused(cli: Cli) -> None:
    cli("add-entity", "Ajax")
    refused = cli("rename", "Acme", "Ajax")
    assert (refused.status, refused.out) == (3, "")
    assert refused.err == (
        'error: entity "Ajax" already exists: choose another name, or '
        "bring the two together with --into\n"
    )
    assert cli("rename", "Nobody", "Ajax").status == 3
    cli("add-scenario", "Acme")
    assert "say which with --what" in cli("rename", "Acme", "Apex").err
    assert cli("rename", "Acme", "Apex", "--what", "scenario").status == 0


def test_a_scenario_ends_the_targets_of_the_one_it_replaces_from_its_own_day(cli: Cli) -> None:
    cli("add-scenario", "New plan", "--supersedes", "Plan")
    new = ("-s", "New plan", "--valid-from", "2025-07-15")
    cli("add-target", *HERE, "--period", "2025", "8000 subscribers", *new)
    assert _scenarios(cli, "2025-07-14") == ["Plan"]
    assert _scenarios(cli, "2025-07-15") == ["New plan"]
    assert _scenarios(cli, "2025-07-15", "--superseded") == ["New plan", "Plan"]
    (old,) = (
        row
        for row in _rows(cli, "status", "--superseded", "--as-of", "2025-07-15")["rows"]
        if row["scenario"] == "Plan"
    )
    assert "superseded" in old["flags"]
    assert cli("status", "--check", "--as-of", "2025-07-15").status == 0
    months = _rows(cli, "history", "--verdicts", "--as-of", "2025-08-31")
    assert {row["scenario"] for row in months if row["on"] <= "2025-06-30"} == {"Plan"}


def test_a_check_of_nothing_is_no_success(cli: Cli) -> None:
    cli("add-entity", "Ajax")
    checked = cli("status", "--check", "-e", "Ajax")
    assert checked.status == 3
    assert "nothing to check" in checked.err
