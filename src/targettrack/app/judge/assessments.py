"""From a store, a clock and a selection to verdicts: load, judge, order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.watch import unwatched
from targettrack.domain.judge.assess import assess
from targettrack.domain.records.kind import read_word
from targettrack.domain.records.rulebook import Method
from targettrack.domain.values.period_words import read_period
from targettrack.domain.values.status import Status
from targettrack.domain.views.listed import Before, Listed, is_listed
from targettrack.domain.views.ranking import worst_first
from targettrack.domain.views.untargeted import untargeted
from targettrack.exchange.packaged import DEFAULT_RULEBOOK, load_rulebook, rulebook_ids
from targettrack.store import open_to_read
from targettrack.store.reading import cases, last_reports, untargeted_series
from targettrack.store.selection import ALL, Selection

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.series.case import Case
    from targettrack.domain.views.group_ratings import GroupRating
    from targettrack.domain.views.rollup import RollUp
    from targettrack.domain.views.untargeted import Untargeted
    from targettrack.store.lookup import Ask

MOST_UNTARGETED = 40
A_MONTH = timedelta(days=31)
OFF_TRACK = {Status.OFF_TRACK, Status.MISSED}


def grouped(assessments: Iterable[Assessment], rulebook: Rulebook) -> list[GroupRating]:
    """Return what a rulebook of bands makes of groups of indicators; nothing by any other."""
    if rulebook.method is not Method.BANDS:
        return []
    from targettrack.domain.views.group_ratings import group_ratings  # noqa: PLC0415 - rarely needed

    return group_ratings(assessments, rulebook)


def _settled(some: Iterable[Assessment]) -> int:
    return sum(one.settled is not None for one in some)


class Judged(Struct, frozen=True):
    """The verdicts on a selection, worst first.

    Attributes:
        every: those on all of its targets.
        listed: those on what is open and what was settled since the last report, or as was asked.
        shown: those of them that were wanted.
        counted: what a roll-up counts: every target of a period that was asked for, else as listed.
    """

    clock: Clock
    rulebook: Rulebook
    every: list[Assessment]
    listed: list[Assessment]
    shown: list[Assessment]
    counted: list[Assessment]

    @property
    def unlisted(self) -> int:
        """How many targets were settled before and are not listed."""
        return _settled(self.every) - _settled(self.listed)

    @property
    def is_off_track(self) -> bool:
        """Whether a target that is shown is off-track or missed."""
        return any(one.status in OFF_TRACK for one in self.shown)


def selected(
    entity: str = "",
    indicator: str = "",
    scenario: str = "",
    period: str = "",
    *,
    superseded: bool = False,
) -> Selection:
    """Return the selection of what is named; empty text selects all.

    Of a period that which ends in it, whatever its length; of "=2025" that which is for just 2025.
    With the targets that one of another scenario has ended where they are asked for.

    Raises:
        InvalidPeriod: it is no period.
    """
    return Selection(
        entity=entity or None,
        indicator=indicator or None,
        scenario=scenario or None,
        period=read_period(period.removeprefix("=")) if period else None,
        superseded=superseded,
        alone=period.startswith("="),
    )


def wanted_statuses(only: Sequence[str] | None, *, off_track: bool) -> set[Status]:
    """Return the verdicts of these names, and those behind with `off_track`; none for all."""
    wanted = {read_word(Status, word, "verdict") for word in only or ()}
    return wanted | OFF_TRACK if off_track else wanted


def which(*, settled: bool, everything: bool) -> Listed:
    """Return which targets are listed: what is open, what is settled, or all."""
    if everything:
        return Listed.ALL
    return Listed.SETTLED if settled else Listed.OPEN


def named_rulebook(name: str) -> Rulebook:
    """Return a rulebook by id or TOML file, or the default where none is named."""
    return load_rulebook(name or DEFAULT_RULEBOOK)


def rolled_up(assessments: Iterable[Assessment], rulebook: Rulebook) -> tuple[RollUp, ...]:
    """Return the roll-up of each tier; every target counts alike."""
    from targettrack.domain.views.rollup import Entry, roll_ups  # noqa: PLC0415 - rarely needed

    return roll_ups((Entry(one, score=one.score) for one in assessments), rulebook)


def judge(
    store: Path,
    clock: Clock,
    selection: Selection = ALL,
    rulebook: str = "",
    wanted: Collection[Status] = (),
    *,
    asked: Listed = Listed.OPEN,
    explain: bool = False,
    watch: Watch = unwatched,
) -> Judged:
    """Judge the selected targets; `wanted` verdicts are shown, all where none is named.

    What was settled before the last report is not listed unless it was `asked` for, or a period
    that is over. To explain verdicts takes longer: it is also found out what would change each.

    Raises:
        StoreFault, UnknownName: the store cannot be read, or has nothing of that name.
        UnknownWord, InvalidRulebook: there is no such rulebook, or it cannot be used.
    """
    rules = named_rulebook(rulebook)
    found = judged_cases(store, clock, selection, rules, asked)
    chosen = found.listed
    if explain:
        chosen = explained_cases([case for case, _ in chosen], watch)
    every, listed = (worst_first(one for _, one in some) for some in (found.every, chosen))
    shown = [one for one in listed if not wanted or one.status in wanted]
    counted = listed if selection.period is None else every
    return Judged(clock, rules, every, listed, shown, counted)


class JudgedCases(Struct, frozen=True):
    """What the selected targets are judged from, with the verdicts; and those that are listed."""

    every: list[tuple[Case, Assessment]]
    listed: list[tuple[Case, Assessment]]

    @property
    def unlisted(self) -> int:
        """How many targets were settled before and are not listed."""
        return _settled(one for _, one in self.every) - _settled(one for _, one in self.listed)


def judged_cases(
    store: Path,
    clock: Clock,
    selection: Selection,
    rulebook: Rulebook,
    asked: Listed = Listed.OPEN,
    before: Before | None = None,
) -> JudgedCases:
    """Judge the selected targets and tell which are listed; all of a period that is over.

    The report `before` is the last that was mailed, unless it is known which is meant.
    """
    with open_to_read(store) as ask:
        found = cases(ask, selection, clock.as_of, clock.known_at, rulebook)
        before = before or report_before(ask, clock)
    if selection.period is not None and selection.period.last < clock.as_of:
        asked = Listed.ALL if asked is Listed.OPEN else asked
    pairs = [(case, assess(case)) for case in found]
    listed = [pair for pair in pairs if is_listed(pair[1], before, asked)]
    return JudgedCases(pairs, listed)


def report_before(ask: Ask, clock: Clock) -> Before:
    """Return the report since which a listing tells what was settled: the last that was mailed.

    Of several recipients it is that of who was told longest ago; at most a month before the day
    judged, also where no mail is known.
    """
    until = datetime.combine(clock.as_of, time.max, clock.now.tzinfo)
    told = [at.astimezone(clock.now.tzinfo).date() for at in last_reports(ask, until)]
    day = max(clock.as_of - A_MONTH, min(told, default=date.min))
    return Before(day, min(day, clock.known_at))


def found_cases(store: Path, clock: Clock, selection: Selection, rulebook: Rulebook) -> list[Case]:
    """Return what the selected targets are judged from."""
    with open_to_read(store) as ask:
        return cases(ask, selection, clock.as_of, clock.known_at, rulebook)


def explained_cases(
    found: Sequence[Case], watch: Watch = unwatched
) -> list[tuple[Case, Assessment]]:
    """Return each case with its verdict and what would change it."""
    from targettrack.domain.views.explained import explained  # noqa: PLC0415 - rarely needed

    return [(case, explained(case)) for case in watch(found, "Judging")]


def judged_from(
    ask: Ask, clock: Clock, selection: Selection, rulebook: Rulebook
) -> list[Assessment]:
    """Return the verdicts on the selected targets of a store that is open, worst first."""
    found = cases(ask, selection, clock.as_of, clock.known_at, rulebook)
    return worst_first(assess(case) for case in found)


def figures_without_target(
    store: Path, clock: Clock, selection: Selection = ALL
) -> list[Untargeted]:
    """Return the latest figures of the selected series that have no target, by entity and name.

    None of them where they are more than what a screen can show.
    """
    with open_to_read(store) as ask:
        found = untargeted_series(ask, selection, clock.known_at, MOST_UNTARGETED)
    told = [one for one in (untargeted(series, clock.as_of) for series in found) if one]
    return sorted(told, key=lambda one: (one.entity.name, one.indicator.id))


class ComparedRulebooks(Struct, frozen=True):
    """The verdicts on each target under every rulebook, in the order of the rulebooks.

    Attributes:
        rulebooks: their ids.
        default: the id of the one that orders the rows, worst first.
        unlisted: how many targets were settled before and have no row.
    """

    rulebooks: tuple[str, ...]
    default: str
    rows: list[tuple[Assessment, ...]]
    unlisted: int


def compare_rulebooks(
    store: Path,
    clock: Clock,
    selection: Selection = ALL,
    names: Sequence[str] = (),
    wanted: Collection[Status] = (),
    default: str = "",
    asked: Listed = Listed.OPEN,
) -> ComparedRulebooks:
    """Judge the selected targets under every rulebook, or those that are named.

    The default rulebook orders them, and says whether a verdict is wanted, and listed.
    """
    rulebooks = [load_rulebook(name) for name in names or rulebook_ids()]
    rules = named_rulebook(default)
    found = judged_cases(store, clock, selection, rules, asked)
    of_default = {verdict: case for case, verdict in found.listed}
    ordered = worst_first(one for one in of_default if not wanted or one.status in wanted)
    rows = [
        tuple(assess(replace(of_default[one], rulebook=rulebook)) for rulebook in rulebooks)
        for one in ordered
    ]
    return ComparedRulebooks(tuple(one.id for one in rulebooks), rules.id, rows, found.unlisted)
