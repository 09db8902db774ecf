"""Making a store, and opening one: what the other use cases take is its path."""

from __future__ import annotations

from pathlib import Path

from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.store import open_to_read, open_to_write, queries
from targettrack.store.lookup import EVER

_NAMES = {
    "entity": queries.ALL_ENTITY_NAMES,
    "indicator": queries.ALL_INDICATOR_NAMES,
    "scenario": queries.ALL_SCENARIO_NAMES,
}


def new_store(path: Path) -> None:
    """Make an empty store.

    Raises:
        Exists: the file is there already.
        StoreFault: it cannot be written.
    """
    if path.exists():
        raise Exists("store", str(path), Message("use it, or name another file with --db"))
    with open_to_write(path):
        pass


def open_store(path: Path | str) -> Path:
    """Return the path of a store, made where it is not there, and brought up to date.

    Raises:
        StoreFault: the file is not a store, or cannot be used.
    """
    store = Path(path)
    with open_to_write(store):
        pass
    return store


def names_in(store: Path, what: str) -> set[str]:
    """Return every name of the entities, indicators or scenarios of a store, aliases too.

    Raises:
        StoreFault: it cannot be read.
    """
    with open_to_read(store) as ask:
        return {str(row[1]) for row in ask(_NAMES[what], {"known_at": EVER})}
