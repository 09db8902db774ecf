"""Past verdicts reprinted, and what changed them reported when it is recorded and afterwards."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli, Result

GROWTH = ("-p", "Nghe An", "-i", "grdp-growth", "--period", "2025")
BACKLOG = ("-e", "Vinh", "-i", "backlog", "--period", "2025")
LEVEL = ("--kind", "level", "--unit", "cases", "--direction", "down")
YEAR = ("--as-of", "2025-12-31")


@pytest.fixture
def do(cli: Cli, here: Path) -> Cli:
    """Run a command on one store; it must succeed."""

    def call(*arguments: str | Path) -> Result:
        result = cli(*arguments, "--db", here / "store.db")
        assert result.status == 0, result.err
        return result

    return call


def add(do: Cli, value: str, *more: str) -> Result:
    return do("add-target", *GROWTH, value, *more)


def log(do: Cli, value: str, day: str, *more: str) -> Result:
    words = ("log", *GROWTH[:4], "--period", "2025-Q1", value, "--recorded-on", day)
    return do(*words, "--as-of", day, *more)


def months(do: Cli, *more: str) -> dict[str, dict[str, Any]]:
    """The rows of history --verdicts by day; there is one target."""
    out = do("history", "--verdicts", *more, "--format", "json").out
    return {row["on"]: row for row in json.loads(out)}


def table(result: Result) -> str:
    return " ".join(result.out.split())


# METHODS, section 8


def test_base_revised_both_vintages_keep_their_note_and_the_flip_is_reported(do: Cli) -> None:
    add(do, "6.8%", "--recorded-on", "2025-01-10")
    log(do, "6.83%", "2025-04-06", "--note", "on the old base")
    revised = log(do, "6.01%", "2025-06-02", "--note", "on the revised base of 2024")
    assert ">= 6.8% on-track off-track" in table(revised)
    shown = do("show", "Nghe An", "grdp-growth", "--as-of", "2025-06-10", "--format", "csv").out
    notes = {row["value"]: row["note"] for row in csv.DictReader(shown.splitlines())}
    assert notes == {"6.83%": "on the old base", "6.01%": "on the revised base of 2024"}
    explained = do("status", "--as-of", "2025-06-10", "--explain").out
    assert "on the revised base of 2024" in explained
    rows = months(do, "--as-of", "2025-06-30")
    june = rows["2025-06-30"]
    assert (june["was"], june["status"], june["because"]) == (
        "on-track",
        "off-track",
        "revised figure",
    )
    assert (rows["2025-05-31"]["value"], june["value"]) == (6.83, 6.01)


def test_estimate_replaced_by_official_the_change_of_verdict_is_reported(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2025-01-10")
    log(do, "8.2%", "2025-04-06", "--estimated")
    replaced = log(do, "6.99%", "2025-05-20", "--official")
    assert ">= 8% on-track off-track" in table(replaced)
    assert "revised" in replaced.err
    rows = months(do, "--as-of", "2025-05-31")
    assert rows["2025-05-31"]["because"] == "revised figure"
    for known_at, status in (("2025-05-19", "on-track"), ("2025-05-20", "off-track")):
        days = ("--as-of", "2025-05-31", "--known-at", known_at)
        (row,) = json.loads(do("status", *days, "--format", "json").out)["rows"]
        assert row["status"] == status


def test_target_replaced_in_mid_year_the_verdict_under_the_original_stays_visible(
    do: Cli,
) -> None:
    add(do, "8%", "--recorded-on", "2025-01-10")
    log(do, "8.2%", "2025-04-06")
    later = ("--valid-from", "2025-05-20", "--recorded-on", "2025-05-15", "--as-of", "2025-05-21")
    replaced = add(do, "10.5%", "--revise", *later)
    assert ">= 10.5% on-track off-track" in table(replaced)
    rows = months(do, "--as-of", "2025-05-31")
    assert [(rows[day]["target"], rows[day]["status"]) for day in ("2025-04-30", "2025-05-31")] == [
        (">= 8%", "on-track"),
        (">= 10.5%", "off-track"),
    ]
    assert rows["2025-05-31"]["because"] == "replaced target"
    line = "under the original >= 8% (until 2025-05-19): on-track"
    assert line in do("status", "--as-of", "2025-05-31", "--explain").out
    assert line in do("show", "Nghe An", "grdp-growth", "--as-of", "2025-05-31").out
    (row,) = json.loads(do("status", "--as-of", "2025-05-31", "--format", "json").out)["rows"]
    assert "target-changed" in row["flags"]
    assert row["original"] == {
        "comparator": ">=",
        "target": 8,
        "target_high": None,
        "valid_from": None,
        "until": "2025-05-19",
        "status": "on-track",
    }
    (before,) = json.loads(do("status", "--as-of", "2025-05-19", "--format", "json").out)["rows"]
    assert (before["original"], "target-changed" in before["flags"]) == (None, False)


# add-target --revise


def test_a_revised_base_reports_the_verdict_that_it_changed(do: Cli) -> None:
    do("add-target", *BACKLOG, *LEVEL, "20 cases", "--base", "120 cases")
    figure = ("log", *BACKLOG[:4], "--period", "2025-06", "60 cases", "--as-of", "2025-07-05")
    do(*figure, "--recorded-on", "2025-07-05")
    revise = ("--revise", "--base", "70 cases", "--as-of", "2025-07-05")
    result = do("add-target", *BACKLOG, "20 cases", *revise)
    assert "<= 20 cases on-track off-track" in table(result)
    assert "revised base 70, it was 120" in result.err
    assert "starts from the last figure" not in result.err


def test_revised_weights_report_the_verdict_that_they_changed(do: Cli) -> None:
    halves = ("--weight", "2025-H1=1", "--weight", "2025-H2=1")
    add(do, "8.5%", *halves)
    for quarter, value in (("Q1", "6%"), ("Q2", "10%")):
        period = ("--period", f"2025-{quarter}")
        do(
            "log",
            *GROWTH[:4],
            *period,
            value,
            "--recorded-on",
            "2025-07-05",
            "--as-of",
            "2025-07-05",
        )
    shares = [f"--weight=2025-Q{quarter}={share}" for quarter, share in enumerate("1411", 1)]
    result = add(do, "8.5%", "--revise", *shares, "--as-of", "2025-07-05")
    assert ">= 8.5% at-risk on-track" in table(result)
    assert "revised weights" in result.err
    again = add(do, "8.5%", "--revise", *shares, "--as-of", "2025-07-05")
    assert "these already" in again.err


def test_a_first_target_prints_no_comparison(do: Cli) -> None:
    assert add(do, "8%").out == ""


def test_a_target_revised_without_a_day_comes_into_force_when_the_old_one_did(do: Cli) -> None:
    add(do, "8%", "--valid-from", "2025-02-05", "--recorded-on", "2025-02-05")
    add(do, "9%", "--revise", "--recorded-on", "2025-03-01")
    for known_at, target in (("2025-02-28", 8), ("2025-03-01", 9)):
        days = ("--as-of", "2025-06-30", "--known-at", known_at)
        (row,) = json.loads(do("status", *days, "--format", "json").out)["rows"]
        assert row["target"] == target
    (row,) = json.loads(do("status", "--as-of", "2025-06-30", "--format", "json").out)["rows"]
    assert row["original"]["until"] == "2025-02-28"


def test_a_target_is_not_recorded_in_the_future(cli: Cli, here: Path) -> None:
    words = ("add-target", *GROWTH, "8%", "--recorded-on", "2999-01-01", "--db", here / "store.db")
    result = cli(*words)
    assert result.status == 3
    assert "in the future" in result.err


# history --verdicts


def test_verdicts_are_listed_for_every_month_from_when_the_target_was_known(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2024-12-20")
    log(do, "8.2%", "2025-04-06")
    rows = months(do, *YEAR)
    assert next(iter(rows)) == "2024-12-31"
    assert list(rows)[-1] == "2025-12-31"
    assert len(rows) == 13
    words = [row["status"] for row in rows.values()]
    assert words[:6] == ["not-started", "no-data", "no-data", "no-data", "on-track", "on-track"]
    april = rows["2025-04-30"]
    assert april["gap"] == 0.2
    assert april["probability"] is None
    assert "8.2% reached" in april["why"]


def test_what_is_known_later_is_left_out(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2025-01-10")
    log(do, "8.2%", "2025-04-06")
    known = ("--known-at", "2025-04-05")
    words = {row["status"] for row in months(do, *YEAR, *known).values()}
    assert words == {"no-data"}


def test_verdicts_can_be_narrowed(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2025-01-10")
    add(do, "9%", "--scenario", "Other", "--recorded-on", "2025-01-10")
    add(do, "8%", "--scenario", "Other", "--recorded-on", "2025-01-10", "--period", "2026")
    chosen = ("--scenario", "other", "--period", "2025", "--since", "2025-11-01", *YEAR)
    out = do("history", "--verdicts", *chosen, "--format", "json").out
    found = [(row["scenario"], row["period"], row["on"]) for row in json.loads(out)]
    assert found == [("Other", "2025", "2025-11-30"), ("Other", "2025", "2025-12-31")]


def test_the_formats_list_the_same_months(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2025-01-10")
    log(do, "8.2%", "2025-04-06")
    log(do, "6.9%", "2025-05-06")
    words = ("history", "--verdicts", "--as-of", "2025-05-31", "--format")
    as_json = json.loads(do(*words, "json").out)
    as_csv = list(csv.DictReader(do(*words, "csv").out.splitlines()))
    assert [row["on"] for row in as_json] == [row["on"] for row in as_csv]
    assert list(as_json[0]) == list(as_csv[0])
    markdown = do(*words, "markdown").out
    assert markdown.count("\n") == len(as_json) + 2
    assert "was on-track: revised figure" in markdown
    shown = table(do(*words, "table"))
    assert "Nghệ An, GRDP growth, 2025: Plan" in shown
    assert "✗ off-track was on-track: revised" in shown


def test_no_target_in_time_is_said(do: Cli) -> None:
    add(do, "8%", "--recorded-on", "2025-05-10")
    result = do("history", "--verdicts", "--as-of", "2025-03-31")
    assert result.out == ""
    assert "no target was known" in result.err


def test_records_can_be_narrowed_to_a_scenario_or_a_period(do: Cli) -> None:
    add(do, "8%")
    add(do, "9%", "--scenario", "Other")
    log(do, "8.2%", "2025-04-06")
    listed = {
        option: [row["value"] for row in json.loads(do("history", *option, "--format", "json").out)]
        for option in (("--scenario", "Other"), ("--period", "2025"), ("--period", "2025-Q1"))
    }
    assert listed == {
        ("--scenario", "Other"): [">= 9"],
        ("--period", "2025"): [">= 9", ">= 8", "8.2%"],
        ("--period", "2025-Q1"): ["8.2%"],
    }
