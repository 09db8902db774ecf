"""Streams that are closed, full, unread or of an old code page; and interrupts at any moment."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from targettrack.cli.main import COMMANDS
from tests.cli.test_bad_input import TYPED
from tests.conftest import Result, open_terminal, run_program

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Cli

    Results = Callable[..., dict[str, Result]]

LOG = ("log", "-p", "Nghe An", "-i", "grdp-growth", "--period", "2025-11", "9.9%")
WORDS = TYPED | {
    "export": ("--to", "csv"),
    "report": ("-", "--to", "html"),
    "config": ("set", "lang", "en"),  # what fails is said in the language of the configuration
}
KNOWN = pytest.StashKey[dict[str, dict[str, Result]]]()
BOTH = ("out", "err")
NEW_STORE = {"init", "demo"}
LOST = "error: the output could not be written"
needs_shell = pytest.mark.skipif(os.name != "posix", reason="redirects as a POSIX shell does")


def redirected(how: str, *typed: str | Path, script: str | None = None) -> Result:
    """Run the program with its streams redirected by a shell: >&-, 2>/dev/full."""
    if "/dev/full" in how and not Path("/dev/full").exists():
        pytest.skip("there is no device that is always full")
    before = ["/bin/sh", "-c", f'exec "$@" {how}', "sh"]
    return run_program(*typed, before=before, script=script)


# Runs every command in a process of its own, which it forks, for to start Python takes longer.
EVERY_COMMAND = """
import json, os, sys
from targettrack.__main__ import main
import targettrack.cli.main
import targettrack.store.transaction

os.chdir(sys.argv.pop(1))
for name, typed in json.loads(sys.argv[1]).items():
    child = os.fork()
    if not child:
        for number, stream in ((1, "out"), (2, "err")):
            if stream in sys.argv[2:]:
                os.dup2(os.open(f"{name}.{stream}", os.O_CREAT | os.O_WRONLY), number)
        sys.argv = ["targettrack", *typed]
        main()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(f"{name}.status", "w") as file:
        file.write(str(status))
