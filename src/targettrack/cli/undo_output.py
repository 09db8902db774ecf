"""What undo and redo have in common: the event's argument, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.cli.output import note
from targettrack.domain.values.name import clean_text
from targettrack.errors import UsageFault
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.app.life.undo import Undone
    from targettrack.cli.command import Run

MOST = 10  # lines of one event


def event_number(typed: str) -> int | None:
    """Return the number of an event as it was typed; None for none.

    Raises:
        UsageFault: it is no number.
    """
    if not typed:
        return None
    if not clean_text(typed, "event").isdecimal():
        raise UsageFault(
            Message("an event is named by its number, not {typed}: see undo --list", typed=typed)
        )
    return int(typed)


def tell(run: Run, one: Undone, *, counts: bool) -> None:
    """Say what was taken back or counts again, and print the verdicts that it changed."""
    from targettrack.app.life.undo import undone_message  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import changed_verdicts  # noqa: PLC0415

    note(translate(undone_message(one, counts=counts), run.lang))
    for line in one.lines[:MOST]:
        note(Message("    {line}", line=line))
    if one.lines[MOST:]:
        note(Message("    ... {lines}", lines=len(one.lines) - MOST))
    if one.effect is not None and one.effect.changed:
        run.print_listing(changed_verdicts(one.effect.changed, run.listed))
