"""The store: one SQLite file; opening it to read or to write is one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from targettrack.store.opening import HEAD, check_file, connect, faults_of, revision_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from targettrack.domain.records.event import Stamp
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask


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
    from targettrack.store.transaction import transaction  # noqa: PLC0415 - reading needs none

    with faults_of(path), transaction(path, stamp) as session:
        yield session
