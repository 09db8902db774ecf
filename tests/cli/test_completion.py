"""What the shell is offered."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from targettrack.cli.completion import complete_entity, complete_indicator
from tests.conftest import run_program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("begun", "offered"),
    [("Ngh", "Nghệ An"), ("ngh", "nghe an"), ("Nghe", "Nghe an"), ("Cao", "Cao Bằng")],
)
def test_an_entity_is_completed_with_or_without_its_marks(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, begun: str, offered: str
) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(demo_store))
    assert complete_entity(begun) == [offered]


def test_an_indicator_is_completed_by_its_id(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_DB", str(demo_store))
    assert complete_indicator("grdp") == ["grdp-growth", "grdp-growth-average"]


def test_without_a_store_nothing_is_offered_and_nothing_said() -> None:
    assert complete_entity("Ngh") == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("st", ["status"]),
        ("status --status o", ["off-track", "on-track"]),
        ("list sc", ["scenarios"]),
        ("list ru", ["rulebooks"]),
        ("status --rulebook c", ["canada-cif", "council-10"]),
        ("compare-rulebooks --rulebook eu", ["eurostat"]),
        ("export --to s", ["sdmx"]),
        ("config set lan", ["lang"]),
    ],
)
def test_the_shell_is_offered_commands_verdicts_and_lists(
    monkeypatch: pytest.MonkeyPatch, typed: str, offered: list[str]
) -> None:
    words = f"targettrack {typed}"
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    monkeypatch.setenv("_TARGETTRACK_COMPLETE", "complete_bash")
    assert run_program().out.split() == offered


def offered_by_bash(monkeypatch: pytest.MonkeyPatch, store: Path, words: str) -> list[str]:
    monkeypatch.setenv("TARGETTRACK_DB", str(store))
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(shlex.split(words)) - 1))
    monkeypatch.setenv("_TARGETTRACK_COMPLETE", "complete_bash")
    return run_program().out.splitlines()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("targettrack status -p Ngh", "Nghệ\\ An"),
        ("targettrack log Ngh", "Nghệ\\ An"),
        ("targettrack status -s Growth", "Growth\\ scenario\\ 2025"),
        ("targettrack log grdp-growth-a", "grdp-growth-average"),
    ],
)
def test_bash_is_offered_names_of_several_words_as_one(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch, words: str, offered: str
) -> None:
    assert offered in offered_by_bash(monkeypatch, demo_store, words)
