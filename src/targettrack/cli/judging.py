"""From a run and its filters to verdicts: load, judge, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.assessment import Status
from targettrack.domain.judge import assess
from targettrack.domain.periods import parse_period
from targettrack.domain.ranking import worst_first
from targettrack.domain.turning import explained
from targettrack.exchange.packaged import DEFAULT_RULEBOOK, load_rulebook
from targettrack.store import open_to_read
from targettrack.store.reading import Selection, cases

if TYPE_CHECKING:
    from targettrack.cli.frame import Run
    from targettrack.domain.assessment import Assessment

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


def judged(run: Run, selection: Selection, *, explain: bool = False) -> list[Assessment]:
    """Return the verdicts of the selected targets, worst first.

    To explain them takes longer: it is also found out what would change each.
    """
    with open_to_read(run.store) as ask:
        found = cases(ask, selection, run.as_of, run.known_at, load_rulebook())
    return worst_first((explained if explain else assess)(case) for case in found)
