"""Every console block of README and docs is run, in order, and its output compared."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from targettrack.domain.checks.store_findings import RULES
from targettrack.domain.values.status import MEANING, Flag
from targettrack.exchange.figures.write_sdmx import COLUMNS
from targettrack.render.json_records import PROMISED

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[tuple[str, str]]:
    """Split a block into commands, which follow a dollar sign, and what they print."""
    found: list[tuple[str, str]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith("> ") and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", "")
        else:
            command, printed = found[-1]
            found[-1] = (command, f"{printed}{line}\n")
    return found


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_sessions_of_a_page_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "COLUMNS": "80",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }
    for block in BLOCK.findall(page.read_text("utf-8")):
        for command, shown in steps(block):
            done = subprocess.run(  # noqa: S602 - the page's own commands
                command,
                shell=True,
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert tidy(done.stdout) == tidy(shown), command


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_session_of_a_page_is_found(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(BLOCK.findall(text)) == text.count("```console\n")


def test_the_blocks_of_the_library_page_give_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = ROOT / "docs" / "library.md"
    blocks = page.read_text("utf-8").count("```pycon\n")
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.failed == 0
    assert result.attempted > blocks > 0


def test_the_readme_has_a_session() -> None:
    assert BLOCK.search((ROOT / "README.md").read_text("utf-8"))


def read(page: str) -> str:
    return (ROOT / "docs" / page).read_text("utf-8")


def test_the_methods_list_every_flag_in_its_words() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \|", read("methods.md"), re.MULTILINE)
    assert [row for row in rows if row[0] in set(Flag)] == list(MEANING.items())


@pytest.mark.parametrize("key", PROMISED)
def test_every_promised_key_is_explained(key: str) -> None:
    table = [line for line in read("json.md").splitlines() if line.startswith("| `")]
    name, _, part = key.partition(".")
    assert any(f"`{name}`" in row.split("|")[1] and f"`{part or name}`" in row for row in table)


@pytest.mark.parametrize("column", COLUMNS[3:])
def test_every_column_of_sdmx_is_explained(column: str) -> None:
    tables = [line.split("|")[1] for line in read("formats.md").splitlines() if line[:3] == "| `"]
    assert any(f"`{column}`" in cell for cell in tables)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_of_the_check_has_a_section_with_a_session(rule: str) -> None:
    section = read("checks.md").partition(f"\n## {rule}\n")[2].partition("\n## ")[0]
    assert f"--rule {rule}" in section
    assert f"| [`{rule}`](#{rule}) |" in read("checks.md")
