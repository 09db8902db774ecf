"""An import that goes wrong leaves the store as it was, and says why in one line."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.conftest import run_program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Cli

HEADER = "entity,indicator,period,value,unit,recorded_at,quote\n"
# A disk that takes no file beyond a size stands for a full one.
FULL_DISK = """
import resource, sys
from targettrack.cli.main import run
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(run(sys.argv[2:]))
"""
# Stops when everything is written but nothing is kept, with too little memory to hold it all.
STOPS_BEFORE_THE_END = """
import sys
from targettrack.app.files import import_figures as importing
from targettrack.cli.main import run
from targettrack.store import queries
queries.ROOM_TO_SORT = "PRAGMA cache_size = 20"
judged = importing.status_change
def wait(*given):
    print("ready", flush=True)
    sys.stdin.readline()
    return judged(*given)
importing.status_change = wait
sys.exit(run(sys.argv[1:]))
"""


def _long(path: Path) -> Path:
    """Write a file that no small disk or memory takes."""
    rows = (
        f"Nghe An,fdi,{year}-{month:02},{year},m USD,2025-01-01,{'ước đạt ' * 20}\n"
        for year in range(1800, 2024)
        for month in range(1, 13)
    )
    path.write_text(HEADER + "".join(rows), "utf-8")
    return path


def _short(path: Path) -> Path:
    path.write_text(
        f"{HEADER}Nghe An,budget-revenue,2025-01/2025-05,11360,bn VND,2025-06-10,\n", "utf-8"
    )
    return path


def _refused(*arguments: str | Path | int, script: str | None = None) -> str:
    result = run_program(*arguments, script=script)
    assert result.status == 3, result
    (line,) = result.err.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.mark.parametrize("limit", [40_000, 300_000])
def test_a_full_disk_leaves_the_store_as_it_was(here: Path, demo_store: Path, limit: int) -> None:
    pytest.importorskip("resource")
    file = _long(here / "figures.csv")
    before = demo_store.read_bytes()
    line = _refused(limit, "import", file, "--db", demo_store, script=FULL_DISK)
    assert "the disk is full or failing: nothing was changed" in line
    assert demo_store.read_bytes() == before
    assert run_program("import", file, "--db", demo_store).status == 0


def test_a_store_that_another_command_writes_is_waited_for_and_then_left(
    here: Path, demo_store: Path
) -> None:
    with closing(sqlite3.connect(demo_store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        line = _refused("import", _short(here / "figures.csv"), "--db", demo_store)
    assert "in use by another command" in line


def test_an_import_that_is_killed_in_the_middle_leaves_the_store_as_it_was(
    here: Path, demo_store: Path
) -> None:
    file = _long(here / "figures.csv")
    with closing(sqlite3.connect(demo_store)) as raw:
        before = list(raw.iterdump())
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", STOPS_BEFORE_THE_END, "import", file, "--db", demo_store],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    assert demo_store.with_name("demo.db-wal").stat().st_size > 500_000
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with closing(sqlite3.connect(demo_store)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert list(raw.iterdump()) == before
    assert "recorded 2,688" in run_program("import", file, "--db", demo_store).err


def test_standard_input_is_read(here: Path) -> None:
    file = _short(here / "figures.csv")
    words = [sys.executable, "-m", "targettrack", "import", "-", "--db", str(here / "new.db")]
    with file.open("rb") as rows:
        done = subprocess.run(words, stdin=rows, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done
    assert b"recorded 1" in done.stderr
    piped = subprocess.run(words, input=file.read_bytes(), capture_output=True, check=False)  # noqa: S603
    assert b"unchanged 1" in piped.stderr


def test_one_wrong_unit_in_a_column_is_one_line_with_a_count_and_the_first_cell(
    cli: Cli, here: Path
) -> None:
    rows = "".join(f"Nghe An,budget-revenue,2025-0{month},5,km\n" for month in range(1, 8))
    file = here / "figures.csv"
    file.write_text(f"entity,indicator,period,value,unit\n{rows}", "utf-8")
    done = cli("import", file, "--db", here / "new.db")
    assert done.status == 3
    (line,) = [one for one in done.err.splitlines() if "unit" in one]
    assert "row 2, column unit and 6 more places to row 8, column unit" in line


def test_problems_of_standard_input_are_named_and_its_bad_rows_cannot_be_put_aside(
    here: Path,
) -> None:
    words = [sys.executable, "-m", "targettrack", "import", "-", "--db", str(here / "new.db")]
    done = subprocess.run(words, input=b"entity\n", capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 3
    assert b"error: standard input: column indicator is missing" in done.stderr
    done = subprocess.run([*words, "--skip-bad"], input=b"", capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 3
    assert b"name a file" in done.stderr


def test_a_disk_too_full_for_a_copy_of_standard_input_is_named(here: Path) -> None:
    pytest.importorskip("resource")
    words = [sys.executable, "-c", FULL_DISK, "1000", "import", "-", "--db", str(here / "new.db")]
    rows = _long(here / "figures.csv").read_bytes()
    done = subprocess.run(words, input=rows, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 3, done
    assert done.stderr.count(b"\n") == 1


def test_rows_put_aside_by_an_import_that_fails_in_the_end_are_not_left_behind(
    here: Path, demo_store: Path
) -> None:
    pytest.importorskip("resource")
    file = _long(here / "figures.csv")
    with file.open("a", encoding="utf-8") as more:
        more.write("Atlantis,fdi,2024-01,1,m USD,2025-01-01,\n")
    line = _refused(300_000, "import", "--skip-bad", file, "--db", demo_store, script=FULL_DISK)
    assert "nothing was changed" in line
    assert [one.name for one in here.iterdir()] == ["figures.csv"]
