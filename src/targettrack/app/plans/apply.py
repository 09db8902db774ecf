"""Writing plans and figures into a store: what is there already is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from targettrack.app.plans.compare import (
    Compared,
    check_not_refused,
    compare_plan,
    compared,
    known_indicators,
)
from targettrack.app.record.known_or_new import staged
from targettrack.app.watch import unwatched
from targettrack.domain.plans.changes import Change, ItemChange
from targettrack.domain.plans.plan import LoggedFigure, Plan, PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.scenario import Scenario
from targettrack.exchange.figures.read_csv import read_figures
from targettrack.exchange.packaged import by_every_name, example_folders
from targettrack.faults import FileFault
from targettrack.message import Message, lines_of
from targettrack.refusals import Exists
from targettrack.store import lookup, open_to_write, reading, renaming, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.records.target import Target
    from targettrack.store.events.session import Session

T = TypeVar("T")


class Loaded(Struct, frozen=True):
    """How much a folder brought that was not there."""

    targets: int
    vintages: int


def apply_plan(
    store: Path, clock: Clock, path: Path, *, dry_run: bool = False, watch: Watch = unwatched
) -> Compared:
    """Write what a plan changes, and return what became of each of its items.

    Raises:
        FileFault: with all that is wrong in the plan, or that the store cannot take.
        StoreFault: the store cannot be used.
    """
    if dry_run:
        found = compare_plan(store, clock, path)
        check_not_refused(path, found)
        return found
    with open_to_write(store, clock.stamp()) as session:
        found = compared(session.ask, path, clock.today)
        check_not_refused(path, found)
        _write(session, found.changes, clock.in_turn(session.stamp).now, watch)
    return found


def load_examples(store: Path, clock: Clock, watch: Watch = unwatched) -> list[Loaded]:
    """Make a store of the real examples that ship with the program; return what each brought.

    Raises:
        Exists: the file is there already.
    """
    if store.exists():
        raise Exists("store", str(store), Message("name a new file with --db"))
    with open_to_write(store, clock.stamp()) as session:
        return [load_folder(session, folder, clock.now, watch) for folder in example_folders()]


def load_folder(session: Session, folder: Path, now: datetime, watch: Watch = unwatched) -> Loaded:
    """Load `plan.toml` and `figures.csv` of a folder; raises FileFault with all their problems."""
    ask, path = session.ask, folder / "plan.toml"
    nothing = Compared(Plan(), Plan(), ())
    found, plan_problems = _read(lambda: compared(ask, path, now.date()), nothing)
    named = known_indicators(ask) | by_every_name(found.plan.indicators)
    none: list[LoggedFigure] = []
    figures, problems = _read(lambda: read_figures(folder / "figures.csv", named, now), none)
    if plan_problems or problems:
        raise FileFault([*plan_problems, *problems])
    check_not_refused(path, found)
    _write(session, found.changes, now, watch)
    for measure in sorted({figure.indicator for figure in figures}, key=lambda one: one.id):
        if not lookup.has_indicator(ask, measure.id):
            writing.add_indicator(session, measure)
    entities = reading.entities(ask)
    logged = [
        writing.log_observation(
            session,
            owner,
            figure.indicator,
            staged(session, owner, figure.indicator, figure.observation, now.date()),
        )
        for figure in figures
        for owner in [entities[lookup.entity_id(ask, figure.entity)]]
    ]
    written = {Change.ADDED, Change.CHANGED}
    targets = sum(one.name == "target" and one.change in written for one in found.changes)
    return Loaded(targets, sum(vintage is not None for vintage in logged))


def _read(reader: Callable[[], T], otherwise: T) -> tuple[T, tuple[Message, ...]]:
    """Return what a reader returns, or else the lines of its complaint."""
    try:
        return reader(), ()
    except FileFault as fault:
        return otherwise, lines_of(fault.said)


def _write(session: Session, found: Iterable[ItemChange], now: datetime, watch: Watch) -> None:
    """Write what is added and changed, in order.

    A target became known when it came into force, or else on the day of its document, or else at
    the start of its period; weights, at the start of the first part. What replaces what was there
    becomes known now.
    """
    entities = {one.name: one for one in reading.entities(session.ask).values()}
    fresh, today = set[tuple[object, ...]](), now.date()
    to_write = [one for one in found if one.change in {Change.ADDED, Change.CHANGED}]
    for one in watch(to_write, "Writing"):
        item, is_new = one.item, one.change is Change.ADDED
        match item:
            case Entity():
                (writing.add_entity if is_new else renaming.change_entity)(session, item)
                entities[item.name] = item
            case Indicator():
                (writing.add_indicator if is_new else renaming.change_indicator)(session, item)
            case Scenario():
                (writing.add_scenario if is_new else renaming.change_scenario)(session, item)
            case Document():
                (renaming.add_document if is_new else renaming.change_document)(session, item)
            case PlannedTarget(entity=name, indicator=measure, target=target):
                place = (name, measure.id, *target.key)
                fresh |= {place} if is_new else set()
                known = _known_from(target) if place in fresh else today
                dated = replace(target, recorded_on=min(known, today), recorded_at=now)
                writing.add_target(session, entities[name], measure, dated)
            case PlannedWeights(entity=name, indicator=measure, weights=weights):
                first = min(period.start for period, _ in weights.parts)
                known = min(first, today) if is_new else today
                record = writing.Recording(known, now, item.document)
                writing.set_weights(session, entities[name], measure, weights, record)


def _known_from(target: Target) -> date:
    issued = target.document.date if target.document else None
    return target.valid_from or issued or target.period.start
