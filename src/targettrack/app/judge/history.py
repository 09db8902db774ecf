"""What was recorded of series, and the verdicts that were given on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import named_rulebook
from targettrack.app.watch import unwatched
from targettrack.domain.views.explained import explained
from targettrack.domain.views.past_assessments import (
    assessments_at_figures,
    assessments_at_month_ends,
)
from targettrack.domain.views.ranking import worst_first
from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, reading
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.series import Series
    from targettrack.domain.views.past_assessments import MonthEnd


class JudgedSeries(Struct, frozen=True):
    """All about one series.

    Attributes:
        judged: what each of its targets is judged from, with the verdict and what would change it.
        pasts: the verdict after each figure, from what is known now.
    """

    series: Series
    rulebook: Rulebook
    judged: list[tuple[Case, Assessment]]
    pasts: list[Assessment]

    @property
    def verdicts(self) -> list[Assessment]:
        """The verdicts, worst first."""
        return worst_first(verdict for _, verdict in self.judged)


def judge_series(
    store: Path, clock: Clock, entity: str, indicator: str, rulebook: str = ""
) -> JudgedSeries:
    """Judge one series now and after each of its figures.

    Raises:
        StoreFault, UnknownName: the store cannot be read, or has no such series.
    """
    rules = named_rulebook(rulebook)
    with open_to_read(store) as ask:
        series = reading.series(ask, entity, indicator, clock.known_at)
        chosen = Selection(entity=entity, indicator=indicator, superseded=True)
        cases = reading.cases(ask, chosen, clock.as_of, clock.known_at, rules)
    pasts = assessments_at_figures(series, clock.as_of, clock.known_at, rules)
    return JudgedSeries(series, rules, [(case, explained(case)) for case in cases], pasts)


def recorded(store: Path, clock: Clock, selection: Selection) -> list[Series]:
    """Return the selected series with what was recorded of them."""
    with open_to_read(store) as ask:
        found = reading.many_series(ask, selection, clock.known_at)
    return [_narrowed(one, selection) for one in found]


def _narrowed(series: Series, selection: Selection) -> Series:
    """Keep the figures within the selected period; none where a scenario is selected."""
    within = selection.period
    kept = [
        figure
        for figure in series.vintages
        if selection.scenario is None and (within is None or within.contains(figure.period))
    ]
    return replace(series, vintages=tuple(kept))


def at_month_ends(
    store: Path,
    clock: Clock,
    selection: Selection,
    since: date | None = None,
    watch: Watch = unwatched,
) -> list[MonthEnd]:
    """Return the verdicts on the selected targets at every month's end, as they were known then."""
    rulebook = load_rulebook()
    with open_to_read(store) as ask:
        found = reading.many_series(ask, selection, clock.known_at, withdrawn=True)
    return [
        row
        for series in watch(found, "Judging")
        for row in assessments_at_month_ends(series, clock.as_of, clock.known_at, rulebook)
        if since is None or row.verdict.as_of >= since
    ]
