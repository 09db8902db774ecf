"""A record that was withdrawn counts nowhere, and is still there as known before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

HERE = ("-e", "Acme", "-i", "subscribers")
WHY = ("--reason", "read from the wrong table")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    kind = ("--kind", "level", "--unit", "subscribers", "--base", "6000 subscribers")
    known = ("--recorded-on", "2025-01-05")
    cli("add-target", *HERE, *kind, "--period", "2025", "10000 subscribers", *known)
    cli("log", *HERE, "--period", "2025-09", "8500 subscribers", "--recorded-on", "2025-10-03")
    cli("log", *HERE, "--period", "2025-10", "12500 subscribers", "--recorded-on", "2025-11-03")
    cli("log", *HERE, "--period", "2025-10", "11500 subscribers", "--recorded-on", "2025-11-04")


def _values(cli: Cli, *more: str) -> list[float]:
    found = json.loads(cli("status", *more, "--as-of", "2025-11-30", "--format", "json").out)
    return [row["value"]["amount"] if isinstance(row["value"], dict) else row["value"]
            for row in found["rows"]]  # fmt: skip


def _rows(cli: Cli, *typed: str) -> Any:
    return json.loads(cli(*typed, "--format", "json").out)


def test_a_figure_that_was_withdrawn_gives_way_to_the_one_before(cli: Cli) -> None:
    assert _values(cli) == [11500]
    done = cli("withdraw", "figure", *HERE, "--period", "2025-10", *WHY)
    assert (done.status, done.err) == (0, "withdrew subscribers of Acme for 2025-10: 2 vintages\n")
    assert _values(cli) == [8500]
    assert _values(cli, "--known-at", "2025-11-10") == [11500]
    assert _rows(cli, "history") == [
        one for one in _rows(cli, "history") if not one["value"].startswith("12")
    ]
    assert "12500" not in cli("export", "-").out


def test_one_vintage_that_was_withdrawn_gives_way_to_the_vintage_before(cli: Cli) -> None:
    cli("withdraw", "figure", *HERE, "--period", "2025-10", "--vintage", "2", *WHY)
    assert _values(cli) == [12500]
    refused = cli("withdraw", "figure", *HERE, "--period", "2025-10", "--vintage", "2", *WHY)
    assert (refused.status, refused.out) == (3, "")
    assert "has no vintage 2: it has 1" in refused.err


def test_what_was_withdrawn_can_be_logged_again_with_the_verdicts_of_a_log(cli: Cli) -> None:
    before = cli("status", "--as-of", "2025-11-30").out
    cli("withdraw", "figure", *HERE, "--period", "2025-10", *WHY)
    logged = cli("log", *HERE, "--period", "2025-10", "11500 subscribers")
    assert logged.err.splitlines()[0].startswith("recorded subscribers of Acme")
    assert cli("status", "--as-of", "2025-11-30").out == before
    assert cli("doctor").status == 0


def test_a_withdrawal_asks_for_a_reason_and_history_tells_it(cli: Cli) -> None:
    refused = cli("withdraw", "target", *HERE, "--period", "2025")
    assert (refused.status, refused.err) == (
        2,
        "error: say why it is withdrawn: --reason TEXT\n",
    )
    cli("withdraw", "target", *HERE, "--period", "2025", *WHY)
    head, said, *_ = cli("history", "--events").out.splitlines()
    assert head.endswith("An  withdraw  read from the wrong table")
    assert said.strip() == "target for subscribers of Acme, 2025, Plan withdrawn"


def test_a_target_that_was_withdrawn_is_judged_no_more(cli: Cli) -> None:
    cli("withdraw", "target", *HERE, "--period", "2025", *WHY)
    assert _values(cli) == []
    assert _values(cli, "--known-at", "2025-11-10") == [11500]
    added = cli(
        "add-target", *HERE, "--period", "2025", "9000 subscribers", "--base", "6000 subscribers"
    )
    assert added.status == 0
    assert _values(cli) == [11500]


def test_a_scenario_goes_with_its_targets_and_is_found_as_known_before(cli: Cli) -> None:
    done = cli("withdraw", "scenario", "Plan", *WHY)
    assert done.err == "withdrew scenario Plan with 1 version of its targets\n"
    assert _values(cli) == []
    assert _rows(cli, "list", "scenarios") == []
    assert _values(cli, "--known-at", "2025-11-10", "-s", "Plan") == [11500]
    assert cli("status", "-s", "Plan").status == 3


def test_an_entity_goes_only_where_nothing_rests_on_it(cli: Cli) -> None:
    refused = cli("withdraw", "entity", "Acme", *WHY)
    assert refused.status == 3
    assert refused.err == (
        'error: entity "Acme" is still used by 3 figures, 1 target: withdraw these first\n'
    )
    cli("add-entity", "Akme")
    cli("withdraw", "entity", "Akme", *WHY)
    assert [one["name"] for one in _rows(cli, "list", "entities")] == ["Acme"]
    assert cli("log", "-e", "Akme", "-i", "subscribers", "--period", "2025-10", "1").status == 3
    assert cli("add-entity", "Akme").status == 0
    assert cli("doctor").status == 0


def test_past_verdicts_have_what_was_withdrawn_until_then(cli: Cli) -> None:
    cli("withdraw", "figure", *HERE, "--period", "2025-09", *WHY)
    rows = _rows(cli, "history", "--verdicts", "--as-of", "2025-11-10")
    assert [row["status"] for row in rows][-1] != "no-data"


def test_a_document_that_was_withdrawn_is_listed_no_more(cli: Cli) -> None:
    cli("log", *HERE, "--period", "2025-08", "8000 subscribers", "--source", "A rumour")
    cli("withdraw", "document", "A rumour", *WHY)
    assert _rows(cli, "list", "documents") == []
    refused = cli("withdraw", "document", "A rumour", *WHY)
    assert refused.status == 3
