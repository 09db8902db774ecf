"""What is written reads back as it was, to the digit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, Qualifier, StatedAs, in_force
from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.weights import Weights, WeightsVintage, weights_in_force
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.errors import UnknownName
from targettrack.exchange.packaged import load_rulebook
from targettrack.faults import StoreFault
from targettrack.refusals import Exists
from targettrack.store import lookup, open_to_read, open_to_write, reading, shared_rows, writing
from targettrack.store.selection import Selection
from targettrack.store.target_rows import scenarios
from tests.store.samples import (
    COUNTRY,
    FIGURE,
    FLOW,
    HEIR,
    PAPER,
    PLAIN_FIGURE,
    PLAIN_TARGET,
    PROVINCE,
    SCENARIO,
    SHARE,
    STAMP,
    TARGET,
    TODAY,
    WEIGHTS,
    known_on,
    recording,
    series_of,
    stated,
    store_with_figures,
    writing_to,
)

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target

NUMBERS = (
    "1E-12", "0.000000000001", "8.0", "8", "0", "0.00", "-3.250", "11360", "2703.973",
    "123456789012345678901234567890.123456789012345678", "0.1000000000000000055511151231",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def test_entities_read_back_with_names_parent_successor_and_dates(store: Path) -> None:
    with writing_to(store):
        pass
    with open_to_read(store) as ask:
        assert list(reading.entities(ask).values()) == [COUNTRY, HEIR, PROVINCE]


def test_indicators_read_back_with_units_names_and_every_setting(store: Path) -> None:
    with writing_to(store):
        pass
    with open_to_read(store) as ask:
        assert list(reading.indicators(ask).values()) == [SHARE, FLOW]


def test_scenarios_and_documents_read_back(store: Path) -> None:
    with writing_to(store):
        pass
    with open_to_read(store) as ask:
        assert list(scenarios(ask).values()) == [SCENARIO]
        assert list(shared_rows.documents(ask).values()) == [PAPER]


def test_a_document_named_twice_is_stored_once(store: Path) -> None:
    with writing_to(store) as session:
        writing.add_target(session, PROVINCE, SHARE, TARGET)
        writing.log_observation(session, PROVINCE, SHARE, replace(FIGURE, document=PAPER))
    with open_to_read(store) as ask:
        assert list(shared_rows.documents(ask).values()) == [PAPER]


@pytest.mark.parametrize("target", [TARGET, PLAIN_TARGET], ids=["every field", "no optional field"])
def test_a_target_reads_back_with_its_trajectory(store: Path, target: Target) -> None:
    with writing_to(store) as session:
        assert writing.add_target(session, PROVINCE, SHARE, target) == 1
    assert series_of(store, SHARE).versions == (target,)


@pytest.mark.parametrize("figure", [FIGURE, PLAIN_FIGURE], ids=["every field", "no optional field"])
def test_a_figure_reads_back_with_its_source(store: Path, figure: Observation) -> None:
    with writing_to(store) as session:
        assert writing.log_observation(session, PROVINCE, SHARE, figure) == figure
    assert series_of(store, SHARE).vintages == (figure,)


def test_weights_read_back_and_the_latest_that_is_known_counts(store: Path) -> None:
    later = Weights(((parse_period("2025-H2"), Decimal("0.60")),))
    first, second = recording("2025-02-01", PAPER), recording("2025-07-01")
    with writing_to(store) as session:
        writing.set_weights(session, PROVINCE, FLOW, WEIGHTS, first)
    assert weights_in_force(series_of(store, FLOW).weights) == WEIGHTS
    with open_to_write(store, STAMP) as session:
        writing.set_weights(session, PROVINCE, FLOW, later, second)
    assert weights_in_force(series_of(store, FLOW).weights) == Weights(
        (WEIGHTS.parts[0], later.parts[0])
    )
    assert series_of(store, FLOW).weights == (
        WeightsVintage(WEIGHTS, first.on, first.at, PAPER),
        WeightsVintage(later, second.on, second.at),
    )
    with open_to_read(store) as ask:
        then = reading.series(ask, PROVINCE.name, FLOW.id, date(2025, 6, 30))
        before = reading.series(ask, PROVINCE.name, FLOW.id, date(2025, 1, 31))
    assert weights_in_force(then.weights) == WEIGHTS
    assert before.weights == ()


@pytest.mark.parametrize("text", NUMBERS)
def test_a_figure_keeps_the_digits_that_were_written(store: Path, text: str) -> None:
    store_with_figures(store, replace(PLAIN_FIGURE, value=Decimal(text)))
    assert str(series_of(store, FLOW).vintages[0].value) == str(Decimal(text))


@pytest.mark.parametrize("text", [n for n in NUMBERS if Decimal(n) > 0])
def test_every_number_of_a_target_keeps_the_digits_that_were_written(
    store: Path, text: str
) -> None:
    number = Decimal(text)
    points = (TrajectoryPoint(parse_period("2025-03-31"), number, number),)
    given = replace(
        TARGET, value=number, high=number, base=number, denominator=number, points=points
    )
    with writing_to(store) as session:
        writing.add_target(session, PROVINCE, SHARE, given)
    read = series_of(store, SHARE).versions[0]
    numbers = (read.value, read.high, read.base, read.denominator, read.points[0].value)
    assert [str(one) for one in (*numbers, read.points[0].high)] == [str(number)] * 6


@pytest.mark.parametrize("text", [n for n in NUMBERS if Decimal(n) > 0])
def test_a_weight_keeps_the_digits_that_were_written(store: Path, text: str) -> None:
    weights = Weights(((parse_period("2025-Q1"), Decimal(text)),))
    with writing_to(store) as session:
        writing.set_weights(session, PROVINCE, FLOW, weights, recording("2025-02-01"))
    assert str(series_of(store, FLOW).weights[0].weights.parts[0][1]) == str(Decimal(text))


@pytest.mark.parametrize("kind", EntityKind)
def test_every_kind_of_entity_reads_back(store: Path, kind: EntityKind) -> None:
    with open_to_write(store, STAMP) as session:
        writing.add_entity(session, Entity("Vinh", kind))
    with open_to_read(store) as ask:
        assert [one.kind for one in reading.entities(ask).values()] == [kind]


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("frequency", Frequency)
@pytest.mark.parametrize("kind", Kind)
def test_every_word_of_an_indicator_reads_back(
    store: Path, kind: Kind, frequency: Frequency, direction: Direction
) -> None:
    given = Indicator("one", "One", kind, parse_unit("%"), direction=direction, frequency=frequency)
    with open_to_write(store, STAMP) as session:
        writing.add_indicator(session, given)
    with open_to_read(store) as ask:
        assert list(reading.indicators(ask).values()) == [given]


@pytest.mark.parametrize("unit", ["%", "points", "VND", "bn VND", "m USD", "trn VND", "houses"])
def test_every_sort_of_unit_reads_back(store: Path, unit: str) -> None:
    with open_to_write(store, STAMP) as session:
        writing.add_indicator(session, Indicator("one", "One", Kind.FLOW, parse_unit(unit)))
    with open_to_read(store) as ask:
        assert [one.unit for one in reading.indicators(ask).values()] == [parse_unit(unit)]


@pytest.mark.parametrize("tier", Tier)
def test_every_tier_reads_back(store: Path, tier: Tier) -> None:
    with open_to_write(store, STAMP) as session:
        writing.add_scenario(session, Scenario("Plan", tier))
    with open_to_read(store) as ask:
        assert [one.tier for one in scenarios(ask).values()] == [tier]


@pytest.mark.parametrize("comparator", Comparator)
def test_every_comparator_of_a_target_reads_back(store: Path, comparator: Comparator) -> None:
    with writing_to(store) as session:
        value = PLAIN_TARGET.value if comparator.has_number else None
        target = replace(PLAIN_TARGET, comparator=comparator, value=value)
        writing.add_target(session, PROVINCE, FLOW, target)
    assert series_of(store, FLOW).versions[0].comparator is comparator


@pytest.mark.parametrize("kind", TrajectoryKind)
def test_every_trajectory_reads_back(store: Path, kind: TrajectoryKind) -> None:
    target = TARGET if kind.is_issued else PLAIN_TARGET
    with writing_to(store) as session:
        writing.add_target(session, PROVINCE, SHARE, replace(target, trajectory=kind))
    assert series_of(store, SHARE).versions[0].trajectory is kind


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("qualifier", [None, *Qualifier])
@pytest.mark.parametrize("manner", StatedAs)
def test_every_word_of_a_figure_reads_back(
    store: Path, basis: Basis, qualifier: Qualifier | None, manner: StatedAs
) -> None:
    figure = replace(PLAIN_FIGURE, basis=basis, qualifier=qualifier, stated_as=manner)
    store_with_figures(store, figure)
    assert series_of(store, FLOW).vintages == (figure,)


@pytest.mark.parametrize("period", ["2025-01-01", "2024-02-29", "2016/2020", "2025-Q4", "9998"])
def test_every_length_of_period_reads_back(store: Path, period: str) -> None:
    store_with_figures(store, replace(PLAIN_FIGURE, period=parse_period(period)))
    assert series_of(store, FLOW).vintages[0].period == parse_period(period)


def test_a_figure_that_says_the_same_records_nothing(store: Path) -> None:
    first = stated("10846", "2025-06-03")
    again = replace(first, **known_on("2025-06-05"), note="seen again")
    store_with_figures(store, first, again)
    assert series_of(store, FLOW).vintages == (first,)


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(11360)},
        {"comparator": Comparator.AT_MOST},
        {"qualifier": Qualifier.OFFICIAL},
        {"stated_as": StatedAs.GROWTH},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_figure_that_says_something_else_is_the_next_vintage(
    store: Path, change: dict[str, object]
) -> None:
    first = stated("10846", "2025-06-03")
    second = replace(first, **known_on("2025-06-10"), **change)
    store_with_figures(store, first, second)
    assert series_of(store, FLOW).vintages == (first, replace(second, revision=2))


def test_a_vintage_that_was_known_earlier_counts_up_to_the_day_of_the_next(store: Path) -> None:
    store_with_figures(store, stated("11360", "2025-06-10"))
    with open_to_write(store, STAMP) as session:
        writing.log_observation(session, PROVINCE, FLOW, stated("10846", "2025-06-03"))
    found = series_of(store, FLOW).vintages
    assert [(int(one.value), one.revision) for one in found] == [(10846, 2), (11360, 1)]
    assert [int(one.value) for one in in_force(found)] == [11360]
    then = series_of(store, FLOW, date(2025, 6, 9)).vintages
    assert [int(one.value) for one in in_force(then)] == [10846]


@pytest.mark.parametrize("name", ["Hà Giang", "HA GIANG", "tỉnh Hà Giang", "河江", "Хазянг"])
def test_an_entity_is_found_by_any_of_its_names(store: Path, name: str) -> None:
    with writing_to(store):
        pass
    with open_to_read(store) as ask:
        assert reading.entities(ask)[lookup.entity_id(ask, name)] == PROVINCE


@pytest.mark.parametrize(
    "name", ["public-investment", "Disbursement", "GIAI NGAN", "giải ngân vốn đầu tư công"]
)
def test_an_indicator_is_found_by_any_of_its_names(store: Path, name: str) -> None:
    with writing_to(store):
        pass
    with open_to_read(store) as ask:
        assert reading.indicators(ask)[lookup.indicator_id(ask, name)] == SHARE


@pytest.mark.parametrize("entity", [Entity("Ha Giang"), Entity("Elsewhere", aliases=("河江",))])
def test_a_name_that_another_entity_carries_is_refused(store: Path, entity: Entity) -> None:
    with writing_to(store):
        pass
    with pytest.raises(Exists, match="Hà Giang"), open_to_write(store, STAMP) as session:
        writing.add_entity(session, entity)


def test_a_name_that_another_indicator_carries_is_refused(store: Path) -> None:
    with writing_to(store):
        pass
    taken = replace(FLOW, id="another", name="Giai ngan")
    with (
        pytest.raises(Exists, match=r"[Pp]ublic.investment"),
        open_to_write(store, STAMP) as session,
    ):
        writing.add_indicator(session, taken)


def test_a_scenario_of_the_same_name_is_refused(store: Path) -> None:
    with writing_to(store):
        pass
    with pytest.raises(Exists, match="25/NQ-CP"), open_to_write(store, STAMP) as session:
        writing.add_scenario(session, Scenario(SCENARIO.name))


def test_a_parent_that_is_not_there_is_refused(store: Path) -> None:
    with pytest.raises(UnknownName, match="Atlantis"), open_to_write(store, STAMP) as session:
        writing.add_entity(session, Entity("Vinh", parent="Atlantis"))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE observation SET value = 'plenty'",
        "UPDATE target SET comparator = 'roughly'",
        "UPDATE indicator SET kind = 'feeling'",
        "UPDATE target SET period_end = 20251399",
    ],
)
def test_a_record_that_makes_no_sense_is_a_damaged_store(demo_store: Path, damage: str) -> None:
    with closing(sqlite3.connect(demo_store)) as connection, connection:
        connection.execute(damage)
    with pytest.raises(StoreFault, match="is damaged"), open_to_read(demo_store) as ask:
        reading.many_series(ask, Selection(), date(2026, 1, 15))


def test_stages_that_are_done_on_one_day_are_two_figures(here: Path) -> None:
    day = replace(PLAIN_FIGURE, period=parse_period("2025-06-20"), value=Decimal(100))
    drafted, issued = (replace(day, stage=name) for name in ("drafted", "issued"))
    store = store_with_figures(here / "store.db", drafted, issued, drafted)
    found = series_of(store, FLOW).vintages
    assert {(one.stage, one.revision) for one in found} == {("drafted", 1), ("issued", 1)}


def test_another_volume_is_another_vintage(here: Path) -> None:
    first = replace(PLAIN_FIGURE, volume=Decimal(180))
    store = store_with_figures(here / "store.db", first, replace(first, volume=Decimal("180.0")))
    assert len(series_of(store, FLOW).vintages) == 1
    store = store_with_figures(here / "other.db", first, replace(first, volume=Decimal(181)))
    assert [one.volume for one in series_of(store, FLOW).vintages] == [180, 181]


def test_a_nation_is_compared_with_by_the_growth_that_it_publishes(here: Path) -> None:
    store = here / "store.db"
    own = replace(FLOW, id="grdp-growth", name="GRDP growth", aliases=(), names={})
    nation = replace(FLOW, id="gdp-growth", name="GDP growth", aliases=(), names={})
    with writing_to(store) as session:
        writing.add_indicator(session, own)
        writing.add_indicator(session, nation)
        writing.add_target(session, PROVINCE, own, replace(PLAIN_TARGET, reference="Viet Nam"))
        writing.log_observation(session, COUNTRY, nation, stated("7", "2025-06-12"))
    chosen = Selection()
    with open_to_read(store) as ask:
        (by_nation,) = reading.cases(ask, chosen, TODAY, TODAY, load_rulebook())
    with open_to_write(store, STAMP) as session:
        writing.log_observation(session, COUNTRY, own, stated("6", "2025-06-13"))
    with open_to_read(store) as ask:
        (by_own,) = reading.cases(ask, chosen, TODAY, TODAY, load_rulebook())
    assert [f.value for f in by_nation.reference] == [7]
    assert [f.value for f in by_own.reference] == [6]


def test_a_case_holds_what_is_known_of_its_reference(here: Path) -> None:
    store = here / "store.db"
    relative = replace(PLAIN_TARGET, reference="Viet Nam")
    with writing_to(store) as session:
        writing.add_target(session, PROVINCE, FLOW, relative)
        writing.add_target(session, HEIR, FLOW, PLAIN_TARGET)
        for value, day in (("802", "2025-06-12"), ("803", "2025-07-12")):
            writing.log_observation(session, COUNTRY, FLOW, stated(value, day))
        record = recording("2025-02-01")
        writing.set_weights(session, COUNTRY, FLOW, WEIGHTS, record)
    with open_to_read(store) as ask:
        chosen = Selection()
        then = reading.cases(ask, chosen, TODAY, date(2025, 6, 30), load_rulebook())
        now = reading.cases(ask, chosen, TODAY, TODAY, load_rulebook())
    of = {case.entity.name: [figure.value for figure in case.reference] for case in now}
    assert of == {PROVINCE.name: [803], HEIR.name: []}
    assert [f.value for c in then for f in c.reference] == [802]
    assert [c.reference_weights for c in now if c.reference] == [WEIGHTS]
    assert series_of(store, FLOW).references["Viet Nam"].base_weights == WEIGHTS
