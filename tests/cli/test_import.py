"""Figures of files come into the store whole or not at all, and only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HEADER = "entity,indicator,period,value,unit,recorded_at\n"
TWO = HEADER + (
    "Nghe An,budget-revenue,2025-01/2025-05,10846,bn VND,2025-06-03\n"
    "Nghe An,budget-revenue,2025-01/2025-05,11360,bn VND,2025-06-10\n"
)


def _file(here: Path, text: str, name: str = "figures.csv") -> Path:
    path = here / name
    path.write_text(text, "utf-8")
    return path


def test_a_file_records_once_what_it_says_and_adds_what_it_names(cli: Cli, here: Path) -> None:
    file = _file(here, TWO)
    first = cli("import", file)
    assert first.status == 0, first
    assert first.err.splitlines()[:3] == [
        "added country Viet Nam",
        "added province Nghệ An",
        "added flow budget-revenue in bn VND",
    ]
    assert "recorded 1, revised 1, unchanged 0" in first.err
    assert "recorded 0, revised 0, unchanged 2" in cli("import", file).err


def test_every_problem_is_said_with_its_row_and_nothing_is_recorded(cli: Cli, here: Path) -> None:
    bad = TWO + (
        "Nge An,budget-revenue,2025-01/2025-06,1,bn VND,2025-07-03\n"
        "Nghe An,budget-revenue,2025-13,1,bn VND,2025-07-03\n"
    )
    refused = cli("import", _file(here, bad))
    assert refused.status == 3
    first, second = refused.err.splitlines()
    assert "row 4:" in first
    assert "Nghệ An" in first
    assert "row 5, column period:" in second
    assert not (here / "targettrack.db").exists()
