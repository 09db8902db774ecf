"""The tables are those declared, and a store is brought up to date without losing anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from targettrack.errors import StoreFault
from targettrack.store import open_to_read, open_to_write, reading
from targettrack.store.opening import APPLICATION_ID, HEAD
from tests.store.samples import stated, store_with_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

OPENINGS = pytest.mark.parametrize("opening", [open_to_read, open_to_write])
if TYPE_CHECKING:
    Opening = Callable[[Path], AbstractContextManager[object]]


def _schema(path: Path) -> dict[str, list[str]]:
    """Return the lines of each table and index, without regard to their order and spacing."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute(
            "SELECT name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name != 'alembic_version'"
        )
        return {name: sorted(_lines(sql)) for name, sql in rows}


def _lines(sql: str) -> Iterator[str]:
    for line in sql.splitlines():
        words = " ".join(line.split()).rstrip(",").replace('"', "")
        if words:
            yield words


def _made(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()
    return path


def test_the_declared_tables_equal_the_migrated_ones(here: Path) -> None:
    with open_to_write(here / "migrated.db"):
        pass
    engine = create_engine(f"sqlite:///{here / 'migrated.db'}", poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, SQLModel.metadata) == []


def test_checks_and_tables_without_rowid_are_those_declared(here: Path) -> None:
    with open_to_write(here / "migrated.db"):
        pass
    engine = create_engine(f"sqlite:///{here / 'declared.db'}", poolclass=NullPool)
    SQLModel.metadata.create_all(engine)
    declared = _schema(here / "declared.db")
    assert _schema(here / "migrated.db") == declared
    assert any("WITHOUT ROWID" in line for line in declared["observation"])
    assert any("CHECK" in line for line in declared["alias"])


def test_a_new_store_carries_our_mark_and_the_newest_revision(here: Path) -> None:
    with open_to_write(here / "new.db"):
        pass
    with closing(sqlite3.connect(here / "new.db")) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


@OPENINGS
@pytest.mark.parametrize(
    "statements",
    [
        (f"PRAGMA application_id = {APPLICATION_ID}",),
        (
            f"PRAGMA application_id = {APPLICATION_ID}",
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
            "CREATE TABLE kept (word TEXT)",
            "INSERT INTO kept VALUES ('precious')",
        ),
    ],
    ids=["without tables", "without revision"],
)
def test_an_existing_store_is_migrated_after_a_copy_was_kept(
    here: Path, opening: Opening, statements: tuple[str, ...]
) -> None:
    store = _made(here / "old.db", *statements)
    before = _schema(store)
    with opening(store):
        pass
    assert "observation" in _schema(store)
    copies = [one for one in here.iterdir() if one.name != "old.db"]
    assert len(copies) == 1
    assert copies[0].name.startswith("old.db.")
    assert _schema(copies[0]) == before
    if "kept" in before:
        with closing(sqlite3.connect(copies[0])) as raw:
            assert raw.execute("SELECT word FROM kept").fetchall() == [("precious",)]


def test_a_store_that_is_up_to_date_is_not_copied(here: Path) -> None:
    store = store_with_figures(here / "store.db", stated("10846", "2025-06-03"))
    with open_to_write(store):
        pass
    with open_to_read(store):
        pass
    assert [one.name for one in here.iterdir()] == ["store.db"]


@OPENINGS
def test_a_newer_store_is_refused_with_what_to_do(here: Path, opening: Opening) -> None:
    store = store_with_figures(here / "store.db", stated("10846", "2025-06-03"))
    _made(store, "UPDATE alembic_version SET version_num = '9999'")
    before = store.read_bytes()
    with pytest.raises(StoreFault, match=rf"newer targettrack.*9999.*{HEAD}.*upgrade"):
        opening(store).__enter__()
    assert store.read_bytes() == before
    assert [one.name for one in here.iterdir()] == ["store.db"]


@OPENINGS
@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE notes (word TEXT)",),
        ("PRAGMA application_id = 252006674",),
        ("CREATE TABLE alembic_version (version_num TEXT)",),
        (f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE notes (word TEXT)"),
    ],
    ids=["tables", "mark", "another Alembic", "our mark on other tables"],
)
def test_a_file_of_another_program_is_refused_and_left_alone(
    here: Path, opening: Opening, statements: tuple[str, ...]
) -> None:
    store = _made(here / "other.db", *statements)
    before = store.read_bytes()
    with pytest.raises(StoreFault, match=r"other\.db"):
        opening(store).__enter__()
    assert store.read_bytes() == before
    assert [one.name for one in here.iterdir()] == ["other.db"]


@OPENINGS
def test_an_empty_file_becomes_a_store(here: Path, opening: Opening) -> None:
    (here / "empty.db").touch()
    with opening(here / "empty.db"):
        pass
    with open_to_read(here / "empty.db") as ask:
        assert reading.entities(ask) == {}
