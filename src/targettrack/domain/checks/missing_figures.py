"""Figures that a series lacks: in its middle, and since its last one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from targettrack.domain.records.indicator import overdue
from targettrack.domain.records.target import versions_in_force
from targettrack.domain.series.reading import straddles
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, Period, add_months
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.checks.finding import RankedFinding
    from targettrack.domain.records.rulebook import Rulebook

LEAST_KNOWN = 4
DENSE = 0.5
ENOUGH = 12  # cycles of a series that say whether it goes on


def gaps(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield the runs of cycles without a figure at their end, between the first and the last.

    Of a series that has figures for at least half of its cycles and for four of them; others are
    recorded when there is news, not every month.
    """
    known = _ends(record)
    cycles = _cycles(record, known)
    if not _is_regular(known, cycles):
        return
    run: list[Period] = []
    for cycle in cycles:
        if cycle.end not in known:
            run.append(cycle)
        elif run:
            yield _gap(record, run, len(known), cycles)
            run = []


def _gap(
    record: CheckedSeries, run: list[Period], known: int, cycles: list[Period]
) -> RankedFinding:
    period = Period(cycles[0].start, cycles[-1].end)
    missing = Period(run[0].start, run[-1].end)
    found = Message(
        "no figure for {missing}, where {known} of {cycles} {word} in {period} have one",
        missing=missing,
        known=known,
        cycles=len(cycles),
        word=Message(f"{record.indicator.frequency}s"),
        period=period,
    )
    advice = Message("log what was published, or import the table that has it")
    return record.finding("gap", missing, found, advice, len(run))


def stale(record: CheckedSeries, rulebook: Rulebook) -> Iterator[RankedFinding]:
    """Yield that figures have stopped coming: as many publications were missed as end a verdict.

    Of a series with an open target, and of one that had figures for half of its last cycles; not
    of an entity that has ended, nor of a deliverable.
    """
    if record.indicator.traits.is_done or record.entity.ended(record.as_of):
        return
    last = record.figures[-1].period.last if record.figures else date.min
    waiting = [
        versions[-1].start - ONE_DAY
        for versions in versions_in_force(record.versions, record.as_of)
        if versions[-1].start <= record.as_of <= versions[-1].closing
        and last < versions[-1].period.last
    ]
    known = _ends(record)
    if not waiting and not _is_regular(known, _cycles(record, known)[-ENOUGH:]):
        return
    since = max(last, min(waiting, default=last))
    due = overdue(record.indicator, since, record.as_of)
    missed = len(due)
    if missed >= rulebook.missed_cycles:
        begun = Message("no figure since {day}", day=last)
        word = f"{record.indicator.frequency}{'s' if missed > 1 else ''}"
        found = Message(
            "{begun}; those of {missed} {word} are overdue, the first since {due}",
            begun=begun if record.figures else Message("no figure at all"),
            missed=missed,
            word=Message(word),
            due=due[0],
        )
        advice = Message("log the latest figure; nothing since then counts in any verdict")
        period = Period(since + ONE_DAY, max(record.as_of, since + ONE_DAY) + ONE_DAY)
        yield record.finding("stale", period, found, advice, missed)


def straddling(record: CheckedSeries) -> Iterator[RankedFinding]:
    """Yield figures over an edge of an open target's period: they count for neither side of it."""
    if not record.indicator.traits.builds_up:
        return
    for versions in versions_in_force(record.versions, record.as_of):
        target = versions[-1]
        for figure in record.figures:
            how = straddles(figure, target)
            if how:
                found = Message(
                    "{figure} for {period} does not count for the target of {period2}: it "
                    "{how} {period2}",
                    figure=record.told(figure),
                    period=figure.period,
                    period2=target.period,
                    how=Message(how),
                )
                advice = Message("log what came before and after that day apart")
                yield record.finding("straddles", figure.period, found, advice, figure.period.days)


def _ends(record: CheckedSeries) -> set[date]:
    """Return the days after which a cycle's figure is known, by itself or as a total."""
    months = MONTHS_OF[record.indicator.frequency]
    ends = {figure.period.end for figure in record.figures}
    return {end for end in ends if end.day == 1 and (end.month - 1) % months == 0}


def _cycles(record: CheckedSeries, known: set[date]) -> list[Period]:
    """Return every cycle from the first that is known to the last."""
    months = MONTHS_OF[record.indicator.frequency]
    if not known:
        return []
    ends, end = [], min(known)
    while end <= max(known):
        ends.append(end)
        end = add_months(end, months)
    return [Period(add_months(end, -months), end) for end in ends]


def _is_regular(known: set[date], cycles: list[Period]) -> bool:
    present = sum(cycle.end in known for cycle in cycles)
    return present >= LEAST_KNOWN and present >= DENSE * len(cycles)
