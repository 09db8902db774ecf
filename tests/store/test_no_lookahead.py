"""Nothing recorded after --known-at changes what the store says was known by then."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import Period, parse_period
from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, open_to_write, reading, writing
from targettrack.store.selection import Selection
from tests.store.samples import (
    FLOW,
    PLAIN_FIGURE,
    PLAIN_TARGET,
    PROVINCE,
    STAMP,
    WEIGHTS,
    known_on,
    recording,
    series_of,
    writing_to,
)

DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
VALUES = st.integers(1, 30000).map(Decimal)
MONTHS = st.integers(1, 12).map(lambda month: parse_period(f"2025-{month:02}"))


def _record(path: Path, recorded: date, figures: list[tuple[Period, Decimal]]) -> None:
    """Record figures, a target and weights on a day, or the next ones of those that are there."""
    at = known_on(str(recorded))
    with open_to_write(path, STAMP) as session:
        for period, value in figures:
            figure = replace(PLAIN_FIGURE, period=period, value=value, **at)
            writing.log_observation(session, PROVINCE, FLOW, figure)
        target = replace(PLAIN_TARGET, value=figures[0][1], **at)
        writing.add_target(session, PROVINCE, FLOW, target)
        weights = Weights(((parse_period("2025-H2"), figures[0][1]),))
        writing.set_weights(session, PROVINCE, FLOW, weights, recording(str(recorded)))


def _verdicts(path: Path, as_of: date, known_at: date) -> list[object]:
    with open_to_read(path) as ask:
        found = reading.cases(ask, Selection(), as_of, known_at, load_rulebook())
    return [assess(case) for case in found]


@settings(max_examples=15)
@given(
    known=st.lists(st.tuples(MONTHS, VALUES), min_size=1, max_size=4),
    later=st.lists(st.tuples(MONTHS, VALUES), min_size=1, max_size=4),
    known_at=DAYS,
    wait=st.integers(1, 90),
    as_of=DAYS,
)
def test_nothing_recorded_after_known_at_changes_a_verdict(
    known: list[tuple[Period, Decimal]],
    later: list[tuple[Period, Decimal]],
    known_at: date,
    wait: int,
    as_of: date,
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with writing_to(path) as session:
            record = recording("2024-12-01")
            writing.set_weights(session, PROVINCE, FLOW, WEIGHTS, record)
        _record(path, known_at, known)
        verdicts = _verdicts(path, as_of, known_at)
        series = series_of(path, FLOW, known_at)
        _record(path, known_at + timedelta(days=wait), later)
        assert verdicts
        assert _verdicts(path, as_of, known_at) == verdicts
        assert series_of(path, FLOW, known_at) == series
        assert series_of(path, FLOW, date(2027, 1, 1)) != series
