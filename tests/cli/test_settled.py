"""What is settled is shown once more and then no more; whoever asks for it gets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

SUM = ("--kind", "flow", "--unit", "houses")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Houses built: missed in 2024, reached early in 2025, of 2026 nothing is settled."""
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    for year, built in (("2024", "80 houses"), ("2025", "130 houses"), ("2026", "90 houses")):
        here = ("-e", "Acme", "-i", "houses built")
        day = f"{year}-01-05"
        assert not cli(
            "add-target", *here, *SUM, "100 houses", "--period", year, "--recorded-on", day
        ).status
        month, known = ("12", int(year) + 1) if year == "2024" else ("06", int(year))
        when = (f"{year}-{month}", f"{known}-{'01' if month == '12' else '07'}-10")
        assert not cli(
            "log", *here, built, "--period", f"{year}-01/{when[0]}", "--ytd",
            "--recorded-on", when[1],
        ).status  # fmt: skip


def _periods(cli: Cli, *typed: str) -> list[str]:
    found = cli(*typed, "--format", "json")
    told: Any = json.loads(found.out)
    rows = told if isinstance(told, list) else told["rows"]
    return sorted(str(row["period"]) for row in rows)


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2024-12-31", ["2024"]),
        ("2025-02-05", ["2024", "2025"]),  # settled by the figure of 10 January
        ("2025-02-20", ["2025"]),
        ("2025-12-31", ["2025"]),
        ("2026-01-31", ["2025", "2026"]),
        ("2026-02-05", ["2026"]),
        ("2026-11-05", ["2026"]),
    ],
)
def test_status_shows_what_is_open_on_a_day_and_what_was_settled_in_the_month_before(
    cli: Cli, day: str, open_: list[str]
) -> None:
    assert _periods(cli, "status", "--as-of", day, "--known-at", day) == open_


def test_the_rest_is_a_line_and_an_option_away(cli: Cli) -> None:
    out = cli("status", "--as-of", "2026-11-05").out
    assert out.splitlines()[-1] == "2 settled targets are not shown: --settled shows them."
    assert _periods(cli, "status", "--as-of", "2026-11-05", "--settled") == ["2024", "2025"]
    assert _periods(cli, "status", "--as-of", "2026-11-05", "--all") == ["2024", "2025", "2026"]
    assert _periods(cli, "status", "--as-of", "2026-11-05", "--period", "2024") == ["2024"]
    assert _periods(cli, "list", "targets", "--as-of", "2026-11-05") == ["2026"]
    assert _periods(cli, "list", "targets", "--all", "--as-of", "2026-11-05") == [
        "2024", "2025", "2026",
    ]  # fmt: skip
    assert "2024" not in cli("compare-rulebooks", "--as-of", "2026-11-05").out
    assert cli("list", "entities", "--settled").status == 2


def test_programs_are_told_since_when_it_is_settled(cli: Cli) -> None:
    found = json.loads(cli("status", "--all", "--as-of", "2026-11-05", "--format", "json").out)
    settled = {row["period"]: row["settled_on"] for row in found["rows"]}
    assert settled == {"2024": "2025-01-10", "2025": "2026-01-01", "2026": None}


def test_a_check_fails_by_a_settled_miss_while_it_is_listed_and_has_nothing_to_check_after(
    cli: Cli,
) -> None:
    assert cli("status", "--check", "--as-of", "2025-02-05", "-s", "Plan").status == 1
    assert cli("status", "--check", "--as-of", "2025-02-20").status == 0
    assert cli("status", "--check", "--period", "2024", "--as-of", "2025-02-20").status == 1
    cli("withdraw", "target", "-e", "Acme", "-i", "houses built", "--period", "2026",
        "--reason", "mistyped")  # fmt: skip
    nothing = cli("status", "--check", "--as-of", "2026-11-05")
    assert nothing.status == 3


def test_a_roll_up_counts_every_target_of_the_period_asked_for(cli: Cli) -> None:
    def count(*typed: str) -> int:
        found = json.loads(cli("status", "--roll-up", *typed, "--format", "json").out)
        return sum(one["n"] for one in found["roll_ups"])

    assert count("--as-of", "2026-11-05") == 1
    assert count("--as-of", "2026-11-05", "--period", "2024") == 1
    assert count("--as-of", "2026-11-05", "--all") == 3


def test_the_page_and_the_mail_leave_out_what_was_settled_before_and_say_how_much(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(tmp_path / "config.toml"))
    cli("config", "set", "recipient.an.address", "an@example.vn")
    cli("report", "page.html", "--as-of", "2026-11-05")
    with open("page.html", encoding="utf-8") as page:  # noqa: PTH123 - in the test's folder
        text = page.read()
    assert "2 more targets were settled by 31 October 2026 and are left out." in text
    assert "missed" not in text.split("<main>")[1]
    mail = cli("email", "--dry-run", "--as-of", "2026-11-05").out
    assert "left out" in mail
    assert "missed" not in mail
    told = [
        day
        for day in ("2025-01-31", "2025-02-28", "2025-03-31")
        if "✗ missed" in cli("email", "--dry-run", "--as-of", day, "--known-at", day).out
    ]
    assert told == ["2025-01-31"]


def test_where_nothing_is_settled_no_open_target_is_said_to_be(cli: Cli, here: Path) -> None:
    store = ("--db", here / "open.db")
    cli("add-target", "Acme", "trainings", "120", "--kind", "flow", "--period", "2090", *store)
    for typed in (("status",), ("list", "targets"), ("compare-rulebooks",)):
        told = cli(*typed, "--settled", *store)
        assert "settled target" not in told.out + told.err


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["--as-of", "--known-at"])
def test_a_day_at_the_edge_of_the_calendar_is_refused(cli: Cli, name: str, day: str) -> None:
    refused = cli("status", name, day)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err == f"error: {name} {day}: write a day from 1800 to 2900\n"