"""


@pytest.fixture
def every_command(demo_store: Path, here: Path, request: pytest.FixtureRequest) -> Results:
    """What becomes of each command, by how its streams are redirected; worked out once."""
    known: dict[str, dict[str, Result]] = request.config.stash.setdefault(KNOWN, {})

    def results(how: str, *kept: str) -> dict[str, Result]:
        if how not in known:
            known[how] = _run_all(here / str(len(known)), demo_store, how, kept)
        return known[how]

    return results


def _run_all(folder: Path, store: Path, how: str, kept: tuple[str, ...]) -> dict[str, Result]:
    folder.mkdir()
    typed = {name: (name, *WORDS[name], "--db", f"{name}.db") for name in COMMANDS}
    for name in set(COMMANDS) - NEW_STORE:
        shutil.copy(store, folder / f"{name}.db")
    done = redirected(how, folder, json.dumps(typed), *kept, script=EVERY_COMMAND)
    assert done.status == 0, done
    return {
        name: Result(
            int((folder / f"{name}.status").read_text("utf-8")),
            *((folder / f"{name}.{one}").read_text("utf-8") if one in kept else "" for one in BOTH),
        )
        for name in COMMANDS
    }


@needs_shell
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("how", [">&-", ">/dev/full"])
def test_results_that_cannot_be_printed_are_one_error_of_every_command(
    every_command: Results, name: str, how: str
) -> None:
    usual = every_command("", *BOTH)[name]
    status, _, err = every_command(how, "err")[name]
    assert "Traceback" not in err
    if usual.out:
        assert status == 3
        assert err.splitlines()[-1].startswith(LOST)
        assert err.count("error: ") == 1
    else:
        assert status == usual.status
        assert LOST not in err


@needs_shell
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("how", ["2>&-", "2>/dev/full"])
def test_every_command_does_its_work_where_nobody_reads_its_notes(
    every_command: Results, name: str, how: str
) -> None:
    usual, heard = every_command("", *BOTH)[name], every_command(how, "out")[name]
    assert (heard.status, heard.out) == (usual.status, usual.out)


@needs_shell
@pytest.mark.parametrize("typed", [("--help",), ("status", "--help"), ("--version",)])
@pytest.mark.parametrize("how", [">&-"])
def test_help_that_cannot_be_printed_is_an_error(how: str, typed: tuple[str, ...]) -> None:
    status, _, err = redirected(how, *typed)
    assert status == 3
    assert err.startswith(LOST)


@needs_shell
@pytest.mark.parametrize("how", [">&- 2>&- <&-", ">/dev/full 2>/dev/full"])
def test_what_went_wrong_is_in_the_status_where_nothing_can_be_printed(
    how: str, demo_store: Path
) -> None:
    assert redirected(how, "status", "--db", demo_store).status == 3
    assert redirected(how, "status", "--nope").status == 2
    assert redirected(how, *LOG, "--db", demo_store).status == 3
    assert redirected("", "history", "--db", demo_store).out.count("9.9%") == 1


@needs_shell
def test_a_figure_is_kept_and_said_to_be_where_its_verdicts_cannot_be_printed(
    demo_store: Path,
) -> None:
    status, _, err = redirected(">/dev/full", *LOG, "--db", demo_store)
    first, *_, last = err.splitlines()
    assert status == 3
    assert first.startswith("recorded GRDP growth of Nghệ An")
    assert last.startswith(LOST)
    assert last.endswith("what was recorded is kept")
    assert "9.9%" in redirected("", "history", "--db", demo_store).out


@needs_shell
def test_a_question_without_a_stream_to_answer_is_not_asked(demo_store: Path) -> None:
    table = demo_store.with_name("table.csv")
    table.write_text("Province;2025-05;2025-06\nNghệ An;7.5;8\n", "utf-8")
    assert redirected("<&-", "import", table, "--db", demo_store).status == 3


# --- names that the system refuses ----------------------------------------------------------------

LONG = "n" * 300


@pytest.mark.parametrize("name", COMMANDS)
def test_a_store_with_a_name_of_300_characters_is_refused(cli: Cli, here: Path, name: str) -> None:
    status, _, err = cli(name, *WORDS[name], "--db", here / LONG)
    assert status in {0, 3}
    assert status == 0 or err.startswith("error: ")
    assert status == 3 or name in {"config", "help"}


@pytest.mark.parametrize(
    "typed",
    [
        ("import", f"{LONG}.csv"),
        ("import", f"{LONG}.jsonl"),
        ("import", f"{LONG}.xlsx"),
        ("import", "figures.csv", "--map", f"{LONG}.toml"),
        ("capture", f"{LONG}.txt"),
        ("apply", f"{LONG}.toml"),
        ("diff", f"{LONG}.toml"),
        ("check", f"{LONG}.toml"),
        ("report", f"{LONG}.html"),
        ("export", f"{LONG}.csv"),
        ("status", "--rulebook", f"{LONG}.toml"),
        ("status", "--rulebook", LONG),
        ("status", "-p", LONG),
        ("add-entity", LONG),
        ("add-indicator", LONG, "--kind", "flow", "--unit", LONG),
        ("add-scenario", LONG),
        ("email", "--out", LONG),
        ("schedule", "add", "monthly", "--to", "vinh", "--name", LONG),
    ],
    ids=lambda typed: " ".join(word.replace(LONG, "long") for word in typed),
)
def test_a_name_of_300_characters_is_a_sentence(
    cli: Cli, demo_store: Path, typed: tuple[str, ...]
) -> None:
    status, out, err = cli(*typed, "--db", demo_store)
    assert (status, out) == (3, "")
    assert err.startswith("error: ")


def test_a_configuration_with_a_name_of_300_characters_is_a_sentence(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_CONFIG", LONG)
    for typed in (("status",), ("config", "set", "lang", "vi")):
        status, out, err = cli(*typed)
        assert (status, out) == (3, "")
        assert err.startswith("error: ")


def test_a_bug_that_cannot_be_written_down_is_told_on_the_spot(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(here / "file"))
    monkeypatch.setitem(COMMANDS, "no-such-module", "no_such_module")
    status, out, err = cli("no-such-module")
    assert (status, out) == (70, "")
    assert err.startswith("error: a bug in targettrack; it could not be written down")
    assert "ModuleNotFoundError" in err
    assert len(err.splitlines()) == 1


# --- encodings ------------------------------------------------------------------------------------


def printed(encoding: str, *typed: str | Path) -> tuple[bytes, str]:
    """Return what the program prints where its streams have an encoding."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "targettrack", *map(str, typed)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp1258", "cp437"])
