"""status --roll-up: the whole after its parts, in every format."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

OCTOBER = ("--as-of", "2025-10-12", "--known-at", "2025-10-12")


def rolled_up(cli: Cli, store: Path, *arguments: str) -> dict[str, Any]:
    status, out, _ = cli("status", *arguments, "--roll-up", "--format", "json", "--db", store)
    assert status == 0
    promise: dict[str, Any] = json.loads(out)
    return promise


def test_the_whole_follows_the_table_a_block_for_each_tier(cli: Cli, demo_store: Path) -> None:
    chosen = ("-p", "Cao Bang", *OCTOBER, "--db", demo_store)
    status, plain, _ = cli("status", *chosen)
    assert status == 0
    status, out, err = cli("status", *chosen, "--roll-up")
    assert (status, err) == (0, "")
    assert out.startswith(plain)
    commit, stretch = out.removeprefix(plain).strip("\n").split("\n\n")
    assert commit.splitlines() == [
        (
            "commit targets: 4 of 5 met: exceeded 3, met 1, on track 0, at risk 0, off track 1, "
            "no data 0"
        ),
        "  coverage          100% have a verdict",
        "  attained          100% of the way, mean of 4",
        (
            "  worst             ✗ off-track: Cao Bằng, GRDP growth, 2025: >= 8.0% "
            "(Resolution 25/NQ-CP)"
        ),
        (
            "                    ✔ achieved: Cao Bằng, Two-level local government introduced, "
            "2025-07-01: done (Two-level local government)"
        ),
        (
            "                    ✔ achieved: Cao Bằng, Import-export turnover, 2025: >= 896 m USD "
            "(Cao Bằng plan 2025)"
        ),
    ]
    assert stretch.startswith("stretch targets: 1 of 1 met: exceeded 1, met 0,")


def test_too_few_verdicts_are_said_and_give_no_score(cli: Cli, demo_store: Path) -> None:
    _, out, _ = cli("status", *OCTOBER, "--db", demo_store, "--roll-up")
    commit = out.split("commit targets: ")[1].split("\n\n")[0]
    assert "no score of the whole: too few targets have a verdict" in commit
    assert "attained" not in commit


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_arithmetic_is_shown_on_request(cli: Cli, demo_store: Path, lang: str) -> None:
    chosen = ("-p", "Nghe An", "--as-of", "2025-07-31", "--known-at", "2025-07-31")
    _, out, _ = cli("status", *chosen, "--roll-up", "--explain", "--lang", lang, "--db", demo_store)
    shown = "(0.7 + 0.7 + 0.4111 + 0.7838) / 4 = 0.649"
    assert (shown if lang == "en" else shown.replace(".", ",")) in out
    assert "100 × 5 / 5 = 100%" in out


def test_json_gains_one_key_and_keeps_its_rows(cli: Cli, demo_store: Path) -> None:
    chosen = ("-p", "Cao Bang", *OCTOBER)
    _, out, _ = cli("status", *chosen, "--format", "json", "--db", demo_store)
    promise = rolled_up(cli, demo_store, *chosen)
    assert {name: promise[name] for name in promise if name != "roll_ups"} == json.loads(out)
    commit, stretch = promise["roll_ups"]
    worst = commit.pop("worst_three")
    assert commit == {
        "tier": "commit",
        "n": 5,
        "met": 4,
        "counts": {
            "exceeded": 3, "met": 1, "on-track": 0, "at-risk": 0, "off-track": 1, "missed": 0,
            "no-data": 0, "not-started": 0, "closed": 0,
        },
        "coverage": 1,
        "attained": 1,
        "attained_of": 4,
        "score": None,
        "worst": "off-track",
    }  # fmt: skip
    assert worst[0] == {
        "entity": "Cao Bằng",
        "indicator": "grdp-growth",
        "period": "2025",
        "scenario": "Resolution 25/NQ-CP",
        "status": "off-track",
    }
    assert (stretch["tier"], stretch["n"]) == ("stretch", 1)


def test_the_whole_is_that_of_the_names_given(cli: Cli, demo_store: Path) -> None:
    chosen = ("-i", "grdp-growth", "--period", "2025", *OCTOBER)
    every = rolled_up(cli, demo_store, *chosen)
    assert sum(one["n"] for one in every["roll_ups"]) == len(every["rows"])
    one = rolled_up(cli, demo_store, *chosen, "--scenario", "Plan 2025")
    assert [found["n"] for found in one["roll_ups"]] == [1]


def test_a_verdict_that_is_asked_for_narrows_the_rows_but_not_the_whole(
    cli: Cli, demo_store: Path
) -> None:
    every = rolled_up(cli, demo_store, *OCTOBER)
    narrowed = rolled_up(cli, demo_store, *OCTOBER, "--off-track")
    assert len(narrowed["rows"]) < len(every["rows"])
    assert narrowed["roll_ups"] == every["roll_ups"]


def test_csv_holds_a_row_for_each_tier(cli: Cli, demo_store: Path) -> None:
    _, out, _ = cli("status", *OCTOBER, "--roll-up", "--format", "csv", "--db", demo_store)
    rows = list(csv.DictReader(out.splitlines()))
    assert [row["tier"] for row in rows] == ["commit", "stretch"]
    for row in rows:
        counts = [int(value) for name, value in row.items() if name.startswith("counts.")]
        assert (len(counts), sum(counts)) == (9, int(row["n"]))


def test_markdown_holds_a_row_for_each_tier(cli: Cli, demo_store: Path) -> None:
    _, out, _ = cli("status", *OCTOBER, "--roll-up", "--format", "markdown", "--db", demo_store)
    assert len(out.strip().splitlines()) == 2 + 2


def test_without_targets_there_is_no_whole(cli: Cli, here: Path) -> None:
    store = here / "empty.db"
    assert cli("init", "--db", store).status == 0
    status, out, err = cli("status", "--roll-up", "--db", store)
    assert (status, out) == (0, "")
    assert "no target was known" in err
    assert rolled_up(cli, store)["roll_ups"] == []


def test_a_country_is_the_sum_of_its_provinces(cli: Cli, here: Path) -> None:
    store = here / "whole.db"
    revenue = ("-i", "budget revenue", "--db", store)
    assert cli("init", "--db", store).status == 0
    assert cli("add-entity", "Viet Nam", "--kind", "country", "--db", store).status == 0
    for name, value in (("Nghệ An", "11360 bn VND"), ("Hà Tĩnh", "7000 bn VND")):
        kind = ("--kind", "province", "--parent", "Viet Nam", "--db", store)
        assert cli("add-entity", name, *kind).status == 0
        chosen = ("--period", "2025-01/2025-05", "--recorded-on", "2025-06-03")
        assert cli("log", "-p", name, *revenue, *chosen, value).status == 0
    target = ("-p", "Viet Nam", "--period", "2025", "--scenario", "Plan", "30000 bn VND")
    assert cli("add-target", *revenue, *target).status == 0
    _, out, _ = cli("status", "-p", "Viet Nam", "--as-of", "2025-06-10", "--explain", *revenue)
    assert "11,360 + 7,000 = 18,360 bn VND   (Nghệ An, Hà Tĩnh, 2025-01/2025-05)" in out
    assert "flag summed" in out
