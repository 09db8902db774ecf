"""What the commands print on the real examples, kept as files.

With UPDATE_GOLDEN=1 the files are written instead of compared; read the difference.
"""

import csv
import json
import os
import shlex
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"
Cli = Callable[..., tuple[int, str, str]]

JUNE = "--as-of 2025-06-10 --known-at 2025-06-10"
JULY = "--as-of 2025-07-31 --known-at 2025-07-31"
OCTOBER = "--as-of 2025-10-12 --known-at 2025-10-12"
SESSIONS = {
    "nghe-an-june.txt": "status -p 'Nghe An' --as-of 2025-06-10",
    "nghe-an-june-explained.txt": "status -p 'Nghe An' --as-of 2025-06-10 --explain",
    "nghe-an-june.json": f"status -p 'Nghe An' {JUNE} --format json",
    "nghe-an-july.json": f"status -p 'Nghe An' {JULY} --format json",
    "cao-bang-october.json": f"status -p 'Cao Bang' {OCTOBER} --format json",
    "cao-bang-october.csv": f"status -p 'Cao Bang' {OCTOBER} --format csv",
    "cao-bang-october.md": f"status -p 'Cao Bang' {OCTOBER} --format markdown",
    "nghe-an-growth.txt": "show 'Nghe An' grdp-growth --as-of 2025-10-12",
    "history.txt": "history -p 'Nghe An' -i grdp-growth",
    "scenarios.txt": "list scenarios",
}


