"""One opening is one transaction, on a store whose references hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.entity import Entity
from targettrack.errors import AmbiguousName, StoreFault
from targettrack.store import asking, lookup, open_to_read, open_to_write, reading, writing
from targettrack.store.columns import insert
from tests.store.samples import (
    FLOW,
    PLAIN_TARGET,
    PROVINCE,
    TARGET,
    series_of,
    stated,
    store_with_figures,
    writing_to,
)

if TYPE_CHECKING:
    from pathlib import Path


class _Interrupted(Exception):
    pass


@pytest.fixture
def store(here: Path) -> Path:
    return store_with_figures(here / "store.db", stated("10846", "2025-06-03"))


def test_a_store_and_nothing_else_is_made(here: Path) -> None:
    with open_to_write(here / "new.db"):
        pass
    assert [one.name for one in here.iterdir()] == ["new.db"]


def test_the_folder_of_a_new_store_is_made_too(here: Path) -> None:
    with open_to_write(here / "a" / "b" / "new.db"):
        pass
    assert (here / "a" / "b" / "new.db").is_file()


def test_a_store_is_in_wal_mode(store: Path) -> None:
    with closing(sqlite3.connect(store)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_foreign_keys_hold_while_writing(store: Path) -> None:
    with open_to_write(store) as session:
        assert list(asking(session)("PRAGMA foreign_keys", {})) == [(1,)]
    before = store.read_bytes()
    with pytest.raises(StoreFault, match="FOREIGN KEY"), open_to_write(store) as session:
        insert(session, "series", {"entity_id": 999, "indicator_id": 999})
    assert store.read_bytes() == before


def test_foreign_keys_hold_while_reading(store: Path) -> None:
    with open_to_read(store) as ask:
        assert list(ask("PRAGMA foreign_keys", {})) == [(1,)]


def test_what_a_command_wrote_is_there_after_it(store: Path) -> None:
    with open_to_write(store) as session:
        writing.log_observation(session, PROVINCE, FLOW, stated("11360", "2025-06-10"))
    assert [str(one.value) for one in series_of(store, FLOW).vintages] == ["10846", "11360"]


def test_an_error_in_the_middle_leaves_the_store_as_it_was_to_the_byte(store: Path) -> None:
    before = store.read_bytes()
    with suppress(_Interrupted), open_to_write(store) as session:
        writing.add_entity(session, Entity("Vinh"))
        writing.log_observation(session, PROVINCE, FLOW, stated("11360", "2025-06-10"))
        raise _Interrupted
    assert store.read_bytes() == before
    assert [one.name for one in store.parent.iterdir()] == [store.name]


def test_an_error_in_the_middle_leaves_no_new_store_behind(here: Path) -> None:
    with pytest.raises(_Interrupted), writing_to(here / "new.db"):
        raise _Interrupted
    assert list(here.iterdir()) == []


def test_a_command_that_writes_nothing_changes_no_byte(store: Path) -> None:
    before = store.read_bytes()
    with open_to_write(store) as session:
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
        with open_to_write(store) as session:
            writing.add_entity(session, Entity("Vinh"))
        assert reading.entities(ask) == first
    with open_to_read(store) as ask:
        assert [one.name for one in reading.entities(ask).values()][-1] == "Vinh"


def test_a_name_of_two_entities_is_refused_with_both(store: Path) -> None:
    with open_to_write(store) as session:
        for one in (Entity("Vinh Long"), Entity("Vinh Phúc")):
            writing.add_entity(session, one)
            row = lookup.entity_id(asking(session), one.name)
            writing.add_names(session, ("VL",), entity_id=row)
    with (
        pytest.raises(AmbiguousName, match='"Vinh Long" or "Vinh Phúc"'),
        open_to_read(store) as ask,
    ):
        lookup.entity_id(ask, "vl")


@pytest.mark.parametrize("field", ["valid_from", "owner", "base"])
def test_a_target_version_does_not_change_the_one_before_it(store: Path, field: str) -> None:
    second = replace(PLAIN_TARGET, **{field: getattr(TARGET, field)})
    with open_to_write(store) as session:
        writing.add_target(session, PROVINCE, FLOW, PLAIN_TARGET)
        assert writing.add_target(session, PROVINCE, FLOW, second) == 2
    assert series_of(store, FLOW).versions == (PLAIN_TARGET, replace(second, version=2))
