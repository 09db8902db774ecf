"""Status on one screen: a line a target, and no number is cut, whatever the room."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from tests.test_golden import compare

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

JULY = ("--as-of", "2025-07-31", "--known-at", "2025-07-31")


def screen(cli: Cli, *typed: str | Path) -> str:
    status, out, err = cli("status", *typed)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize("columns", [40, 64, 80, 120, 160])
def test_a_screen_of_the_examples(
    cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = screen(cli, *JULY, "--db", demo_store)
    assert max(map(len, shown.splitlines())) <= columns
    compare(f"screen-{columns}.txt", shown)


@pytest.mark.parametrize("columns", [40, 47, 56, 64, 72, 80, 100, 130])
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_number_is_cut(
    cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch, columns: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = screen(cli, *JULY, "--lang", lang, "--db", demo_store)
    monkeypatch.setenv("COLUMNS", "99")
    roomy = screen(cli, *JULY, "--lang", lang, "--db", demo_store)
    cells = [re.split(r" {2,}", line.strip())[1:] for line in roomy.split("\n\n")[0].splitlines()]
    numbers = [
        word
        for line in cells
        for cell in line[:4]
        for word in cell.split()
        if any(char.isdigit() for char in word)
    ]
    assert len(numbers) > len(cells)
    assert [word for word in numbers if word not in shown.split()] == []


def test_sixteen_targets_take_a_line_each(cli: Cli, demo_store: Path) -> None:
    rows = json.loads(screen(cli, *JULY, "--format", "json", "--db", demo_store))["rows"]
    shown = screen(cli, *JULY, "--db", demo_store).split("\n\n")[0].splitlines()
    judged = [line for line in shown if any(f" {sign} " in line for sign in "✔✓!✗?")]
    assert len(judged) == len(rows)


def test_what_somebody_answers_for_and_other_orders(cli: Cli, demo_store: Path) -> None:
    def order(*typed: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(
            screen(cli, *JULY, *typed, "--format", "json", "--db", demo_store)
        )["rows"]
        return found

    assert {row["owner"] for row in order("--owner", "department of finance")} == {
        "Department of Finance"
    }
    odds = [row["outlook"] and row["outlook"]["probability"] for row in order("--sort", "odds")]
    told = [one for one in odds if one is not None]
    assert told == sorted(told)
    first, *_ = order("--expected-misses")
    assert first["outlook"]["probability"] < 0.5
    status, _, err = cli("status", "--owner", "nobody", "--db", demo_store)
    assert (status, "owner" in err) == (3, True)


def test_a_figure_without_a_target_is_a_line_with_its_change(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    cli("add-target", "Acme", "churn", "2%", *store)
    cli("add-indicator", "visits", "--kind", "flow", "--unit", "visits", *store)
    cli("log", "visits", "1,000", "--period", "2025-09", *store)
    cli("log", "visits", "1,100", "--period", "2026-09", *store)
    shown = screen(cli, "--as-of", "2026-10-15", *store)
    (line,) = [one for one in shown.splitlines() if one.startswith("visits")]
    assert line.split() == ["visits", "1,100", "visits", "·", "+10.0%"]
    assert screen(cli, "--as-of", "2026-10-15", "--format", "csv", *store).count("\n") == 2


def test_wide_and_combining_characters_keep_their_columns(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db")
    for name in ("客户流失率", "Te\u0323\u0302 kho\u0301", "churn"):
        cli("add-target", "-e", "Acme", name, "2%", "--kind", "level", *store)
        cli("log", "-e", "Acme", "-i", name, "3.25%", "--period", "2026-09", *store)
    lines = screen(cli, "--as-of", "2026-10-15", *store).splitlines()[:4]
    ends = {cell_len(line[: line.index("3.25%")]) for line in lines[1:]}
    assert len(ends) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp1258"])
def test_an_old_console_keeps_every_line_and_column(demo_store: Path, encoding: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "targettrack", "status", *JULY, "--db", str(demo_store)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=True,
    )
    compare(f"screen-{encoding}.txt", done.stdout.decode(encoding))
