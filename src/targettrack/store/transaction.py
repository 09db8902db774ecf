"""One writing transaction through SQLAlchemy on a connection of our own making."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from targettrack.faults import StoreFault
from targettrack.message import Message
from targettrack.store.events.change_set import ChangeSet
from targettrack.store.migrating import migrate
from targettrack.store.opening import check_file, connect, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from targettrack.domain.records.event import Stamp


@contextmanager
def transaction(path: Path, stamp: Stamp | None = None) -> Iterator[Session]:
    """Begin at once, bring the tables up to date, and commit at the end or roll all of it back.

    A file that this transaction made is not left behind when it fails; one that was there is left
    as it was, also if it is empty.
    """
    made = _make(path)
    file, is_empty = _identity(path), made or _is_empty(path)
    engine = create_engine("sqlite://", creator=lambda: _writable(path), poolclass=NullPool)
    event.listen(engine, "begin", _begin_immediate)
    done = False
    try:
        with engine.begin() as connection, Session(bind=connection) as session:
            if _identity(path) != file:
                raise StoreFault(
                    path, Message("was taken back by the command that made it: try again")
                )
            migrate(connection, path, is_new=is_empty)
            changes = ChangeSet(_raw(connection), stamp)
            session.info["changes"] = changes
            yield session
            session.flush()
            changes.close()
        done = True
        if is_empty:
            with suppress(sqlite3.Error):  # somebody uses it already: the next command does it
                _writable(path).close()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()
        if made and not done:
            _take_back(path, file)


def _make(path: Path) -> bool:
    """Make an empty file, and the folders above it; return whether it was this that made it.

    Raises:
        StoreFault: it cannot be made, or is there and cannot be a store.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.resolve().open("xb").close()  # what a link leads to, where that is missing
    except FileExistsError:
        check_file(path)
        return False
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its link leads back to itself"
        raise StoreFault(path, Message("cannot be made: {reason}", reason=str(reason))) from None
    return True


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of its name; None if there is none."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def _is_empty(path: Path) -> bool:
    with suppress(OSError):
        return not path.stat().st_size
    return False


def _take_back(path: Path, file: tuple[int, int] | None) -> None:
    """Remove the file that was to become a store, unless another command is making it one.

    It is removed under its lock, so a command that waits for it finds out when it gets the lock.
    """
    with suppress(OSError, sqlite3.Error), closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        is_bare = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if is_bare and _identity(path) == file:
            path.resolve().unlink()


def _writable(path: Path) -> sqlite3.Connection:
    """Open the file, without touching it if it is empty, not ours or newer."""
    connection = connect(path, write=True)
    try:
        if revision_of(connection, path) is not None:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - of our own making
    return raw


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
