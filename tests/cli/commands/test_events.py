"""Who recorded what, when and by which command; and whether it is still so."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "subscribers")


@pytest.fixture
def store(here: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a target and two vintages of a figure, by two people."""
    file = here / "targets.db"
    monkeypatch.setenv("TARGETTRACK_DB", str(file))
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    kind = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
    cli("add-target", *HERE, *kind, "--period", "2026", "10000 subscribers")
    cli("log", *HERE, "--period", "2026-09", "8500 subscribers")
    monkeypatch.setenv("TARGETTRACK_NAME", "Bình")
    cli("log", *HERE, "--period", "2026-09", "8600 subscribers")
    return file


def _do(store: Path, *statements: str) -> None:
    with closing(sqlite3.connect(store)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def _events(cli: Cli, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        cli("history", "--events", *more, "--format", "json").out
    )
    return found


@pytest.mark.usefixtures("store")
def test_each_command_is_one_event_with_who_called_it_and_what_it_replaced(cli: Cli) -> None:
    found = _events(cli)
    assert [(one["event"], one["who"], one["command"]) for one in found] == [
        (3, "Bình", "log"),
        (2, "An", "log"),
        (1, "An", "add-target"),
    ]
    (row,) = found[0]["rows"]
    assert (row["table"], row["after"]["value"], row["before"]["value"]) == (
        "observation",
        "8600",
        "8500",
    )
    assert {row["table"] for row in found[2]["rows"]} == {
        "entity",
        "indicator",
        "scenario",
        "name",
        "target",
    }


@pytest.mark.usefixtures("store")
def test_events_are_said_in_words_of_a_person_a_day_or_a_series(cli: Cli) -> None:
    out = cli("history", "--events").out.splitlines()
    assert out[0].endswith("Bình  log")
    assert out[1].strip() == (
        "subscribers of Acme, 2026-09 single: 8,600 subscribers, it was 8,500 subscribers"
    )
    assert [one["event"] for one in _events(cli, "--by", "an")] == [2, 1]
    assert _events(cli, "--on", "2020-01-01") == []
    assert [one["event"] for one in _events(cli, *HERE)] == [3, 2, 1]
    assert [one["event"] for one in _events(cli, "-s", "Plan")] == [1]


def test_a_command_that_records_nothing_is_no_event(cli: Cli, store: Path) -> None:
    cli("log", *HERE, "--period", "2026-09", "8600 subscribers")
    cli("log", *HERE, "--period", "2026-10", "8600 parsecs")
    assert cli("status").status == 0
    assert len(_events(cli)) == 3
    assert store.exists()


@pytest.mark.usefixtures("store")
def test_a_doctor_finds_nothing_where_nobody_else_wrote(cli: Cli) -> None:
    assert cli("doctor") == (0, "3 events: every record is as it was recorded\n", "")


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            "UPDATE observation SET value = '12500' WHERE revision = 1",
            "subscribers of Acme, 2026-09 single: value was recorded as 8500 and is 12500; ",
        ),
        (
            "DELETE FROM observation WHERE revision = 2",
            "subscribers of Acme, 2026-09 single: recorded by event 3",
        ),
        (
            "UPDATE target SET value = '9000'",
            "target for subscribers of Acme, 2026, Plan: value was recorded as 10000 and is 9000",
        ),
        (
            "INSERT INTO observation SELECT * FROM observation WHERE revision = 1",
            "subscribers of Acme, 2026-10 single: recorded by no event",
        ),
        ("UPDATE event SET who = 'Chi' WHERE id = 2", "event 2 (log, Chi, "),
        ("DELETE FROM event WHERE id = 2", "event 2 was changed by another hand"),
        ("UPDATE entity SET name = 'Ajax'", "entity Ajax: name was recorded as Acme and is Ajax"),
    ],
    ids=["a figure", "a figure removed", "a target", "a figure added", "an event",
         "an event removed", "an entity"],
)  # fmt: skip
def test_a_doctor_names_the_first_record_that_another_hand_changed(
    cli: Cli, store: Path, statements: str, said: str
) -> None:
    if "*" in statements:
        with closing(sqlite3.connect(store)) as raw:
            names = [row[1] for row in raw.execute("PRAGMA table_info(observation)")]
        new = {"period_start": "20261001", "period_end": "20261031"}
        statements = statements.replace("*", ", ".join(new.get(name, name) for name in names))
    _do(store, statements)
    status, out, _ = cli("doctor")
    assert status == 1
    assert out.startswith(said)


def test_many_figures_at_once_are_one_event_with_one_digest(
    cli: Cli, store: Path, here: Path
) -> None:
    lines = ["entity,indicator,period,value,unit"]
    days = [f"{year}-{month:02}" for year in range(1900, 2000) for month in range(1, 13)]
    lines += [f"Acme,subscribers,{day},{number},subscribers" for number, day in enumerate(days)]
    (here / "many.csv").write_text("\n".join(lines), "utf-8")
    assert cli("import", here / "many.csv").status == 0
    (event,) = [one for one in _events(cli) if one["command"] == "import"]
    assert (event["rows"], event["more_rows"]) == ([], 1200)
    assert "1,200 records" in cli("history", "--events").out
    assert cli("doctor").status == 0
    _do(store, "UPDATE observation SET value = '1' WHERE period_end = 19500131")
    status, out, _ = cli("doctor")
    assert (status, out.split(" (")[0]) == (1, "event 4")
