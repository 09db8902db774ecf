"""What a terminal asks: for what was left open, and for the figures that are due."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PATIENCE, open_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli


@pytest.fixture(autouse=True)
def _store(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))


def answered(line: str, *answers: str) -> tuple[int, str]:
    """Type a line on a terminal, and answers to what it asks; return its status and its screen."""
    with open_terminal() as terminal:
        os.write(terminal.outside, "".join(f"{answer}\n" for answer in answers).encode())
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "targettrack", *shlex.split(line)],
            stdin=terminal.inside,
            stdout=terminal.inside,
            stderr=terminal.inside,
            env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"},
        )
        shown = terminal.read()
        return process.wait(timeout=PATIENCE), shown


def values(cli: Cli, *typed: str) -> dict[str, float | None]:
    out = cli("status", *typed, "--format", "json").out
    return {row["indicator"]: row["value"] for row in json.loads(out)["rows"]}


def test_a_first_target_is_completed_by_answers(cli: Cli) -> None:
    status, shown = answered("add-target trainings 120", "Acme", "1")
    assert status == 0
    assert "Whose is it" in shown
    assert 'it adds up over the period, as "120 trainings held"' in shown
    (row,) = json.loads(cli("status", "--format", "json").out)["rows"]
    assert (row["entity"], row["kind"], row["target"]) == ("Acme", "flow", 120)


def test_the_end_of_input_records_nothing(cli: Cli) -> None:
    status, _ = answered("add-target trainings 120", "Acme", "\x04")
    assert status == 2
    assert cli("list", "targets").status == 3


def test_one_thing_that_is_missing_is_asked_for(cli: Cli) -> None:
    cli("add-target", "Acme", "churn", "below 2%")
    status, shown = answered("log churn --as-of 2026-10-10", "1.8%")
    assert (status, "What is churn?" in shown) == (0, True)
    assert values(cli, "--as-of", "2026-10-10") == {"churn": 1.8}


def test_log_alone_walks_through_what_is_due_oldest_first(cli: Cli) -> None:
    for line in (
        'add-target Acme subscribers "10,000" --period 2026',
        "log subscribers 8000 --period 2026-08",
        'add-target uptime "99.9% kept" --period 2026 --owner "An Nguyen"',
        "log uptime 99.95% --period 2026-08",
        'add-target "annual report" done --by 2026-12-31 --start 2026-09-01',
    ):
        assert cli(*shlex.split(line)).status == 0
    asked = "log --as-of 2026-11-03"
    status, shown = answered(asked, "?", "99.5", "8,400", "<", "8,500", "", "not yet")
    assert status == 0
    assert "4 figures are due" in shown
    assert "annual report; to be done by 31 December 2026" in shown
    steps = [part for part in shown.splitlines() if "/4  " in part]
    assert ["uptime, 2026-09" in steps[0], "subscribers, 2026-10" in steps[2]] == [True, True]
    assert "last 8,000 subscribers; expected" in shown
    assert "on average, 99.9% asked for" in shown
    assert "at-risk" in shown.rpartition("before")[2]
    assert values(cli, "--as-of", "2026-11-03")["subscribers"] == 8500
    status, shown = answered(f"{asked} --owner 'an nguyen'", "99.97", "")
    assert "1 figure is due" in shown
    status, shown = answered(asked, "yesterday")
    assert "1 figure is due" in shown
    assert "achieved" in shown.rpartition("before")[2]
    status, shown = answered(asked, "")
    assert "nothing is due" in shown


def test_each_stage_of_what_is_to_be_done_is_asked_for(cli: Cli) -> None:
    staged = ("--stage", "drafted=40", "--stage", "issued=60", "--start", "2026-09-01")
    due = ("--as-of", "2026-09-01", "--by")
    assert cli("add-target", "Acme", "plan", "done", *staged, *due, "2026-12-31").status == 0
    assert cli("add-target", "old report", "done", *due, "2026-09-30").status == 0
    status, shown = answered("log --as-of 2026-11-03", "done", "yesterday", "50%")
    assert status == 0
    asked = [line.partition("; ")[0] for line in shown.splitlines() if "/3  " in line]
    assert [one.rpartition(", ")[2] for one in asked] == [
        "old report",
        "plan: drafted",
        "plan: issued",
    ]
    assert values(cli, "--as-of", "2026-11-03")["plan"] == 70


@pytest.mark.parametrize("days", [[3, 4, 11, 29], [7, 14, 21, 28]])
def test_figures_between_months_are_not_asked_for_month_by_month(cli: Cli, days: list[int]) -> None:
    assert cli(*shlex.split("add-target Acme weight 'at most 70 kg' --period 2026")).status == 0
    for month in (7, 10):
        for day in days:
            cli("log", "weight", "72", "--period", f"2026-{month:02}-{day:02}")
    status, shown = answered("log --as-of 2026-11-03", "")
    assert (status, "1 figure is due" in shown, "2026-10" in shown) == (0, True, True)
    (row,) = json.loads(cli("status", "--as-of", "2026-11-03", "--format", "json").out)["rows"]
    assert (row["value"], "lower-bound" in row["flags"]) == (72, False)
    assert "no figure for" not in cli("check", "--as-of", "2026-11-03").out


def test_without_a_terminal_log_alone_says_what_to_add(cli: Cli) -> None:
    status, out, err = cli("log")
    assert (status, out) == (2, "")
    assert "--indicator NAME" in err
