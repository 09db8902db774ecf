"""A long run says how far it is, to a person only."""

from __future__ import annotations

import os
import subprocess
import sys

from targettrack.cli.progress import watched
from tests.conftest import open_terminal

LONG = (
    "from targettrack.cli import progress\n"
    "progress.PATIENCE = -1\n"
    "print(list(progress.watched(range(3), 'Judging')))\n"
)


def test_every_item_is_yielded_in_order() -> None:
    assert list(watched(["a", "b", "c"], "Judging")) == ["a", "b", "c"]
    assert list(watched(iter("abc"), "Judging")) == ["a", "b", "c"]


def test_a_pipe_gets_no_progress() -> None:
    done = subprocess.run([sys.executable, "-c", LONG], capture_output=True, check=True)  # noqa: S603
    assert (done.stdout, done.stderr) == (b"[0, 1, 2]\n", b"")


def test_a_terminal_gets_progress_on_stderr() -> None:
    with open_terminal() as terminal:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", LONG],
            stdout=subprocess.PIPE,
            stderr=terminal.inside,
            env={**os.environ, "TERM": "xterm-256color"},
            check=True,
        )
        assert "Judging" in terminal.read()
    assert done.stdout == b"[0, 1, 2]\n"