def compare(name: str, printed: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(printed, "utf-8")
    assert printed == path.read_text("utf-8")


@pytest.mark.parametrize("name", SESSIONS)
def test_a_command_prints_what_it_always_printed(name: str, cli: Cli, demo_store: Path) -> None:
    status, out, err = cli(*shlex.split(SESSIONS[name]), "--db", str(demo_store))
    assert (status, err) == (0, "")
    compare(name, out)


def test_the_demo_prints_what_it_always_printed(cli: Cli, tmp_path: Path) -> None:
    status, out, _ = cli("demo", "--db", str(tmp_path / "demo.db"))
    assert status == 0
    compare("demo.txt", out)


def rows(cli: Cli, store: Path, *arguments: str) -> list[dict[str, Any]]:
    status, out, _ = cli("status", *arguments, "--format", "json", "--db", str(store))
    assert status == 0
    found: list[dict[str, Any]] = json.loads(out, parse_float=Decimal)["rows"]
    return found


def test_nghe_an_on_10_june_shows_the_published_comparisons(cli: Cli, demo_store: Path) -> None:
    by_name = {
        (row["indicator"], row["scenario"]): row
        for row in rows(cli, demo_store, "-p", "Nghe An", "--as-of", "2025-06-10")
    }
    revenue = by_name["budget-revenue", "Annual estimate 2025"]
    assert revenue["value"] == 11360
    assert round(revenue["share_of_target"], 1) == Decimal("64.1")
    assert round(revenue["year_on_year"], 1) == Decimal("8.4")
    assert revenue["status"] == "on-track"
    assert round(revenue["lead_days"]) == 83
    investment = by_name["public-investment", "Public investment plan 2025"]
    assert investment["value"] == Decimal("30.01")
    assert round(investment["expected"], 2) == Decimal("36.22")
    assert investment["pace"]["light"] == "amber"
    assert investment["status"] == "at-risk"
    growth = {row["target"] for (name, _), row in by_name.items() if name == "grdp-growth"}
    assert growth == {8, Decimal("10.5")}


def test_nghe_an_after_the_first_half(cli: Cli, demo_store: Path) -> None:
    found = rows(cli, demo_store, "-p", "Nghe An", "-i", "GRDP growth", "--as-of", "2025-07-31")
    needs = {row["target"]: round(row["required"]["value"], 2) for row in found}
    assert needs == {8: Decimal("7.79"), Decimal("10.5"): Decimal("12.49")}
    assert {row["target"]: row["status"] for row in found}[Decimal("10.5")] == "off-track"


def test_cao_bang_on_12_october_against_two_authorities(cli: Cli, demo_store: Path) -> None:
    found = rows(cli, demo_store, "-p", "Cao Bang", "--as-of", "2025-10-12")
    shares = {
        (row["indicator"], row["scenario"]): round(row["share_of_target"])
        for row in found
        if row["share_of_target"] is not None
    }
    assert shares == {
        ("budget-revenue", "Central estimate 2025"): 169,
        ("budget-revenue", "People's Council estimate 2025"): 159,
        ("trade-turnover", "Cao Bằng plan 2025"): 145,
        ("trade-turnover", "Cao Bằng growth scenario 2025"): 128,
    }
    assert {
        round(row["year_on_year"]) for row in found if row["indicator"] == "trade-turnover"
    } == {77}


def test_a_verdict_can_be_printed_again_as_it_was_known_then(cli: Cli, demo_store: Path) -> None:
    chosen = ("-p", "Nghe An", "-i", "grdp-growth", "--as-of", "2025-07-31")
    then = rows(cli, demo_store, *chosen, "--known-at", "2025-07-03")
    later = rows(cli, demo_store, *chosen, "--known-at", "2025-07-31")
    assert {row["value"] for row in then} == {Decimal("9.25")}
    assert {row["value"] for row in later} == {Decimal("8.24")}


def test_programs_that_ask_for_reasons_learn_what_would_change(cli: Cli, demo_store: Path) -> None:
    asked = ("-p", "Nghe An", "--as-of", "2025-06-10")
    told = {
        (row["indicator"], row["target"]): row["would_change"]
        for row in rows(cli, demo_store, *asked, "--explain")
    }
    sentence = "on track again from 38.38% by 30 June 2025"
    value, day = {"value": Decimal("38.38"), "unit": "%"}, "2025-06-30"
    by = {"text": "by 30 June 2025", "id": "by {day}", "arguments": {"day": day}}
    assert told["public-investment", 95] == {
        "value": Decimal("38.38"),
        "sentence": sentence,
        "reason": {
            "text": sentence,
            "id": "on track again from {value} {when}",
            "arguments": {"value": value, "when": by},
        },
    }
    assert told["plan-68", 100] is None
    assert all("would_change" not in row for row in rows(cli, demo_store, *asked))
    _, shown, _ = cli(
        "show", "Nghe An", "public-investment", *asked[2:], "--format", "json", "--db", demo_store
    )
    assert json.loads(shown)["rows"][0]["would_change"]["value"] == 38.38


KEYS = {
    "entity", "indicator", "name", "kind", "unit", "period", "scenario", "tier", "comparator",
    "target", "target_high", "value", "basis", "qualifier", "observed_on", "status", "rating",
    "score", "flags",
    "pace", "outlook", "expected", "gap", "attained", "share_of_target", "year_on_year",
    "required", "demand", "lead_days", "settled_on", "extended_from", "original",
    "owner", "source", "why", "reference", "budget", "stages", "reason",
}  # fmt: skip


def test_the_json_promise_has_its_keys_and_types(cli: Cli, demo_store: Path) -> None:
    status, out, _ = cli(
        "status", "--as-of", "2025-06-10", "--format", "json", "--db", str(demo_store)
    )
    assert status == 0
    promise = json.loads(out)
    assert list(promise) == ["as_of", "known_at", "rulebook", "rows"]
    assert len(promise["rows"]) > 5
    for row in promise["rows"]:
        assert set(row) == KEYS
        assert set(row["pace"]) == {"light", "value"}
        for name in ("target", "value", "expected", "gap", "year_on_year", "demand", "lead_days"):
            assert row[name] is None or isinstance(row[name], int | float)


def test_csv_and_json_hold_the_same_rows_in_the_same_order(cli: Cli, demo_store: Path) -> None:
    arguments = ("status", "--as-of", "2025-10-12", "--db", str(demo_store))
    _, as_json, _ = cli(*arguments, "--format", "json")
    _, as_csv, _ = cli(*arguments, "--format", "csv")
    read = list(csv.DictReader(as_csv.splitlines()))
    for row, flat in zip(json.loads(as_json)["rows"], read, strict=True):
        assert (flat["entity"], flat["scenario"]) == (row["entity"], row["scenario"])
        assert flat["pace.light"] == (row["pace"]["light"] or "")
        assert flat["value"] == ("" if row["value"] is None else str(row["value"]))
