"""Verdicts at earlier days by the target then in force, from what is or what was known."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.observation import in_force
from targettrack.domain.series.reference import Reference
from targettrack.domain.series.series import cases_of
from targettrack.domain.values.period import ONE_DAY, add_months
from targettrack.domain.values.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.series import Series


class Cause(StrEnum):
    """The record that changed a verdict."""

    NEW_FIGURE = "new figure"
    REVISED_FIGURE = "revised figure"
    REPLACED_TARGET = "replaced target"
    REVISED_WEIGHTS = "revised weights"
    REFERENCE = "figure of the reference"


class MonthEnd(Struct, frozen=True):
    """The verdict on a target at the end of a month, from what was then known.

    Attributes:
        was: the verdict of the month before, where it was another one.
        causes: the records of the month that changed it; none where time alone did.
    """

    verdict: Assessment
    was: Assessment | None = None
    causes: tuple[Cause, ...] = ()


def known_by(series: Series, day: date) -> Series:
    """Return a series as it was known on the evening of a day.

    What does not say when it was recorded was always known; what was withdrawn by then is left out.
    """

    def was_known(recorded_on: date | None, withdrawn_on: date | None = None) -> bool:
        is_there = recorded_on is None or recorded_on <= day
        return is_there and (withdrawn_on is None or withdrawn_on > day)

    references = {
        name: Reference(
            tuple(
                one for one in reference.vintages if was_known(one.recorded_on, one.withdrawn_on)
            ),
            tuple(one for one in reference.weights if was_known(one.recorded_on)),
        )
        for name, reference in series.references.items()
    }
    return replace(
        series,
        versions=tuple(
            one for one in series.versions if was_known(one.recorded_on, one.withdrawn_on)
        ),
        vintages=tuple(
            one for one in series.vintages if was_known(one.recorded_on, one.withdrawn_on)
        ),
        weights=tuple(one for one in series.weights if was_known(one.recorded_on)),
        references=references,
    )


def assessments_at_figures(
    series: Series, as_of: date, known_at: date, rulebook: Rulebook
) -> list[Assessment]:
    """Judge every target on the last day of every figure that counts for it, oldest first.

    A day whose verdict rests on the same figure as the day before is left out.
    """
    days = sorted({f.period.last for f in series.vintages if f.period.last <= as_of})
    verdicts: list[Assessment] = []
    latest: dict[tuple[object, ...], Assessment] = {}
    for day in days:
        for case in cases_of(series, day, known_at, rulebook):
            verdict, key = assess(case), case.target.key
            before = latest.get(key)
            if verdict.observation and (not before or before.observation != verdict.observation):
                verdicts.append(verdict)
                latest[key] = verdict
    return verdicts


def assessments_at_month_ends(
    series: Series, as_of: date, known_at: date, rulebook: Rulebook
) -> list[MonthEnd]:
    """Judge every target at every month's end from what was then known, oldest first per target.

    From the month in which the target was known and in force until its closing date or `as_of`,
    whichever is earlier; nothing recorded after `known_at` counts.
    """
    found: dict[tuple[object, ...], list[MonthEnd]] = {}
    before: dict[tuple[object, ...], tuple[Case, Assessment]] = {}
    for day in _month_ends(series, as_of):
        then = min(day, known_at)
        for case in cases_of(known_by(series, then), day, then, rulebook):
            key = case.target.key
            if day > case.target.closing or case.is_superseded:
                continue
            verdict = assess(case)
            was_closed = key in before and before[key][1].status is Status.CLOSED
            if was_closed and verdict.status is Status.CLOSED:
                continue
            row = MonthEnd(verdict)
            if key in before and before[key][1].status is not verdict.status:
                causes = _causes(before[key][0], case, verdict)
                row = MonthEnd(verdict, before[key][1], causes)
            found.setdefault(key, []).append(row)
            before[key] = case, verdict
    return [row for rows in found.values() for row in rows]


def _month_ends(series: Series, as_of: date) -> Iterator[date]:
    """Yield the month ends from the first day on which a target may have been known."""
    known = [
        min(version.period.start, version.valid_from or version.period.start)
        if version.recorded_on is None
        else version.recorded_on
        for version in series.versions
    ]
    until = min(as_of, max((version.closing for version in series.versions), default=as_of))
    end = add_months(min(known, default=until), 1)
    while end - ONE_DAY <= until:
        yield end - ONE_DAY
        end = add_months(end, 1)


def _causes(before: Case, now: Case, verdict: Assessment) -> tuple[Cause, ...]:
    """Name the records since `before` that changed the verdict.

    Each kind of record is added alone to what was known before; those that change the verdict
    changed it. Where only several together do, all of them did.
    """
    had = {figure.key: figure for figure in before.figures}
    added = [figure for figure in now.figures if figure.key not in had]
    revised = [figure for figure in now.figures if figure.key in had]
    unchanged = replace(
        now,
        target=before.target,
        earlier=before.earlier,
        figures=before.figures,
        weights=before.weights,
        usual_revision=before.usual_revision,
        references=before.references,
    )
    status = assess(unchanged).status
    if status is verdict.status:
        return ()
    alone = {
        Cause.NEW_FIGURE: replace(unchanged, figures=in_force([*before.figures, *added])),
        Cause.REVISED_FIGURE: replace(
            unchanged, figures=revised, usual_revision=now.usual_revision
        ),
        Cause.REPLACED_TARGET: replace(unchanged, target=now.target),
        Cause.REVISED_WEIGHTS: replace(unchanged, weights=now.weights),
        Cause.REFERENCE: replace(unchanged, references=now.references),
    }
    recorded = {cause: case for cause, case in alone.items() if case != unchanged}
    changing = [cause for cause, case in recorded.items() if assess(case).status is not status]
    return tuple(changing or recorded)
