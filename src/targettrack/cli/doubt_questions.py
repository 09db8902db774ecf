"""Asking on a terminal about a figure that looks like a slip, before it is recorded."""

import sys
from typing import Protocol

import typer

from targettrack.app.record.status_change import Recorded
from targettrack.cli.output import note
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
    asks = not strict and _asks()
    try:
        return record(strict=strict or asks)
    except DoubtfulFigure as doubt:
        if not asks:
            raise
        note(str(doubt))
    if not typer.confirm("Record it as it is?", err=True):
        raise typer.Exit(1)
    return record(strict=False)


def warn_of_doubt(recorded: Recorded, lang: str) -> None:
    """Say why what was recorded may be a slip, where nobody was asked."""
    if recorded.doubt and not _asks():
        note(f"warning: {translate(recorded.doubt.message, lang)}")


def _asks() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
