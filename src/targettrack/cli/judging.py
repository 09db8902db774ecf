"""From a run and its filters to verdicts: load, judge, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.assessment import Status
from targettrack.domain.judge import assess
from targettrack.domain.periods import parse_period
from targettrack.domain.ranking import worst_first
from targettrack.domain.rollup import Entry, roll_ups
from targettrack.exchange.packaged import DEFAULT_RULEBOOK, load_rulebook
from targettrack.store import open_to_read
from targettrack.store.reading import Selection, cases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Assessment
    from targettrack.domain.rollup import RollUp

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


def rolled_up(assessments: Iterable[Assessment]) -> tuple[RollUp, ...]:
    """Return the roll-up of each tier; every target counts alike."""
    return roll_ups(map(Entry, assessments), load_rulebook())


def judged(run: Run, selection: Selection) -> list[Assessment]:
    """Return the verdicts of the selected targets, worst first."""
    with open_to_read(run.store) as ask:
        found = cases(ask, selection, run.as_of, run.known_at, load_rulebook())
    return worst_first(assess(case) for case in found)
