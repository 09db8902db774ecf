"""A new figure that looks like a slip: asked about on a terminal, named in a pipe."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.conftest import PATIENCE, open_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HOUSES = ("log", "-e", "Vinh", "-i", "houses-repaired")
SLIP = (*HOUSES, "--period", "2025-04", "8800 houses", "--as-of", "2025-08-01")
DOUBT = (
    "8,800 houses, where those like it are 824 houses to 910 houses; if it is 880 houses, log that"
)


@pytest.fixture
def store(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a store with three quiet months."""
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    kind = ("--kind", "flow", "--unit", "houses")
    made = cli("add-target", "-e", "Vinh", "-i", "Houses repaired", *kind, "--period", "2025",
               "12000 houses")  # fmt: skip
    assert made.status == 0, made.err
    for month, value in ((1, 824), (2, 910), (3, 870)):
        figure = ("--period", f"2025-0{month}", f"{value} houses")
        assert "warning" not in cli(*HOUSES, *figure, "--as-of", "2025-08-01").err
    return here / "store.db"


def _figures(cli: Cli) -> str:
    return cli("history", "-e", "Vinh", "--format", "csv", "--as-of", "2025-08-01").out


@pytest.mark.usefixtures("store")
def test_in_a_pipe_it_is_recorded_with_a_warning_and_is_a_finding(cli: Cli) -> None:
    result = cli(*SLIP)
    assert result.status == 0
    assert f"warning: {DOUBT}" in result.err
    found = cli("check", "--rule", "magnitude", "--as-of", "2025-08-01", "--format", "csv")
    assert "houses-repaired, 2025-04" in found.out


@pytest.mark.usefixtures("store")
def test_strict_refuses_it_and_nothing_is_recorded(cli: Cli) -> None:
    before = _figures(cli)
    result = cli(*SLIP, "--strict")
    assert (result.status, result.err) == (3, f"error: {DOUBT}\n")
    assert _figures(cli) == before


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("reply", "status"), [("n", 1), ("y", 0)])
def test_on_a_terminal_it_is_asked_about_first(cli: Cli, reply: str, status: int) -> None:
    before = _figures(cli)
    with open_terminal():
        """One can be opened, so that pexpect can open another."""
    with pexpect.spawn(
        sys.executable,
        ["-m", "targettrack", *SLIP],
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1"},
        encoding="utf-8",
        dimensions=(30, 160),
        timeout=PATIENCE,
    ) as asked:
        asked.expect_exact("if it is 880 houses, log that")
        asked.expect_exact("Record it as it is? [y/N]: ")
        asked.sendline(reply)
        asked.expect(pexpect.EOF)
        assert "warning" not in (asked.before or "")
    assert asked.wait() == status
    assert (_figures(cli) == before) is (status == 1)


@pytest.mark.usefixtures("store")
def test_a_warning_is_in_the_language_that_is_asked_for(cli: Cli) -> None:
    assert "nếu đúng là 880 houses thì ghi số đó" in cli(*SLIP, "--lang", "vi").err


FIGURES = """entity,indicator,period,value,unit
Vinh,houses-repaired,2025-04,880,houses
Vinh,houses-repaired,2025-05,9100,houses
"""
IN_FILE = (
    "Vinh, houses-repaired, 2025-05: 9,100 houses, where those like it are 870 houses to 910 "
    "houses; if it is 910 houses, log that"
)


@pytest.mark.usefixtures("store")
def test_a_file_is_recorded_with_the_doubt_named_or_refused_as_a_whole(
    cli: Cli, here: Path
) -> None:
    (here / "figures.csv").write_text(FIGURES, "utf-8")
    before = _figures(cli)
    refused = cli("import", "figures.csv", "--strict")
    assert (refused.status, refused.err) == (3, f"error: {IN_FILE}\n")
    assert _figures(cli) == before
    taken = cli("import", "figures.csv")
    assert taken.status == 0
    assert taken.err.splitlines()[0] == f"doubtful: {IN_FILE}"
    assert "recorded 2" in taken.err
