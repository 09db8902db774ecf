"""One writing transaction, in a store that is made or brought up to date first."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.faults import StoreFault
from targettrack.message import Message
from targettrack.store.events.session import Session
from targettrack.store.events.views import make_views
from targettrack.store.opening import APPLICATION_ID, HEAD, check_file, connect, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.records.event import Stamp

_TABLES = Path(__file__).with_name("tables.sql")  # as store.tables declares them


@contextmanager
def transaction(path: Path, stamp: Stamp | None = None) -> Iterator[Session]:
    """Begin at once, and commit at the end or roll all of it back.

    A store of an older version is brought up to date before, which stays. A file that this
    transaction made is not left behind when it fails; one that was there is left as it was, also
    if it is empty.
    """
    made = _make(path)
    file, is_empty = _identity(path), made or _is_empty(path)
    done = False
    try:
        with closing(_writable(path)) as raw, _begun(raw, path, is_empty=is_empty):
            if _identity(path) != file:
                raise StoreFault(
                    path, Message("was taken back by the command that made it: try again")
                )
            session = Session(raw, stamp)
            yield session
            session.close()
        done = True
        if is_empty:
            with suppress(sqlite3.Error):  # somebody uses it already: the next command does it
                _writable(path).close()
    finally:
        if made and not done:
            _take_back(path, file)


@contextmanager
def _begun(raw: sqlite3.Connection, path: Path, *, is_empty: bool) -> Iterator[None]:
    """Hold the lock for writing on a store that has the tables of this version."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        revision = revision_of(raw, path)
        if revision is None and is_empty:
            _make_tables(raw)
        elif revision != HEAD:
            from targettrack.store.migrating import migrate  # noqa: PLC0415 - loads Alembic

            raw.execute("ROLLBACK")
            migrate(path)
            raw.execute("BEGIN IMMEDIATE")
            revision_of(raw, path)
        yield
        raw.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has done it itself where the disk is full
            raw.execute("ROLLBACK")
        raise


def _make_tables(raw: sqlite3.Connection) -> None:
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in _TABLES.read_text("utf-8").split(";\n"):
        raw.execute(statement)
    raw.execute("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    make_views(raw)


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
    except BaseException:
        connection.close()
        raise
    return connection
