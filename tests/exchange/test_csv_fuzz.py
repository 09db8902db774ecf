"""Tables damaged at random: each is figures or problems in a line, never a bug.

A longer run, here for ten minutes, each time with other damage:

    python -m tests.exchange.test_csv_fuzz 600
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, time_ns

import pytest

from targettrack.cli.main import run
from targettrack.domain.plans.plan import FramedFigure
from targettrack.exchange.figures.read_csv import placed_figures
from targettrack.exchange.figures.row import OPTIONAL, REQUIRED
from targettrack.exchange.files.figure_source import ReadOptions
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.packaged import by_every_name, catalogue

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
KNOWN = by_every_name(catalogue().values())
CELLS = (
    "Nghệ An", "nghe an", "Hà Giang", "budget-revenue", "grdp-growth", "public-investment",
    "on-time-procedures", "poverty-rate", "2025-05", "2025-01/2025-05", "2025", "0001",
    "9998-12/9999", "2025-Q1/2024", "2024-02-29", "8.24", "-0", "1e400", "1e-400", "9" * 300, "NaN",
    "-Infinity", "%", "bn VND", "tỷ đồng", "points", "ytd", "single", ">=", "<=", "estimated",
    "index", "share", "2025-06-10", "2025-06-10T08:00:00+07:00", "0001-01-01",
    "9999-12-31T23:59:59-12:00", "2025-W23", "=1+1", "'x", '"', '""', "\0", "\x1b[31m", "\u202e",
    "\ufeff", "ê\u0323", "\U0001d7d8", "x" * 5000, "", " ", "\n", "\r", "\t", ";", ",",
)  # fmt: skip
ENCODINGS = ("", "", "", "", "utf-8", "utf-16", "utf-16-le", "windows-1258", "cp1252", "utf-7",
             "unicode_escape", "idna", "punycode", "hz", "no such")  # fmt: skip
SEEDS = 400


def table(chance: random.Random) -> bytes:
    """Return a table that begins well and was damaged in some places."""
    columns = [*REQUIRED, *OPTIONAL]
    if chance.random() < 0.3:
        chance.shuffle(columns)
    mark = chance.choice(",,,;\t")
    rows = [columns]
    for _ in range(chance.randrange(6)):
        good = {"entity": "Nghệ An", "indicator": "budget-revenue", "period": "2025-05",
                "value": "8.24", "unit": "bn VND", "recorded_at": "2025-06-10"}  # fmt: skip
        for _ in range(chance.randrange(3)):
            good[chance.choice(columns)] = chance.choice(CELLS)
        rows.append([good.get(column, "") for column in columns])
    lines = chance.choice(("\n", "\r\n", "\r")).join(
        mark.join(_cell(cell, mark, chance) for cell in row) for row in rows
    )
    data = bytearray(
        lines.encode(chance.choice(("utf-8", "utf-8", "utf-16", "utf-8-sig")), "replace")
    )
    for _ in range(chance.choice((0, 0, 1, 1, 2, 20))):
        at = chance.randrange(len(data) + 1)
        piece = chance.choice(
            (b"", b"\0", b'"', b"\xff", b"\n", b",", bytes([chance.randrange(256)]))
        )
        data[at : at + chance.randrange(4)] = piece
    if chance.random() < 0.1:
        del data[chance.randrange(len(data) + 1) :]
    return bytes(data)


def _cell(text: str, mark: str, chance: random.Random) -> str:
    if chance.random() < 0.95 and any(sign in text for sign in (mark, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def read(path: Path, seed: int) -> None:
    """Read a damaged table; whatever it is, it must be said in lines that can be printed."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    path.write_bytes(table(chance))
    for item in placed_figures(path, ReadOptions(KNOWN, NOW, NOW.date(), chance.choice(ENCODINGS))):
        if isinstance(item, FramedFigure):
            assert item.logged().observation.value.is_finite()
        else:
            assert isinstance(item, Problem)
            raw = [char for char in str(item) if unicodedata.category(char) in {"Cc", "Cs"}]
            assert not raw, repr(str(item))
            assert len(str(item)) < 12_000


def imported(path: Path, seed: int) -> None:
    """Import a damaged table as far as it goes, and take it back."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    path.write_bytes(table(chance))
    words = ["import", "--dry-run", str(path), "--db", str(path.with_name("fuzz.db"))]
    words += ["--skip-bad"] * chance.randrange(2)
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
        status = run(words)
    assert status in {0, 3}, quiet.getvalue()


def test_a_damaged_table_is_figures_or_problems(here: Path) -> None:
    for seed in range(SEEDS):
        read(here / "figures.csv", seed)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_table_is_imported_or_refused(here: Path, seed: int) -> None:
    imported(here / "figures.csv", seed)


def main() -> None:
    """Run until the time is up, and say how many tables were read."""
    until, seed = monotonic() + float(sys.argv[1]), time_ns()
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        while monotonic() < until:
            try:
                (imported if done % 50 == 0 else read)(Path(folder) / "figures.csv", seed + done)
            except BaseException:
                print(f"seed {seed + done}")  # noqa: T201 - it is run by hand
                raise
            done += 1
    print(f"{done:,} tables, from seed {seed}")  # noqa: T201


if __name__ == "__main__":
    main()
