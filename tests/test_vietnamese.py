"""What is said in Vietnamese: nothing that the tests before this one produced is left English.

It runs last, so that in a run of all tests it has heard what every one of them made the judge say.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from targettrack.render.tongues import CLAUSES, phrase, translated_formula
from tests.pages import Page
from tests.said import SEEN
from tests.test_golden import compare

if TYPE_CHECKING:
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


def test_every_reason_verdict_and_step_that_was_heard_is_said(cli: Cli, demo_store: Path) -> None:
    cli("status", "--explain", "--as-of", "2025-10-12", "--db", demo_store)
    left = set[str]()
    for name, formula, _, remark in SEEN:
        numbered = re.sub(r"(?<!\{)\{(?!\{)", "{0", formula)
        left.update(unsaid(remark))
        if name not in {"flags", "projection"}:  # a list of flags, and numbers with their unit
            left.update(unsaid(numbered))
        if name not in {"why", "flags"}:  # what a reason is called is never shown
            left.update(unsaid(name))
    assert sorted(left) == []


def test_no_word_of_english_is_left_inside_a_reason(cli: Cli, demo_store: Path) -> None:
    cli("status", "--explain", "--as-of", "2025-10-12", "--db", demo_store)
    reasons = {formula for name, formula, _, _ in SEEN if name in {"why", "would change"}}
    assert reasons
    said = (translated_formula(formula, "vi") for formula in reasons)
    mixed = [text for text in said if ENGLISH.search(re.sub(r"canada-cif|un-2023", "", text))]
    assert mixed == []
