"""Verdicts side by side: worst first, with what belongs together, and how many of each."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.values.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.judge.assessment import Assessment

Badness = tuple[int, Decimal]


def worst_first(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Order entities by their worst verdict, then series, then targets; ties by name and scenario.

    Among equal verdicts, the larger shortfall as a share of the target comes first.
    """
    given = list(assessments)
    entities: dict[str, Badness] = {}
    series: dict[tuple[str, str], Badness] = {}
    for one in given:
        owner, bad = one.entity.name, badness(one)
        key = owner, one.indicator.id
        entities[owner] = min(entities.get(owner, bad), bad)
        series[key] = min(series.get(key, bad), bad)

    def place(one: Assessment) -> tuple[object, ...]:
        owner = one.entity.name
        of_series = series[owner, one.indicator.id]
        names = one.target.scenario.name, str(one.target.period)
        return (entities[owner], owner, of_series, one.indicator.id, badness(one), *names)

    return sorted(given, key=place)


def badness(one: Assessment) -> Badness:
    """Return what puts the worst first: the verdict, then the gap as a share of the target."""
    target_value = one.target.value if one.target.relative_to is None else one.expected
    return one.status.rank, (one.gap or Decimal(0)) / abs(target_value or Decimal(1))


def worst_of(assessments: Iterable[Assessment], most: int) -> list[Assessment]:
    """Return the worst of those that are behind, whatever their entity; at most so many."""
    behind = (one for one in worst_first(assessments) if one.status.is_behind)
    return sorted(behind, key=badness)[:most]


def tally(assessments: Iterable[Assessment]) -> tuple[tuple[Status, int], ...]:
    """Count the verdicts that there are, worst first."""
    counts = Counter(one.status for one in assessments)
    return tuple((status, counts[status]) for status in Status if counts[status])
