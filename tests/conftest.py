"""What every test has: no data of the developer in reach, and the program a call away."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pytest
from hypothesis import HealthCheck, settings

import targettrack
from hatch_build import compiled
from targettrack.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How long an example takes depends on the machine and on what else it does, so nothing is asserted
# of it. Where CI is set the examples are the same in every run; elsewhere new ones are looked for.
settings.register_profile(
    "targettrack",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("targettrack")
# A job in the background of a shell ignores interrupts, and so would the programs that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
compiled(Path(targettrack.__file__).parent)  # a source tree has no compiled catalogues yet

PATIENCE = 300  # seconds, for what hangs: nothing that works takes so long, on any machine
PLAIN = {"COLUMNS": "80", "NO_COLOR": "1"}
UNSET = (
    "TARGETTRACK_DB",
    "TARGETTRACK_RULEBOOK",
    "TARGETTRACK_SMTP_USER",
    "TARGETTRACK_SMTP_PASSWORD",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
    "PYTHONUNBUFFERED",
    "PYTHONIOENCODING",
    "PYTHONWARNINGS",
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
)


class Result(NamedTuple):
    """What one command left behind."""

    status: int
    out: str
    err: str


class Cli(Protocol):
    """Runs one command in this process."""

    def __call__(self, *arguments: str | Path) -> Result: ...


def _forget_the_developer(patch: pytest.MonkeyPatch, home: Path) -> None:
    for name in UNSET:
        patch.delenv(name, raising=False)
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("STATE", "state")):
        patch.setenv(f"XDG_{name}_HOME", str(home / folder))
    patch.setenv("HOME", str(home))
    patch.setenv("TARGETTRACK_CONFIG", str(home / "no-config.toml"))
    for name, value in PLAIN.items():
        patch.setenv(name, value)


@pytest.fixture(autouse=True)
def _nothing_of_the_developer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _forget_the_developer(monkeypatch, tmp_path / "home")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def here() -> Path:
    """The current folder of the test, empty at first."""
    return Path.cwd()


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Result(status, *capsys.readouterr())

    return call


@pytest.fixture(scope="session")
def _demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        _forget_the_developer(patch, folder / "home")
        quiet = io.StringIO()
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            status = run(["demo", "--db", str(folder / "demo.db")])
    assert status == 0, quiet.getvalue()
    return folder / "demo.db"


@pytest.fixture
def demo_store(_demo_file: Path, tmp_path: Path) -> Path:
    """A copy of the store that `demo` makes, alone in its folder."""
    folder = tmp_path / "store"
    folder.mkdir()
    return Path(shutil.copy(_demo_file, folder / "demo.db"))


def run_program(
    *arguments: str | Path | int, before: Sequence[str] = (), script: str | None = None
) -> Result:
    """Run the program, or a script of ours, as a process of its own.

    Args:
        before: a command that starts it.
        script: Python that stands for the program.
    """
    started = ["-c", script] if script else ["-m", "targettrack"]
    words = [*before, sys.executable, *started, *map(str, arguments)]
    ended = subprocess.run(  # noqa: S603 - our own program
        words,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=PATIENCE,
        check=False,
    )
    return Result(ended.returncode, ended.stdout, ended.stderr)


class Terminal(NamedTuple):
    """A pseudo-terminal: what is started `inside` it, and what it shows."""

    outside: int
    inside: int

    def read(self) -> str:
        """Return all that was shown, once every program inside has ended."""
        os.close(self.inside)
        shown = b""
        while True:
            try:
                piece = os.read(self.outside, 65536)
            except OSError:  # Linux says so when the other end is closed
                break
            if not piece:
                break
            shown += piece
        return shown.decode("utf-8")


@contextmanager
def open_terminal() -> Iterator[Terminal]:
    """Open a pseudo-terminal; where there is none the test is skipped, and says so."""
    pty = pytest.importorskip("pty")
    try:
        outside, inside = pty.openpty()
    except OSError as error:
        pytest.skip(f"no terminal can be opened here: {error}")
    yield Terminal(outside, inside)
    for end in (outside, inside):
        with contextlib.suppress(OSError):
            os.close(end)
