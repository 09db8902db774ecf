"""From the tables of a plan, whose keys have what they take, to what they say."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.domain.plans.plan import PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import (
    Direction,
    Frequency,
    Indicator,
    W,
    read_kind,
    read_word,
)
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.target_reading import (
    base_day,
    comparator_for,
    read_denominator,
    read_goal,
    read_percent,
    reference_of,
)
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.name import MAX_NAME, MAX_TEXT, clean_text, fold, nearest
from targettrack.domain.values.period import ONE_DAY, Period, parse_period
from targettrack.domain.values.quantity import Quantity, in_unit, parse_quantity, parse_unit
from targettrack.errors import Exists, InvalidTarget, UnknownName
from targettrack.exchange.plans.fields import Misread, Wrong, read_all, read_items, read_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from targettrack.exchange.plans.keys import Table

NONE_THERE: Mapping[str, Indicator] = {}


@dataclass(slots=True)
class Named:
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
        found = by_name.get(name) or by_name.get(fold(name))
        if found is None:
            self._check_told(name)
            shown = {fold(known): one.id for known, one in by_name.items()}
            raise UnknownName("indicator", name, nearest(name, shown))
        return found

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
    said = read_all(
        table,
        name=_text("entity"),
        kind=_word(EntityKind, "kind of entity"),
        parent=_text("parent"),
        aliases=_aliases,
        valid_from=None,
        valid_to=None,
        successor=_text("successor"),
    )
    return Entity(**said)


def document_of(named: Named, table: Table) -> Document:
    """Build a document, known from now on by its id; raises Misread, and Exists for an id twice."""
    said = read_all(
        table,
        title=_text("title", MAX_TEXT),
        number=_text("number"),
        issuer=_text("issuer"),
        date=None,
        url=_text("url", MAX_TEXT),
    )
    if table["id"] in named.documents:
        raise Exists("document", table["id"], "give each an id of its own")
    return named.documents.setdefault(table["id"], Document(**said))


def read_indicator(table: Table, there: Mapping[str, Indicator] = NONE_THERE) -> Indicator:
    """Build an indicator from the keys of a plan.

    What is left out is as in the one of the same id and kind that is there, or has its default.

    Raises:
        Misread: with what is wrong of each key.
        InvalidText, InvalidTarget: its parts do not go together.
    """
    said = read_all(
        table,
        id=_text("indicator"),
        name=_text("indicator"),
        name_vi=_text("name_vi"),
        aliases=_aliases,
        kind=read_kind,
        unit=parse_unit,
        absolute_unit=parse_unit,
        direction=_word(Direction, "direction"),
        frequency=_word(Frequency, "frequency"),
        precision=None,
        publication_lag=None,
        least=Decimal,
        most=Decimal,
    )
    same = there.get(said["id"])
    if same is not None and same.kind is said["kind"]:
        return replace(same, **said)
    said.setdefault("precision", said["kind"].traits.precision)
    return Indicator(**said)


def scenario_of(named: Named, table: Table) -> Scenario:
    """Build a scenario; raises Misread."""
    said = read_all(
        table,
        name=_text("scenario"),
        tier=_word(Tier, "tier"),
        issuer=_text("issuer"),
        document=named.document,
        supersedes=_text("supersedes"),
    )
    return Scenario(**said)


def target_of(named: Named, table: Table) -> PlannedTarget:
    """Build a target.

    Raises:
        Misread: with what is wrong of each key.
        InvalidTarget: its parts do not go together, or not with its indicator.
    """
    wrong: list[Wrong] = []
    said = read_keys(
        table,
        wrong,
        entity=_text("entity"),
        indicator=named.indicator,
        scenario=named.scenario,
        period=parse_period,
        owner=_text("owner"),
        valid_from=None,
        closing=None,
        trajectory=_word(TrajectoryKind, "trajectory"),
        document=named.document,
        quote=_text("quote", MAX_TEXT),
        note=_text("note", MAX_TEXT),
        relative_to=_text("relative_to"),
        profile_of=_text("profile_of"),
        hold=_word(HoldMode, "mode of a hold"),
        of_periods=read_percent,
        volume=Decimal,
    )
    if "indicator" in said:
        said |= _of_indicator(said["indicator"], table, wrong)
    said["stages"] = read_items(table, wrong, "stages", _stage)
    if wrong:
        raise Misread(wrong)
    target = _built(said)
    check_fits(target, said["indicator"])
    return PlannedTarget(said["entity"], said["indicator"], target)


def _of_indicator(indicator: Indicator, table: Table, wrong: list[Wrong]) -> dict[str, Any]:
    """Read the keys whose words depend on the indicator."""

    def goal(text: str) -> Quantity:
        return read_goal(text, indicator, relative="relative_to" in table)

    def point(item: Table) -> TrajectoryPoint:
        day = item.get("on")
        period = Period(day, day + ONE_DAY) if day else parse_period(item["period"])
        stated = _quantity(indicator, item["value"])
        return TrajectoryPoint(period, stated.value, stated.high)

    said = read_keys(
        table,
        wrong,
        value=goal,
        base=lambda text: _quantity(indicator, text).value,
        base_on=lambda day: base_day(indicator, day, None),
        start=lambda day: base_day(indicator, None, day),
        denominator=lambda text: read_denominator(indicator, text),
    )
    points = read_items(table, wrong, "points", point)
    return said | {"points": points + read_items(table, wrong, "quarters", point)}


def _built(said: dict[str, Any]) -> Target:
    stated, shape = said["value"], said.get("trajectory", TrajectoryKind.LINEAR)
    same = (
        "scenario period base denominator owner points valid_from document quote note hold volume "
        "stages"
    )
    return Target(
        **{key: said[key] for key in same.split() if key in said},
        comparator=comparator_for(stated, said["indicator"].direction),
        value=stated.value,
        high=stated.high,
        closing=said.get("closing", said["period"].last),
        base_on=said.get("start") or said.get("base_on"),
        trajectory=shape,
        reference=reference_of(said.get("relative_to"), said.get("profile_of"), shape),
        hold_share=said.get("of_periods"),
    )


def _stage(item: Table) -> Stage:
    return Stage(clean_text(item["name"], "stage"), Decimal(item["weight"]))


def weights_of(named: Named, table: Table) -> PlannedWeights:
    """Build base weights; raises Misread, and InvalidTarget for what is no growth."""
    said = read_all(
        table,
        entity=_text("entity"),
        indicator=named.indicator,
        parts=_parts,
        source=_text("source", MAX_TEXT),
    )
    indicator, source = said["indicator"], said.get("source")
    if not indicator.traits.compounds:
        raise InvalidTarget(f"{indicator.id} is a {indicator.kind}: only a growth has weights")
    document = Document(source) if source else None
    return PlannedWeights(said["entity"], indicator, said["parts"], document)


def _parts(shares: Table) -> Weights:
    return Weights(tuple((parse_period(part), Decimal(share)) for part, share in shares.items()))


def _quantity(indicator: Indicator, text: str) -> Quantity:
    return in_unit(parse_quantity(text), indicator.unit, text, indicator.name)


def _text(what: str, longest: int = MAX_NAME) -> Callable[[str], str]:
    return lambda text: clean_text(text, what, longest)


def _word(words: type[W], what: str) -> Callable[[str], W]:
    return lambda text: read_word(words, text, what)


def _aliases(texts: list[str]) -> tuple[str, ...]:
    return tuple(clean_text(text, "alias") for text in texts)
