"""The store: one SQLite file; opening it to read or to write is one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from targettrack.store.opening import HEAD, check_file, connect, faults_of, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlmodel import Session

    from targettrack.domain.records.event import Stamp
    from targettrack.store.lookup import Ask, Row


@contextmanager
def open_to_read(path: Path) -> Iterator[Ask]:
    """Open a store to read: yields what runs the queries, all of them on one state of the store.

    Raises:
        StoreFault: the file is missing, not ours, damaged, newer, or locked for too long.
    """
    check_file(path)
    with faults_of(path):
        connection = connect(path, write=False)
        try:
            if revision_of(connection, path) != HEAD:
                with open_to_write(path):
                    pass
            connection.execute("BEGIN")
            yield connection.execute
        finally:
            connection.close()


@contextmanager
def open_to_write(path: Path, stamp: Stamp | None = None) -> Iterator[Session]:
    """Open or create a store to write: one transaction, kept as a whole or not at all.

    What it records is one event, which says who recorded it, when and by which command; without a
    stamp nothing can be recorded.

    Raises:
        StoreFault: as for reading, or the file cannot be written.
    """
    from targettrack.store.transaction import transaction  # noqa: PLC0415 - loads the ORM

    with faults_of(path), transaction(path, stamp) as session:
        yield session


def asking(session: Session) -> Ask:
    """Return what runs the reading queries inside a transaction that writes."""
    from sqlalchemy import text  # noqa: PLC0415 - loads the ORM

    def ask(query: str, given: Mapping[str, object]) -> list[Row]:
        return [tuple(row) for row in session.connection().execute(text(query), dict(given))]

    return ask
