"""What a question costs follows what is asked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from targettrack.domain.records.entity import Entity
from targettrack.domain.values.period import parse_period
from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, open_to_write, queries, reading, writing
from targettrack.store.selection import Selection
from targettrack.store.target_rows import scenarios
from tests.store.samples import FIGURE, FLOW, PLAIN_TARGET, SCENARIO, STAMP, WEIGHTS, recording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from targettrack.store.lookup import Ask, Row

DAY = date(2025, 12, 31)


def _store(path: Path, series: int) -> Path:
    with open_to_write(path, STAMP) as session:
        writing.add_indicator(session, FLOW)
        writing.add_scenario(session, SCENARIO)
        for number in range(series):
            entity = Entity(f"Unit {number}")
            writing.add_entity(session, entity)
            writing.add_target(session, entity, FLOW, PLAIN_TARGET)
            writing.log_observation(session, entity, FLOW, FIGURE)
            record = recording("2025-02-01")
            writing.set_weights(session, entity, FLOW, WEIGHTS, record)
    return path


def _asked(path: Path, chosen: Selection) -> list[tuple[str, list[str]]]:
    """Return every question of a status with SQLite's plan for it."""
    questions = []
    with open_to_read(path) as ask:

        def watched(query: str, given: Mapping[str, object]) -> Any:
            plan = [str(row[3]) for row in ask(f"EXPLAIN QUERY PLAN {query}", given)]
            questions.append((query, plan))
            return ask(query, given)

        assert reading.cases(watched, chosen, DAY, DAY, load_rulebook())
    return questions


@pytest.mark.parametrize(
    "chosen",
    [Selection(), Selection(entity="Unit 0", indicator="budget-revenue")],
    ids=["every target", "one series"],
)
def test_figures_are_sought_by_the_primary_key_and_never_scanned(
    here: Path, chosen: Selection
) -> None:
    questions = _asked(_store(here / "store.db", 3), chosen)
    plans = [plan for query, plan in questions if "JOIN figures o" in query]
    assert len(plans) == 1
    steps = [step for plan in plans for step in plan if " o " in f"{step} "]
    assert steps
    for step in steps:
        assert step.startswith("SEARCH o USING PRIMARY KEY (series_id=? AND period_end>")


@pytest.mark.parametrize("table", ["trajectory_point", "weights"])
def test_points_and_weights_are_sought_too(here: Path, table: str) -> None:
    questions = _asked(_store(here / "store.db", 3), Selection())
    (plan,) = [plan for query, plan in questions if f"FROM {table} " in query]
    row = "w" if table == "weights" else "p"
    assert any(step.startswith(f"SEARCH {row} ") for step in plan)


def test_a_status_asks_as_many_questions_for_fifty_series_as_for_one(here: Path) -> None:
    few = _asked(_store(here / "one.db", 1), Selection())
    many = _asked(_store(here / "fifty.db", 50), Selection())
    assert len(many) == len(few)


@pytest.mark.parametrize("reader", [reading.all_series, reading.entities, scenarios])
def test_a_list_asks_as_many_questions_for_fifty_series_as_for_one(here: Path, reader: Any) -> None:
    counts = []
    for number in (1, 50):
        with open_to_read(_store(here / f"{number}.db", number)) as ask:
            asked: list[str] = []
            reader(_counted(ask, asked))
            counts.append(len(asked))
    assert counts[0] == counts[1] > 0


def test_a_history_asks_as_many_questions_for_fifty_series_as_for_one(here: Path) -> None:
    counts = []
    for number in (1, 50):
        with open_to_read(_store(here / f"{number}.db", number)) as ask:
            asked: list[str] = []
            found = reading.many_series(_counted(ask, asked), Selection(), DAY)
            assert len(found) == number
            assert [vintage.weights for vintage in found[0].weights] == [WEIGHTS]
            assert found[0].vintages == (replace(FIGURE, revision=1),)
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_series_come_the_same_however_many_are_in_memory_at_a_time(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_to_read(_store(here / "store.db", 20)) as ask:
        at_once = reading.many_series(ask, Selection(), DAY)
        monkeypatch.setattr(reading, "AT_A_TIME", 7)
        by_and_by = list(reading.each_series(ask, Selection(), DAY))
    assert len(at_once) == 20
    assert by_and_by == at_once


def _counted(ask: Ask, asked: list[str]) -> Ask:
    def counting(query: str, given: Mapping[str, object]) -> Any:
        asked.append(query)
        rows: Any = ask(query, given)
        return rows

    return counting


def test_no_more_rows_are_read_than_the_years_that_a_verdict_needs(here: Path) -> None:
    store = _store(here / "store.db", 1)
    with open_to_write(store, STAMP) as session:
        for year in range(1950, 2000):
            old = replace(FIGURE, period=parse_period(str(year)))
            writing.log_observation(session, Entity("Unit 0"), FLOW, old)
    rows: list[Row] = []
    with open_to_read(store) as ask:

        def watched(query: str, given: Mapping[str, object]) -> Any:
            found = list(ask(query, given))
            rows.extend(found if "JOIN figures o" in query else [])
            return found

        reading.cases(watched, Selection(), DAY, DAY, load_rulebook())
    assert len(rows) == 1


# What numbers further rows, and what asks for all that was ever said.
OF_ALL_ROWS = {
    "LAST_VERSION", "LAST_WEIGHTS", "LAST_REVISION", "SERIES_OF_EVENT", "ALL_DOCUMENT_ROWS",
    "FIGURE_OF", "TARGET_OF", "FORMER_SCENARIO_NAMES",
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [one for one in dir(queries) if isinstance(getattr(queries, one), str) and one[0] != "_"],
)
def test_records_are_read_from_the_views_of_what_counts(name: str) -> None:
    tables = "entity|indicator|document|scenario|target|weight|observation"
    read = re.findall(rf"(?:FROM|JOIN) ({tables})\b", getattr(queries, name))
    assert not read or name in OF_ALL_ROWS
