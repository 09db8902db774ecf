"""One writing transaction through SQLAlchemy on a connection of our own making."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from targettrack.errors import StoreFault
from targettrack.store.migrating import migrate
from targettrack.store.opening import connect, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection


@contextmanager
def transaction(path: Path) -> Iterator[Session]:
    """Begin at once, bring the tables up to date, and commit at the end or roll all of it back.

    A file that this transaction was to create is not left behind when it fails.
    """
    was_empty = not path.exists() or not path.stat().st_size
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFault(path, f"cannot be made: {error.strerror}") from None
    engine = create_engine("sqlite://", creator=lambda: _writable(path), poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    done = False
    try:
        with engine.begin() as connection, Session(bind=connection) as session:
            if not path.exists():
                raise StoreFault(path, "was taken back by the command that made it: try again")
            migrate(connection, path, is_new=was_empty)
            yield session
            session.flush()
        done = True
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()
        if was_empty and not done:
            _take_back(path)


def _take_back(path: Path) -> None:
    """Remove a file that was to become a store, unless another command is making it one.

    It is removed under its lock, so a command that waits for it finds out when it gets the lock.
    """
    with suppress(OSError, sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def _writable(path: Path) -> sqlite3.Connection:
    """Open the file, without touching it if it is not ours or newer."""
    connection = connect(path, write=True)
    try:
        revision_of(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
