"""The tables are those declared, and a store is brought up to date without losing anything."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from msgspec.structs import replace
from sqlalchemy import Column, MetaData, String, Table, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from targettrack import store as store_of
from targettrack.app.clock import Clock
from targettrack.app.life.undo import undo
from targettrack.faults import StoreFault
from targettrack.refusals import NothingToUndo
from targettrack.store import open_to_read, open_to_write, reading, writing
from targettrack.store.events import chain
from targettrack.store.opening import APPLICATION_ID, HEAD
from targettrack.store.tables import METADATA
from tests.store.samples import (
    FIGURE,
    FLOW,
    PROVINCE,
    SHARE,
    STAMP,
    TARGET,
    WEIGHTS,
    moment,
    recording,
    series_of,
    stated,
    store_with_figures,
    writing_to,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

FIRST = {
    "alias", "document", "entity", "indicator", "observation", "scenario", "series", "target",
    "trajectory_point", "weight",
}  # fmt: skip
SCRIPT = Path(store_of.__file__).with_name("tables.sql")
VERSIONS = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
OPENINGS = pytest.mark.parametrize("opening", [open_to_read, open_to_write])
if TYPE_CHECKING:
    Opening = Callable[[Path], AbstractContextManager[object]]


def _schema(path: Path) -> dict[str, list[str]]:
    """Return what SQLite says of each table: columns, keys, indexes, checks, row numbers.

    In whichever order the columns are, since they are always named. Its own description is
    compared, since a column that was added later is spelled differently.
    """
    with closing(sqlite3.connect(path)) as raw:
        tables = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != 'alembic_version'"
        ).fetchall()
        return {name: [*_described(raw, name), *_marks(sql)] for name, sql in tables}


def _described(raw: sqlite3.Connection, table: str) -> Iterator[str]:
    declared = raw.execute(f"PRAGMA table_xinfo({table})")
    yield from sorted(f"column {row[1:]}" for row in declared)
    keys = raw.execute(f"PRAGMA foreign_key_list({table})")
    yield from sorted(f"foreign key {row[2:]}" for row in keys)
    found = raw.execute(f"PRAGMA index_list({table})")
    for _, name, unique, origin, partial in sorted(found, key=lambda row: row[1]):
        columns = [row[2] for row in raw.execute(f"PRAGMA index_info({name})")]
        shown = name if origin == "c" else ""
        yield f"index {shown} {unique} {origin} {partial} {columns}"


def _marks(sql: str) -> list[str]:
    lines = [" ".join(line.split()).rstrip(",") for line in sql.splitlines()]
    return sorted(line for line in lines if "CHECK" in line or "ROWID" in line)


def _made(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()
    return path


def _migrated(path: Path, revision: str) -> Path:
    """Make a store by the migrations alone, up to a revision."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "targettrack.store:migrations")
        command.upgrade(config, revision)
    return path


