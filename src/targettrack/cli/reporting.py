"""From a run to what a report says: the verdicts of two days."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from targettrack.cli.judging import explained_cases, found_cases, judged, rolled_up
from targettrack.domain.lines import lines_of
from targettrack.domain.news import news
from targettrack.domain.periods import ONE_DAY, parse_day
from targettrack.domain.ranking import worst_first
from targettrack.errors import TargettrackError, UsageFault
from targettrack.render.page import Part, Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Assessment, Status
    from targettrack.domain.measures import Case
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
    found = found_cases(run, selection, rulebook)
    if not found:
        raise TargettrackError("no target was known for this: add one with targettrack add-target")
    pairs = explained_cases(found)
    every = worst_first(verdict for _, verdict in pairs)
    then = replace(run, as_of=earlier, known_at=min(earlier, run.known_at))
    return Report(
        every=every,
        parts=parts_of(pairs, [one for one in every if not wanted or one.status in wanted]),
        roll_ups=rolled_up(every, rulebook),
        news=news(judged(then, selection, rulebook), every),
        since=earlier,
    )


def parts_of(pairs: Sequence[tuple[Case, Assessment]], shown: Sequence[Assessment]) -> list[Part]:
    """Return the series of the verdicts shown, each with a chart for each period of theirs."""
    cases = {verdict.key: case for case, verdict in pairs}
    parts = []
    for _, group in groupby(shown, key=lambda one: (one.entity.name, one.indicator.id)):
        verdicts = tuple(group)
        ordered = sorted(verdicts, key=lambda one: one.target.period)
        charts = (
            lines_of([(cases[one.key], one) for one in same])
            for _, same in groupby(ordered, key=lambda one: one.target.period)
        )
        parts.append(Part(verdicts, tuple(filter(None, charts))))
    return parts


def first_day(run: Run, since: str) -> date:
    """Return the day that --since names, or the end of the month before the day judged."""
    if not since:
        return run.as_of.replace(day=1) - ONE_DAY
    day = parse_day(since, "--since")
    if day >= run.as_of:
        raise UsageFault(f"--since {day} must be before {run.as_of}, the day judged")
    return day
