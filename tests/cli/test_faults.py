"""Real files and processes that go wrong: one sentence, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from targettrack.store.opening import WAIT_SECONDS
from tests.conftest import PATIENCE, Result, run_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Cli

READ = ("status",)
LOG = ("log", "-p", "Nghe An", "-i", "grdp-growth", "--period", "2025-11", "9.9%")
ADD = ("add-target", "-p", "Nghe An", "-i", "grdp-growth", "--period", "2031", "9.9%")
EVERY = pytest.mark.parametrize("typed", [READ, LOG, ADD], ids=lambda typed: typed[0])

# A disk that takes no file beyond a size stands for a full one.
FULL_DISK = """
import resource, sys
from targettrack.cli.main import run
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
sys.exit(run(sys.argv[2:]))
"""
WRITES_AND_WAITS = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.event import Stamp
from targettrack.store import open_to_write, writing
stamp = Stamp(datetime(2025, 6, 10, tzinfo=UTC), date(2025, 6, 10), "An", "a test")
with open_to_write(Path(sys.argv[1]), stamp) as session:
    writing.add_entity(session, Entity("Half done"))
    print("ready", flush=True)
    sys.stdin.readline()
    raise SystemExit("did not finish")
"""
LOGS_FOREVER = """
import sys
from itertools import count
from targettrack.cli.main import run
for number in count(1):
    name = f"Unit {number}"
    if run(["add-entity", name, "--db", sys.argv[1]]) == 0:
        print(name, flush=True)
"""


def _refused(result: Result) -> str:
    """Return the only line of an error."""
    assert result.status == 3, result
    assert result.out == ""
    (line,) = result.err.splitlines()
    assert line.startswith("error: ")
    return line


