"""Opening a store: whose file it is, whether it can be used, and bringing it up to date."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.faults import StoreFault, system_words
from targettrack.message import Message
from targettrack.store.codec import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x74617274  # "tart"
_STEPS = Path(__file__).parent / "migrations" / "versions"
HEAD = max(step.name[:4] for step in _STEPS.glob("[0-9]*.py"))  # the revision that it leads to
WAIT_SECONDS = 30.0  # twenty who write at once are through by then
_HEADER = b"SQLite format 3\x00"


def check_file(path: Path) -> None:
    """Refuse a path that is missing, that is no plain file, or no SQLite file at all.

    Raises:
        StoreFault: with what to do.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise StoreFault(path, Message("is a folder: name a file in it"))
        if not stat.S_ISREG(mode):  # a device or a pipe, which cannot even be looked into
            raise StoreFault(path, Message("is not a plain file: name another file with --db"))
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError:
        reason = Message(
            "does not exist: start one with targettrack init or add-target, or look around with "
            "targettrack demo"
        )
        raise StoreFault(path, reason) from None
    except OSError as error:
        raise StoreFault(
            path, Message("cannot be read: {strerror}", strerror=system_words(error))
        ) from None
    if header and header != _HEADER:
        raise StoreFault(path, Message("is not a targettrack store: name another file with --db"))


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn what SQLite says inside the block into a sentence about the store at `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreFault(path, _sentence(error)) from error
    except Unreadable as error:
        reason = Message(
            "is damaged, a record cannot be read ({error}): restore a copy of it", error=str(error)
        )
        raise StoreFault(path, reason) from error


def _sentence(error: sqlite3.Error) -> Message:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Message(
            "is in use by another command (waited {n:d} seconds): try again", n=int(WAIT_SECONDS)
        )
    if name.startswith("SQLITE_READONLY"):
        return Message("is read-only: change its permissions or name another file with --db")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return Message("cannot be written, the disk is full or failing: nothing was changed")
    if name.startswith("SQLITE_CANTOPEN"):
        return Message("cannot be opened: check that its folder exists and may be written")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Message("is damaged: restore a copy of it")
    return Message("cannot be used: {error}", error=str(error))


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Return a connection in autocommit mode with foreign keys on, that waits for the disk.

    A reader that may not write the store's folder reads it as it is.
    """
    mode = "rwc" if write else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError as error:
        if write or not _may_be_read_as_is(path, error):
            raise
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
        connection.execute("PRAGMA user_version").fetchone()
    return connection


def _may_be_read_as_is(path: Path, error: sqlite3.Error) -> bool:
    """Whether only the permission to write is missing, and nothing waits outside the file."""
    name = getattr(error, "sqlite_errorname", "") or ""
    log = path.with_name(path.name + "-wal")
    waiting = log.exists() and log.stat().st_size > 0
    return name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) and not waiting


def revision_of(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the schema revision of a store; None for one without tables yet.

    Raises:
        StoreFault: the file belongs to another program, or to a newer targettrack.
    """
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if owner != APPLICATION_ID and (owner or tables):
        raise StoreFault(path, Message("is not a targettrack store: name another file with --db"))
    if not tables:
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(found[0]) if found else None
    if revision is not None and revision > HEAD:
        reason = (
            f"was written by a newer targettrack (revision {revision}, this program knows {HEAD})"
        )
        raise StoreFault(
            path, Message("{reason}: upgrade with pipx upgrade targettrack", reason=reason)
        )
    return revision
