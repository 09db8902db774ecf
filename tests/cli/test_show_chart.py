"""show draws where a person reads."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_add_and_log import on_a_terminal
from tests.test_architecture import loaded_by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

SHOW = ("show", "Nghe An", "grdp-growth", "--as-of", "2025-10-12")
LEGEND = "a trajectory, A target: "


def test_a_pipe_gets_a_chart_only_if_it_asks(cli: Cli, demo_store: Path) -> None:
    assert LEGEND not in cli(*SHOW, "--db", demo_store).out
    assert LEGEND in cli(*SHOW, "--chart", "--db", demo_store).out


def test_a_chart_goes_with_words_only(cli: Cli, demo_store: Path) -> None:
    for refused in (("--no-chart",), ("--format", "json"), ("--format", "csv")):
        result = cli(*SHOW, "--chart", *refused, "--db", demo_store)
        assert result.status == 2
        assert "--chart" in result.err


def test_each_period_has_its_chart(cli: Cli, demo_store: Path) -> None:
    target = ("-p", "Nghe An", "-i", "grdp-growth", "--period", "2026", "10%")
    assert cli("add-target", *target, "--db", demo_store).status == 0
    out = cli(*SHOW[:3], "--as-of", "2026-11-30", "--chart", "--db", demo_store).out
    assert out.index("GRDP growth, 2025, in %") < out.index("GRDP growth, 2026, in %")


def test_a_terminal_that_is_dumb_gets_ascii(
    cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    out = cli(*SHOW, "--chart", "--db", demo_store).out
    drawn = out[out.index("GRDP growth, 2025, in %") : out.index(LEGEND)]
    assert drawn.isascii()


def test_an_output_that_knows_no_frames_gets_ascii(demo_store: Path) -> None:
    shown = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "targettrack", *SHOW, "--chart", "--db", str(demo_store)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    ).stdout.decode("ascii")
    assert "9.0%+" in shown
    assert LEGEND in shown


def test_a_show_without_a_chart_does_not_load_what_draws(demo_store: Path) -> None:
    assert "plotext" not in loaded_by(*SHOW, "--db", str(demo_store))
    assert "plotext" in loaded_by(*SHOW, "--chart", "--db", str(demo_store))


@pytest.mark.parametrize(("more", "drawn"), [((), True), (("--no-chart",), False)])
def test_a_terminal_gets_a_chart_that_fits(
    demo_store: Path, more: tuple[str, ...], *, drawn: bool
) -> None:
    words = (*SHOW, *more, "--db", str(demo_store))
    out = on_a_terminal(words, COLUMNS="80", LINES="24")
    assert (LEGEND in out) == drawn
    if drawn:
        rows = out[out.index("GRDP growth, 2025, in %") :].splitlines()
        height = next(i for i, row in enumerate(rows) if not row.strip())
        assert height <= 23
        assert max(len(row) for row in rows[:height]) <= 80
