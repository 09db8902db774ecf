"""Targets that are closed as they stand, and those that are given more time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Cli

KNOWN = ("--recorded-on", "2025-01-05")
WHY = ("--reason", "the council dropped it")


@pytest.fixture(autouse=True)
def _store(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", "targets.db")
    monkeypatch.setenv("TARGETTRACK_NAME", "An")
    cli("add-target", "Acme", "handbook", "done", "--by", "2025-06-30", *KNOWN)
    # Far from its end, whatever day it is today.
    far = ("--period", "2025/2090", *KNOWN)
    cli("add-target", "Acme", "tower", "done", *far)
    houses = ("Acme", "houses built", "9000 houses", "--kind", "flow", "--unit", "houses")
    cli("add-target", *houses, *far)


def row(cli: Cli, indicator: str, *more: str) -> dict[str, Any]:
    """The only row of an indicator, settled or not."""
    done = cli("status", "-i", indicator, "--all", "--format", "json", *more)
    (one,) = json.loads(done.out)["rows"]
    found: dict[str, Any] = one
    return found


def test_a_closed_target_keeps_its_last_word_and_says_who_closed_it_when_and_why(cli: Cli) -> None:
    before = row(cli, "tower", "--as-of", "2025-08-05")["status"]
    done = cli("close", "Acme", "tower", *WHY, "--on", "2025-08-04")
    assert done.status == 0
    assert done.err.startswith("closed tower of Acme for ")
    after = row(cli, "tower", "--as-of", "2025-08-05")
    assert after["status"] == "closed"
    assert after["settled_on"] is not None
    assert after["why"].endswith(f"by An: the council dropped it; it was {before}")


def test_what_is_closed_is_listed_once_more_and_then_no_more(cli: Cli) -> None:
    cli("close", "Acme", "tower", *WHY, "--on", "2025-08-04")
    assert row(cli, "tower", "--as-of", "2025-08-03")["status"] != "closed"
    late = cli("status", "-i", "tower", "--as-of", "2080-01-05", "--format", "json")
    assert json.loads(late.out)["rows"] == []
    assert row(cli, "tower", "--as-of", "2080-01-05")["status"] == "closed"


def test_undo_opens_what_was_closed(cli: Cli) -> None:
    before = row(cli, "tower", "--as-of", "2025-08-05")
    cli("close", "Acme", "tower", *WHY, "--on", "2025-08-04")
    assert row(cli, "tower", "--as-of", "2025-08-05") != before
    assert cli("undo").status == 0
    assert row(cli, "tower", "--as-of", "2025-08-05") == before


def test_several_targets_are_closed_only_where_all_are_meant(cli: Cli) -> None:
    refused = cli("close", "Acme", *WHY)
    assert (refused.status, refused.out) == (2, "")
    assert "2 targets are meant" in refused.err
    assert "--all to close all of them" in refused.err
    tried = cli("close", "Acme", *WHY, "--all", "--dry-run")
    assert tried.err.count("would be closed") == 2
    assert row(cli, "tower", "--as-of", "2025-08-05")["status"] != "closed"
    assert cli("close", "Acme", *WHY, "--all").err.count("closed ") == 2
    again = cli("close", "Acme", *WHY, "--all")
    assert (again.status, "all of these targets are settled" in again.err) == (3, True)


@pytest.mark.parametrize(
    "words", [("close", "Acme", "tower"), ("extend", "Acme", "handbook", "2025-09-30")]
)
def test_neither_is_done_without_a_reason(cli: Cli, words: tuple[str, ...]) -> None:
    refused = cli(*words)
    assert (refused.status, "--reason TEXT" in refused.err) == (2, True)


def test_a_deliverable_that_was_extended_is_due_on_the_new_day_and_shows_the_old_ones(
    cli: Cli,
) -> None:
    july = ("--as-of", "2025-07-31")
    assert row(cli, "handbook", *july)["status"] == "missed"
    for until, on in (("2025-09-30", "2025-06-20"), ("2025-10-31", "2025-07-01")):
        done = cli("extend", "Acme", "handbook", until, "--reason", "late paper", "--on", on)
        assert done.status == 0
    after = row(cli, "handbook", *july)
    assert after["status"] != "missed"
    assert after["extended_from"] == ["2025-06-30", "2025-09-30"]
    assert after["why"].endswith("extended from 30 June 2025, then 30 September 2025")
    assert row(cli, "handbook", "--as-of", "2025-11-15")["status"] == "missed"


def test_before_it_was_known_the_old_day_holds_and_undo_brings_it_back(cli: Cli) -> None:
    july = ("--as-of", "2025-07-31")
    before = row(cli, "handbook", *july)
    cli("extend", "Acme", "handbook", "2025-09-30", "--reason", "late", "--on", "2025-06-20")
    assert row(cli, "handbook", *july, "--known-at", "2025-07-31")["status"] == "missed"
    cli("undo")
    assert row(cli, "handbook", *july) == before


def test_no_target_is_extended_to_a_day_that_it_has_already(cli: Cli) -> None:
    refused = cli("extend", "Acme", "handbook", "2025-05-31", "--reason", "late")
    assert refused.status == 3
    assert "closes on 2025-06-30: 2025-05-31 is not after that" in refused.err


def test_history_says_in_words_what_closing_changed(cli: Cli) -> None:
    cli("close", "Acme", "tower", *WHY, "--on", "2025-08-04")
    told = cli("history", "--events").out
    assert "close  the council dropped it" in told
    assert "closed on 4 August 2025" in told
    assert "None" not in told
