"""Which store is used, and what the program says when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from targettrack.cli.main import COMMANDS
from targettrack.cli.settings import default_store

if TYPE_CHECKING:
    from tests.conftest import Cli


def test_the_store_is_the_first_of_option_environment_configuration_folder_and_data(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = here / "config.toml"
    config.write_text(f'db = "{here / "of-config.db"}"\n', "utf-8")
    used = []
    for given in ("data", "folder", "config", "environment", "option"):
        if given == "folder":
            assert cli("init", "--here").status == 0
        if given == "config":
            monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
        if given == "environment":
            monkeypatch.setenv("TARGETTRACK_DB", str(here / "of-environment.db"))
        option = ("--db", here / "of-option.db") if given == "option" else ()
        assert cli("add-entity", given, *option).status == 0
        places = (default_store(), here / "targettrack.db", *sorted(here.glob("of-*.db")))
        used.append(sum(place.exists() for place in places))
    assert used == [1, 2, 3, 4, 5]


def test_a_home_in_the_name_of_a_store_is_found(cli: Cli) -> None:
    assert cli("init", "--db", "~/of-home.db").status == 0
    assert (Path(os.environ["HOME"]) / "of-home.db").exists()


@pytest.mark.parametrize("text", ["db = 5\n", 'colour = "red"\n', "db = \n"])
def test_a_configuration_that_makes_no_sense_is_named(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    config = here / "config.toml"
    config.write_text(text, "utf-8")
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(config))
    status, out, err = cli("status")
    assert (status, out) == (3, "")
    assert "config.toml" in err
    assert len(err.splitlines()) == 1


def test_a_bug_exits_with_70_and_says_where_its_traceback_is(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "no-such-module", "no_such_module")
    status, out, err = cli("no-such-module")
    assert (status, out) == (70, "")
    path = Path(err.strip().rpartition(" ")[2])
    assert "no_such_module" in path.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_an_interrupted_command_exits_with_130(here: Path) -> None:
    program = (
        "import os, signal\n"
        "from targettrack.cli import command as frame\n"
        "from targettrack.cli.main import main\n"
        "import sys\n"
        "read = frame.read_config\n"
        "def interrupted():\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return read()\n"
        "frame.read_config = interrupted\n"
        f"sys.argv = ['targettrack', 'init', '--db', {str(here / 'x.db')!r}]\n"
        "main()\n"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert not (here / "x.db").exists()
