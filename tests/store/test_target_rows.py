"""Nothing recorded is lost, and nothing is seen before it was known."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, reading, writing
from targettrack.store.selection import Selection
from tests.store.samples import (
    FLOW,
    PLAIN_TARGET,
    PROVINCE,
    known_on,
    series_of,
    stated,
    store_with_figures,
    writing_to,
)

if TYPE_CHECKING:
    from pathlib import Path

    from targettrack.domain.series.case import Case


def _case(store: Path, as_of: str, known_at: str = "2025-12-31") -> Case:
    with open_to_read(store) as ask:
        days = date.fromisoformat(as_of), date.fromisoformat(known_at)
        (case,) = reading.cases(ask, Selection(), *days, load_rulebook())
    return case


@pytest.fixture
def store(here: Path) -> Path:
    raised = replace(
        PLAIN_TARGET,
        value=Decimal(18000),
        valid_from=date(2025, 8, 23),
        **known_on("2025-08-25"),
    )
    with writing_to(here / "store.db") as session:
        writing.add_target(session, PROVINCE, FLOW, PLAIN_TARGET)
        writing.add_target(session, PROVINCE, FLOW, raised)
        for figure in (
            stated("10846", "2025-06-03"),
            stated("11360", "2025-06-10"),
            stated("13890", "2025-07-05", "2025-01/2025-06"),
        ):
            writing.log_observation(session, PROVINCE, FLOW, figure)
    return here / "store.db"


@pytest.mark.parametrize(
    ("as_of", "known_at", "value"),
    [
        ("2025-08-22", "2025-12-31", 17722),
        ("2025-08-23", "2025-12-31", 18000),
        ("2025-08-23", "2025-08-25", 18000),
        ("2025-12-31", "2025-08-24", 17722),
    ],
)
def test_the_version_is_the_last_one_in_force_and_known(
    store: Path, as_of: str, known_at: str, value: int
) -> None:
    assert _case(store, as_of, known_at).target.value == value


def test_a_target_is_not_there_before_it_was_recorded(store: Path) -> None:
    with open_to_read(store) as ask:
        days = date(2025, 12, 31), date(2025, 1, 1)
        assert reading.cases(ask, Selection(), *days, load_rulebook()) == []


@pytest.mark.parametrize(
    ("as_of", "known_at", "values"),
    [
        ("2025-12-31", "2025-06-02", []),
        ("2025-12-31", "2025-06-03", ["10846"]),
        ("2025-12-31", "2025-06-09", ["10846"]),
        ("2025-12-31", "2025-06-10", ["11360"]),
        ("2025-12-31", "2025-07-05", ["11360", "13890"]),
        ("2025-06-29", "2025-12-31", ["11360"]),
        ("2025-06-30", "2025-12-31", ["11360", "13890"]),
        ("2025-05-30", "2025-12-31", []),
    ],
)
def test_no_figure_is_seen_before_its_period_ended_and_it_was_known(
    store: Path, as_of: str, known_at: str, values: list[str]
) -> None:
    assert [str(one.value) for one in _case(store, as_of, known_at).figures] == values


def test_a_series_holds_every_version_and_vintage_known_by_a_day(store: Path) -> None:
    everything = series_of(store, FLOW)
    assert [(one.version, str(one.value)) for one in everything.versions] == [
        (1, "17722"),
        (2, "18000"),
    ]
    assert [(one.revision, str(one.value)) for one in everything.vintages] == [
        (1, "10846"),
        (2, "11360"),
        (1, "13890"),
    ]
    early = series_of(store, FLOW, date(2025, 6, 9))
    assert [one.version for one in early.versions] == [1]
    assert [str(one.value) for one in early.vintages] == ["10846"]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
def test_what_was_known_on_a_day_does_not_depend_on_where_the_store_is_read(
    here: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    store = store_with_figures(here / "store.db", stated("10846", "2025-06-10"))
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        known = [
            len(series_of(store, FLOW, day).vintages)
            for day in (date(2025, 6, 9), date(2025, 6, 10))
        ]
    time.tzset()
    assert known == [0, 1]
