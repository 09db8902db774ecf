"""Holds, ratios and deliverables on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from targettrack.domain.records.kind import Kind

Cli = Callable[..., tuple[int, str, str]]
HERE = ("-p", "Nghe An", "-i")
STAGES = ("drafted=40", "consulted=30", "submitted=20", "issued=10")


def programme(cli: Cli, *more: str) -> tuple[int, str, str]:
    stages = [word for stage in STAGES for word in ("--stage", stage)]
    return cli(
        "add-target", *HERE, "Action programme", "--kind", "deliverable", "--period", "2025-06",
        "--start", "2025-05-04", *stages, *more,
    )  # fmt: skip


def hold(cli: Cli, *more: str) -> tuple[int, str, str]:
    return cli("add-target", *HERE, "on-time-procedures", "--period", "2025", ">= 99%", *more)


def row(cli: Cli, indicator: str, as_of: str) -> dict[str, Any]:
    status, out, _ = cli("status", *HERE, indicator, "--as-of", as_of, "--format", "json")
    assert status == 0
    (found,) = json.loads(out)["rows"]
    answer: dict[str, Any] = found
    return answer


@pytest.mark.parametrize("value", [("done",), ("issued",), ()], ids=["done", "issued", "nothing"])
def test_a_deliverable_is_followed_stage_by_stage(cli: Cli, value: tuple[str, ...]) -> None:
    status, _, err = programme(cli, *value)
    assert status == 0
    assert "added deliverable action-programme in %" in err
    for stage, day in (("Drafted", "2025-05-20"), ("consulted", "2025-06-05")):
        status, out, err = cli("log", *HERE, "action-programme", "--stage", stage, "--done", day)
        assert status == 0
        assert f"100% of {stage.lower()}" in err
    found = row(cli, "action-programme", "2025-06-10")
    assert (found["kind"], found["status"], found["value"]) == ("deliverable", "on-track", 70)
    assert [stage["done"] for stage in found["stages"]] == [100, 100, 0, 0]
    assert found["required"]["periods_left"] == 20
    status, out, _ = cli("status", "--long", "--as-of", "2025-06-10")
    assert "2 of 4 stages" in out
    assert "20 days left" in out
    assert cli("show", "Nghe An", "action-programme", "--as-of", "2025-06-10")[0] == 0


def test_an_unknown_stage_is_refused_with_those_there_are(cli: Cli) -> None:
    programme(cli)
    status, _, err = cli(
        "log", *HERE, "action-programme", "--stage", "drafed", "--done", "2025-06-05"
    )
    assert status == 3
    assert 'did you mean "drafted"?; its stages are drafted, consulted, submitted, issued' in err


def test_a_figure_before_the_start_says_that_it_does_not_count(cli: Cli) -> None:
    programme(cli)
    _, _, err = cli("log", *HERE, "action-programme", "--stage", "drafted", "--done", "2025-05-01")
    assert "--revise --start" in err
    assert programme(cli, "--revise", "--start", "2025-04-01")[0] == 0
    assert row(cli, "action-programme", "2025-06-10")["value"] == 40


def test_a_hold_shows_its_budget(cli: Cli) -> None:
    assert hold(cli, "--volume", "2100")[0] == 0
    for month, value, volume in (
        ("01", "99.3%", "180"),
        ("02", "99.1%", "175"),
        ("03", "98.5%", "190"),
    ):
        period = f"2025-{month}"
        status, _, err = cli(
            "log", *HERE, "on-time-procedures", "--period", period, value, "--volume", volume
        )
        assert status == 0
        assert f"{value} of {volume}" in err
    found = row(cli, "on-time-procedures", "2025-04-10")
    assert round(found["budget"]["used"], 1) == 27.1
    assert (found["kind"], found["status"]) == ("hold", "at-risk")
    _, out, _ = cli("status", "--long", "--as-of", "2025-04-10")
    assert "27% of budget" in out
    assert "burn 1.04" in out
    assert hold(cli, "--revise", "--hold", "every")[0] == 0
    assert row(cli, "on-time-procedures", "2025-04-10")["status"] == "off-track"
    _, out, _ = cli("list", "targets")
    assert ">= 99% every month" in out


def test_a_ratio_is_judged_at_the_figure_of_its_reference(cli: Cli) -> None:
    status, _, err = cli(
        "add-target", *HERE, "grdp-growth", "--period", "2025", "1.5-1.7 times",
        "--relative-to", "Việt Nam",
    )  # fmt: skip
    assert status == 0
    assert "1.5-1.7 × Viet Nam" in err
    chosen = ("-i", "grdp-growth", "--period", "2025-Q1")
    assert cli("log", "-p", "Viet Nam", *chosen, "8.02%")[0] == 0
    assert cli("log", "-p", "Nghe An", *chosen, "10.2%")[0] == 0
    found = row(cli, "grdp-growth", "2025-04-20")
    assert (found["kind"], found["status"]) == ("ratio", "off-track")
    assert (found["target"], found["target_high"], found["reference"]) == (1.5, 1.7, "Viet Nam")
    assert (found["expected"], found["gap"]) == (12.03, -1.83)
    _, out, _ = cli("show", "Nghe An", "grdp-growth", "--as-of", "2025-04-20")
    assert "1.27 times the 8.02% of Viet Nam" in out
    _, out, _ = cli("history", *HERE, "grdp-growth", "--format", "csv")
    assert "times" in out


GROWTH = ("add-target", *HERE, "grdp-growth", "--period", "2025")
REVENUE = ("add-target", *HERE, "budget-revenue", "--period", "2025")
ON_TIME = ("add-target", *HERE, "on-time-procedures", "--period", "2025")
TASK = ("add-target", *HERE, "Task", "--kind", "deliverable", "--period", "2025-06")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*GROWTH, "1.5 times"), "but GRDP growth is in %"),
        ((*GROWTH, "10%", "--relative-to", "Viet Nam"), "is in times"),
        ((*GROWTH, "1.5 times", "--relative-to", "Nghe An"), "refer to itself"),
        ((*GROWTH, "1.5 times", "--relative-to", "Atlantis"), 'no entity is called "Atlantis"'),
        (
            (*GROWTH, "1.5 times", "--relative-to", "Viet Nam", "--quarter", "2025-Q1=8%"),
            "takes no trajectory",
        ),
        ((*GROWTH, "8%", "--stage", "drafted=40"), "only a deliverable has stages"),
        ((*GROWTH, "8%", "--volume", "100"), "only a hold has a mode and a volume"),
        ((*GROWTH, "8%", "--hold", "every"), "only a hold has a mode and a volume"),
        ((*GROWTH, "8%", "--start", "2025-01-01"), "it has no start"),
        ((*GROWTH,), "What should GRDP growth come to? Say VALUE"),
        ((*REVENUE, "17,722 bn VND", "--relative-to", "Viet Nam"), "is in times"),
        ((*REVENUE, "2 times", "--relative-to", "Viet Nam"), "only a growth or a level"),
        ((*ON_TIME, "99%", "--hold", "never"), "write every, average or share"),
        ((*ON_TIME, "99%", "--hold", "share"), "--of-periods 90%"),
        ((*ON_TIME, "99%", "--of-periods", "90%"), "--hold share"),
        ((*ON_TIME, "101%"), "at least 0% and at most 100%"),
        ((*ON_TIME, "99%", "--volume", "2100 files"), "write the number of cases alone"),
        ((*ON_TIME, "95-99%"), "one limit"),
        ((*ON_TIME, "99%", "--point", "2025-05-31=98%"), "takes no trajectory"),
        ((*TASK, "70%"), 'write "done"'),
        ((*TASK, "done", "--stage", "drafted"), "write drafted=40"),
        ((*TASK, "done", "--stage", "drafted=0"), "more than zero"),
        ((*TASK, "done", "--base-on", "2025-05-01"), "it has a start"),
        (("add-indicator", "X", "--kind", "ratio", "--unit", "%"), "--relative-to"),
        (("add-indicator", "X", "--kind", "rate", "--unit", "%"), "growth or deliverable"),
        (
            ("add-indicator", "X", "--kind", "level", "--unit", "%", "--least", "5", "--most", "1"),
            "must be below",
        ),
        (("add-indicator", "X", "--kind", "growth", "--unit", "%", "--most", "9"), "no natural"),
        (("log", *HERE, "poverty-rate", "--period", "2024", "101%"), "at most 100%"),
        (("log", *HERE, "grdp-growth", "--period", "2024", "8%", "--volume", "9"), "a hold only"),
        (("log", *HERE, "grdp-growth", "--period", "2024", "8%", "--stage", "x"), "has stages"),
        (("log", *HERE, "grdp-growth", "--done", "2024-05-05", "8%"), "no --done"),
        (("log", *HERE, "grdp-growth", "--period", "2024"), "What is GRDP growth? Say VALUE"),
        (("log", *HERE, "grdp-growth", "--period", "2024", "--done", "2024-05-05"), "not both"),
        (("log", *HERE, "on-time-procedures", "--period", "2024-5M", "99%"), "its own figure"),
        (
            ("log", *HERE, "on-time-procedures", "--period", "2024-05", "99%", "--volume", "0"),
            "more than zero",
        ),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_in_one_line(
    cli: Cli, words: tuple[str, ...], said: str
) -> None:
    status, out, err = cli(*words)
    assert status in {2, 3}
    assert out == ""
    assert said in " ".join(err.replace("│", " ").split())


def test_natural_limits_are_listed(cli: Cli) -> None:
    assert cli("init")[0] == 0
    _, out, _ = cli("list", "indicators", "--format", "json")
    limits = {one["id"]: (one["least"], one["most"]) for one in json.loads(out)}
    assert limits["poverty-rate"] == (0, 100)
    assert limits["public-investment"] == (None, None)


def test_every_kind_is_on_the_page_of_methods() -> None:
    page = (Path(__file__).parents[2] / "docs" / "methods.md").read_text("utf-8")
    assert all(f"\n| `{kind}` |" in page for kind in Kind)
