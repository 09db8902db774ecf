"""What the store will hold of the things that a plan names: what is there, with what is said anew.

What would turn verdicts that were given into wrong ones is refused: the kind, the unit and the
direction of an indicator, the periods of a hold, the place of an entity below another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.values.name import fold, folds, nearest
from targettrack.errors import InvalidTarget, InvalidText, UnknownName
from targettrack.message import Message
from targettrack.refusals import Exists, Unchangeable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from targettrack.domain.plans.plan import Plan, PlannedTarget

N = TypeVar("N", Document, Entity, Indicator, Scenario)
Merged = tuple[N | None, N]  # as it is there, and as it will be


class _Names(Struct):
    """Which thing carries a name: folded to the name that identifies it."""

    what: str
    carried: dict[str, str] = field(default_factory=dict)

    def owner(self, name: str) -> str | None:
        """Return what carries a name, None for nothing."""
        return next((self.carried[one] for one in folds(name) if one in self.carried), None)

    def known(self, name: str, hint: Message) -> str:
        """Return what carries a name; raises UnknownName."""
        found = self.owner(name)
        if found is None:
            close = nearest(name, self.carried, cutoff=0.3)
            raise UnknownName(self.what, name, close, hint)
        return found

    def claim(self, owner: str, names: Iterable[str | None]) -> None:
        """Let a thing carry names; raises Exists where another carries one of them."""
        for name in filter(None, names):
            taken = self.carried.get(fold(name), owner)
            if taken != owner:
                raise Exists(
                    self.what,
                    name,
                    Message("{taken} carries that name; choose another", taken=taken),
                )
        self.carried |= {fold(name): owner for name in filter(None, names)}


def paper_key(document: Document) -> object:
    """Return what a document is known by: one without a number differs where anything does."""
    if document.number is None:
        return document
    return document.number, document.title, document.date


class Merging:
    """The things of a store, as a plan changes them one after another."""

    def __init__(self, plan: Plan, held: Plan) -> None:
        self._plan = plan
        self._entities = {one.name: one for one in held.entities}
        self._indicators = {one.id: one for one in held.indicators}
        self._scenarios = {one.name: one for one in held.scenarios}
        self._papers = {paper_key(one): one for one in held.documents}
        self._entity_names, self._indicator_names = _Names("entity"), _Names("indicator")
        self._scenario_names = _Names("scenario")
        for entity in held.entities:
            self._entity_names.claim(entity.name, (entity.name, *entity.aliases))
        for indicator in held.indicators:
            self._indicator_names.claim(indicator.id, indicator.every_name)
        for scenario in held.scenarios:
            self._scenario_names.carried.setdefault(fold(scenario.name), scenario.name)

    def entity(self, wanted: Entity, number: int) -> Merged[Entity]:
        """Return an entity as it is there and as it will be; its parent and successor are known.

        Raises:
            UnknownName, Exists: its parent or successor is not there, or one of its names is taken.
            Unchangeable: it would move from one parent to another.
            InvalidText: it would be below itself.
        """
        there = self._entities.get(self._entity_names.owner(wanted.name) or "")
        merged = replace(
            wanted,
            parent=self.entity_name(wanted.parent),
            successor=self.entity_name(wanted.successor),
        )
        if there is not None:
            merged = replace(
                self._kept(there, merged, "entity", number),
                name=there.name,
                aliases=_joined(there.aliases, wanted.aliases, {there.name}),
            )
            if there.parent not in {None, merged.parent}:
                moved = ("parent", there.parent, merged.parent)
                how = Message("end it with valid_to, and name its successor")
                raise Unchangeable(there.name, [moved], how)
        if merged.name in self._above(merged):
            raise InvalidText("entity", merged.name, Message("would be below itself"))
        self._entity_names.claim(merged.name, (merged.name, *merged.aliases))
        self._entities[merged.name] = merged
        return there, merged

    def indicator(self, wanted: Indicator, number: int) -> Merged[Indicator]:
        """Return an indicator as it is there and as it will be.

        Raises:
            Exists: one of its names is taken.
            Unchangeable: its kind, unit, direction or the periods of a hold would change.
        """
        there, merged = self._indicators.get(wanted.id), wanted
        if there is not None:
            self._check_kept(there, wanted, number)
            merged = self._kept(there, wanted, "indicator", number)
            shown = {merged.id, merged.name, *(name for _, name in merged.names)}
            more = (there.name, *(name for _, name in there.names), *wanted.aliases)
            merged = replace(merged, aliases=_joined(there.aliases, more, shown))
        self._indicator_names.claim(merged.id, merged.every_name)
        self._indicators[merged.id] = merged
        return there, merged

    def document(self, wanted: Document, number: int) -> Merged[Document]:
        """Return a document as it is there and as it will be."""
        there = self._papers.get(paper_key(wanted))
        merged = wanted if there is None else self._kept(there, wanted, "document", number)
        self._papers[paper_key(wanted)] = merged
        return there, merged

    def scenario(self, wanted: Scenario, number: int) -> Merged[Scenario]:
        """Return a scenario as it is there and as it will be."""
        there = self._scenarios.get(self._scenario_name(wanted.name) or "")
        merged = wanted
        if there is not None:
            merged = replace(self._kept(there, wanted, "scenario", number), name=there.name)
        merged = replace(merged, document=self.paper(merged.document))
        self._scenario_names.carried.setdefault(fold(merged.name), merged.name)
        self._scenarios[merged.name] = merged
        return there, merged

    def target(self, wanted: PlannedTarget) -> PlannedTarget:
        """Return a target with everything it refers to as it will be.

        Raises:
            UnknownName: its entity, scenario or reference is not there.
            InvalidTarget: it refers to its own entity.
        """
        owner, target = self.owner(wanted.entity), wanted.target
        name = self._scenario_name(target.scenario.name)
        if name is None:
            raise UnknownName("scenario", target.scenario.name, [])
        reference = self.entity_name(target.reference)
        if reference == owner:
            raise InvalidTarget(
                Message("{owner} cannot refer to itself: name another entity", owner=owner)
            )
        settled = replace(
            target,
            scenario=self._scenarios[name],
            reference=reference,
            document=self.paper(target.document),
        )
        return replace(
            wanted, entity=owner, indicator=self.known_indicator(wanted.indicator), target=settled
        )

    def owner(self, name: str) -> str:
        """Return the name of the entity that carries `name`; raises UnknownName."""
        return self._entity_names.known(name, Message("list it as [[entity]]"))

    def entity_name(self, name: str | None) -> str | None:
        """Return the name of the entity that carries `name`, if there is one to look for."""
        hint = Message("list it as [[entity]] before")
        return None if name is None else self._entity_names.known(name, hint)

    def is_new(self, indicator: Indicator) -> bool:
        """Whether an indicator is in neither the store nor the plan."""
        return indicator.id not in self._indicators

    def known_indicator(self, indicator: Indicator) -> Indicator:
        """Return an indicator as it will be."""
        return self._indicators.get(indicator.id, indicator)

    def paper(self, document: Document | None) -> Document | None:
        """Return a document as it will be."""
        return None if document is None else self._papers.get(paper_key(document), document)

    def _scenario_name(self, name: str) -> str | None:
        return name if name in self._scenarios else self._scenario_names.carried.get(fold(name))

    def _above(self, entity: Entity) -> set[str]:
        above: set[str] = set()
        name = entity.parent
        while name is not None and name not in above:
            above.add(name)
            name = self._entities[name].parent
        return above

    def _check_kept(self, there: Indicator, wanted: Indicator, number: int) -> None:
        """Refuse what would give figures that are there another meaning."""
        kept = ["kind", "unit", "direction"]
        kept += ["absolute_unit"] if there.absolute_unit is not None else []
        kept += ["frequency"] if there.traits.is_kept else []
        pairs = [
            (key, getattr(there, key), getattr(wanted, key))
            for key in kept
            if self._plan.says("indicator", number, key)
        ]
        changed = [pair for pair in pairs if pair[2] not in {None, pair[1]}]
        if changed:
            how = Message("give what is measured now an indicator of its own")
            raise Unchangeable(there.id, changed, how)

    def _kept(self, there: N, wanted: N, name: str, number: int) -> N:
        """Return what is wanted, with what the plan leaves out as it is there."""
        silent = {
            key: getattr(there, key)
            for key in wanted.__struct_fields__
            if getattr(wanted, key) is None or not self._plan.says(name, number, key)
        }
        return replace(wanted, **silent)


def _joined(
    there: tuple[str, ...], more: tuple[str, ...], shown: Collection[str]
) -> tuple[str, ...]:
    """Return the aliases that are there and the new ones, without the names that are shown."""
    return tuple(name for name in dict.fromkeys((*there, *more)) if name not in shown)