def _held(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def _is_sound(store: Path) -> bool:
    with closing(sqlite3.connect(store)) as raw:
        return bool(raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _entities(store: Path) -> set[str]:
    with closing(sqlite3.connect(store)) as raw:
        return {name for (name,) in raw.execute("SELECT name FROM entity")}


@contextmanager
def _process(script: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Start a script of ours; it is killed at the latest when the block ends."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


# --- files that are no store --------------------------------------------------------------------


def _another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE target (id INTEGER PRIMARY KEY, words TEXT)")
        raw.execute("INSERT INTO target (words) VALUES ('precious')")
        raw.commit()


def _another_database_in_wal_mode(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
    _another_database(path)


NO_STORES: dict[str, Callable[[Path], object]] = {
    "another program's database": _another_database,
    "another program's database in WAL mode": _another_database_in_wal_mode,
    "a text file": lambda path: path.write_text("entity,indicator\n" * 500, "utf-8"),
    "a short text file": lambda path: path.write_text("x", "utf-8"),
    "a picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
    "the beginning of a database": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"xyz"),
    "a database's header and no more": lambda path: path.write_bytes(
        b"SQLite format 3\x00" + b"\xff" * 5000
    ),
}


@EVERY
@pytest.mark.parametrize("make", NO_STORES.values(), ids=NO_STORES.keys())
def test_a_file_that_is_no_store_is_refused_and_left_as_it_is(
    here: Path, make: Callable[[Path], object], typed: tuple[str, ...]
) -> None:
    make(here / "other.db")
    before = _held(here)
    line = _refused(run_program(*typed, "--db", here / "other.db"))
    assert "other.db" in line
    assert _held(here) == before


@EVERY
def test_a_folder_is_refused(here: Path, typed: tuple[str, ...]) -> None:
    (here / "folder").mkdir()
    assert "is a folder" in _refused(run_program(*typed, "--db", here / "folder"))
    assert list((here / "folder").iterdir()) == []


@EVERY
def test_a_store_in_a_file_is_refused(here: Path, typed: tuple[str, ...]) -> None:
    (here / "file").write_text("x", "utf-8")
    _refused(run_program(*typed, "--db", here / "file" / "store.db"))
    assert _held(here) == {"file": b"x"}


def test_init_in_a_folder_that_cannot_be_made_is_refused(here: Path) -> None:
    (here / "file").write_text("x", "utf-8")
    _refused(run_program("init", "--db", here / "file" / "deeper" / "store.db"))
    assert _held(here) == {"file": b"x"}


# --- damage -------------------------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize("kept", ["half", "one page", "100 bytes", "all but the last page"])
def test_a_truncated_store_is_refused(demo_store: Path, kept: str, typed: tuple[str, ...]) -> None:
    whole = demo_store.read_bytes()
    sizes = {"half": len(whole) // 2, "one page": 4096, "100 bytes": 100}
    demo_store.write_bytes(whole[: sizes.get(kept, len(whole) - 4096)])
    before = _held(demo_store.parent)
    assert "damaged" in _refused(run_program(*typed, "--db", demo_store))
    assert _held(demo_store.parent) == before


@EVERY
@pytest.mark.parametrize("byte", [b"\x00", b"\xa5", b"\xff"], ids=["zeros", "noise", "ones"])
def test_a_store_with_overwritten_pages_is_refused(
    demo_store: Path, byte: bytes, typed: tuple[str, ...]
) -> None:
    whole = demo_store.read_bytes()
    demo_store.write_bytes(whole[:4096] + byte * (len(whole) - 3 * 4096) + whole[-2 * 4096 :])
    before = _held(demo_store.parent)
    assert "damaged" in _refused(run_program(*typed, "--db", demo_store))
    assert _held(demo_store.parent) == before


@pytest.mark.parametrize("byte", [b"\x00", b"\xa5"], ids=["zeros", "noise"])
def test_one_overwritten_page_is_a_sentence_or_goes_unread_but_never_a_bug(
    cli: Cli, demo_store: Path, byte: bytes
) -> None:
    whole = demo_store.read_bytes()
    refused = 0
    for start in range(4096, len(whole), 4096):
        demo_store.write_bytes(whole[:start] + byte * 4096 + whole[start + 4096 :])
        result = cli("history", "--db", demo_store)
        if result.status != 0:
            assert "damaged" in _refused(result), f"page {start // 4096 + 1}"
            refused += 1
    assert refused > 0


# --- permissions --------------------------------------------------------------------------------


@pytest.fixture
def powerless() -> list[str]:
    """What starts a command for which permissions count, root or not."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root is refused nothing, and setpriv is not there to give that up")
    given_up = [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]
    tried = subprocess.run([*given_up, "true"], capture_output=True, check=False)  # noqa: S603
    if tried.returncode:
        pytest.skip("root is refused nothing, and may not give that up here")
    return given_up


@pytest.fixture
def locked_folder(demo_store: Path) -> Iterator[Path]:
    """A store that may be read, in a folder that may not be written."""
    demo_store.chmod(stat.S_IRUSR)
    demo_store.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield demo_store
    demo_store.parent.chmod(stat.S_IRWXU)


WRITE = pytest.mark.parametrize("typed", [LOG, ADD], ids=lambda typed: typed[0])


@WRITE
def test_a_read_only_store_is_not_written(
    demo_store: Path, powerless: list[str], typed: tuple[str, ...]
) -> None:
    demo_store.chmod(stat.S_IRUSR)
    before = demo_store.read_bytes()
    line = _refused(run_program(*typed, "--db", demo_store, before=powerless))
    assert "read-only" in line
    assert demo_store.read_bytes() == before


@WRITE
def test_a_store_in_a_read_only_folder_is_not_written(
    locked_folder: Path, powerless: list[str], typed: tuple[str, ...]
) -> None:
    before = _held(locked_folder.parent)
    _refused(run_program(*typed, "--db", locked_folder, before=powerless))
    assert _held(locked_folder.parent) == before


@pytest.mark.parametrize("mode", [stat.S_IRUSR, stat.S_IRUSR | stat.S_IWUSR])
def test_a_store_in_a_read_only_folder_is_read(
    cli: Cli, locked_folder: Path, powerless: list[str], mode: int
) -> None:
    locked_folder.chmod(mode)
    before = _held(locked_folder.parent)
    typed = ("status", "--as-of", "2025-06-10")
    found = run_program(*typed, "--db", locked_folder, before=powerless)
    assert found.status == 0
    assert found.out == cli(*typed, "--db", locked_folder).out
    assert found.err == ""
    assert _held(locked_folder.parent) == before


def test_a_read_only_store_is_read(cli: Cli, demo_store: Path, powerless: list[str]) -> None:
    demo_store.chmod(stat.S_IRUSR)
    typed = ("status", "--as-of", "2025-06-10")
    found = run_program(*typed, "--db", demo_store, before=powerless)
    assert (found.status, found.err) == (0, "")
    assert found.out == cli(*typed, "--db", demo_store).out


@EVERY
def test_a_store_that_may_not_be_read_is_refused(
    demo_store: Path, powerless: list[str], typed: tuple[str, ...]
) -> None:
    demo_store.chmod(0)
    _refused(run_program(*typed, "--db", demo_store, before=powerless))


@pytest.mark.parametrize("typed", [("init",), ("demo",), ADD], ids=lambda typed: typed[0])
def test_no_store_is_made_in_a_read_only_folder(
    here: Path, powerless: list[str], typed: tuple[str, ...]
) -> None:
    here.chmod(stat.S_IRUSR | stat.S_IXUSR)
    _refused(run_program(*typed, "--db", here / "new.db", before=powerless))
    _refused(run_program(*typed, "--db", here / "deeper" / "new.db", before=powerless))
    assert list(here.iterdir()) == []


# --- a full disk --------------------------------------------------------------------------------


LONG = "𐍈" * 4000


@pytest.mark.parametrize("limit", [1000, 33500])
@pytest.mark.parametrize(
    "typed",
    [(*LOG, "--quote", LONG, "--source", LONG), (*ADD, "--quote", LONG)],
    ids=["log", "add"],
)
def test_a_full_disk_changes_nothing(demo_store: Path, typed: tuple[str, ...], limit: int) -> None:
    pytest.importorskip("resource")
    before = _held(demo_store.parent)
    line = _refused(run_program(limit, *typed, "--db", demo_store, script=FULL_DISK))
    assert "nothing was changed" in line
    assert demo_store.read_bytes() == before[demo_store.name]
    assert run_program("status", "--db", demo_store).status == 0
    assert _held(demo_store.parent) == before
    assert run_program(*typed, "--db", demo_store).status == 0


@pytest.mark.parametrize("limit", [1000, 36000])
@pytest.mark.parametrize("typed", [("init",), ("demo",), ADD], ids=lambda typed: typed[0])
def test_a_full_disk_leaves_no_new_store_behind(
    here: Path, typed: tuple[str, ...], limit: int
) -> None:
    pytest.importorskip("resource")
    _refused(run_program(limit, *typed, "--db", here / "new.db", script=FULL_DISK))
    assert list(here.iterdir()) == []


# --- other processes ----------------------------------------------------------------------------


def test_a_store_in_use_is_read_at_once_and_written_only_after_a_bounded_wait(
    demo_store: Path,
) -> None:
    with closing(sqlite3.connect(demo_store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE entity SET kind = 'unit'")
        assert run_program("list", "entities", "--db", demo_store).out.count("province") > 1
        line = _refused(run_program(*LOG, "--db", demo_store))
        assert "in use by another command" in line
        assert f"{WAIT_SECONDS:g} seconds" in line
        other.execute("ROLLBACK")
    assert run_program(*LOG, "--db", demo_store).status == 0


def test_a_writer_that_is_killed_in_the_middle_leaves_what_was_acknowledged(
    demo_store: Path,
) -> None:
    assert run_program(*LOG, "--db", demo_store).status == 0
    with _process(WRITES_AND_WAITS, demo_store) as writer:
        assert _line_of(writer) == "ready"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    shown = run_program("history", "--format", "csv", "--db", demo_store)
    assert shown.status == 0
    assert "9.9%" in shown.out
    assert "Half done" not in _entities(demo_store)
    assert run_program(*ADD, "--db", demo_store).status == 0
    assert _is_sound(demo_store)


def test_a_first_writer_that_is_killed_leaves_a_file_that_can_be_used(here: Path) -> None:
    with _process(WRITES_AND_WAITS, here / "new.db") as writer:
        assert _line_of(writer) == "ready"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert run_program(*ADD, "--db", here / "new.db").status == 0
    assert run_program("status", "--db", here / "new.db").status == 0
    assert "Half done" not in _entities(here / "new.db")


def test_every_command_that_was_acknowledged_before_a_kill_is_there(here: Path) -> None:
    with _process(LOGS_FOREVER, here / "store.db") as writer:
        acknowledged = {_line_of(writer) for _ in range(5)}
        writer.send_signal(signal.SIGKILL)
        assert writer.stdout is not None
        acknowledged |= {line.strip() for line in writer.stdout if line.endswith("\n")}
    assert len(acknowledged) >= 5
    assert acknowledged <= _entities(here / "store.db")
    assert _is_sound(here / "store.db")
    assert run_program("list", "entities", "--db", here / "store.db").status == 0


@pytest.mark.parametrize("made", [True, False], ids=["a store", "no store yet"])
def test_commands_at_the_same_time_all_do_what_they_acknowledge(here: Path, *, made: bool) -> None:
    store = here / "store.db"
    if made:
        assert run_program("init", "--db", store).status == 0
    names = [f"Unit {number}" for number in range(4)]
    words = [
        [sys.executable, "-m", "targettrack", "add-entity", n, "--db", str(store)] for n in names
    ]
    started = [
        subprocess.Popen(one, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
        for one in words
    ]
    said = [process.communicate(timeout=PATIENCE)[1] for process in started]
    done = {name for name, process in zip(names, started, strict=True) if not process.returncode}
    assert done, said
    assert _entities(store) == done
    for process, words_of_error in zip(started, said, strict=True):
        # On a busy machine the last of them may wait in vain for the others.
        assert not process.returncode or b"in use by another command" in words_of_error


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="sees who has a file open in /proc")
def test_a_first_command_that_fails_takes_nothing_from_one_that_waited_for_it(here: Path) -> None:
    store = here / "store.db"
    program = "from targettrack.cli.main import main; main()"
    with _process(WRITES_AND_WAITS, store) as first:
        assert _line_of(first) == "ready"
        with _process(program, *ADD, "--db", store) as second:
            _wait_until_open(second, store)
            first.communicate("go on\n", timeout=PATIENCE)
            out, said = second.communicate(timeout=PATIENCE)
    if second.returncode != 0:
        _refused(Result(second.returncode, out, said))
        return
    shown = run_program("list", "targets", "--format", "csv", "--db", store)
    assert shown.status == 0
    assert "9.9%" in shown.out


def _wait_until_open(process: subprocess.Popen[str], path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        links = Path(f"/proc/{process.pid}/fd").iterdir()
        if any(_target(link) == str(path) for link in links):
            return
        time.sleep(0.01)
    process.kill()
    pytest.fail(f"{path} was never opened: {process.communicate()}")


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""
