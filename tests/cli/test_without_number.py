"""Targets without a number from the command line to every output and back."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

DAY = ("--as-of", "2026-07-05")


@pytest.fixture
def store(cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "store.db"))
    new = ("--kind", "level", "--unit", "%")
    steps: list[tuple[str, ...]] = [
        ("add-entity", "Vinh"),
        ("add-target", "-e", "Vinh", "-i", "cover", *new, "--period", "2026", "raise"),
        *(
            ("log", "-e", "Vinh", "-i", "cover", "--period", period, value)
            for period, value in (("2025-12", "66%"), ("2026-03", "67%"), ("2026-06", "65%"))
        ),
    ]
    for step in steps:
        status, _, err = cli(*step)
        assert status == 0, err
    return here / "store.db"


def row(cli: Cli, *options: str) -> dict[str, object]:
    status, out, err = cli("status", *DAY, "--format", "json", *options)
    assert status == 0, err
    (found,) = json.loads(out)["rows"]
    return dict(found)


@pytest.mark.usefixtures("store")
def test_a_target_to_raise_is_judged_and_shown_without_a_number(cli: Cli) -> None:
    found = row(cli)
    assert (found["comparator"], found["target"]) == ("rise", None)
    assert (found["kind"], found["gap"]) == ("level", -1)
    assert str(found["why"]).startswith("fallen from 66% to 65%")
    assert "rise" in cli("status", *DAY).out
    explained = cli("status", *DAY, "--explain").out
    assert "change            65 − 66 = -1 points   (since 1 January 2026)" in explained


def test_it_reads_back_from_a_plan_and_from_an_export(cli: Cli, store: Path, here: Path) -> None:
    before = row(cli)
    for name in ("plan.toml", "store.jsonl"):
        assert cli("export", here / name).status == 0
    (target,) = tomllib.loads((here / "plan.toml").read_text("utf-8"))["target"]
    assert target["value"] == "rise"
    assert (
        "1 same" in cli("diff", here / "plan.toml").out
        or " 0 changed" in cli("diff", here / "plan.toml").out
    )
    other = here / "other.db"
    assert cli("import", here / "store.jsonl", "--db", other).status == 0
    assert row(cli, "--db", str(other)) == before
    assert store.exists()


@pytest.mark.usefixtures("store")
def test_a_way_is_replaced_by_a_number_and_back(cli: Cli) -> None:
    target = ("add-target", "-e", "Vinh", "-i", "cover", "--period", "2026", "--revise")
    status, _, err = cli(*target, ">= 70%")
    assert status == 0
    assert "revised target >= 70%, it was rise" in err
    assert row(cli)["target"] == 70
    status, _, err = cli(*target, "giữ")
    assert status == 0
    assert "revised target keep, it was >= 70%" in err
    assert row(cli)["comparator"] == "keep"


@pytest.mark.usefixtures("store")
def test_the_words_of_the_verdict_are_said_in_vietnamese(cli: Cli) -> None:
    shown = cli("status", *DAY, "--lang", "vi").out
    assert "đã giảm từ 66% xuống 65%" in shown
