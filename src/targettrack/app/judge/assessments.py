"""From a run and its filters to verdicts: load, judge, order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.cli.progress import watched
from targettrack.cli.settings import read_config, rulebook_name
from targettrack.domain.judge.assess import assess
from targettrack.domain.records.indicator import read_word
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.status import Status
from targettrack.domain.views.ranking import worst_first
from targettrack.exchange.packaged import DEFAULT_RULEBOOK, load_rulebook
from targettrack.store import open_to_read
from targettrack.store.reading import cases, many_series
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targettrack.cli.command import Run
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.series import Series
    from targettrack.domain.views.past_assessments import MonthEnd
    from targettrack.domain.views.rollup import RollUp
    from targettrack.store.lookup import Ask

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


def wanted_verdicts(only: Sequence[str] | None, *, off_track: bool) -> set[Status]:
    """Return the verdicts that --status and --off-track ask for; none for all."""
    wanted = {read_word(Status, word, "verdict") for word in only or ()}
    return wanted | OFF_TRACK if off_track else wanted


def chosen_rulebook(given: str) -> Rulebook:
    """Return the rulebook that was named on the command line or elsewhere, or the default."""
    return load_rulebook(rulebook_name(given, read_config()) or DEFAULT_RULEBOOK)


def rolled_up(assessments: Iterable[Assessment], rulebook: Rulebook) -> tuple[RollUp, ...]:
    """Return the roll-up of each tier; every target counts alike."""
    from targettrack.domain.views.rollup import Entry, roll_ups  # noqa: PLC0415 - rarely needed

    return roll_ups((Entry(one, score=one.score) for one in assessments), rulebook)


def judged(
    run: Run, selection: Selection, rulebook: Rulebook, *, explain: bool = False
) -> list[Assessment]:
    """Return the verdicts of the selected targets, worst first.

    To explain them takes longer: it is also found out what would change each.
    """
    found = found_cases(run, selection, rulebook)
    if not explain:
        return worst_first(assess(case) for case in found)
    return worst_first(verdict for _, verdict in explained_cases(found))


def found_cases(run: Run, selection: Selection, rulebook: Rulebook) -> list[Case]:
    """Return what the selected targets are judged from."""
    with open_to_read(run.store) as ask:
        return cases(ask, selection, run.as_of, run.known_at, rulebook)


def explained_cases(found: Sequence[Case]) -> list[tuple[Case, Assessment]]:
    """Return each case with its verdict and what would change it."""
    from targettrack.domain.views.turning_point import explained  # noqa: PLC0415 - rarely needed

    return [(case, explained(case)) for case in watched(found, "Judging")]


def judged_from(ask: Ask, run: Run, selection: Selection, rulebook: Rulebook) -> list[Assessment]:
    """Return the verdicts of the selected targets of a store that is open, worst first."""
    found = cases(ask, selection, run.as_of, run.known_at, rulebook)
    return worst_first(assess(case) for case in found)


def compared(
    run: Run, selection: Selection, rulebooks: Sequence[Rulebook], wanted: set[Status]
) -> tuple[str, list[tuple[Assessment, ...]]]:
    """Return the verdicts of each target under every rulebook, and which one orders them.

    Worst first by the default rulebook, which also says whether a verdict is wanted.
    """
    default = chosen_rulebook("")
    found = found_cases(run, selection, default)
    of_default = {assess(case): case for case in found}
    ordered = worst_first(one for one in of_default if not wanted or one.status in wanted)
    rows = [
        tuple(assess(replace(of_default[one], rulebook=rulebook)) for rulebook in rulebooks)
        for one in ordered
    ]
    return default.id, rows


def narrowed(series: Series, selection: Selection) -> Series:
    """Keep the figures within the selected period; none where a scenario is selected."""
    within = selection.period
    kept = [
        figure
        for figure in series.vintages
        if selection.scenario is None and (within is None or within.contains(figure.period))
    ]
    return replace(series, vintages=tuple(kept))


def at_month_ends(run: Run, selection: Selection) -> list[MonthEnd]:
    """Return the verdicts of the selected targets at every month's end, as they were known then."""
    from targettrack.domain.views.past_assessments import verdicts_at_month_ends  # noqa: PLC0415 - rarely needed

    rulebook = load_rulebook()
    with open_to_read(run.store) as ask:
        found = many_series(ask, selection, run.known_at)
    return [
        row
        for series in watched(found, "Judging")
        for row in verdicts_at_month_ends(series, run.as_of, run.known_at, rulebook)
    ]
