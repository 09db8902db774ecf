"""Bringing a store's tables up to date, one transaction for all steps, with a copy kept first."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from targettrack.errors import StoreFault
from targettrack.store.opening import APPLICATION_ID, HEAD, revision_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


def migrate(connection: Connection, path: Path, *, is_new: bool) -> None:
    """Apply every missing step inside the transaction that `connection` has begun.

    A store that was there already is copied first, to a file beside it whose name ends in the
    revision that it has.

    Raises:
        StoreFault: it is not ours, is newer than this program, or cannot be copied.
    """
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise StoreFault(path, "is not a SQLite file")
    revision = revision_of(raw, path)
    if revision == HEAD:
        return
    if not is_new:
        _keep_copy(path, path.with_name(f"{path.name}.{revision or 'empty'}-before-{HEAD}"))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "targettrack.store:migrations")
    command.upgrade(config, HEAD)


def _keep_copy(path: Path, copy: Path) -> None:
    source, kept = sqlite3.connect(path), sqlite3.connect(copy)
    try:
        source.backup(kept)
    except sqlite3.Error as error:
        raise StoreFault(copy, f"could not be written, so nothing was migrated: {error}") from error
    finally:
        source.close()
        kept.close()
