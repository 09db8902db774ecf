"""Asking on a terminal about a figure that looks like a slip, before it is recorded."""

from typing import Protocol

import typer

from targettrack.app.record.status_change import Recorded
from targettrack.cli.output import note
from targettrack.cli.questions import asks
from targettrack.errors import DoubtfulFigure
from targettrack.render.messages.catalogue import translate


class Recording(Protocol):
    """What records a figure; `strict`, it raises DoubtfulFigure for one that may be a slip."""

    def __call__(self, *, strict: bool) -> Recorded:
        """Record it."""


def recorded_surely(record: Recording, *, strict: bool) -> Recorded:
    """Record a figure; on a terminal one that looks like a slip is asked about first.

    Raises:
        DoubtfulFigure: `strict`, and it does.
    """
    is_asked = not strict and asks()
    try:
        return record(strict=strict or is_asked)
    except DoubtfulFigure as doubt:
        if not is_asked:
            raise
        note(str(doubt))
    if not typer.confirm("Record it as it is?", err=True):
        raise typer.Exit(1)
    return record(strict=False)


def warn_of_doubt(recorded: Recorded, lang: str) -> None:
    """Say why what was recorded may be a slip, where nobody was asked."""
    if recorded.doubt and not asks():
        note(f"warning: {translate(recorded.doubt.message, lang)}")
