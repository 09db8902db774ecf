"""Loading files into a store: what is there already is left as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from targettrack.cli.naming import staged
from targettrack.cli.recording import record_weights
from targettrack.domain.plans import LoggedFigure, Plan
from targettrack.errors import FileFault
from targettrack.exchange.csv_figures import read_figures
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.toml_plan import read_plan
from targettrack.store import asking, lookup, reading, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlmodel import Session

    from targettrack.domain.indicators import Indicator
    from targettrack.domain.targets import Target
    from targettrack.store.lookup import Ask

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much a folder brought that was not there."""

    targets: int
    vintages: int


def load_folder(session: Session, folder: Path, now: datetime) -> Loaded:
    """Load `plan.toml` and `figures.csv` of a folder; raises FileFault with all their problems.

    A target became known when it came into force, or else on the day of its document, or else at
    the start of its period.
    """
    known = by_every_name(catalogue().values())
    plan, plan_problems = _read(lambda: read_plan(folder / "plan.toml", known), Plan())
    named = {**known, **by_every_name(plan.indicators)}
    none: list[LoggedFigure] = []
    figures, problems = _read(lambda: read_figures(folder / "figures.csv", named, now), none)
    if plan_problems or problems:
        raise FileFault([*plan_problems, *problems])
    used = {planned.indicator for planned in plan.targets} | {f.indicator for f in figures}
    targets = _add_plan(session, plan, {*plan.indicators, *used}, now)
    ask = asking(session)
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
    return Loaded(targets, sum(vintage is not None for vintage in logged))


def _read(reader: Callable[[], T], otherwise: T) -> tuple[T, list[str]]:
    """Return what a reader returns, or else the lines of its complaint."""
    try:
        return reader(), []
    except FileFault as fault:
        return otherwise, str(fault).splitlines()


def _add_plan(session: Session, plan: Plan, used: set[Indicator], now: datetime) -> int:
    ask = asking(session)
    for entity in plan.entities:
        if not lookup.has_entity(ask, entity.name):
            writing.add_entity(session, entity)
    for indicator in sorted(used, key=lambda one: one.id):
        if not lookup.has_indicator(ask, indicator.id):
            writing.add_indicator(session, indicator)
    present = {scenario.name for scenario in reading.scenarios(ask).values()}
    for scenario in plan.scenarios:
        if scenario.name not in present:
            writing.add_scenario(session, scenario)
    entities = reading.entities(ask)
    added = 0
    for planned in plan.targets:
        owner = entities[lookup.entity_id(ask, planned.entity)]
        before = reading.series(ask, owner.name, planned.indicator.id, now.date()).versions
        wanted = _referring(ask, planned.target)
        same = [v for v in before if (v.scenario, v.period) == (wanted.scenario, wanted.period)]
        if same and same[-1].content == wanted.content:
            continue
        moment = now if same else _known_from(wanted, now)
        target = replace(wanted, recorded_at=moment)
        writing.add_target(session, owner, planned.indicator, target)
        added += 1
    for weights in plan.weights:
        owner = entities[lookup.entity_id(ask, weights.entity)]
        first = weights.weights.parts[0][0].start
        record = writing.Recording(_moment(first, now), weights.document)
        record_weights(session, owner, weights.indicator, weights.weights, record)
    return added


def _referring(ask: Ask, target: Target) -> Target:
    """Return a target whose reference has the name that the store gives it."""
    if target.reference is None:
        return target
    there = reading.entities(ask)[lookup.entity_id(ask, target.reference)]
    return replace(target, reference=there.name)


def _known_from(target: Target, now: datetime) -> datetime:
    issued = target.document.date if target.document else None
    return _moment(target.valid_from or issued or target.period.start, now)


def _moment(day: date, now: datetime) -> datetime:
    """Return the first second of a day, local time, but never a moment to come."""
    return min(datetime(day.year, day.month, day.day).astimezone(), now)
