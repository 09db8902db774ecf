"""What is said in Vietnamese: of all that the judge says of the real examples nothing is left."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.render.messages.catalogue import translate
from tests.pages import Page
from tests.test_golden import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

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
def heard(cli: Cli, demo_store: Path) -> list[dict[str, Any]]:
    """Every row with its arithmetic as programs get it, for the examples on several days."""
    found: list[dict[str, Any]] = []
    for day in DAYS:
        asked = ("--explain", "--as-of", day, "--format", "json", "--db", demo_store)
        status, out, _ = cli("status", *asked)
        assert status == 0
        found += json.loads(out)["rows"]
    return found


def ids(told: object) -> Iterator[str]:
    """The ids of all messages in what was printed."""
    if isinstance(told, dict):
        if "id" in told:
            yield told["id"]
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from ids(one)


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


def test_every_reason_and_step_of_the_examples_is_said(heard: list[dict[str, Any]]) -> None:
    said = {found for row in heard for found in ids([row["reason"], row["steps"]])}
    assert len(said) > len(DAYS)
    words = (found for found in said if re.search("[a-z]{2}", re.sub(r"\{[^{}]*\}", "", found)))
    assert sorted(found for found in words if translate(found, "vi") == found) == []


def test_no_word_of_english_is_left_inside_a_reason(cli: Cli, demo_store: Path) -> None:
    for day in DAYS:
        status, out, _ = cli("status", "--explain", "--as-of", day, *VI, "--db", demo_store)
        assert status == 0
        reasons = re.findall(r"^  [^\w\s] [^:]*: (.*)$|^  điều kiện đổi +(.*)$", out, re.MULTILINE)
        said = ["".join(found) for found in reasons]
        assert said
        assert [text for text in said if ENGLISH.search(text)] == []


ROOT = Path(__file__).parents[1]
TERMS = ROOT / "docs" / "terms.vi.md"
CATALOGUE = ROOT / "src" / "targettrack" / "locales" / "vi" / "LC_MESSAGES" / "targettrack.po"
TERM = re.compile(r"^\| `(?P<english>[^`]+)` \| (?P<term>[^|]+?) \|", re.MULTILINE)


def test_translations_use_the_listed_terms_and_none_of_those_that_were_given_up() -> None:
    text = TERMS.read_text("utf-8")
    listed = TERM.findall(text)
    assert len(listed) > 15
    wrong = [(english, term) for english, term in listed if term not in translate(english, "vi")]
    assert wrong == []
    given_up = text.rpartition("Không dùng: ")[2].strip(" .\n").split(", ")
    said = CATALOGUE.read_text("utf-8")
    assert [term for term in given_up if term in said] == []


def test_what_a_figure_changed_is_said_in_vietnamese_and_in_words_of_programs_as_ever(
    cli: Cli, demo_store: Path
) -> None:
    typed = ("log", "-p", "Nghe An", "-i", "disbursement", "--period", "2025-07", "--ytd", "48%")
    said = cli(*typed, *VI, "--db", demo_store).out
    assert "no-data" not in said
    assert "chưa có số liệu" in said.casefold()
    again = ("log", "-p", "Nghe An", "-i", "disbursement", "--period", "2025-07", "--ytd", "49%")
    rows = json.loads(cli(*again, *VI, "--format", "json", "--db", demo_store).out)
    assert {row["after"] for row in rows} == {"no-data"}
