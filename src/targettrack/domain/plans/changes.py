"""What a plan would change in a store: a comparison of what it says with what is there.

Nothing is taken away: what the plan does not name is left as it is. Of entities, indicators,
scenarios and documents a key that is left out stays as it is there. A target is what its table
says as a whole, and whatever differs is a new version of it.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.plans.merging import Merging, paper_key
from targettrack.domain.plans.plan import PlannedTarget, PlannedWeights
from targettrack.domain.plans.target_keys import target_words
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.weights import WeightsVintage, weights_in_force
from targettrack.errors import TargettrackError
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from targettrack.domain.plans.plan import Plan

Item = Entity | Indicator | Scenario | Document | PlannedTarget | PlannedWeights


class Change(StrEnum):
    """What becomes of an item of a plan, or of one that the plan does not name."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"
    REFUSED = "refused"


class FieldChange(Struct, frozen=True):
    """A key of an item before and after, in the words of a plan; None where it has none."""

    key: str
    before: object
    after: object


class ItemChange(Struct, frozen=True):
    """What becomes of one item.

    Attributes:
        name: the list of the plan it is in: entity, document, indicator, scenario, target, weights.
        number: its number in that list, from 1; 0 of what the plan does not list itself.
        item: as it is to be in the store; what was refused, as the plan has it.
        reason: why it was refused.
    """

    change: Change
    name: str
    number: int
    item: Item
    fields: tuple[FieldChange, ...] = ()
    reason: Message | None = None


def changes(plan: Plan, held: Plan) -> tuple[ItemChange, ...]:
    """Return what becomes of every item of a plan, in the order in which they are to be written.

    Args:
        plan: what is to be.
        held: what the store holds: all of its entities, indicators, scenarios and documents; of
            the entities that have targets or weights in the plan, every version of every target,
            oldest first, and the weights in force.

    Targets of these entities that the plan does not name are told as left, at the end.
    """
    merging = Merging(plan, held)
    of_names = tuple(_of_names(plan, merging))
    of_targets = tuple(_of_targets(plan, held, merging))
    found = (*of_names, *of_targets, *_of_weights(plan, held, merging))
    return tuple(sorted(found, key=lambda one: one.change is Change.LEFT))


def called(item: Item) -> str:
    """Return how an item is told from the others of its list."""
    if isinstance(item, PlannedTarget):
        period = item.target.period
        return f"{item.entity}, {item.indicator.id}, {period}, {item.target.scenario.name}"
    if isinstance(item, PlannedWeights):
        return f"{item.entity}, {item.indicator.id}"
    if isinstance(item, Indicator):
        return item.id
    return (item.number or item.title) if isinstance(item, Document) else item.name


def left_alone(plan: Plan, found: Iterable[ItemChange], held: Plan) -> dict[str, int]:
    """Count the entities, indicators and scenarios there that a plan neither lists nor uses."""
    lists: dict[str, tuple[Item, ...]] = {
        "entity": held.entities,
        "indicator": held.indicators,
        "scenario": held.scenarios,
    }
    listed = {(one.name, called(one.item)) for one in found}
    listed |= {("indicator", code) for code in _unlisted(plan)}
    return {
        name: sum((name, called(item)) not in listed for item in items)
        for name, items in lists.items()
    }


def _unlisted(plan: Plan) -> dict[str, Indicator]:
    """Return the indicators that targets and weights use without the plan listing them, by id."""
    used = {one.indicator.id: one.indicator for one in plan.measured}
    listed = {one.id for one in plan.indicators}
    return {code: one for code, one in sorted(used.items()) if code not in listed}


def _of_names(plan: Plan, merging: Merging) -> Iterator[ItemChange]:
    """Compare what targets refer to, and the indicators of elsewhere that they need."""
    lists: tuple[tuple[str, tuple[Any, ...], Callable[[Any, int], Any]], ...] = (
        ("entity", plan.entities, merging.entity),
        ("document", plan.documents, merging.document),
        ("indicator", plan.indicators, merging.indicator),
        ("scenario", plan.scenarios, merging.scenario),
    )
    for name, items, merge in lists:
        listed: set[object] = set()
        for number, item in enumerate(items, start=1):
            found = _compared(name, number, item, merge)
            key = _identity(found.item) if name == "document" else called(found.item)
            if key in listed:
                found = _refused(
                    name,
                    number,
                    item,
                    Message("{item} is listed twice: leave one out", item=called(item)),
                )
            yield found
            listed.add(key)
    for indicator in _unlisted(plan).values():
        if merging.is_new(indicator):
            yield _compared("indicator", 0, indicator, merging.indicator)


def _compared(name: str, number: int, item: Any, merge: Callable[[Any, int], Any]) -> ItemChange:  # noqa: ANN401 - one of the four things that have names
    try:
        there, merged = merge(item, number)
    except TargettrackError as error:
        return _refused(name, number, item, error.said)
    if there is None:
        return ItemChange(Change.ADDED, name, number, merged)
    before, after = (
        {name: getattr(one, name) for name in one.__struct_fields__} for one in (there, merged)
    )
    return _judged(name, number, merged, _differences(before, after))