def test_the_declared_tables_equal_the_migrated_ones(here: Path) -> None:
    _migrated(here / "migrated.db", HEAD)
    engine = create_engine(f"sqlite:///{here / 'migrated.db'}", poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_checks_and_tables_without_rowid_are_those_declared(here: Path) -> None:
    engine = create_engine(f"sqlite:///{here / 'declared.db'}", poolclass=NullPool)
    METADATA.create_all(engine)
    declared = _schema(here / "declared.db")
    assert _schema(_migrated(here / "migrated.db", HEAD)) == declared
    assert any("WITHOUT ROWID" in line for line in declared["observation"])
    assert any("foreign key" in line for line in declared["target"])
    assert any("CHECK" in line for line in declared["name"])


def test_the_script_of_a_new_store_is_what_is_declared(here: Path) -> None:
    """With UPDATE_GOLDEN=1 the script is written instead of compared."""
    declared: list[CreateTable | CreateIndex] = []
    for table in (VERSIONS, *METADATA.sorted_tables):
        declared.append(CreateTable(table))
        declared += map(CreateIndex, sorted(table.indexes, key=lambda index: str(index.name)))
    made = [str(one.compile(dialect=sqlite.dialect())) for one in declared]
    lines = [line.rstrip() for one in made for line in f"{one.strip()};".splitlines()]
    script = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        source = Path(__file__).parents[2] / "src" / "targettrack" / "store"
        (source / SCRIPT.name).write_text(script, "utf-8")
    assert SCRIPT.read_text("utf-8") == script
    with open_to_write(here / "new.db"):
        pass
    assert _schema(here / "new.db") == _schema(_migrated(here / "migrated.db", HEAD))


@OPENINGS
def test_a_store_of_the_first_revision_loses_nothing(here: Path, opening: Opening) -> None:
    store = _first_revision(here / "old.db")
    before = _rows(store)
    with opening(store):
        pass
    after = _rows(store)
    of_alias = [(one["entity_id"], one["indicator_id"], one["name"]) for one in before["alias"]]
    assert of_alias == [(n["entity_id"], n["indicator_id"], n["text"]) for n in after["name"]]
    vietnamese = SHARE.called("vi")
    named = {(one["text"], one["lang"]) for one in after["name"] if not one["is_alias"]}
    assert {(SHARE.name, None), (SHARE.id, None), (vietnamese, "vi")} <= named
    assert not named & {(alias, None) for alias in SHARE.aliases}
    assert vietnamese in {one.pop("name_vi") for one in before["indicator"]}
    for table, rows in before.items():
        if table not in {"alembic_version", "alias"}:
            names = list(rows[0]) if rows else []
            kept = [{name: row[name] for name in names} for row in after[table]]
            assert kept == rows, table
    assert {row["stage"] for row in after["observation"]} == {""}
    assert after["target_stage"] == []
    added = ("reference_id", "hold", "hold_share", "volume")
    assert {row[name] for row in after["target"] for name in added} == {None}
    with closing(sqlite3.connect(store)) as raw:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_migrated_store_has_the_tables_of_a_new_one_and_is_written_on(here: Path) -> None:
    store = _first_revision(here / "old.db")
    with open_to_write(store, STAMP) as session:
        later = replace(stated("11360", "2025-06-10"), volume=Decimal(7))
        vintage = writing.log_observation(session, PROVINCE, FLOW, later)
    with open_to_write(here / "new.db", STAMP):
        pass
    assert _schema(store) == _schema(here / "new.db")
    assert vintage is not None
    assert vintage.revision == 2
    found = series_of(store, FLOW).vintages
    assert [one.value for one in found] == [Decimal(10846), Decimal(11360)]


def test_a_name_typed_on_an_old_keyboard_is_found_after_the_migration(here: Path) -> None:
    store = _made(
        _first_revision(here / "old.db"),
        "UPDATE alias SET name = 'Ðà Lạt', folded = 'ða lat' WHERE id = 1",
    )
    with open_to_write(store, STAMP):
        pass
    assert [one["folded"] for one in _rows(store)["name"] if one["text"] == "Ðà Lạt"] == ["da lat"]


HANOI = timezone(timedelta(hours=7))
MORNING = datetime(2025, 6, 11, 6, 30, tzinfo=HANOI)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
@pytest.mark.parametrize(
    ("written", "days"),
    [
        ([datetime(2025, 6, 10, tzinfo=HANOI)], [20250610]),
        ([datetime(2025, 6, 10, tzinfo=HANOI), MORNING], [20250610, 20250611]),
        ([MORNING], [20250610]),  # the day in UTC, for nothing tells where it was written
        ([datetime(2025, 6, 10, tzinfo=timezone(-timedelta(hours=9, minutes=30)))], [20250610]),
        ([datetime(2025, 6, 10, tzinfo=timezone(timedelta(hours=13)))], [20250610]),
    ],
    ids=["midnight", "a moment beside midnights", "only a moment", "west by halves", "far east"],
)
def test_a_day_is_told_from_the_moments_of_an_older_store(
    here: Path, revision: str, written: list[datetime], days: list[int]
) -> None:
    store = _released(here / "old.db", revision)
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("DELETE FROM observation WHERE series_id = 2")
        raw.execute("UPDATE target SET recorded_at = ?", (int(written[0].timestamp()),))
        raw.execute("UPDATE weight SET recorded_at = ?", (int(written[0].timestamp()),))
        raw.execute("UPDATE observation SET recorded_at = ?", (int(written[-1].timestamp()),))
        raw.commit()
    with open_to_read(store):
        pass
    with closing(sqlite3.connect(store)) as raw:
        asked = "SELECT recorded_on, recorded_at FROM {}"
        found = [raw.execute(asked.format(one)).fetchone() for one in ("target", "observation")]
        weights = raw.execute("SELECT DISTINCT recorded_on FROM weight").fetchall()
    assert found == [(days[0], written[0].timestamp()), (days[-1], written[-1].timestamp())]
    assert weights == [(days[0],)]


def _first_revision(path: Path) -> Path:
    return _released(path, "0001")


def _released(path: Path, revision: str) -> Path:
    """Make a store by the first migrations alone, with a row in each table of the first.

    The rows are those that a store of today holds, without what came later.
    """
    filled = path.with_name("filled.db")
    with writing_to(filled) as session:
        writing.add_target(session, PROVINCE, SHARE, TARGET)
        writing.set_weights(session, PROVINCE, SHARE, WEIGHTS, recording("2025-02-01"))
        writing.log_observation(session, PROVINCE, SHARE, FIGURE)
        writing.log_observation(session, PROVINCE, FLOW, stated("10846", "2025-06-03"))
    _migrated(path, revision)
    rows = _rows(filled)
    rows["alias"] = [
        {"name": one["text"], **one} for one in rows["name"] if one["lang"] in {None, "vi"}
    ]
    vietnamese = {one["indicator_id"]: one["text"] for one in rows["name"] if one["lang"] == "vi"}
    for one in rows["indicator"]:
        one["name_vi"] = vietnamese.get(one["id"])
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for (table,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            names = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            if table == "alembic_version":
                continue
            assert rows[table] or table not in FIRST, table
            marks = ", ".join("?" * len(names))
            values = [[row[name] for name in names] for row in rows[table]]
            insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our names
            raw.executemany(insert, values)
        raw.commit()
    filled.unlink()
    return path


def _rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table by name of column, in order of their key."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        names = [
            row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        asked = {name: f"SELECT * FROM {name}" for name in names}  # noqa: S608 - our own tables
        return {name: [dict(row) for row in raw.execute(asked[name])] for name in names}


def test_a_new_store_carries_our_mark_and_the_newest_revision(here: Path) -> None:
    with open_to_write(here / "new.db", STAMP):
        pass
    with closing(sqlite3.connect(here / "new.db")) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def test_the_rows_of_an_older_store_belong_to_its_first_event(here: Path) -> None:
    store = _first_revision(here / "old.db")
    with open_to_read(store) as ask:
        (first,) = chain.events(ask)
        assert chain.tampered(ask) is None
    listed = {row.table for row in first.rows}
    assert {"entity", "indicator", "scenario", "document", "target", "observation"} <= listed
    assert first.stamp.at == moment("2025-06-03")
    with pytest.raises(NothingToUndo):
        undo(store, Clock.at(MORNING), 1)
    with closing(sqlite3.connect(store)) as raw:
        raw.execute("UPDATE observation SET value = '1' WHERE series_id = 2")
        raw.commit()
    with open_to_read(store) as ask:
        found = chain.tampered(ask)
    assert found is not None
    assert (found.event, found.table) == (1, "observation")


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


def test_the_copy_of_another_store_of_the_same_name_is_never_overwritten(here: Path) -> None:
    for word in ("first", "second", "third"):
        store = _first_revision(here / "old.db")
        _made(store, f"CREATE TABLE kept AS SELECT '{word}' AS word")
        with open_to_write(store, STAMP):
            pass
        store.unlink()
    words = []
    for copy in sorted(here.glob("old.db.*")):
        with closing(sqlite3.connect(copy)) as raw:
            words += raw.execute("SELECT word FROM kept").fetchone()
    assert words == ["first", "second", "third"]


def test_a_migration_that_fails_leaves_the_store_and_no_copy(here: Path) -> None:
    store = _first_revision(here / "old.db")
    _made(store, "DROP TABLE alias")
    before = _rows(store)
    with pytest.raises(StoreFault, match="alias"), open_to_write(store, STAMP):
        pass
    assert _rows(store) == before
    assert [one.name for one in here.iterdir()] == ["old.db"]


def test_a_store_that_is_up_to_date_is_not_copied(here: Path) -> None:
    store = store_with_figures(here / "store.db", stated("10846", "2025-06-03"))
    with open_to_write(store, STAMP):
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
