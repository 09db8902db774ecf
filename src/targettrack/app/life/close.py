"""The end of targets: closing them as they stand, or giving them more time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.judge.assessments import judged_from, selected
from targettrack.domain.values.name import MAX_TEXT, clean_text
from targettrack.domain.values.period import parse_day
from targettrack.errors import InvalidTarget, UsageFault
from targettrack.exchange.packaged import load_rulebook
from targettrack.message import Message
from targettrack.refusals import NothingToClose, SeveralTargets
from targettrack.render.messages.numbers import show_target
from targettrack.store import open_to_write, writing
from targettrack.store.opening import check_file

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.target import Target
    from targettrack.store.events.session import Session


class EndWords(Struct, frozen=True):
    """Which targets are meant, and why; empty text was not given.

    Attributes:
        within: the period in which those of the targets end.
        on: the day from which it holds; today where none is said.
        several: whether several targets may be closed.
        dry_run: whether it is only looked what would be done.
    """

    reason: str
    entity: str = ""
    indicator: str = ""
    scenario: str = ""
    within: str = ""
    on: str = ""
    several: bool = False
    dry_run: bool = False


class Ended(Struct, frozen=True):
    """What was closed or extended, in sentences, and the verdicts before and after."""

    said: tuple[Message, ...]
    before: list[Assessment]
    after: list[Assessment]


def close(store: Path, clock: Clock, words: EndWords) -> Ended:
    """Settle open targets as they stand; each says who closed it, when and why.

    Raises:
        NothingToClose: none of the targets that are meant is open.
        SeveralTargets: several are, and it was not said that they all are meant.
        UsageFault, UnknownName, InvalidPeriod: what is missing, or named wrongly.
        StoreFault: the store cannot be written.
    """
    reason = _reason(words)
    check_file(store)
    with open_to_write(store, clock.stamp(reason)) as session:
        day = _day(words, clock)
        found = _open(session, clock, words)
        if found[1:] and not words.several and not words.dry_run:
            raise SeveralTargets([headline(one) for one in found])
        if words.dry_run:
            would = (Message("{what} would be closed", what=headline(one)) for one in found)
            return Ended(tuple(would), found, [])
        for one in found:
            closed = {"closed_on": day, "closed_by": clock.who or None, "closed_because": reason}
            _add(session, clock, one, replace(one.target, valid_from=day, **closed))
        after = _again(session, clock, words, found)
    said = (Message("closed {what}", what=headline(one)) for one in found)
    return Ended(tuple(said), found, after)


def extend(store: Path, clock: Clock, words: EndWords, until: str) -> Ended:
    """Give one target until another day; the one that it had stays in sight.

    A deliverable is due on that day; figures of other targets count until then.

    Raises:
        InvalidTarget: that day is not after the closing date that the target has.
        NothingToClose: there is no such target, or it is closed.
        SeveralTargets: there are several.
        UsageFault, UnknownName, InvalidDate: what is missing, or named wrongly.
        StoreFault: the store cannot be written.
    """
    reason, last = _reason(words), parse_day(until, "the new date")
    check_file(store)
    with open_to_write(store, clock.stamp(reason)) as session:
        day = _day(words, clock)
        chosen = _matching(session, clock, words)
        found = [one for one in chosen if one.target.closed_on is None]
        if not found:
            raise NothingToClose(settled=bool(chosen))
        if found[1:]:
            raise SeveralTargets([headline(one) for one in found])
        (one,) = found
        closing = one.target.closing
        if last <= closing:
            raise InvalidTarget(
                Message(
                    "{what} closes on {closing:iso}: {last:iso} is not after that",
                    what=headline(one),
                    closing=closing,
                    last=last,
                )
            )
        later = replace(one.target, closing=last, valid_from=day)
        if not words.dry_run:
            _add(session, clock, one, later)
        after = [] if words.dry_run else _again(session, clock, words, found)
    said = Message(
        "{what} would be extended from {closing} to {last}"
        if words.dry_run
        else "extended {what} from {closing} to {last}",
        what=headline(one),
        closing=closing,
        last=last,
    )
    return Ended((said,), found, after)


def headline(one: Assessment) -> Message:
    """Name a target."""
    return Message(
        "{indicator} of {entity} for {period}, {scenario} ({goal})",
        indicator=one.indicator.name,
        entity=one.entity.name,
        period=one.target.period,
        scenario=one.target.scenario.name,
        goal=show_target(one.target, one.indicator, "en"),
    )


def _reason(words: EndWords) -> str:
    if not words.reason:
        raise UsageFault(Message("say why with --reason TEXT"))
    return clean_text(words.reason, "reason", MAX_TEXT)


def _day(words: EndWords, clock: Clock) -> date:
    day = parse_day(words.on, "--on") if words.on else clock.today
    if day > clock.today:
        raise UsageFault(
            Message(
                "--on {day:iso} is in the future: today is {today:iso}", day=day, today=clock.today
            )
        )
    return day


def _matching(session: Session, clock: Clock, words: EndWords) -> list[Assessment]:
    """Judge the targets that are meant as of the day from which it holds, as known today."""
    chosen = selected(words.entity, words.indicator, words.scenario, words.within)
    now = replace(clock, as_of=_day(words, clock), known_at=clock.today)
    return judged_from(session.ask, now, chosen, load_rulebook())


def _open(session: Session, clock: Clock, words: EndWords) -> list[Assessment]:
    found = _matching(session, clock, words)
    left = [one for one in found if one.settled is None]
    if not left:
        raise NothingToClose(settled=bool(found))
    return left


def _again(
    session: Session, clock: Clock, words: EndWords, found: list[Assessment]
) -> list[Assessment]:
    keys = {one.key for one in found}
    return [one for one in _matching(session, clock, words) if one.key in keys]


def _add(session: Session, clock: Clock, one: Assessment, version: Target) -> None:
    """Add a version that comes into force not before the one that it follows."""
    before = one.target.valid_from
    if before is not None and version.valid_from is not None and version.valid_from < before:
        raise InvalidTarget(
            Message(
                "{what} is in force since {before:iso}: --on {day:iso} is before",
                what=headline(one),
                before=before,
                day=version.valid_from,
            )
        )
    now = {"recorded_on": clock.today, "recorded_at": clock.now}
    writing.add_target(session, one.entity, one.indicator, replace(version, **now))
