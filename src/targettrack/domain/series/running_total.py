"""Which stretches of a period have a figure, and which of them make up another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.observation import precedence
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from targettrack.domain.records.observation import Observation


def by_stretch(figures: Iterable[Observation], within: Period) -> dict[Period, Observation]:
    """Return the figure of each stretch inside `within`; bounds are left out.

    Of two figures for one stretch the one recorded later counts.
    """
    inside = [
        figure
        for figure in figures
        if figure.comparator is Comparator.EQUAL and within.contains(figure.period)
    ]
    return {figure.period: figure for figure in sorted(inside, key=precedence)}


def splits(known: Mapping[Period, Observation]) -> Iterator[tuple[Period, Period, Period]]:
    """Yield each stretch that two others make up, with the two: shorter ones first."""
    by_start: dict[date, list[Period]] = {}
    for stretch in known:
        by_start.setdefault(stretch.start, []).append(stretch)
    for whole in sorted(known, key=lambda stretch: (stretch.end, stretch.days)):
        for first in sorted(by_start[whole.start], reverse=True):
            if first.end < whole.end and (second := Period(first.end, whole.end)) in known:
                yield whole, first, second


def chains(known: Mapping[Period, Observation]) -> Iterator[tuple[Period, tuple[Period, ...]]]:
    """Yield each stretch with the chain of the most others that make it up, where there is one."""
    ordered = sorted(known, key=lambda stretch: (stretch.end, stretch.days))
    for start in {stretch.start for stretch in known}:
        longest: dict[date, tuple[Period, ...]] = {start: ()}
        for stretch in ordered:
            if stretch.start == start and longest.get(stretch.end):
                yield stretch, longest[stretch.end]
            if stretch.start in longest:
                chain = (*longest[stretch.start], stretch)
                longest[stretch.end] = max(longest.get(stretch.end, ()), chain, key=len)
