"""Asking on a terminal about a figure that looks like a slip, before it is recorded."""

from typing import Protocol, TypeVar

import typer

from targettrack.app.record.status_change import Recorded
from targettrack.cli.output import note, worded
from targettrack.cli.questions import asks
from targettrack.errors import DoubtfulFigure
from targettrack.message import Message, lines_of

R_co = TypeVar("R_co", covariant=True)


class Recording(Protocol[R_co]):
    """What records figures; `strict`, it raises DoubtfulFigure where one may be a slip."""

    def __call__(self, *, strict: bool) -> R_co:
        """Record them."""


def recorded_surely(record: Recording[R_co], *, strict: bool) -> R_co:
    """Record figures; on a terminal what looks like a slip is asked about first.

    Raises:
        DoubtfulFigure: `strict`, and it does.
    """
    is_asked = not strict and asks()
    try:
        return record(strict=strict or is_asked)
    except DoubtfulFigure as doubt:
        if not is_asked:
            raise
        for line in lines_of(doubt.said):
            note(line)
    if not typer.confirm(worded(Message("Record it as it is?")), err=True):
        raise typer.Exit(1)
    return record(strict=False)


def warn_of_doubt(recorded: Recorded) -> None:
    """Say why what was recorded may be a slip, where nobody was asked."""
    if recorded.doubt and not asks():
        note(Message("warning: {message}", message=recorded.doubt.message))
