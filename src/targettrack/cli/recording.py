"""Recording a figure that was typed: what is left open is asked for, and what looks like a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.record.figure import record_figure
from targettrack.cli.doubt_questions import recorded_surely
from targettrack.cli.questions import completed

if TYPE_CHECKING:
    from targettrack.app.record.figure import FigureWords
    from targettrack.app.record.status_change import Recorded
    from targettrack.cli.command import Run


def recorded(run: Run, words: FigureWords, *, strict: bool = False) -> Recorded:
    """Record a figure; questions are asked on a terminal only.

    Raises:
        Question, DoubtfulFigure: elsewhere, something is open, or with `strict` it may be a slip.
    """
    return completed(
        words,
        lambda known: recorded_surely(
            lambda *, strict: record_figure(run.store, run.clock, known, run.reads, strict=strict),
            strict=strict,
        ),
        run.lang,
        run.listener.answer,
    )
