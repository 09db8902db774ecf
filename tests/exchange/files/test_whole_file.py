"""A file is there as a whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
from typing import TYPE_CHECKING

import pytest

from targettrack.exchange.files.whole_file import replacing
from targettrack.faults import FileNotWritten
from targettrack.refusals import Exists

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_only_by_force_and_keeps_its_permissions(here: Path) -> None:
    path = here / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    with pytest.raises(Exists, match="--force replaces it"), replacing(path, force=False):
        pass
    with replacing(path, force=True) as out:
        out.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_what_fails_leaves_what_was_there_and_nothing_beside_it(here: Path) -> None:
    path = here / "a.csv"
    path.write_text("old")
    for fault, told in ((OSError(28, "disk is full"), FileNotWritten), (KeyError(), KeyError)):
        with pytest.raises(told), replacing(path, force=True):
            raise fault
    assert path.read_text() == "old"
    assert list(here.iterdir()) == [path]


def test_a_link_goes_on_leading_to_its_file(here: Path) -> None:
    (here / "real.csv").write_text("old")
    (here / "link.csv").symlink_to(here / "real.csv")
    with replacing(here / "link.csv", force=True) as out:
        out.write(b"new")
    assert (here / "link.csv").is_symlink()
    assert (here / "real.csv").read_text() == "new"


def test_a_file_that_appears_meanwhile_is_not_replaced(here: Path) -> None:
    path = here / "a.csv"
    with pytest.raises(Exists), replacing(path, force=False):
        path.write_text("of another command")
    assert path.read_text() == "of another command"


def test_a_named_pipe_is_written_to(here: Path) -> None:
    path = here / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()))
    reader.start()
    with replacing(path, force=False) as out:
        out.write(b"through")
    reader.join()
    assert read == [b"through"]


@pytest.mark.parametrize("name", ["", "no/such/a.csv"])
def test_a_place_that_cannot_be_written_to_is_named(here: Path, name: str) -> None:
    with pytest.raises(FileNotWritten, match="folder"), replacing(here / name, force=True):
        pass
