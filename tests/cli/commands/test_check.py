"""check, as a person runs it: on the demo's store, with filters, and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

OCTOBER = ("--as-of", "2025-10-12")


def found(cli: Cli, store: Path, *typed: str) -> list[dict[str, str]]:
    result = cli("check", "--db", store, *typed, "--format", "json")
    assert result.status == 0, result.err
    rows: list[dict[str, str]] = json.loads(result.out)
    return rows


def test_each_finding_about_the_demos_store_is_true(cli: Cli, demo_store: Path) -> None:
    rows = found(cli, demo_store, *OCTOBER)
    assert [(row["rule"], row["where"]) for row in rows if row["rule"] != "owner"] == [
        ("inconsistent", "Nghệ An, grdp-growth, 2025"),
        ("claims", "Nghệ An, grdp-growth, 2025-Q1"),
        ("claims", "Nghệ An, grdp-growth, 2025-H1"),
        ("claims", "Nghệ An, grdp-growth, 2025-Q2"),
        ("claims", "Nghệ An, public-investment, 2025-H1"),
        ("claims", "Nghệ An, budget-revenue, 2025-H1"),
        ("claims", "Nghệ An, budget-revenue, 2025-01/2025-05"),
        ("stale", "Nghệ An, budget-revenue, 2025-07-01/2025-10-12"),
        ("stale", "Nghệ An, public-investment, 2025-07-01/2025-10-12"),
        ("stale", "Viet Nam, gdp-growth, 2025-01-01/2025-10-12"),
    ]
    assert all(row["advice"] for row in rows)


def test_a_table_says_what_to_do_and_ends_with_a_count(cli: Cli, demo_store: Path) -> None:
    result = cli("check", "--db", demo_store, *OCTOBER, "-i", "budget-revenue", "--rule", "claims")
    lines = result.out.splitlines()
    assert lines[0] == "claims  Nghệ An, budget-revenue, 2025-H1"
    assert any(line.startswith("  -> find out which is right") for line in lines)
    assert lines[-1] == "2 findings in 2 series: 2 claims"
    assert max(map(len, lines)) <= 80


def test_filters_narrow_what_is_looked_at(cli: Cli, demo_store: Path) -> None:
    rows = found(cli, demo_store, *OCTOBER, "-p", "cao bang")
    assert {row["where"] for row in rows} == {"Cao Bằng"}
    rows = found(cli, demo_store, *OCTOBER, "--since", "2025-09-30", "--rule", "claims")
    assert rows == []
    result = cli("check", "--db", demo_store, "--rule", "typo")
    assert result.status == 3
    assert '"typo" is not a rule: write magnitude' in result.err


@pytest.mark.parametrize(("rule", "status"), [("claims", 1), ("gap", 0)])
def test_with_check_the_exit_status_says_whether_there_is_anything(
    cli: Cli, demo_store: Path, rule: str, status: int
) -> None:
    result = cli("check", "--db", demo_store, *OCTOBER, "--rule", rule, "--check")
    assert result.status == status


def test_nothing_doubtful_is_said_so(cli: Cli, demo_store: Path) -> None:
    result = cli("check", "--db", demo_store, *OCTOBER, "--rule", "gap")
    assert result.out == "nothing is doubtful in 27 series\n"


def test_what_was_not_known_yet_is_left_out(cli: Cli, demo_store: Path) -> None:
    early = ("--as-of", "2025-06-09", "--known-at", "2025-06-09", "--rule", "claims")
    assert found(cli, demo_store, *early) == []


def test_a_figure_logged_in_the_wrong_unit_is_found_and_mended(cli: Cli, here: Path) -> None:
    store = ("--db", here / "store.db", "--as-of", "2025-07-20")
    series = ("-p", "Nghe An", "-i", "budget-revenue")
    for period, value in (("2025-01/2025-03", "7000"), ("2025-01/2025-04", "9100000"),
                          ("2025-01/2025-05", "11360")):  # fmt: skip
        assert cli("log", *series, "--period", period, f"{value} bn VND", *store).status == 0
    (row,) = json.loads(cli("check", *store, "--rule", "magnitude", "--format", "json").out)
    assert row["advice"] == "if it is 9,100 bn VND, log that"
    cli("log", *series, "--period", "2025-01/2025-04", "9100 bn VND", *store)
    assert json.loads(cli("check", *store, "--rule", "magnitude", "--format", "json").out) == []


def test_a_plan_is_checked_as_a_whole(cli: Cli, here: Path) -> None:
    plan = here / "plan.toml"
    plan.write_text(NAMES + 2 * TARGET, "utf-8")
    result = cli("check", "plan.toml", "--check")
    assert result.status == 1
    assert result.out.splitlines()[-1].startswith("1 finding in plan.toml: ")
    plan.write_text(NAMES + TARGET, "utf-8")
    result = cli("check", "plan.toml", "--check")
    assert (result.status, result.out) == (0, "nothing is doubtful in plan.toml\n")
    assert "as a whole" in cli("check", "plan.toml", "-p", "Nghe An").err


NAMES = '[[entity]]\nname = "Nghệ An"\n[[scenario]]\nname = "Plan"\n'
TARGET = """[[target]]
entity = "Nghệ An"
indicator = "grdp-growth"
scenario = "Plan"
period = "2025"
value = ">= 8%"
"""
