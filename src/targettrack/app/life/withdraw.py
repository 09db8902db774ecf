"""Withdrawing a record: it counts no more, and history keeps it with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.record.status_change import Recorded, verdicts
from targettrack.app.record.typed_words import named_entity
from targettrack.domain.values.name import MAX_TEXT, clean_text, fold, nearest
from targettrack.domain.values.period import parse_period
from targettrack.errors import InvalidObservation, InvalidTarget, UnknownName, UsageFault
from targettrack.message import Message
from targettrack.refusals import StillUsed
from targettrack.schema.codecs import day_number
from targettrack.store import lookup, open_to_write, reading, shared_rows
from targettrack.store.events import withdrawing
from targettrack.store.opening import check_file
from targettrack.store.shared_rows import series_row
from targettrack.store.target_rows import scenarios

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.events.session import Session

THINGS = ("figure", "target", "scenario", "document", "entity", "indicator")


class WithdrawalWords(Struct, frozen=True):
    """What is to be withdrawn, as typed; empty text was not given.

    Attributes:
        name: of a scenario, document, entity or indicator, also of that of a figure or target.
        vintage: the number of the only vintage or version that is meant.
        usual: the entity that is meant where none is named.
        basis: "ytd" or "single", where both are there for a period.
    """

    what: str
    reason: str
    name: str = ""
    entity: str = ""
    indicator: str = ""
    scenario: str = ""
    period: str = ""
    vintage: str = ""
    basis: str = ""
    stage: str = ""
    usual: str = ""


def withdraw(store: Path, clock: Clock, words: WithdrawalWords) -> Recorded:
    """Withdraw a record and return what was done, with the verdicts of its series if it has one.

    Raises:
        UsageFault, UnknownName, InvalidPeriod: what is missing, or named wrongly.
        StillUsed: something rests on the entity or indicator.
        StoreFault: the store cannot be written.
    """
    if not words.reason:
        raise UsageFault(Message("a withdrawal needs a reason: say it with --reason"))
    reason = clean_text(words.reason, "reason", MAX_TEXT)
    check_file(store)
    with open_to_write(store, clock.stamp(reason)) as session:
        if words.what in {"figure", "target"}:
            return _of_series(session, clock, words)
        return Recorded(_named(session, words), [], [])


def _of_series(session: Session, clock: Clock, words: WithdrawalWords) -> Recorded:
    name = words.indicator or words.name
    if not (name and words.period):
        raise UsageFault(
            Message("name the {what} by --entity, --indicator and --period", what=words.what)
        )
    ask = session.ask
    owner = reading.entities(ask)[
        lookup.entity_id(ask, named_entity(ask, words.entity, words.usual))
    ]
    measure = reading.indicators(ask)[lookup.indicator_id(ask, name)]
    before = verdicts(session, clock, owner, measure)
    take = _figure if words.what == "figure" else _target
    said = take(session, owner, measure, words)
    return Recorded(said, before, verdicts(session, clock, owner, measure))


def _figure(
    session: Session, owner: Entity, measure: Indicator, words: WithdrawalWords
) -> tuple[str, ...]:
    ask, period = session.ask, parse_period(words.period)
    found = withdrawing.vintages(ask, series_row(session, owner, measure), period)
    where = f"{measure.name} of {owner.name} for {period}"
    if words.basis:
        found = [one for one in found if one["basis"] == words.basis]
    if words.stage:
        stage = fold(clean_text(words.stage, "stage"))
        found = [one for one in found if fold(str(one["stage"])) == stage]
    if not found:
        raise InvalidObservation(Message("there is no figure of {where}", where=where))
    if len({one["basis"] for one in found}) > 1:
        raise UsageFault(
            Message("there are two figures of {where}: say --ytd or --single", where=where)
        )
    if len({one["stage"] for one in found}) > 1:
        raise UsageFault(
            Message(
                "there are figures of several stages of {where}: say which with --stage",
                where=where,
            )
        )
    if words.vintage:
        wanted = clean_text(words.vintage, "vintage")
        there = [one for one in found if str(one["revision"]) == wanted]
        if not there:
            numbers = ", ".join(str(one["revision"]) for one in found)
            raise InvalidObservation(
                Message(
                    "{where} has no vintage {wanted}: it has {numbers}",
                    where=where,
                    wanted=wanted,
                    numbers=numbers,
                )
            )
        found = there
    withdrawing.withdraw_figures(session, found)
    count = f"{len(found)} vintages" if found[1:] else f"vintage {found[0]['revision']}"
    return (f"withdrew {where}: {count}",)


def _target(
    session: Session, owner: Entity, measure: Indicator, words: WithdrawalWords
) -> tuple[str, ...]:
    ask, period = session.ask, parse_period(words.period)
    scenario = words.scenario or "Plan"
    given: dict[str, object] = {
        "series_id": series_row(session, owner, measure),
        "scenario_id": lookup.scenario_id(ask, scenario),
        "period_start": day_number(period.start),
        "period_end": day_number(period.last),
    }
    found = withdrawing.versions(ask, given)
    where = f"target for {measure.name} of {owner.name}, {period}, {scenario}"
    if not found:
        raise InvalidTarget(Message("there is no {where}", where=where))
    if words.vintage:
        wanted = clean_text(words.vintage, "vintage")
        there = [one for one in found if str(one[1]) == wanted]
        if not there:
            numbers = ", ".join(str(version) for _, version in found)
            raise InvalidTarget(
                Message(
                    "the {where} has no version {wanted}: it has {numbers}",
                    where=where,
                    wanted=wanted,
                    numbers=numbers,
                )
            )
        found = there
    withdrawing.withdraw(session, "target", [row for row, _ in found])
    count = f"{len(found)} versions" if found[1:] else f"version {found[0][1]}"
    return (f"withdrew the {where}: {count}",)


def _named(session: Session, words: WithdrawalWords) -> tuple[str, ...]:
    ask = session.ask
    what, name = words.what, words.name or getattr(words, words.what, "")
    if not name:
        raise UsageFault(Message("name the {what}: withdraw {what} NAME", what=what))
    if what == "document":
        number, shown = _document(session, name)
    elif what == "scenario":
        number = lookup.scenario_id(ask, name)
        shown = scenarios(ask)[number].name
        targets = withdrawing.versions(ask, {"scenario_id": number})
        withdrawing.withdraw(session, "target", [row for row, _ in targets])
        withdrawing.withdraw(session, what, [number])
        versions = "version" if len(targets) == 1 else "versions"
        return (f"withdrew scenario {shown} with {len(targets)} {versions} of its targets",)
    else:
        find = lookup.entity_id if what == "entity" else lookup.indicator_id
        number = find(ask, name)
        described = reading.entities(ask) if what == "entity" else reading.indicators(ask)
        shown = described[number].name
        rests = withdrawing.rests_on(ask, what, number)
        counts = {one: getattr(rests, one) for one in rests.__struct_fields__}
        if any(counts.values()):
            raise StillUsed(what, shown, counts)
    withdrawing.withdraw(session, what, [number])
    return (f"withdrew {what} {shown}",)


def _document(session: Session, name: str) -> tuple[int, str]:
    """Return the row of the document of a number or title, and what it is called."""
    there = shared_rows.documents(session.ask)
    wanted = fold(name)
    found = {
        number: one
        for number, one in there.items()
        if wanted in {fold(one.title), fold(one.number or one.title), fold(str(one))}
    }
    if not found:
        known = {fold(one.title): one.title for one in there.values()}
        raise UnknownName("document", name, nearest(name, known, 0.4))
    if len(found) > 1:
        shown = " or ".join(str(one) for one in list(found.values())[:3])
        raise UsageFault(
            Message("several documents are called {name}: write {shown}", name=name, shown=shown)
        )
    ((number, one),) = found.items()
    return number, str(one)