def _refused(name: str, number: int, item: Item, reason: Message) -> ItemChange:
    return ItemChange(Change.REFUSED, name, number, item, reason=reason)


def _judged(name: str, number: int, item: Item, found: tuple[FieldChange, ...]) -> ItemChange:
    return ItemChange(Change.CHANGED if found else Change.SAME, name, number, item, found)


def _differences(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(key, before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if _identity(before.get(key)) != _identity(after.get(key))
    )


def _identity(value: object) -> object:
    return paper_key(value) if isinstance(value, Document) else value


def _key(planned: PlannedTarget) -> tuple[object, ...]:
    return planned.entity, planned.indicator.id, *planned.target.key


def _content(planned: PlannedTarget) -> tuple[object, ...]:
    target = planned.target
    paper = paper_key(target.document) if target.document else None
    return replace(target, document=None).content, paper


def _of_targets(plan: Plan, held: Plan, merging: Merging) -> Iterator[ItemChange]:
    """Compare targets; several tables of one target are its versions, in their order."""
    there: dict[tuple[object, ...], list[PlannedTarget]] = defaultdict(list)
    for version in held.targets:
        there[_key(version)].append(version)
    wanted: dict[tuple[object, ...], list[PlannedTarget]] = defaultdict(list)
    settled: list[PlannedTarget | ItemChange] = []
    for number, planned in enumerate(plan.targets, start=1):
        try:
            target = merging.target(planned)
            wanted[_key(target)].append(target)
            settled.append(target)
        except TargettrackError as error:
            settled.append(_refused("target", number, planned, error.said))
    kept = {key: _kept(there.get(key, []), versions) for key, versions in wanted.items()}
    seen: dict[tuple[object, ...], int] = defaultdict(int)
    for number, one in enumerate(settled, start=1):
        if isinstance(one, ItemChange):
            yield one
            continue
        key = _key(one)
        before = [*there.get(key, []), *wanted[key][kept[key] : seen[key]]]
        is_there = seen[key] < kept[key]
        seen[key] += 1
        yield _version(number, one, before, is_there=is_there)
    for key, versions in there.items():
        if key not in wanted:
            yield ItemChange(Change.LEFT, "target", 0, versions[-1])


def _kept(there: list[PlannedTarget], wanted: list[PlannedTarget]) -> int:
    """Count the versions of a plan that are there already: its first are the latest there."""
    held, said = [_content(one) for one in there], [_content(one) for one in wanted]
    most = min(len(held), len(said))
    return next((n for n in range(most, 0, -1) if held[-n:] == said[:n]), 0)


def _version(
    number: int, one: PlannedTarget, before: list[PlannedTarget], *, is_there: bool
) -> ItemChange:
    if is_there:
        return ItemChange(Change.SAME, "target", number, one)
    if not before:
        return ItemChange(Change.ADDED, "target", number, one)
    found = _differences(target_words(before[-1]), target_words(one))
    return ItemChange(Change.CHANGED, "target", number, one, found)


def _of_weights(plan: Plan, held: Plan, merging: Merging) -> Iterator[ItemChange]:
    earlier: list[PlannedWeights] = []
    for number, planned in enumerate(plan.weights, start=1):
        try:
            owner = merging.owner(planned.entity)
        except TargettrackError as error:
            yield _refused("weights", number, planned, error.said)
            continue
        measure = merging.known_indicator(planned.indicator)
        one = replace(planned, entity=owner, indicator=measure)
        if _overlapping(one, earlier):
            yield _refused(
                "weights", number, one, Message("its parts overlap those of a table before it")
            )
        else:
            yield _weighed(number, one, _of_series(one, held.weights))
        earlier.append(one)


def _of_series(one: PlannedWeights, others: Iterable[PlannedWeights]) -> list[PlannedWeights]:
    series = one.entity, one.indicator.id
    return [other for other in others if (other.entity, other.indicator.id) == series]


def _overlapping(one: PlannedWeights, others: Iterable[PlannedWeights]) -> bool:
    taken = [part for other in _of_series(one, others) for part, _ in other.weights.parts]
    return any(part.overlaps(other) for part, _ in one.weights.parts for other in taken)


def _weighed(number: int, one: PlannedWeights, there: list[PlannedWeights]) -> ItemChange:
    """Compare weights part by part, and the source of those that are there."""
    in_force = weights_in_force(WeightsVintage(group.weights) for group in there)
    replaced = [
        part for part in in_force.parts if any(part[0].overlaps(p) for p, _ in one.weights.parts)
    ]
    if not replaced:
        return ItemChange(Change.ADDED, "weights", number, one)
    sources = {
        group.document.title if group.document else None
        for group in there
        if any(part in group.weights.parts for part in replaced)
    }
    before: dict[str, object] = {"parts": dict(replaced)}
    after: dict[str, object] = {"parts": dict(sorted(one.weights.parts))}
    if one.document is not None and sources != {one.document.title}:
        before["source"] = ", ".join(sorted(filter(None, sources))) or None
        after["source"] = one.document.title
    return _judged("weights", number, one, _differences(before, after))
