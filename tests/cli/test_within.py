"""A period that is asked for means what ends in it, whatever its length."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

PERIODS = ("2026", "2026-Q2", "2026-06", "2025-07/2026-06", "2021/2025", "2026/2030", "2027-Q1")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    new: tuple[str, ...] = ("--kind", "level", "--unit", "houses", "--base", "6 houses")
    for period in PERIODS:
        told = ("-e", "Acme", "-i", "houses", *new, "--period", period, "100 houses")
        assert cli("add-target", *told).status == 0
        new = ("--base", "6 houses")
    plan = ("-e", "Acme", "-i", "plan issued", "--kind", "deliverable", "--by", "2026-06-30")
    assert cli("add-target", *plan, "done").status == 0


def _periods(cli: Cli, *typed: str) -> set[str]:
    found: Any = json.loads(cli(*typed, "--as-of", "2026-01-10", "--format", "json").out)
    return {str(row["period"]) for row in (found if isinstance(found, list) else found["rows"])}


@pytest.mark.parametrize(
    ("asked", "ends"),
    [
        ("2026", {"2026", "2026-Q2", "2026-06", "2025-07/2026-06"}),
        ("2026-Q2", {"2026-Q2", "2026-06", "2025-07/2026-06"}),
        ("=2026", {"2026"}),
        ("=2026-Q2", {"2026-Q2"}),
        ("2026/2030", {"2026", "2026-Q2", "2026-06", "2025-07/2026-06", "2026/2030", "2027-Q1"}),
        ("2021-2025", {"2021/2025"}),
        ("2025-07/2026-06", {"2026-Q2", "2026-06", "2025-07/2026-06", "2021/2025"}),
        ("2028", set()),
    ],
)
def test_a_target_is_within_the_period_in_which_its_own_ends(
    cli: Cli, asked: str, ends: set[str]
) -> None:
    only = ("-i", "houses")
    assert _periods(cli, "status", *only, "--within", asked) == ends
    assert _periods(cli, "status", *only, "--period", asked) == ends
    plan = cli("export", "-", "--to", "plan", "--within", asked).out
    assert all(f'period = "{one}"' in plan for one in ends)
    assert plan.count('indicator = "houses"') == len(ends)


def test_what_is_due_on_a_day_is_within_its_month_and_its_year(cli: Cli) -> None:
    def named(asked: str) -> set[str]:
        day = ("--as-of", "2026-01-10", "--format", "json")
        rows = json.loads(cli("status", "--within", asked, *day).out)["rows"]
        return {row["indicator"] for row in rows}

    assert all("plan-issued" in named(asked) for asked in ("2026", "2026-06", "2026-Q2"))
    assert named("2026-05") == set()


def test_history_and_events_of_a_year_have_what_is_due_in_it(cli: Cli) -> None:
    told = cli("history", "--within", "2026", "--format", "csv").out
    assert told.count("Acme") == 5
    events = cli("history", "--events", "--within", "2026-06", "--format", "csv").out
    assert events.count("target for houses") == 3
    assert events.count("target for plan issued") == 1
