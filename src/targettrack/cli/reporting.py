"""From a run to what a report says: the verdicts of two days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.cli.judging import judged, rolled_up
from targettrack.domain.news import news
from targettrack.domain.periods import ONE_DAY, parse_day
from targettrack.errors import TargettrackError, UsageFault
from targettrack.render.page import Report

if TYPE_CHECKING:
    from datetime import date

    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Status
    from targettrack.domain.rulebook import Rulebook
    from targettrack.store.reading import Selection


def reported(
    run: Run, selection: Selection, rulebook: Rulebook, wanted: set[Status], since: str
) -> Report:
    """Judge the selected targets now and on the evening of `since`.

    Raises:
        TargettrackError: there is no target.
        UsageFault: `since` is not before the day judged.
    """
    earlier = first_day(run, since)
    every = judged(run, selection, rulebook, explain=True)
    if not every:
        raise TargettrackError("no target was known for this: add one with targettrack add-target")
    then = replace(run, as_of=earlier, known_at=min(earlier, run.known_at))
    return Report(
        every=every,
        shown=[one for one in every if not wanted or one.status in wanted],
        roll_ups=rolled_up(every, rulebook),
        news=news(judged(then, selection, rulebook), every),
        since=earlier,
    )


def first_day(run: Run, since: str) -> date:
    """Return the day that --since names, or the end of the month before the day judged."""
    if not since:
        return run.as_of.replace(day=1) - ONE_DAY
    day = parse_day(since, "--since")
    if day >= run.as_of:
        raise UsageFault(f"--since {day} must be before {run.as_of}, the day judged")
    return day
