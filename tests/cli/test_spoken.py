"""The language of what is said: which one, and that errors and help are in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import targettrack

if TYPE_CHECKING:
    from tests.conftest import Cli

ROOT = Path(targettrack.__file__).parent
ENGLISH = re.compile(r"\b(?:the|is|are|not|no|write|say|there|does|which|missing|called|error)\b")
WRONG = (
    ("add-target", "Nghe An", "grdp-growth", "8", "--period", "2025-13"),
    ("add-target", "Nghe An", "grdp-growth", "8", "--period", "2025", "--direction", "over"),
    ("log", "Nghe An", "grdp-growtt", "8%", "--period", "2025-Q1"),
    ("log", "Nghe An", "grdp-growth", "8%", "--period", "2025-Q1", "--as-of", "yesterdayish"),
    ("log", "Nghe An", "grdp-growth", "many%", "--period", "2025-Q1"),
    ("status", "--format", "xml"),
    ("status", "--nope"),
    ("statu",),
    ("add-entity",),
    ("import", "vang.csv"),
    ("withdraw", "figure", "--reason", "x"),
    ("undo",),
    ("help", "wods"),
)


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_input_is_refused_in_vietnamese(
    words: tuple[str, ...], cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert cli("init", "--db", here / "a.db").status == 0
    monkeypatch.setenv("TARGETTRACK_DB", str(here / "a.db"))
    status, _, err = cli(*words)
    assert status in {2, 3}
    assert err.startswith("lỗi: ")
    said = re.sub(r'"[^"]*"|--[\w-]+( [A-Z]+)?', "", err)  # what was typed, and options
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize(
    "asked",  # the arguments, the configuration and the system's; what stderr begins with
    [
        ((), "", "C.UTF-8", "error"),
        ((), "", "de_DE.UTF-8", "error"),
        ((), "", "vi_VN.UTF-8", "lỗi"),
        ((), "en", "vi_VN.UTF-8", "error"),
        ((), "vi", "C.UTF-8", "lỗi"),
        (("--lang", "en"), "vi", "vi_VN", "error"),
        (("--lang=vi",), "en", "C", "lỗi"),
    ],
)
def test_the_language_is_that_of_the_option_or_the_configuration_or_the_system(
    asked: tuple[tuple[str, ...], str, str, str],
    cli: Cli,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments, configured, system, begins = asked
    monkeypatch.setenv("LANG", system)
    if configured:
        (here / "config.toml").write_text(f"lang = '{configured}'\n", "utf-8")
        monkeypatch.setenv("TARGETTRACK_CONFIG", str(here / "config.toml"))
    err = cli("status", "--db", here / "none.db", *arguments).err
    assert err.partition(":")[0] == begins


@pytest.mark.parametrize("format_", ["json", "csv"])
@pytest.mark.parametrize(
    "asked",
    [
        "status --explain",
        "status --roll-up",
        "list targets",
        "list indicators",
        "list series",
        "history",
        "history --events",
        "history --verdicts",
        "check",
        "compare-rulebooks",
        "show -p Cao-Bang -i budget-revenue",
        "undo --list",
    ],
)
def test_programs_read_the_same_bytes_in_every_language(
    asked: str, format_: str, cli: Cli, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [one.replace("Cao-Bang", "Cao Bang") for one in asked.split()]
    words += ["--format", format_, "--as-of", "2025-12-31", "--db", str(demo_store)]
    monkeypatch.setenv("LANG", "C.UTF-8")
    english = cli(*words)
    assert english.out.strip(), english.err
    assert cli(*words, "--lang", "vi").out == english.out
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    assert cli(*words).out == english.out


def test_without_arguments_the_help_is_printed_in_every_language(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Usage:" in "".join(map(str, cli()))
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    said = "".join(map(str, cli()))
    assert "Cách dùng:" in said
    assert "Hằng ngày" in said


@pytest.mark.parametrize(
    "asked",  # the system's language, the configuration, the recipient's; Vietnamese or not
    [
        ("vi_VN.UTF-8", "", "", False),
        ("C.UTF-8", "vi", "", True),
        ("vi_VN.UTF-8", "en", "", False),
        ("C.UTF-8", "vi", "en", False),
        ("C.UTF-8", "en", "vi", True),
    ],
)
def test_mail_is_in_the_language_of_its_recipient_or_the_configuration(
    asked: tuple[str, str, str, bool],
    cli: Cli,
    demo_store: Path,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system, configured, own, vietnamese = asked
    monkeypatch.setenv("LANG", system)
    lines = [f"lang = '{configured}'"] if configured else []
    lines += ["[smtp]", "host = 'localhost'", "sender = 'plan@example.vn'"]
    lines += ["[recipient.vinh]", "address = 'vinh@example.vn'", "entities = ['Nghe An']"]
    lines += [f"lang = '{own}'"] if own else []
    (here / "config.toml").write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(here / "config.toml"))
    out = cli("email", "--dry-run", "--as-of", "2025-06-10", "--db", demo_store).out
    (subject,) = (line for line in out.splitlines() if line.startswith("Subject: "))
    assert ("chỉ tiêu" in subject, "targets" in subject) == (vietnamese, not vietnamese)


def test_no_sentence_is_made_before_it_is_a_message() -> None:
    made = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            raised = node.func.id.startswith(("Invalid", "Usage", "Unknown", "Unfit", "Unusable"))
            if raised or node.func.id == "note":
                made += [
                    f"{path.relative_to(ROOT)}, line {node.lineno}"
                    for one in node.args[-1:]
                    if isinstance(one, ast.JoinedStr) and "  " not in ast.unparse(one)
                ]
    assert made == []
