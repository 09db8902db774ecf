"""Doubts about a figure beside what is known of its series: is it one of the usual slips?

Held against every figure by `check`, and against a new one when it is recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.checks.beside import Beside, around, exact, reading_of
from targettrack.domain.checks.implausible_size import (
    COMPARE,
    beyond_target,
    fraction,
    index,
    magnitude,
    sign,
)
from targettrack.domain.checks.implausible_sum import (
    beyond_plan,
    falls,
    more_than_whole,
    total_as_single,
)
from targettrack.domain.records.observation import is_amount
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.checks.checked_series import CheckedSeries
    from targettrack.domain.checks.finding import Doubt
    from targettrack.domain.records.observation import Observation


def doubt_about(record: CheckedSeries, figure: Observation) -> Doubt | None:
    """Return the likeliest doubt about a figure beside the others of its series; None without any.

    A figure is not held against vintages of itself, nor against what is doubtful; bounds and stages
    of deliverables are not held against anything.
    """
    if figure.comparator is not Comparator.EQUAL or record.indicator.traits.is_done:
        return None
    same = exact(record, amounts=is_amount(record.indicator, figure))
    known = [one for one in same if one.key != figure.key]
    near = replace(record, figures=tuple(around(known, figure)))
    bad: set[object] = {slip.key for slip, _ in doubted(near)}
    kept = [one for one in near.figures if one.key not in bad]
    others = tuple(_good(near.figures, figure, bad))
    return next(_doubts(Beside(record, figure, others, reading_of(record, kept))), None)


def doubted(record: CheckedSeries) -> Iterator[tuple[Observation, Doubt]]:
    """Yield the figures that are doubtful beside those before them, with the likeliest doubt."""
    if not record.indicator.traits.is_done:
        for amounts in (False, True):
            yield from _doubted(record, exact(record, amounts=amounts))


def _doubted(
    record: CheckedSeries, figures: Sequence[Observation]
) -> Iterator[tuple[Observation, Doubt]]:
    bad: set[object] = set()
    reading = reading_of(record, figures)
    for place, figure in enumerate(figures):
        others = tuple(_good(around(figures[:place], figure), figure, bad))
        found = next(_doubts(Beside(record, figure, others, reading)), None)
        if found is not None:
            bad.add(figure.key)
            reading = reading_of(record, [one for one in figures if one.key not in bad])
            yield figure, found


def _good(
    others: Sequence[Observation], figure: Observation, bad: set[object]
) -> Sequence[Observation]:
    """Return what a figure is held against: of what was doubted only what is a year old.

    A peak that comes back each year is doubted once.
    """
    if not bad:
        return others
    year_ago = figure.period.a_year_earlier().end
    return [one for one in others if one.key not in bad or one.period.end <= year_ago]


def _doubts(known: Beside) -> Iterator[Doubt]:
    near = known.near()
    size = list(magnitude(known, near))
    if size and size[0].likely != COMPARE:  # it explains why the others fail
        yield size.pop()
    if known.indicator.traits.accumulates:
        yield from falls(known)
        yield from more_than_whole(known)
        yield from total_as_single(known, near)
        yield from beyond_plan(known)
    yield from sign(known)
    if known.indicator.traits.compounds:
        yield from index(known, near)
    yield from size
    if not near:
        yield from beyond_target(known)
    if known.indicator.unit.is_percent and not near:
        yield from fraction(known)
