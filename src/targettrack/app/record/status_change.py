"""When a record became known, and the verdicts of its series before it and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.judge.assessments import judged_from
from targettrack.domain.values.period import parse_day
from targettrack.errors import InvalidObservation
from targettrack.exchange.packaged import load_rulebook
from targettrack.message import Message
from targettrack.store import reading
from targettrack.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from targettrack.app.clock import Clock
    from targettrack.domain.checks.finding import Doubt
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.status import Status
    from targettrack.store.events.session import Session

JUDGED = 500  # targets at most, before and after, so that they stay an aside


class Recorded(Struct, frozen=True):
    """What a record did: in sentences, and the verdicts on its series before it and after it.

    Attributes:
        added: the entities, indicators and scenarios that it added, which `said` tells too.
        doubt: why a figure, although recorded, may be a slip.
    """

    said: tuple[str | Message, ...]
    before: list[Assessment]
    after: list[Assessment]
    doubt: Doubt | None = None
    added: tuple[str, ...] = ()


class StatusChange(Struct, frozen=True):
    """The verdicts that an import changed, each with what it was before."""

    worse: tuple[tuple[Status, Assessment], ...]
    better: tuple[tuple[Status, Assessment], ...]

    @property
    def changed(self) -> tuple[tuple[Status, Assessment], ...]:
        """All of them, the ones that became worse first."""
        return self.worse + self.better


def recorded_day(recorded_on: str, clock: Clock) -> date:
    """Return the day from which a record is known: the one that is named, or today.

    Raises:
        InvalidDate, InvalidObservation: it is no day, or one in the future.
    """
    today = clock.today
    day = parse_day(recorded_on, "--recorded-on") if recorded_on else today
    if day > today:
        raise InvalidObservation(
            Message(
                "--recorded-on {day:iso} is in the future: today is {today:iso}",
                day=day,
                today=today,
            )
        )
    return day


def verdicts(
    session: Session, clock: Clock, entity: Entity, indicator: Indicator
) -> list[Assessment]:
    """Judge the targets of a series on what is recorded so far, worst first."""
    chosen = Selection(entity=entity.name, indicator=indicator.id)
    return judged_from(session.ask, clock, chosen, load_rulebook())


def assessments_of(
    session: Session, clock: Clock, series: Iterable[int]
) -> list[Assessment] | None:
    """Judge the targets of series by their rows; None where there are too many for an aside."""
    ask, chosen = session.ask, Selection(series=tuple(series))
    if reading.count_targets(ask, chosen.series or ()) > JUDGED:
        return None
    return judged_from(ask, clock, chosen, load_rulebook())


def status_change(before: Iterable[Assessment], after: Iterable[Assessment]) -> StatusChange:
    """Return which verdicts on the same targets are others than before."""
    was = {_which(one): one.status for one in before}
    changed = [
        (was[_which(one)], one)
        for one in after
        if was.get(_which(one), one.status) is not one.status
    ]
    return StatusChange(
        worse=tuple(pair for pair in changed if pair[1].status.rank < pair[0].rank),
        better=tuple(pair for pair in changed if pair[1].status.rank > pair[0].rank),
    )


def _which(one: Assessment) -> tuple[object, ...]:
    return one.entity.name, one.indicator.id, *one.target.key
