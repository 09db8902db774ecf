"""What a status reads of the entities below those that it shows."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import StatedAs
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.domain.values.status import Flag, Status
from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, open_to_write, reading, writing
from targettrack.store.selection import Selection
from tests.store.samples import (
    FLOW,
    PLAIN_FIGURE,
    PLAIN_TARGET,
    SCENARIO,
    SHARE,
    STAMP,
    known_on,
    recording,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.store.events.session import Session

GROWTH = Indicator("grdp-growth", "GRDP growth", Kind.GROWTH, parse_unit("%"))
COUNTRY = Entity("Viet Nam", EntityKind.COUNTRY)
DAY = date(2025, 12, 1)


def province(name: str, **more: Any) -> Entity:
    return Entity(name, EntityKind.PROVINCE, parent=COUNTRY.name, **more)


HAI_PHONG, NGHE_AN = province("Hải Phòng"), province("Nghệ An")
HAI_DUONG = province("Hải Dương", valid_to=date(2025, 6, 30), successor=HAI_PHONG.name)


@contextmanager
def filling(path: Path, *more: Entity) -> Iterator[Session]:
    with open_to_write(path, STAMP) as session:
        for entity in (COUNTRY, HAI_PHONG, NGHE_AN, HAI_DUONG, *more):
            writing.add_entity(session, entity)
        for indicator in (FLOW, GROWTH, SHARE):
            writing.add_indicator(session, indicator)
        writing.add_scenario(session, SCENARIO)
        yield session


def judged(path: Path, name: str, as_of: date = DAY, known_at: date = DAY) -> Assessment:
    with open_to_read(path) as ask:
        chosen = Selection(entity=name)
        (case,) = reading.cases(ask, chosen, as_of, known_at, load_rulebook())
    return assess(case)


def test_a_country_without_figures_is_the_sum_of_its_provinces(here: Path) -> None:
    store = here / "store.db"
    with filling(store) as session:
        writing.add_target(session, COUNTRY, FLOW, PLAIN_TARGET)
        for entity, value in ((HAI_PHONG, "40"), (NGHE_AN, "25.5"), (HAI_DUONG, "15")):
            writing.log_observation(session, entity, FLOW, stated(value, "2025-06-10"))
    one = judged(store, COUNTRY.name, date(2025, 6, 15))
    assert (one.value, Flag.SUMMED in one.flags) == (Decimal("80.5"), True)
    unknown_then = judged(store, COUNTRY.name, date(2025, 6, 15), date(2025, 6, 1))
    assert unknown_then.value is None


def test_a_province_counts_those_merged_into_it(here: Path) -> None:
    store = here / "store.db"
    with filling(store) as session:
        writing.add_target(session, HAI_PHONG, FLOW, PLAIN_TARGET)
        for entity, value in ((HAI_PHONG, "40"), (HAI_DUONG, "15")):
            half = stated(value, "2025-07-10", "2025-H1")
            writing.log_observation(session, entity, FLOW, half)
        since = replace(PLAIN_FIGURE, period=parse_period("2025-Q3"), value=Decimal(25))
        autumn = replace(since, **known_on("2025-10-10"))
        writing.log_observation(session, HAI_PHONG, FLOW, autumn)
    one = judged(store, HAI_PHONG.name)
    assert one.value == 80
    assert {Flag.SUMMED, Flag.UNIT_CHANGED} <= set(one.flags)


def test_growth_is_composed_with_the_weights_of_the_provinces(here: Path) -> None:
    store = here / "store.db"
    first, second = province("First"), province("Second")
    with open_to_write(store, STAMP) as session:
        for entity in (COUNTRY, first, second):
            writing.add_entity(session, entity)
        writing.add_indicator(session, GROWTH)
        writing.add_scenario(session, SCENARIO)
        writing.add_target(session, COUNTRY, GROWTH, replace(PLAIN_TARGET, value=Decimal(8)))
        record = recording("2025-02-01")
        for entity, base, rate in ((first, "100", "8"), (second, "60", "6")):
            weights = Weights(((parse_period("2025"), Decimal(base)),))
            writing.set_weights(session, entity, GROWTH, weights, record)
            writing.log_observation(session, entity, GROWTH, stated(rate, "2025-07-10", "2025-H1"))
    one = judged(store, COUNTRY.name)
    assert one.value == Decimal("7.25")


def test_shares_use_the_denominators_of_the_provinces_targets(here: Path) -> None:
    store = here / "store.db"
    with open_to_write(store, STAMP) as session:
        for entity in (COUNTRY, HAI_PHONG, NGHE_AN):
            writing.add_entity(session, entity)
        writing.add_indicator(session, SHARE)
        writing.add_scenario(session, SCENARIO)
        target = replace(PLAIN_TARGET, value=Decimal(95))
        writing.add_target(session, COUNTRY, SHARE, target)
        for entity, whole, done in ((HAI_PHONG, 1000, 300), (NGHE_AN, 3000, 1500)):
            own = replace(target, denominator=Decimal(whole))
            writing.add_target(session, entity, SHARE, own)
            figure = replace(stated(str(done), "2025-10-10", "2025-9M"))
            writing.log_observation(
                session, entity, SHARE, replace(figure, stated_as=StatedAs.ABSOLUTE)
            )
    assert judged(store, COUNTRY.name).value == 45


def test_an_entity_with_neither_figures_nor_parts_has_no_data(here: Path) -> None:
    store = here / "store.db"
    with filling(store) as session:
        writing.add_target(session, COUNTRY, FLOW, PLAIN_TARGET)
    one = judged(store, COUNTRY.name)
    assert (one.status, one.value) == (Status.NO_DATA, None)
    assert str(one.why) == "no figure: the first was due by 10 February 2025"


def _questions(path: Path, parents: int) -> list[str]:
    """Return what a status asks of a store with some parents of three parts each."""
    with open_to_write(path, STAMP) as session:
        for indicator in (FLOW, SHARE):
            writing.add_indicator(session, indicator)
        writing.add_scenario(session, SCENARIO)
        for number in range(parents):
            parent = Entity(f"Parent {number}", EntityKind.PROVINCE)
            writing.add_entity(session, parent)
            writing.add_target(session, parent, FLOW, PLAIN_TARGET)
            writing.add_target(session, parent, SHARE, replace(PLAIN_TARGET, value=Decimal(95)))
            for part in range(3):
                child = Entity(f"Part {number}.{part}", EntityKind.COMMUNE, parent=parent.name)
                writing.add_entity(session, child)
                writing.log_observation(session, child, FLOW, stated("5", "2025-06-10"))
                writing.log_observation(session, child, SHARE, stated("5", "2025-06-10"))
    asked: list[str] = []
    with open_to_read(path) as ask:

        def watched(query: str, given: Mapping[str, object]) -> Any:
            plan = [str(row[3]) for row in ask(f"EXPLAIN QUERY PLAN {query}", given)]
            asked.append(query)
            if "CROSS JOIN series" in query:
                assert any("SEARCH s USING" in step for step in plan)
            return ask(query, given)

        found = reading.cases(watched, Selection(), DAY, DAY, load_rulebook())
    assert len(found) == 2 * parents
    assert all(case.summed is not None for case in found)
    return asked


def test_fifty_parents_ask_as_many_questions_as_one(here: Path) -> None:
    assert len(_questions(here / "one.db", 1)) == len(_questions(here / "fifty.db", 50))
