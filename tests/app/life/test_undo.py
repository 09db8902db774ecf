"""What one command recorded is taken back as a whole, and nothing recorded is ever changed."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from targettrack.cli.main import run

if TYPE_CHECKING:
    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "subscribers")
KIND = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
WHY = ("--reason", "mistyped")
FIGURES = """entity,indicator,period,value,unit
Acme,subscribers,2025-07,8100,subscribers
Acme,subscribers,2025-08,8200,subscribers
"""
PLAN = """
[[entity]]
name = "Acme"
kind = "department"
aliases = ["The firm"]
[[scenario]]
name = "Board"
tier = "stretch"
[[target]]
entity = "Acme"
indicator = "subscribers"
period = "2025"
scenario = "Board"
value = "12000 subscribers"
"""
COMMANDS = (
    ("add-target", *HERE, *KIND, "--period", "2025", "10000 subscribers"),
    ("add-target", *HERE, "--period", "2025", "11000 subscribers", "--revise"),
    ("add-target", *HERE, "--period", "2025", "9000 subscribers", "-s", "Board"),
    ("log", *HERE, "--period", "2025-08", "8500 subscribers"),
    ("log", *HERE, "--period", "2025-09", "8600 subscribers", "--source", "A paper"),
    ("log", *HERE, "--period", "2025-09", "9900 subscribers"),
    ("import", "figures.csv"),
    ("apply", "plan.toml"),
    ("add-entity", "Ajax", "--parent", "Acme"),
    ("withdraw", "figure", *HERE, "--period", "2025-09", *WHY),
    ("withdraw", "target", *HERE, "--period", "2025", *WHY),
    ("withdraw", "scenario", "Board", *WHY),
    ("withdraw", "entity", "Ajax", *WHY),
    ("withdraw", "document", "A paper", *WHY),
    ("undo",),
    ("redo",),
)
NO_RECORDS = {"alembic_version", "letter", "watch"}


def _do(*typed: str) -> tuple[int, str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        status = run([*typed, "--db", "targets.db"])
    out.flush()
    return status, out.buffer.getvalue().decode("utf-8")


def _verdicts(*more: str) -> Any:
    return json.loads(_do("status", "--as-of", "2025-10-15", *more, "--format", "json")[1])


def _shown() -> tuple[Any, ...]:
    """Return what people see: verdicts, entities with their names, scenarios, documents."""
    listed = (_do("list", what, "--format", "json")[1] for what in ("entities", "scenarios"))
    papers = _do("list", "documents", "--format", "json")[1]
    return _verdicts(), *listed, papers, _do("history", "--format", "json")[1]


def _rows() -> set[tuple[Any, ...]]:
    with closing(sqlite3.connect("targets.db")) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            (table, *row)
            for (table,) in tables
            if table not in NO_RECORDS
            for row in raw.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own tables
        }


@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=4))
def test_undo_after_any_command_shows_what_was_before_and_no_row_is_ever_changed(
    typed: list[tuple[str, ...]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("figures.csv").write_text(FIGURES, "utf-8")
        Path("plan.toml").write_text(PLAN, "utf-8")
        assert _do(*COMMANDS[0])[0] == 0
        for one in typed:
            before, rows = _shown(), _rows()
            status, _ = _do(*one)
            after, added = _shown(), _rows() - rows
            assert rows <= _rows()
            assert status == 0 or not added
            if not any(row[0] == "event" for row in added) or one in {("undo",), ("redo",)}:
                continue
            assert _do("undo")[0] == 0
            assert _shown() == before
            assert _do("redo")[0] == 0
            assert _shown() == after
        assert _do("doctor")[0] == 0


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_NAME", "An")


def test_what_a_later_record_rests_on_is_not_taken_back(cli: Cli) -> None:
    _do(*COMMANDS[0])
    _do(*COMMANDS[3])
    refused = cli("undo", "1", "--db", "targets.db")
    assert (refused.status, refused.out) == (3, "")
    assert refused.err == (
        'error: event 1 cannot be taken back: event 2 rests on entity "Acme": '
        "take that back first\n"
    )
    assert _do("undo")[0] == 0
    assert _do("undo", "1")[0] == 0
    refused = cli("redo", "2", "--db", "targets.db")
    assert 'entity "Acme" on which it rests was taken back' in refused.err


def test_a_name_that_was_taken_since_is_not_given_twice(cli: Cli) -> None:
    _do("add-entity", "Ajax")
    _do("undo")
    _do("add-entity", "Ajax", "--kind", "department")
    refused = cli("redo", "--db", "targets.db")
    assert refused.err.endswith('another entity is called "Ajax" by now\n')
    assert _do("doctor")[0] == 0


def test_undo_takes_back_only_what_the_same_person_recorded(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    _do(*COMMANDS[0])
    monkeypatch.setenv("TARGETTRACK_NAME", "Bình")
    assert cli("undo", "--db", "targets.db").status == 3
    _do(*COMMANDS[3])
    assert _do("undo", "--list")[1].splitlines()[0].endswith("Bình  log")
    assert _do("undo")[0] == 0
    assert cli("undo", "--db", "targets.db").status == 3
    assert len(_verdicts()["rows"]) == 1


def test_what_was_undone_was_never_known_before_it_was_recorded() -> None:
    _do(*COMMANDS[0], "--recorded-on", "2025-01-05")
    _do(*COMMANDS[3], "--recorded-on", "2025-09-03")
    known = ("--known-at", "2025-09-10")
    assert _verdicts(*known)["rows"][0]["value"] is not None
    _do("undo")
    assert _verdicts(*known)["rows"][0]["value"] is None
