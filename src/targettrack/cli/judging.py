"""From a run and its filters to verdicts: load, judge, order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.cli.progress import watched
from targettrack.domain.assessment import Status
from targettrack.domain.judge import assess
from targettrack.domain.pasts import verdicts_at_month_ends
from targettrack.domain.periods import parse_period
from targettrack.domain.ranking import worst_first
from targettrack.exchange.packaged import DEFAULT_RULEBOOK, load_rulebook
from targettrack.store import open_to_read
from targettrack.store.reading import Selection, cases, many_series

if TYPE_CHECKING:
    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Assessment
    from targettrack.domain.pasts import MonthEnd
    from targettrack.domain.series import Series

RULEBOOK = DEFAULT_RULEBOOK
OFF_TRACK = {Status.OFF_TRACK, Status.MISSED}


def selected(
    entity: str = "", indicator: str = "", scenario: str = "", period: str = ""
) -> Selection:
    """Return the selection that the options name; empty text selects all."""
    return Selection(
        entity=entity or None,
        indicator=indicator or None,
        scenario=scenario or None,
        period=parse_period(period) if period else None,
    )


def narrowed(series: Series, selection: Selection) -> Series:
    """Keep the figures within the selected period; none where a scenario is selected."""
    within = selection.period
    kept = [
        figure
        for figure in series.vintages
        if selection.scenario is None and (within is None or within.contains(figure.period))
    ]
    return replace(series, vintages=tuple(kept))


def judged(run: Run, selection: Selection) -> list[Assessment]:
    """Return the verdicts of the selected targets, worst first."""
    with open_to_read(run.store) as ask:
        found = cases(ask, selection, run.as_of, run.known_at, load_rulebook())
    return worst_first(assess(case) for case in found)


def at_month_ends(run: Run, selection: Selection) -> list[MonthEnd]:
    """Return the verdicts of the selected targets at every month's end, as they were known then."""
    rulebook = load_rulebook()
    with open_to_read(run.store) as ask:
        found = many_series(ask, selection, run.known_at)
    return [
        row
        for series in watched(found, "Judging")
        for row in verdicts_at_month_ends(series, run.as_of, run.known_at, rulebook)
    ]
