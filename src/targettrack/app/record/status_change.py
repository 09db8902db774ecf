"""When a record became known, and the verdicts of its series before it and after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from targettrack.domain.judge.assess import assess
from targettrack.domain.values.period import parse_day
from targettrack.domain.views.ranking import worst_first
from targettrack.errors import InvalidObservation
from targettrack.exchange.packaged import load_rulebook
from targettrack.render.json_records import Listing
from targettrack.render.messages.words import say, show_goal
from targettrack.store import asking, reading
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session

    from targettrack.cli.command import Run
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator

JUDGED = 500  # targets at most, before and after, so that they stay an aside


def recorded_day(recorded_on: str, run: Run) -> date:
    """Return the day from which a record is known: the one that is named, or today.

    Raises:
        InvalidDate, InvalidObservation: it is no day, or one in the future.
    """
    today = run.now.date()
    day = parse_day(recorded_on, "--recorded-on") if recorded_on else today
    if day > today:
        raise InvalidObservation(f"--recorded-on {day} is in the future: today is {today}")
    return day


def verdicts(session: Session, run: Run, entity: Entity, indicator: Indicator) -> list[Assessment]:
    """Judge the targets of a series on what is recorded so far, worst first."""
    chosen = Selection(entity=entity.name, indicator=indicator.id)
    found = reading.cases(asking(session), chosen, run.as_of, run.known_at, load_rulebook())
    return worst_first(assess(case) for case in found)


@dataclass(frozen=True, slots=True)
class Effect:
    """How verdicts changed; the listing has those that did, the ones that became worse first."""

    changed: int
    worse: int
    listing: Listing


NO_EFFECT = Listing(
    ("entity", "indicator", "target", "scenario", "before", "after", "why"), (), ("scenario", "why")
)


def verdicts_of(session: Session, run: Run, series: Iterable[int]) -> list[Assessment] | None:
    """Judge the targets of series by their rows; None where there are too many for an aside."""
    ask, chosen = asking(session), Selection(series=tuple(series))
    if reading.count_targets(ask, chosen.series or ()) > JUDGED:
        return None
    rules = load_rulebook()
    found = reading.cases(ask, chosen, run.as_of, run.known_at, rules)
    return worst_first(assess(case) for case in found)


def effect(before: Iterable[Assessment], after: Iterable[Assessment], run: Run) -> Effect:
    """Return which verdicts of the same targets are others than before."""
    was = {_which(one): one.status for one in before}
    changed = [one for one in after if was.get(_which(one), one.status) is not one.status]
    worse = [one for one in changed if one.status.rank < was[_which(one)].rank]
    better = [one for one in changed if one.status.rank > was[_which(one)].rank]
    rows = tuple(
        (
            one.entity.name,
            one.indicator.id,
            show_goal(one.target, one.indicator, run.lang),
            one.target.scenario.name,
            was[_which(one)].value,
            one.status.value,
            say(one.why, run.lang),
        )
        for one in (*worse, *better)
    )
    return Effect(len(changed), len(worse), replace(NO_EFFECT, rows=rows))


def _which(one: Assessment) -> tuple[object, ...]:
    return one.entity.name, one.indicator.id, *one.target.key


def comparison(before: list[Assessment], after: list[Assessment], run: Run) -> Listing:
    """Return each target with its verdict before, which a new one has not, and after."""
    was = {one.target.key: one.status.value for one in before}
    rows = tuple(
        (
            one.target.scenario.name,
            show_goal(one.target, one.indicator, run.lang),
            was.get(one.target.key),
            one.status.value,
            say(one.why, run.lang),
        )
        for one in after
    )
    return Listing(("scenario", "target", "before", "after", "why"), rows)
