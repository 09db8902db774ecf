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


def watched(items: Iterable[T], doing: str) -> Iterator[T]:
    """Yield the items; once it has taken a second, show on a terminal how many are done."""
    begun = monotonic()
    with ExitStack() as stack:
        bar = None
        for done, item in enumerate(items):
            if bar is None and sys.stderr.isatty() and monotonic() - begun > PATIENCE:
                from rich.console import Console  # noqa: PLC0415 - long runs only
                from rich.progress import Progress  # noqa: PLC0415

                bar = Progress(console=Console(stderr=True), transient=True)
                stack.enter_context(bar)
                total = len(items) if isinstance(items, Sized) else None
                task = bar.add_task(doing, total=total)
            if bar is not None:
                bar.update(task, completed=done)
            yield item
