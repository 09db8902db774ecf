"""One opening is one transaction, on a store whose references hold."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.entity import Entity
from targettrack.errors import AmbiguousName
from targettrack.faults import StoreFault
from targettrack.store import lookup, open_to_read, open_to_write, reading, writing
from targettrack.store.events.session import insert
from tests.store.samples import (
    FLOW,
    PLAIN_TARGET,
    PROVINCE,
    STAMP,
    TARGET,
    series_of,
    stated,
    store_with_figures,
    writing_to,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager


class _Interrupted(Exception):
    pass


@pytest.fixture
def store(here: Path) -> Path:
    return store_with_figures(here / "store.db", stated("10846", "2025-06-03"))


def test_a_store_and_nothing_else_is_made(here: Path) -> None:
    with open_to_write(here / "new.db", STAMP):
        pass
    assert [one.name for one in here.iterdir()] == ["new.db"]


def test_the_folder_of_a_new_store_is_made_too(here: Path) -> None:
    with open_to_write(here / "a" / "b" / "new.db", STAMP):
        pass
    assert (here / "a" / "b" / "new.db").is_file()


def test_a_store_is_in_wal_mode(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_foreign_keys_hold_while_writing(store: Path) -> None:
    with open_to_write(store, STAMP) as session:
        assert list(session.ask("PRAGMA foreign_keys", {})) == [(1,)]
    before = store.read_bytes()
    with pytest.raises(StoreFault, match="FOREIGN KEY"), open_to_write(store, STAMP) as session:
        insert(session, "series", {"entity_id": 999, "indicator_id": 999})
    assert store.read_bytes() == before


def test_foreign_keys_hold_while_reading(store: Path) -> None:
    with open_to_read(store) as ask:
        assert list(ask("PRAGMA foreign_keys", {})) == [(1,)]


def test_what_a_command_wrote_is_there_after_it(store: Path) -> None:
    with open_to_write(store, STAMP) as session:
        writing.log_observation(session, PROVINCE, FLOW, stated("11360", "2025-06-10"))
    assert [str(one.value) for one in series_of(store, FLOW).vintages] == ["10846", "11360"]


def test_an_error_in_the_middle_leaves_the_store_as_it_was_to_the_byte(store: Path) -> None:
    before = store.read_bytes()
    with suppress(_Interrupted), open_to_write(store, STAMP) as session:
        writing.add_entity(session, Entity("Vinh"))
        writing.log_observation(session, PROVINCE, FLOW, stated("11360", "2025-06-10"))
        raise _Interrupted
    assert store.read_bytes() == before
    assert [one.name for one in store.parent.iterdir()] == [store.name]


def test_an_error_in_the_middle_leaves_no_new_store_behind(here: Path) -> None:
    with pytest.raises(_Interrupted), writing_to(here / "new.db"):
        raise _Interrupted
    assert list(here.iterdir()) == []


def _fails(path: Path) -> None:
    with pytest.raises(_Interrupted), writing_to(path):
        raise _Interrupted


def test_an_empty_file_that_was_there_stays_as_it_was_when_a_command_fails(here: Path) -> None:
    (here / "empty.db").touch(mode=0o640)
    before = (here / "empty.db").stat()
    _fails(here / "empty.db")
    after = (here / "empty.db").stat()
    assert (after.st_ino, after.st_size, after.st_mode) == (before.st_ino, 0, before.st_mode)
    assert [one.name for one in here.iterdir()] == ["empty.db"]


@pytest.mark.parametrize("there", [True, False], ids=["to an empty file", "to nothing"])
def test_a_link_stays_and_what_it_leads_to_is_as_before_when_a_command_fails(
    here: Path, *, there: bool
) -> None:
    if there:
        (here / "other").touch()
    (here / "link.db").symlink_to("other")
    _fails(here / "link.db")
    assert (here / "link.db").is_symlink()
    assert (here / "other").exists() is there
    with writing_to(here / "link.db"):
        pass
    assert (here / "link.db").is_symlink()
    assert (here / "other").stat().st_size > 0


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes device nodes")


@pytest.mark.parametrize("opening", [open_to_read, open_to_write])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_pipe, "not a plain file"),
        (_device, "not a plain file"),
        (Path.mkdir, "is a folder"),
        (lambda path: path.symlink_to(path.name), "link leads back|cannot be|does not exist|loop"),
    ],
    ids=["pipe", "device", "folder", "link to itself"],
)
def test_what_is_no_plain_file_is_refused_and_left_there(
    here: Path,
    make: Callable[[Path], None],
    said: str,
    opening: Callable[[Path], AbstractContextManager[object]],
) -> None:
    make(here / "odd")
    before = (here / "odd").lstat()
    with pytest.raises(StoreFault, match=said):
        opening(here / "odd").__enter__()
    after = (here / "odd").lstat()
    assert (after.st_ino, after.st_mode) == (before.st_ino, before.st_mode)
    assert [one.name for one in here.iterdir()] == ["odd"]


def test_a_file_of_that_name_made_meanwhile_is_not_taken_back(here: Path) -> None:
    with suppress(_Interrupted), writing_to(here / "new.db"):
        (here / "new.db").rename(here / "moved.db")
        (here / "new.db").touch()
        raise _Interrupted
    assert (here / "new.db").exists()


def test_a_command_that_writes_nothing_changes_no_byte(store: Path) -> None:
    before = store.read_bytes()
    with open_to_write(store, STAMP) as session:
        writing.log_observation(session, PROVINCE, FLOW, stated("10846", "2025-06-05"))
    assert store.read_bytes() == before


def test_reading_changes_no_byte_and_leaves_nothing_behind(store: Path) -> None:
    before = store.read_bytes()
    assert series_of(store, FLOW).vintages
    assert store.read_bytes() == before
    assert [one.name for one in store.parent.iterdir()] == [store.name]


def test_reading_cannot_write(store: Path) -> None:
    before = store.read_bytes()
    with open_to_read(store) as ask:
        ask("DELETE FROM observation", {})
    assert store.read_bytes() == before


def test_all_questions_of_one_reading_are_about_one_state_of_the_store(store: Path) -> None:
    with open_to_read(store) as ask:
        first = reading.entities(ask)
        with open_to_write(store, STAMP) as session:
            writing.add_entity(session, Entity("Vinh"))
        assert reading.entities(ask) == first
    with open_to_read(store) as ask:
        assert [one.name for one in reading.entities(ask).values()][-1] == "Vinh"


def test_a_name_of_two_entities_is_refused_with_both(store: Path) -> None:
    with open_to_write(store, STAMP) as session:
        for one in (Entity("Vinh Long"), Entity("Vinh Phúc")):
            writing.add_entity(session, one)
            row = lookup.entity_id(session.ask, one.name)
            writing.add_names(session, {("VL", None): True}, entity_id=row)
    with (
        pytest.raises(AmbiguousName, match='"Vinh Long" or "Vinh Phúc"'),
        open_to_read(store) as ask,
    ):
        lookup.entity_id(ask, "vl")


@pytest.mark.parametrize("field", ["valid_from", "owner", "base"])
def test_a_target_version_does_not_change_the_one_before_it(store: Path, field: str) -> None:
    second = replace(PLAIN_TARGET, **{field: getattr(TARGET, field)})
    with open_to_write(store, STAMP) as session:
        writing.add_target(session, PROVINCE, FLOW, PLAIN_TARGET)
        assert writing.add_target(session, PROVINCE, FLOW, second) == 2
    assert series_of(store, FLOW).versions == (PLAIN_TARGET, replace(second, version=2))
