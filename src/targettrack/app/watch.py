"""How a use case tells how far it is: whoever waits passes what watches its items go by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Watch(Protocol):
    """Passes items on; `doing` names the work, `total` says how many there are about, if known."""

    def __call__(  # noqa: D102 - the class says it
        self, items: Iterable[T], doing: str, total: int | None = None, /
    ) -> Iterable[T]: ...


def unwatched(items: Iterable[T], _doing: str, _total: int | None = None, /) -> Iterable[T]:
    """Pass items on where nobody watches."""
    return items
