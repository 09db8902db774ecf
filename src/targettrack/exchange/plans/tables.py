"""From the tables of a plan, whose keys have what they take, to what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.domain.plans.plan import PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator, indicator_called
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import OF_INDICATOR, readers_of, target_said
from targettrack.domain.values.name import fold, nearest
from targettrack.errors import InvalidTarget, UnknownName
from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.schema.field import as_now
from targettrack.schema.plan import KEYS, Misread, Wrong, read_all, read_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from targettrack.schema.plan import Table

NONE_THERE: Mapping[str, Indicator] = {}


class Named(Struct):
    """What the tables of a plan refer to by name.

    Attributes:
        known: indicators of elsewhere, by id and folded name.
        broken: names whose own tables are wrong.
    """

    known: Mapping[str, Indicator] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    documents: dict[str, Document] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)

    def indicator(self, name: str) -> Indicator:
        """Return an indicator of this file or one known from elsewhere."""
        by_name = {**self.known, **self.indicators}
        try:
            return indicator_called(name, by_name)
        except UnknownName:
            self._check_told(name)
            raise

    def document(self, name: str) -> Document:
        """Return a document of this file."""
        if name not in self.documents:
            self._check_told(name)
            known = {fold(d): d for d in self.documents}
            raise UnknownName("document", name, nearest(name, known))
        return self.documents[name]

    def scenario(self, name: str) -> Scenario:
        """Return a scenario of this file."""
        if name not in self.scenarios:
            self._check_told(name)
            raise UnknownName("scenario", name, nearest(name, {fold(s): s for s in self.scenarios}))
        return self.scenarios[name]

    def _check_told(self, name: str) -> None:
        """Refuse without a word a name whose own table is wrong: that is told there."""
        if name in self.broken:
            raise Misread([])


def entity_of(_: Named, table: Table) -> Entity:
    """Build an entity; raises Misread or InvalidText."""
    return Entity(**read_all("entity", table))


def document_of(named: Named, table: Table) -> Document:
    """Build a document, known from now on by its id; raises Misread, and Exists for an id twice."""
    said = read_all("document", table)
    name = said.pop("id")
    if name in named.documents:
        raise Exists("document", name, Message("give each an id of its own"))
    return named.documents.setdefault(name, Document(**said))


def read_indicator(table: Table, there: Mapping[str, Indicator] = NONE_THERE) -> Indicator:
    """Build an indicator from the keys of a plan.

    What is left out is as in the one of the same id and kind that is there, or has its default.

    Raises:
        Misread: with what is wrong of each key.
        InvalidText, InvalidTarget: its parts do not go together.
    """
    said = read_all("indicator", as_now(KEYS["indicator"], table))
    same = there.get(said["id"])
    if same is not None and same.kind is said["kind"]:
        return replace(same, **said)
    said.setdefault("precision", said["kind"].traits.precision)
    return Indicator(**said)


def scenario_of(named: Named, table: Table) -> Scenario:
    """Build a scenario; raises Misread."""
    return Scenario(**read_all("scenario", table, document=named.document))


def target_of(named: Named, table: Table) -> PlannedTarget:
    """Build a target.

    Raises:
        Misread: with what is wrong of each key.
        InvalidTarget: its parts do not go together, or not with its indicator.
    """
    wrong: list[Wrong] = []
    known = {"indicator": table["indicator"]}
    said = read_keys("target", known, wrong, indicator=named.indicator)
    readers: dict[str, Callable[[Any], Any]] = {}
    if said:
        readers = readers_of(said["indicator"], relative="relative_to" in table)
    rest = {
        key: value
        for key, value in table.items()
        if key not in known and (said or key not in OF_INDICATOR)
    }
    refers = {"scenario": named.scenario, "document": named.document}
    said |= read_keys("target", rest, wrong, **refers, **readers)
    if wrong:
        raise Misread(wrong)
    target = target_said(said)
    check_fits(target, said["indicator"])
    return PlannedTarget(said["entity"], said["indicator"], target)


def weights_of(named: Named, table: Table) -> PlannedWeights:
    """Build base weights; raises Misread, and InvalidTarget for what is no growth."""
    said = read_all("weights", table, indicator=named.indicator)
    indicator, source = said["indicator"], said.get("source")
    if not indicator.traits.compounds:
        raise InvalidTarget(
            Message(
                "{id} is a {kind}: only a growth has weights",
                id=str(indicator.id),
                kind=str(indicator.kind),
            )
        )
    document = Document(source) if source else None
    return PlannedWeights(said["entity"], indicator, said["parts"], document)
