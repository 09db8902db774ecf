"""What is said in Vietnamese: of all that the judge says of the real examples nothing is left."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.domain.values.step import Step
from targettrack.render.messages.translation import CLAUSES, phrase, translated_formula
from tests.pages import Page
from tests.test_golden import compare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Cli

VI = ("--lang", "vi")
JUNE = ("--as-of", "2025-06-10", "--known-at", "2025-06-10")
SESSIONS = {
    "vi-status.txt": "status -p 'Nghe An' --as-of 2025-06-10 --lang vi",
    "vi-explained.txt": "status -p 'Nghe An' -i public-investment --as-of 2025-06-10 --known-at "
    "2025-08-30 --explain --lang vi",
}
ENGLISH = re.compile(
    r"\b(?:the|of|is|are|was|by|with|and|on|reached|expected|needs|likely|left|due|missing)\b"
)


DAYS = ("2025-03-31", "2025-05-10", "2025-06-10", "2025-07-31", "2025-10-12", "2026-03-01")


@pytest.fixture
def heard(cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, str]]:
    """Name, formula and remark of every step that is made for the examples on several days."""
    found: set[tuple[str, str, str]] = set()
    make: Callable[..., None] = Step.__init__

    def made(self: Step, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        found.add((self.name, self.formula, self.remark))

    monkeypatch.setattr(Step, "__init__", made)
    for day in DAYS:
        assert cli("status", "--explain", "--as-of", day, "--db", demo_store).status == 0
        assert cli("compare-rulebooks", "--as-of", day, "--db", demo_store).status == 0
    return found


def words_of(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", "", text)


def unsaid(text: str) -> list[str]:
    """Return the clauses of a text that have no phrase."""
    if phrase(text, "vi") is not None:
        return []
    clauses = (one for one in text.split(CLAUSES) if re.search("[a-z]{2}", words_of(one)))
    return [one for one in clauses if phrase(one, "vi") is None]


@pytest.mark.parametrize("name", SESSIONS)
def test_a_command_says_in_vietnamese_what_it_always_said(
    name: str, cli: Cli, demo_store: Path
) -> None:
    status, out, err = cli(*shlex.split(SESSIONS[name]), "--db", str(demo_store))
    assert (status, err) == (0, "")
    compare(name, out)


def test_what_the_page_says_in_vietnamese(cli: Cli, demo_store: Path) -> None:
    asked = ("-p", "Nghe An", "-i", "public-investment", *JUNE, *VI)
    status, out, _ = cli("report", "-", "--to", "html", *asked, "--db", demo_store)
    assert status == 0
    assert '<html lang="vi">' in out
    lines = (" ".join(line.split()) for line in Page(out).text.splitlines())
    compare("vi-page.txt", "\n".join(filter(None, lines)) + "\n")


def test_a_mail_in_vietnamese(
    cli: Cli, demo_store: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = here / "config.toml"
    config.write_text(
        "[smtp]\nhost = 'localhost'\nsender = 'plan@example.vn'\n"
        "[recipient.vinh]\naddress = 'vinh@example.vn'\nentities = ['Nghe An']\nlang = 'vi'\n",
        "utf-8",
    )
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    asked = ("--as-of", "2025-06-10", "--db", demo_store)
    status, out, err = cli("email", "--dry-run", *asked)
    assert (status, err) == (0, "")
    compare("vi-mail.txt", out)


def test_every_reason_verdict_and_step_of_the_examples_is_said(
    heard: set[tuple[str, str, str]],
) -> None:
    left = set[str]()
    for name, formula, remark in heard:
        numbered = re.sub(r"(?<!\{)\{(?!\{)", "{0", formula)
        left.update(unsaid(remark))
        if name not in {"flags", "projection"}:  # a list of flags, and numbers with their unit
            left.update(unsaid(numbered))
        if name not in {"why", "flags"}:  # what a reason is called is never shown
            left.update(unsaid(name))
    assert sorted(left) == []


def test_no_word_of_english_is_left_inside_a_reason(heard: set[tuple[str, str, str]]) -> None:
    reasons = {formula for name, formula, _ in heard if name in {"why", "would change"}}
    assert len(reasons) > len(DAYS)
    said = (translated_formula(formula, "vi") for formula in reasons)
    mixed = [text for text in said if ENGLISH.search(re.sub(r"canada-cif|un-2023", "", text))]
    assert mixed == []