def test_json_and_csv_are_utf_8_whatever_the_console_is(demo_store: Path, encoding: str) -> None:
    typed = ("list", "entities", "--db", demo_store, "--format")
    (names, _), (listed, _) = printed(encoding, *typed, "csv"), printed(encoding, *typed, "json")
    rows = list(csv.DictReader(io.StringIO(names.decode("utf-8"))))
    assert "Nghệ An" in {row["name"] for row in rows}
    assert {row["name"] for row in json.loads(listed)} == {row["name"] for row in rows}


@pytest.mark.parametrize(
    ("encoding", "entity", "sign"),
    [
        ("utf-8", "Nghệ An", "✓"),
        ("ascii", "Nghe An", "+"),
        ("latin-1", "Nghê An", "+"),
        ("cp1258", "Nghê\u0323 An", "+"),
    ],
)
def test_people_read_the_nearest_letters_that_a_console_has(
    demo_store: Path, encoding: str, entity: str, sign: str
) -> None:
    status = ("status", "-p", "Nghe An", "--as-of", "2025-08-05", "--db", demo_store)
    shown, _ = printed(encoding, *status)
    assert f"{entity}, " in shown.decode(encoding)
    assert f"{sign} on-track" in shown.decode(encoding)
    assert "?" not in shown.decode(encoding)


def test_notes_are_read_on_an_old_console_too(here: Path) -> None:
    typed = ("add-entity", "Đồng Tháp — “Sen”", "--kind", "province", "--db", here / "new.db")
    assert printed("ascii", *typed)[1] == 'added province Dong Thap - "Sen"\n'


def test_what_has_no_likeness_is_a_question_mark(here: Path) -> None:
    assert printed("ascii", "add-entity", "北京", "--db", here / "new.db")[1] == "added unit ??\n"


# --- interrupts -----------------------------------------------------------------------------------

# An interrupt comes when the program imports a module: the more modules, the later.
INTERRUPTED = """
import os, signal, sys
from importlib.abc import MetaPathFinder

wanted = sys.argv.pop(1)


class Lost:
    def __del__(self):
        raise KeyboardInterrupt


class Interrupts(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if wanted == f"in a destructor at {name}":
            Lost()
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)


sys.meta_path.insert(0, Interrupts())
from targettrack.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.parametrize(
    "when",
    [
        "targettrack.cli.main",
        "typer",
        "targettrack.cli.commands.log",
        "targettrack.app.record.figure",
        "targettrack.store.transaction",
        "in a destructor at targettrack.store.transaction",
    ],
)
def test_an_interrupt_while_the_program_starts_is_a_sentence(demo_store: Path, when: str) -> None:
    status, out, err = run_program(when, *LOG, "--db", demo_store, script=INTERRUPTED)
    assert (status, out) == (130, "")
    (line,) = err.splitlines()
    assert line.startswith("interrupted; ")
    assert "9.9%" not in run_program("history", "--db", demo_store).out


# --- terminals ------------------------------------------------------------------------------------

LONG_RUN = """
from targettrack.cli import progress, streams
progress.PATIENCE = -1
streams.open_streams()
for name in progress.watched(["Nghệ An", "Hà Tĩnh"], "Judging"):
    print(f"✓ {name}")
print("✗ sau cùng")
"""


def test_what_is_printed_while_a_bar_is_shown_keeps_its_letters() -> None:
    with open_terminal() as terminal:
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", LONG_RUN],
            stdout=terminal.inside,
            stderr=terminal.inside,
            env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1"},
            check=True,
        )
        shown = terminal.read()
    assert "Judging" in shown
    for line in ("✓ Nghệ An", "✓ Hà Tĩnh", "✗ sau cùng"):
        assert line in shown
