"""Many who write at once: each record keeps its turn, and what each sets is kept."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from targettrack.app.clock import Clock
from targettrack.app.files.import_figures import import_files
from targettrack.app.record.figure import FigureWords, record_figure

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Cli

NOW = datetime(2025, 9, 1, 8, tzinfo=UTC)
SLOW, WRONG = timedelta(seconds=-3), timedelta(days=-1)
WORDS = FigureWords(
    entity="Nghe An", indicator="budget-revenue", value="1,200 bn VND", period="2025-07"
)


def _record(store: Path, late: timedelta, value: str) -> None:
    record_figure(store, Clock.at(NOW + late), WORDS.with_words(value=value))


def test_who_was_called_before_and_comes_after_revises_what_came_between(demo_store: Path) -> None:
    _record(demo_store, timedelta(), "1,200 bn VND")
    _record(demo_store, SLOW, "1,201 bn VND")
    with closing(sqlite3.connect(demo_store)) as raw:
        moments = [at for (at,) in raw.execute("SELECT at FROM event ORDER BY id DESC LIMIT 2")]
    assert moments == [int(NOW.timestamp())] * 2


def test_an_import_that_was_called_before_and_comes_after_is_kept(
    here: Path, demo_store: Path
) -> None:
    _record(demo_store, timedelta(), "1,200 bn VND")
    file = here / "figures.csv"
    file.write_text(
        "entity,indicator,period,value,unit\nNghe An,budget-revenue,2025-07,1202,bn VND\n", "utf-8"
    )
    assert import_files(demo_store, Clock.at(NOW + SLOW), [file]).revised == 1


def test_what_a_clock_says_that_is_a_day_behind_takes_its_place_by_its_day(
    demo_store: Path,
) -> None:
    _record(demo_store, timedelta(), "1,200 bn VND")
    _record(demo_store, WRONG, "1,203 bn VND")
    with closing(sqlite3.connect(demo_store)) as raw:
        found = raw.execute(
            "SELECT revision, recorded_on, value FROM observation "
            "WHERE period_start = 20250701 AND period_end = 20250731 AND value IN ('1200', '1203')"
        )
        assert found.fetchall() == [(1, 20250901, "1200"), (2, 20250831, "1203")]


def test_eight_who_set_the_configuration_at_once_are_all_kept(
    here: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TARGETTRACK_CONFIG", str(here / "config.toml"))
    program = [sys.executable, "-m", "targettrack", "config", "set"]
    started = [
        subprocess.Popen(  # noqa: S603 - our own program
            [*program, f"recipient.r{number}.address", f"r{number}@example.vn"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for number in range(8)
    ]
    assert [one.wait() for one in started] == [0] * 8
    told = cli("config", "--format", "csv").out
    assert all(f"r{number}@example.vn" in told for number in range(8))
    assert [one.name for one in here.iterdir()] == ["config.toml"]
