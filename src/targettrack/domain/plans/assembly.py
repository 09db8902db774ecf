"""A plan put together from what is known: with what its targets refer to, in a stable order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.plans.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.domain.plans.plan import PlannedTarget
    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity


def assembled(there: Plan, *, whole: bool) -> Plan:
    """Return a plan in order, with what its targets and weights refer to.

    Args:
        there: its targets and weights, and all entities, indicators and scenarios that there are.
        whole: keep those too that nothing refers to.

    The order depends on what is said alone, so that two plans differ only where that does: by
    names, and what is above an entity or takes over from it comes before it.
    """
    ordered = sorted(there.targets, key=_place_of)
    weighed = sorted(
        there.weights, key=lambda one: (one.entity, one.indicator.id, one.weights.parts)
    )
    codes = {one.indicator.id for one in there.measured}
    names = {one.target.scenario.name for one in ordered}
    named = {one.entity for one in there.measured}
    named |= {one.target.reference for one in ordered if one.target.reference}
    scenarios = sorted(
        (one for one in there.scenarios if whole or one.name in names), key=lambda one: one.name
    )
    cited = [one.document for one in scenarios] + [one.target.document for one in ordered]
    every = {one.name: one for one in there.entities}
    return Plan(
        entities=tuple(_ordered(sorted(every if whole else named), every)),
        indicators=tuple(
            sorted(
                (one for one in there.indicators if whole or one.id in codes),
                key=lambda one: one.id,
            )
        ),
        scenarios=tuple(scenarios),
        targets=tuple(ordered),
        weights=tuple(weighed),
        documents=tuple(sorted({one for one in cited if one}, key=_citation)),
    )


def _place_of(one: PlannedTarget) -> tuple[object, ...]:
    return one.entity, one.indicator.id, one.target.period, one.target.scenario.name


def _citation(one: Document) -> tuple[str, ...]:
    return one.number or "", one.title, str(one.date or ""), one.issuer or "", one.url or ""


def _ordered(names: Sequence[str], every: Mapping[str, Entity]) -> list[Entity]:
    """Return entities with those above them and their successors before them."""
    found: dict[str, Entity] = {}
    waiting = [*reversed(names)]
    opened: set[str] = set()
    while waiting:
        name = waiting[-1]
        needed = (every[name].parent, every[name].successor)
        missing = [one for one in needed if one and one not in opened]
        if name in opened or not missing:
            waiting.pop()
            found.setdefault(name, every[name])
        else:
            waiting += missing
        opened.add(name)
    return list(found.values())
