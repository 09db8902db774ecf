"""What the figures of a series say of a period: one reading, whoever asks.

Every figure says by how much the running total rises from the start of its period to the end. Of
two figures of one period the one recorded later counts, whichever basis it has. Figures are taken
in one by one, totals to date first and then the longest; what follows from those that were taken in
adds nothing, and contradicts them where it differs. So a figure that contains another is solved for
the rest, and never added to it or averaged with it: a quarter of 99.0 with a September of 99.9
leaves 98.55 for July and August.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import FINALITY, Basis, Observation, known_order
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.domain.values.quantity import Comparator
from targettrack.message import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from targettrack.domain.records.target import Target

Figures = tuple[Observation, ...]
_TURNED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
}


class Terms(Struct, frozen=True):
    """The figures that make up a period: those added, in order, and those taken off again."""

    added: Figures = ()
    taken: Figures = ()

    @property
    def figures(self) -> Figures:
        """All of them, those added first."""
        return self.added + self.taken

    @property
    def bounds(self) -> set[Comparator]:
        """In which ways the value is left open: `>=` where it may be more than what is made up."""
        added = {figure.comparator for figure in self.added}
        return added | {_TURNED.get(f.comparator, f.comparator) for f in self.taken}

    def total(self, value: Callable[[Observation], Decimal] | None = None) -> Decimal:
        """Return the sum of a measure of the figures, of their values unless another is given."""
        added, taken = (
            sum((value(f) if value else f.value for f in figures), Decimal(0))
            for figures in (self.added, self.taken)
        )
        return added - taken


class _Link(Struct, frozen=True):
    """How the running total of a day follows from that of another; none at the first day."""

    component: date
    depth: int = 0
    day: date | None = None
    figure: Observation | None = None


class Reading(Struct, frozen=True):
    """What is known inside a period.

    Attributes:
        figures: of each period with a figure the one that counts, in the order of taking in.
        runs: the days, in order, between which every value follows from figures; runs do not
            overlap, and nothing is known between two of them.
        redundant: the figures that follow from those before them, or contradict them.
    """

    period: Period
    figures: dict[Period, Observation]
    runs: tuple[tuple[date, ...], ...]
    redundant: Figures
    links: dict[date, _Link]

    @property
    def is_complete(self) -> bool:
        """Whether the known days run from the start of the period without a gap."""
        return len(self.runs) == 1 and self.runs[0][0] == self.period.start

    @property
    def pieces(self) -> list[Period]:
        """The shortest periods whose value follows from figures, in order; none overlap."""
        return [Period(start, end) for run in self.runs for start, end in pairwise(run)]

    @property
    def missing(self) -> list[Period]:
        """The periods before the last known day of which nothing is known."""
        ends = [self.period.start, *(run[-1] for run in self.runs)]
        starts = [run[0] for run in self.runs]
        return [Period(a, b) for a, b in zip(ends, starts, strict=False) if a < b]

    def of(self, period: Period) -> Terms | None:
        """Return what a period was published as, else what follows from others; None if neither."""
        if period in self.figures:
            return Terms((self.figures[period],))
        return self.between(period.start, period.end)

    def between(self, start: date, end: date) -> Terms | None:
        """Return the figures that lead from one day to another; None where none do."""
        left, right = self.links.get(start), self.links.get(end)
        if left is None or right is None or left.component != right.component:
            return None
        there: list[tuple[Observation, bool]] = []
        back: list[tuple[Observation, bool]] = []
        while start != end:
            if left.depth > right.depth:
                start, left = self._up(start, left, there, is_back=False)
            else:
                end, right = self._up(end, right, back, is_back=True)
        steps = [*there, *reversed(back)]
        return Terms(
            tuple(figure for figure, is_added in steps if is_added),
            tuple(figure for figure, is_added in steps if not is_added),
        )

    def _up(
        self, day: date, link: _Link, steps: list[tuple[Observation, bool]], *, is_back: bool
    ) -> tuple[date, _Link]:
        above, figure = link.day, link.figure
        if above is None or figure is None:
            raise ValueError(f"{day} has nothing above it")
        steps.append((figure, (figure.period.end == day) is is_back))
        return above, self.links[above]

    def totals(self, value: Callable[[Observation], Decimal] | None = None) -> dict[date, Decimal]:
        """Return the total since the start of the period on the evening of every day it is known.

        It starts with nothing on the evening before. What comes after a gap is left out.
        """
        first = self.period.start
        known = {first - ONE_DAY: Decimal(0)}
        if self.runs and self.runs[0][0] == first:
            for start, end in pairwise(self.runs[0]):
                terms = self.between(start, end) or Terms()
                known[end - ONE_DAY] = known[start - ONE_DAY] + terms.total(value)
        return known

    def running(self) -> Terms:
        """Return the figures that make up all that is known, a gap left out."""
        found = [self.between(run[0], run[-1]) or Terms() for run in self.runs]
        return Terms(
            tuple(figure for terms in found for figure in terms.added),
            tuple(figure for terms in found for figure in terms.taken),
        )


def read(figures: Iterable[Observation], period: Period, *, across: bool = False) -> Reading:
    """Read the figures inside a period; one that straddles its start or end does not count.

    With `across` totals to date that began before it tell of it by what one has more than another.
    """
    known: dict[Period, Observation] = {}
    for figure in figures:
        began = figure.period.start < period.start <= figure.period.end <= period.end
        to_date = across and began and figure.basis is Basis.YTD
        if to_date or period.contains(figure.period):
            other = known.get(figure.period)
            if other is None or precedence(figure) >= precedence(other):
                known[figure.period] = figure

    def order(figure: Observation) -> tuple[bool, bool, int, date]:
        start = figure.period.start
        to_date = (start.month, start.day) == (period.start.month, period.start.day)
        weeks = round(figure.period.days / 7)  # months, or quarters, are of one length
        return start < period.start, not to_date, -weeks, start

    ordered = sorted(known.values(), key=order)
    taken_in, redundant = _forest(ordered)
    links = _links(taken_in)
    return Reading(
        period,
        {figure.period: figure for figure in ordered},
        _runs(links, period),
        redundant,
        links,
    )


def straddles(figure: Observation, target: Target) -> str:
    """Say how a figure reaches over an edge of a target's period, so that it does not count for it.

    Empty where it does not, and of totals to date and what is longer than the period.
    """
    period, window = figure.period, Period(target.period.start, target.closing + ONE_DAY)
    if figure.basis is Basis.YTD or not period.overlaps(window) or period.contains(target.period):
        return ""
    if period.start < window.start:
        return word("begins before")
    return word("ends after") if period.end > window.end else ""


def precedence(figure: Observation) -> tuple[date, float, int, Basis]:
    """Order figures of one period: what was recorded later counts, of one moment the more final."""
    return *known_order(figure), FINALITY.index(figure.qualifier), figure.basis


def splits(known: Mapping[Period, Observation]) -> Iterator[tuple[Period, Period, Period]]:
    """Yield each period that two others make up, with the two: shorter ones first."""
    by_start: dict[date, list[Period]] = {}
    for period in known:
        by_start.setdefault(period.start, []).append(period)
    for whole in sorted(known, key=lambda period: (period.end, period.days)):
        for first in sorted(by_start[whole.start], reverse=True):
            if first.end < whole.end and (second := Period(first.end, whole.end)) in known:
                yield whole, first, second


def _forest(ordered: Sequence[Observation]) -> tuple[list[Observation], Figures]:
    """Return the figures that tell something new after those before them, and the others."""
    leaders: dict[date, date] = {}

    def leader(day: date) -> date:
        while (above := leaders.setdefault(day, day)) != day:
            leaders[day] = leaders[above]
            day = above
        return day

    new: list[Observation] = []
    redundant: list[Observation] = []
    for figure in ordered:
        start, end = leader(figure.period.start), leader(figure.period.end)
        leaders[end] = start
        (redundant if start == end else new).append(figure)
    return new, tuple(redundant)


def _links(figures: Sequence[Observation]) -> dict[date, _Link]:
    """Hang every day with a figure under the first day that it is tied to."""
    tied: dict[date, list[tuple[date, Observation]]] = {}
    for figure in figures:
        start, end = figure.period.start, figure.period.end
        tied.setdefault(start, []).append((end, figure))
        tied.setdefault(end, []).append((start, figure))
    links: dict[date, _Link] = {}
    for first in sorted(tied):
        if first in links:
            continue
        links[first] = _Link(first)
        waiting = [first]
        while waiting:
            day = waiting.pop()
            for other, figure in tied[day]:
                if other not in links:
                    links[other] = _Link(first, links[day].depth + 1, day, figure)
                    waiting.append(other)
    return links


def _runs(links: Mapping[date, _Link], period: Period) -> tuple[tuple[date, ...], ...]:
    """Return the days of the period that belong together, in order, without overlaps.

    What is tied to the start of the period goes before what is not, and then the longest.
    """
    components: dict[date, list[date]] = {}
    for day in sorted(day for day in links if day >= period.start):
        components.setdefault(links[day].component, []).append(day)
    found = sorted(
        components.values(), key=lambda days: (days[0] != period.start, days[0] - days[-1])
    )
    kept: list[tuple[date, ...]] = []
    for days in found:
        run: list[date] = []
        for one, following in pairwise(days):
            if any(one < other[-1] and other[0] < following for other in kept):
                kept += [tuple(run)] if run else []
                run = []
            else:
                run = [*(run or [one]), following]
        kept += [tuple(run)] if run else []
    return tuple(sorted(kept))
