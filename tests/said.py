"""Every text that steps were made of while the tests ran, for whoever has to say them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.domain.assessment import Step

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN: set[tuple[str, str, str, str]] = set()


def listen() -> None:
    """Keep the texts of every step that is made from now on."""
    make: Callable[..., None] = Step.__init__

    def made(self: Step, *given: Any, **named: Any) -> None:
        make(self, *given, **named)
        SEEN.add((self.name, self.formula, self.unit, self.remark))

    Step.__init__ = made  # type: ignore[method-assign]
