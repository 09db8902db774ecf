"""Reading the keys of a table of a plan: what cannot be read is told with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from targettrack.errors import TargettrackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targettrack.exchange.plans.keys import Table

T = TypeVar("T")
Wrong = tuple[str, int, str]  # the key, the item of its list or 0, and what is wrong


class Misread(TargettrackError):
    """Keys of a table that cannot be read; one line each."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__("\n".join(what for _, _, what in wrong))
        self.wrong = list(wrong)


def read_keys(
    table: Table, wrong: list[Wrong], **readers: Callable[[Any], Any] | None
) -> dict[str, Any]:
    """Return what the readers make of the keys that are there; note in `wrong` what they refuse.

    What needs no reading has None for its reader.
    """
    said: dict[str, Any] = {}
    for key, reader in readers.items():
        if key in table:
            try:
                said[key] = reader(table[key]) if reader else table[key]
            except TargettrackError as error:
                wrong.append((key, 0, str(error)))
    return said


def read_all(table: Table, **readers: Callable[[Any], Any] | None) -> dict[str, Any]:
    """Return what the readers make of the keys that are there; raises Misread."""
    wrong: list[Wrong] = []
    said = read_keys(table, wrong, **readers)
    if wrong:
        raise Misread(wrong)
    return said


def read_items(
    table: Table, wrong: list[Wrong], key: str, reader: Callable[[Any], T]
) -> tuple[T, ...]:
    """Return what a reader makes of each item of a list; note in `wrong` what it refuses."""
    read = []
    for number, item in enumerate(table.get(key, ()), start=1):
        try:
            read.append(reader(item))
        except TargettrackError as error:
            wrong.append((key, number, str(error)))
    return tuple(read)
