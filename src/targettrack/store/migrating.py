"""Bringing a store's tables up to date, one transaction for all steps, with a copy kept first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from targettrack.faults import StoreFault
from targettrack.message import Message
from targettrack.store.events.chain import first_event
from targettrack.store.events.views import make_views
from targettrack.store.opening import APPLICATION_ID, HEAD, connect, revision_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

FIRST_WITH_EVENTS = "0007"


def migrate(path: Path) -> None:
    """Apply every missing step to a store that is there.

    It is copied first, to a new file beside it that is named after the revision that it has; where
    the migration fails, the store is as it was and the copy goes.

    Raises:
        StoreFault: it is not ours, is newer than this program, or cannot be copied.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, write=True), poolclass=NullPool
    )
    event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.begin() as connection:
            _apply(connection, path)
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _apply(connection: Connection, path: Path) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - of our own making
    revision = revision_of(raw, path)
    if revision == HEAD:  # another command has done it meanwhile
        return
    copy = _kept_copy(path, f"{revision or 'empty'}-before-{HEAD}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "targettrack.store:migrations")
    try:
        command.upgrade(config, HEAD)
        make_views(raw)
        if revision is not None and revision < FIRST_WITH_EVENTS:
            first_event(raw)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _kept_copy(path: Path, ending: str) -> Path:
    """Copy a store to the first file of that ending that is not there yet."""
    copy = path.with_name(f"{path.name}.{ending}")
    for number in count(2):
        try:
            copy.touch(exist_ok=False)
            break
        except FileExistsError:
            copy = path.with_name(f"{path.name}.{ending}.{number}")
        except OSError as error:
            raise _not_kept(copy, error.strerror) from None
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as kept:
            source.backup(kept)
    except sqlite3.Error as error:
        copy.unlink(missing_ok=True)
        raise _not_kept(copy, error) from error
    return copy


def _not_kept(copy: Path, reason: object) -> StoreFault:
    return StoreFault(
        copy, Message("could not be written, so nothing was migrated: {reason}", reason=str(reason))
    )
