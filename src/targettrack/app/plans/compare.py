"""Plans and stores: what a plan would change, changing it, and what a store says as a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.plans.changes import Change, ItemChange, changes
from targettrack.domain.plans.plan import Plan
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.packaged import by_every_name, catalogue
from targettrack.exchange.plans.read import read_plan
from targettrack.exchange.plans.write import plan_toml
from targettrack.faults import FileFault
from targettrack.message import Message
from targettrack.store import as_plan, open_to_read, reading

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.lookup import Ask
    from targettrack.store.selection import Selection


class Compared(Struct, frozen=True):
    """A plan, what the store holds of it, and what becomes of each of its items."""

    plan: Plan
    held: Plan
    changes: tuple[ItemChange, ...]


def compared(ask: Ask | None, path: Path, today: date) -> Compared:
    """Compare a plan with a store; without `ask` there is no store yet.

    Raises:
        FileFault: with every problem of the plan.
    """
    there = {one.id: one for one in reading.indicators(ask).values()} if ask else {}
    plan = read_plan(path, known_indicators(ask), there)
    if plan == Plan():
        what = Message("says nothing: write at least one [[target]] or [[entity]]")
        raise FileFault([Problem(str(path), "", what).said])
    names = [one.entity for one in plan.measured]
    held = as_plan.held_for(ask, names, today) if ask else Plan()
    return Compared(plan, held, changes(plan, held))


def compare_plan(store: Path, clock: Clock, path: Path) -> Compared:
    """Compare a plan with a store, which need not exist, and change nothing.

    Raises:
        FileFault: with every problem of the plan.
    """
    if not store.exists():
        return compared(None, path, clock.today)
    with open_to_read(store) as ask:
        return compared(ask, path, clock.today)


def known_indicators(ask: Ask | None) -> dict[str, Indicator]:
    """Return the well-known indicators and those of a store, by every name; the store decides."""
    known = by_every_name(catalogue().values())
    return known | by_every_name(reading.indicators(ask).values() if ask else ())


def check_not_refused(path: Path, found: Compared) -> None:
    """Refuse a plan of which the store cannot take something; raises FileFault with all of it."""
    refused = [
        Problem(
            str(path), found.plan.place_of(one.name, one.number), one.reason or Message("")
        ).said
        for one in found.changes
        if one.change is Change.REFUSED
    ]
    if refused:
        raise FileFault(refused)


def exported_plan(store: Path, clock: Clock, selection: Selection) -> str:
    """Return what the store says of the selected targets as the text of a plan.

    Indicators that are as the program knows them are left out, as a plan needs not list them.
    """
    with open_to_read(store) as ask:
        found = as_plan.plan_of(ask, selection, clock.known_at)
    known = catalogue()
    listed = tuple(one for one in found.indicators if known.get(one.id) != one)
    return plan_toml(replace(found, indicators=listed))
