"""What contradicts itself in a plan: parts and totals, branches and ranges, points and dates.

Printed numbers stand for all that print as them, so only what no rounding reconciles is told.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.checks.finding import Finding
from targettrack.domain.checks.parts_and_total import Total, TotalPart, against_total, disagreements
from targettrack.domain.plans.changes import Change, called, changes
from targettrack.domain.plans.plan import PlannedTarget, PlannedWeights
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.target import TrajectoryKind, sign_of
from targettrack.domain.records.weights import NO_WEIGHTS, Weights, WeightsVintage, weights_in_force
from targettrack.domain.values.period import MONTHS_OF, whole_parts
from targettrack.message import Message, verbatim
from targettrack.shown import show_exact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from targettrack.domain.checks.parts_and_total import PartsFinding
    from targettrack.domain.plans.changes import ItemChange
    from targettrack.domain.plans.plan import Plan
    from targettrack.domain.values.period import Period

    _Findings = Iterator[tuple["_Table", PartsFinding]]
    _Weighed = Mapping[tuple[str, str], Weights]

HALF_YEAR = 6


class _Table(Struct, frozen=True):
    """A target of a plan, and where it stands."""

    where: str
    planned: PlannedTarget


def plan_checks(plan: Plan, held: Plan) -> list[Finding]:
    """Return what is doubtful in a plan, in the order of its targets.

    Args:
        plan: what is looked at.
        held: what the store holds of it, for names, weights, and what cannot be changed there.
    """
    found = changes(plan, held)
    tables = {
        one.number: _Table(_where(plan, one), one.item)
        for one in found
        if isinstance(one.item, PlannedTarget) and one.number and one.change is not Change.REFUSED
    }
    weights = _weights(found, held)
    entities = {one.name: one for one in held.entities}
    entities |= {one.item.name: one.item for one in found if isinstance(one.item, Entity)}
    findings = [
        Finding(
            "refused",
            _where(plan, one),
            one.reason or Message(""),
            Message("change it: apply refuses the plan"),
        )
        for one in found
        if one.change is Change.REFUSED
    ]
    every = list(tables.values())
    for rule, listed in (
        ("quarters", _quarters(every, weights)),
        ("periods", _periods(every, weights)),
        ("children", _children(every, entities.values())),
        ("points", _points(every)),
        ("percent", _percents(every)),
        ("repeated", _repeated(every)),
        ("dates", _dates(every)),
    ):
        findings += [Finding(rule, table.where, *map(verbatim, one)) for table, one in listed]
    order = {table.where: number for number, table in enumerate(every)}
    return sorted(findings, key=lambda one: order.get(one.where, -1))


def _where(plan: Plan, one: ItemChange) -> str:
    return f"{plan.place_of(one.name, one.number)} ({called(one.item)})"


def _weights(found: Iterable[ItemChange], held: Plan) -> dict[tuple[str, str], Weights]:
    """Return the weights of each series as they will be."""
    said = [one.item for one in found if isinstance(one.item, PlannedWeights)]
    vintages: dict[tuple[str, str], list[WeightsVintage]] = defaultdict(list)
    for one in (*held.weights, *said):
        vintages[one.entity, one.indicator.id].append(WeightsVintage(one.weights))
    return {series: weights_in_force(known) for series, known in vintages.items()}


def _quarters(every: Sequence[_Table], weights: _Weighed) -> _Findings:
    """Compare the quarters of a growth with the year that they are to compose to."""
    for table in every:
        target = table.planned.target
        if target.trajectory is TrajectoryKind.GROWTH:
            parts = [TotalPart(str(p.period), p.period, p.value, p.high) for p in target.points]
            for one in against_total(_total(table, weights), parts):
                yield table, one


def _total(table: _Table, weights: _Weighed) -> Total:
    planned, name = table.planned, f"the target of {table.planned.target.period}"
    target, unit = planned.target, planned.indicator.unit.suffix
    if not planned.indicator.traits.compounds:
        return Total(name, target.number, target.high, unit)
    known = weights.get((planned.entity, planned.indicator.id), NO_WEIGHTS)
    return Total(name, target.number, target.high, unit, known)


def _periods(every: Sequence[_Table], weights: _Weighed) -> _Findings:
    """Compare targets for the parts of a period with the one for the whole, of one scenario."""
    groups: dict[object, dict[Period, _Table]] = defaultdict(dict)
    for table in every:
        planned, traits = table.planned, table.planned.indicator.traits
        target = planned.target
        if (traits.is_sum or traits.compounds) and target.has_number and not target.relative_to:
            series = planned.entity, planned.indicator.id, target.scenario.name
            groups[series][target.period] = table
    for group in groups.values():
        for period, table in group.items():
            is_growth = table.planned.indicator.traits.compounds
            if is_growth and len(whole_parts(period, MONTHS_OF["year"])) > 1:
                continue  # growth over several years is compounded, not composed
            for months in (*MONTHS_OF.values(), HALF_YEAR):
                inside = [group.get(part) for part in whole_parts(period, months)]
                parts = [_part(one, str(one.planned.target.period)) for one in inside if one]
                if len(parts) == len(inside) > 1:
                    for one in against_total(_total(table, weights), parts):
                        yield table, one


def _part(table: _Table, name: str) -> TotalPart:
    target = table.planned.target
    return TotalPart(name, target.period, target.number, target.high)


def _children(every: Sequence[_Table], entities: Iterable[Entity]) -> _Findings:
    """Compare the targets of the entities below another with its own, of flows of one scenario.

    What they add up to may fall short only where none of them lacks a target.
    """
    of_entities: dict[object, dict[str, _Table]] = defaultdict(dict)
    for table in every:
        planned = table.planned
        if planned.indicator.traits.is_sum and planned.target.has_number:
            shared = planned.indicator.id, *planned.target.key
            of_entities[shared][planned.entity] = table
    below: dict[str | None, list[Entity]] = defaultdict(list)
    for entity in entities:
        below[entity.parent].append(entity)
    for tables in of_entities.values():
        for name, table in tables.items():
            target = table.planned.target
            there = [one.name for one in below[name] if _exists(one, target.period)]
            parts = [_part(tables[one], one) for one in there if one in tables]
            over = sum((part.value for part in parts), Decimal(0)) > target.number
            if len(parts) > 1 and (over or len(parts) == len(there)):
                for one in against_total(_total(table, {}), parts):
                    yield table, one


def _exists(entity: Entity, period: Period) -> bool:
    begun = entity.valid_from is None or entity.valid_from <= period.last
    return begun and not entity.ended(period.start)


def _points(every: Sequence[_Table]) -> _Findings:
    """Look for points that are outside the way, beyond the target, or behind the one before."""
    for table in every:
        if table.planned.target.trajectory in {TrajectoryKind.POINTS, TrajectoryKind.STEPS}:
            for one in _of_points(table.planned):
                yield table, one


def _of_points(planned: PlannedTarget) -> Iterator[PartsFinding]:
    target, unit = planned.target, planned.indicator.unit.suffix
    sign = sign_of(target, planned.indicator)
    target_value = max(target.number, target.high or target.number, key=lambda end: sign * end)
    shown = f"{show_exact(target_value)}{unit}"
    before = None
    for point in target.points:
        day, value = point.period.last, f"{show_exact(point.value)}{unit}"
        if day < target.start:
            text = f"the point of {day} is before {target.start}, when the way begins"
            yield text, "it counts for nothing: correct its day, or leave it out"
        if sign * (point.value - target_value) > 0:
            text = f"the point of {day} asks for {value}, which is beyond the target, {shown}"
            yield text, "correct the point, or the target"
        elif day == target.closing and point.value != target.value:
            text = f"the last point asks for {value} on {day}, the target for {shown} on that day"
            yield text, "leave the last point out, or correct it"
        if before and planned.indicator.traits.accumulates and point.value < before.value:
            was = f"{show_exact(before.value)}{unit} on {before.period.last}"
            text = f"the points fall from {was} to {value} on {day}, but a sum only grows"
            yield text, "points count from the start of the period: correct one of them"
        before = point


def _percents(every: Sequence[_Table]) -> _Findings:
    """Look for percents, amounts and totals that cannot all be right."""
    for table in every:
        for one in disagreements(table.planned):
            yield table, one


def _repeated(every: Sequence[_Table]) -> _Findings:
    """Look for two tables of one target of which the later does not come into force later."""
    seen: dict[object, _Table] = {}
    for table in every:
        planned = table.planned
        key = planned.entity, planned.indicator.id, *planned.target.key
        earlier, begins = seen.get(key), planned.target.valid_from
        if earlier and (begins or date.min) <= (earlier.planned.target.valid_from or date.min):
            text = f"it replaces {earlier.where.partition(' (')[0]} from its first day on"
            yield table, (text, "leave one of them out, or say valid_from in the later one")
        seen[key] = table


def _dates(every: Sequence[_Table]) -> _Findings:
    """Look for targets that come into force after they are settled."""
    for table in every:
        target = table.planned.target
        if target.valid_from is not None and target.valid_from > target.closing:
            text = f"it comes into force on {target.valid_from} and is settled on {target.closing}"
            yield table, (text, "correct valid_from, or the closing date")
