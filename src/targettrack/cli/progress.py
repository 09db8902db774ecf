"""How far a long run is, on stderr, where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Sized
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
PATIENCE = 1.0  # seconds without a sign
OFTEN = 0.1  # seconds between two signs


def watched(items: Iterable[T], doing: str, total: int | None = None) -> Iterator[T]:
    """Yield the items; once it has taken a second, show on a terminal how many are done.

    `total` is how many there are about, where they have no length.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    due = monotonic() + PATIENCE
    with ExitStack() as stack:
        bar = None
        for done, item in enumerate(items):
            if monotonic() > due:
                if bar is None:
                    from rich.console import Console  # noqa: PLC0415 - long runs only
                    from rich.progress import Progress  # noqa: PLC0415

                    bar = Progress(
                        console=Console(stderr=True),
                        transient=True,
                        redirect_stdout=False,  # what takes its place has no encoding
                        redirect_stderr=False,
                    )
                    stack.enter_context(bar)
                    task = bar.add_task(doing, total=_length(items, total))
                bar.update(task, completed=done)
                due = monotonic() + OFTEN
            yield item


def _length(items: Iterable[object], total: int | None) -> int | None:
    return len(items) if isinstance(items, Sized) else total
