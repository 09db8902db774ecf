"""What is exported and imported again is what it was: records, readings and verdicts."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from targettrack.cli.main import run
from targettrack.domain.judge.assess import assess
from targettrack.exchange.packaged import load_rulebook
from targettrack.store import open_to_read, open_to_write, reading, shared_rows
from targettrack.store.selection import ALL
from targettrack.store.target_rows import scenarios
from tests.cli.random_stores import Content, contents
from tests.store.samples import STAMP

LATER = date(2026, 1, 1)
DAYS = [(date(2024, 8, 1), LATER), (date(2025, 2, 1), date(2025, 3, 1)), (date(2025, 7, 1), LATER)]
SLOW = settings(
    max_examples=12,
    phases=[Phase.generate],  # an example takes a second, to shrink one would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store, of which each example takes copies."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    with open_to_write(path, STAMP):
        pass
    return path


def readings(store: Path) -> dict[str, Any]:
    """Return what every function that reads a store returns."""
    rules = load_rulebook()
    with open_to_read(store) as ask:
        known = {
            "entities": list(reading.entities(ask).values()),
            "indicators": list(reading.indicators(ask).values()),
            "scenarios": list(scenarios(ask).values()),
            "papers": set(shared_rows.documents(ask).values()),
            "series": {
                (one.entity.name, one.indicator.id): one
                for one in reading.many_series(ask, ALL, LATER)
            },
            "counts": {(a.name, b.id): (c, d) for a, b, c, d in reading.all_series(ask)},
        }
        for as_of, known_at in DAYS:
            cases = reading.cases(ask, ALL, as_of, known_at, rules)
            verdicts = [assess(case) for case in cases]
            known[f"verdicts {as_of}"] = {
                (one.entity.name, one.indicator.id, one.target.key): one for one in verdicts
            }
    return known


def export(store: Path, *arguments: str | Path) -> None:
    assert run(["export", *map(str, arguments), "--force", "--db", str(store)]) == 0


@SLOW
@given(contents())
def test_a_store_restored_from_its_records_is_the_same_to_the_last_byte(
    empty: Path, content: Content
) -> None:
    with TemporaryDirectory() as name:
        here = Path(name)
        first = content.store(Path(shutil.copy(empty, here / "first.db")))
        second = Path(shutil.copy(empty, here / "second.db"))
        export(first, here / "first.jsonl")
        assert run(["import", str(here / "first.jsonl"), "--db", str(second)]) == 0
        export(second, here / "second.jsonl")
        assert (here / "first.jsonl").read_bytes() == (here / "second.jsonl").read_bytes()
        assert readings(first) == readings(second)
        assert run(["import", str(here / "first.jsonl"), "--db", str(second)]) == 0
        export(second, here / "twice.jsonl")
        assert (here / "first.jsonl").read_bytes() == (here / "twice.jsonl").read_bytes()


@SLOW
@given(contents(as_csv=True))
def test_figures_go_out_and_in_as_a_table_and_are_the_same(empty: Path, content: Content) -> None:
    with TemporaryDirectory() as name:
        here = Path(name)
        first = content.store(Path(shutil.copy(empty, here / "first.db")))
        second = Path(shutil.copy(empty, here / "second.db"))
        export(first, here / "all.jsonl")
        export(first, here / "figures.csv", "--vintages")
        lines = (here / "all.jsonl").read_text("utf-8").split("\n")
        # What it says now, without its history: as is said where a file is not as it was exported.
        first_line = json.loads(lines[0])
        lines[0] = json.dumps({k: v for k, v in first_line.items() if k not in {"events", "link"}})
        plan = [line for line in lines if not line.startswith('{"record": "observation"')]
        (here / "plan.jsonl").write_text("\n".join(plan), "utf-8")
        for file in ("plan.jsonl", "figures.csv"):
            assert run(["import", str(here / file), "--db", str(second)]) == 0
        assert readings(first)["series"] == readings(second)["series"]
