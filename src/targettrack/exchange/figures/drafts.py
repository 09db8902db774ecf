"""What a report seems to state, as files to review: targets as a plan, figures as CSV.

What the readers of these files would refuse is left out, with the reason.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from targettrack.domain.plans.candidate import spelled
from targettrack.domain.plans.plan import Plan, PlannedTarget
from targettrack.domain.records.observation import StatedAs
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import comparator_for, read_target
from targettrack.domain.values.name import MAX_TEXT, fold
from targettrack.domain.values.quantity import Comparator
from targettrack.errors import InvalidObservation, TargettrackError
from targettrack.exchange.figures.row import figure_of
from targettrack.exchange.files.figure_source import ReadOptions
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from targettrack.domain.plans.candidate import Candidate
    from targettrack.domain.plans.proposal import Proposal
    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator

COLUMNS = (
    "entity", "indicator", "period", "basis", "value", "unit", "comparator", "qualifier",
    "stated_as", "recorded_at", "source", "quote", "note",
)  # fmt: skip
_BOUNDS = {Comparator.AT_LEAST: ">=", Comparator.MORE: ">=",
           Comparator.AT_MOST: "<=", Comparator.LESS: "<="}  # fmt: skip
LeftOut = list[tuple["Candidate", Message]]


def plan_of(
    able: Sequence[Candidate],
    scenario: str,
    paper: Document,
    places: Sequence[Entity],
    known: Mapping[str, Indicator],
) -> tuple[Plan, LeftOut]:
    """Return a plan of the targets, and those that are left out with the reason.

    It has the entities of targets and figures, each after the one that it belongs to, so that both
    files can be loaded into an empty store.
    """
    targets: list[PlannedTarget] = []
    left: LeftOut = []
    for one in able:
        if one.is_target:
            try:
                target = _planned(one.proposal, Scenario(scenario), paper, known)
            except TargettrackError as error:
                left.append((one, error.said))
                continue
            if any(_same(target, there) for there in targets):
                left.append((one, Message("the text states this target before; keep one of them")))
            else:
                targets.append(target)
    scenarios = (Scenario(scenario),) if targets else ()
    named = [one.proposal.entity for one in able if not _lacks(one.proposal)]
    return Plan(_entities(named, places), (), scenarios, tuple(targets)), left


def refusal(
    one: Candidate, scenario: str, paper: Document, known: Mapping[str, Indicator], now: datetime
) -> Message | None:
    """Return why a figure or target could not be recorded; None if it could."""
    try:
        if one.is_target:
            _planned(one.proposal, Scenario(scenario), paper, known)
        else:
            figure_of(_figure(one, paper, known), ReadOptions(known, now, now.date()))
    except TargettrackError as error:
        return error.said
    return None


def _planned(
    one: Proposal, scenario: Scenario, paper: Document, known: Mapping[str, Indicator]
) -> PlannedTarget:
    period = one.period
    lacks = _lacks(one)
    if period is None or lacks:
        raise InvalidObservation(lacks or Message(""))
    indicator = known[one.indicator or ""]
    stated = read_target(spelled(one.quantity, is_target=True), indicator)
    target = Target(
        scenario=scenario,
        period=period,
        comparator=comparator_for(stated, indicator.direction),
        value=stated.value,
        high=stated.high,
        closing=period.last,
        document=paper,
        quote=one.quote[:MAX_TEXT],
    )
    check_fits(target, indicator)
    return PlannedTarget(one.entity or "", indicator, target)


def _same(one: PlannedTarget, other: PlannedTarget) -> bool:
    """Whether two targets are for the same, so that a plan would take them for two versions."""
    keys = [(t.entity, t.indicator, t.target.period) for t in (one, other)]
    return keys[0] == keys[1]


def _lacks(one: Proposal) -> Message | None:
    """Say what a proposal lacks to be a row of a table or of a plan; None for nothing."""
    needed = {"entity": one.entity, "indicator": one.indicator, "period": one.period}
    missing = [name for name, value in needed.items() if not value]
    return (
        Message("it has no {missing: and no }", missing=tuple(Message(one) for one in missing))
        if missing
        else None
    )


def _entities(named: Sequence[str | None], places: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return the entities of these names that are known, each after those that it refers to."""
    by_name = {fold(one.name): one for one in places}
    found: dict[str, Entity] = {}

    def add(name: str | None, *above: Entity) -> None:
        one = by_name.get(fold(name)) if name else None
        if one is not None and one not in above:
            add(one.parent, *above, one)
            add(one.successor, *above, one)
            found.setdefault(one.name, one)

    for name in named:
        add(name)
    return tuple(found.values())


def figures_of(
    able: Sequence[Candidate], paper: Document, known: Mapping[str, Indicator], now: datetime
) -> tuple[str, LeftOut]:
    """Return a table of the figures, and those that are left out with the reason."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    left: LeftOut = []
    for one in able:
        if one.is_target:
            continue
        try:
            row = _figure(one, paper, known)
            figure_of(row, ReadOptions(known, now, now.date()))
            writer.writerow(row)
        except TargettrackError as error:
            left.append((one, error.said))
    return out.getvalue(), left


def _figure(
    candidate: Candidate, paper: Document, known: Mapping[str, Indicator]
) -> dict[str, str]:
    one = candidate.proposal
    quantity = one.quantity
    lacks = _lacks(one)
    if lacks:
        raise InvalidObservation(lacks)
    if quantity.high is not None:
        raise InvalidObservation(Message("it is a range, and a figure is one number"))
    indicator = known[one.indicator or ""]
    return {
        "entity": one.entity or "",
        "indicator": indicator.id,
        "period": str(one.period),
        "basis": one.basis or "",
        "value": f"{quantity.value:f}",
        "unit": str(quantity.unit or ""),
        "comparator": _BOUNDS.get(quantity.comparator or Comparator.EQUAL, ""),
        "qualifier": one.qualifier or "",
        "stated_as": StatedAs.GROWTH if indicator.traits.compounds else "",
        "recorded_at": str(paper.date or ""),
        "source": paper.title,
        "quote": one.quote[:MAX_TEXT],
        "note": candidate.note,
    }
