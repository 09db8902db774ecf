"""The command reference is what --help says, and every command has an example."""

import subprocess
import sys
from pathlib import Path

import pytest

from targettrack.cli.main import COMMANDS

DOCS = Path(__file__).parent.parent / "docs"


def test_the_reference_is_made_from_help(tmp_path: Path) -> None:
    script = tmp_path / "make_commands.py"
    script.write_text((DOCS / "make_commands.py").read_text("utf-8"), "utf-8")
    subprocess.run([sys.executable, script], check=True)  # noqa: S603 - our own script
    made = (tmp_path / "commands.md").read_text("utf-8")
    assert made == (DOCS / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_the_common_options(name: str) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert f"    targettrack {name}" in section.split("Examples:")[1]
    for option in ("--as-of", "--known-at", "--db", "--format", "--lang", "--no-color"):
        assert option in section
