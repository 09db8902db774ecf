"""How long targettrack takes for a long CSV, against the sqlite3 shell with the same rows.

Run it with the Python of an environment that targettrack is installed in; it needs `sqlite3`:

    .venv/bin/python benchmarks/bulk_import.py [ROWS [ROUNDS]]

The shell gets the rows as they stand in the table, so it neither reads dates nor checks anything;
once in the order of the file, once sorted by the key of the table, which suits it best. Every round
takes the three in turn, each into an empty table.
"""

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from figures_file import add_indicators, write

ROWS = 1_000_000
ROUNDS = 3
GOAL = 3
# Seconds that passed, seconds of a processor, and the peak memory in MB.
Used = tuple[float, float, float]
IN_ORDER = "ORDER BY recorded_at, period_end, series_id"


def main() -> None:
    """Measure, and print a Markdown table and whether the goal is met."""
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    rounds = int(sys.argv[2]) if sys.argv[2:] else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        write(rows, base / "figures.csv")
        add_indicators(rows, base / "empty.db")
        imported(base, base / "figures.csv")
        exported(base, IN_ORDER, base / "as-filed.csv")
        exported(base, "", base / "sorted.csv")
        taken = [one_round(base) for _ in range(rounds)]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {rounds} rounds, medians\n")
    print("| what | seconds | of a processor | peak memory, MB | targettrack takes times that |")
    print("|---|---:|---:|---:|---:|")
    for at, name in enumerate(("targettrack import", ".import as filed", ".import sorted")):
        seconds, busy, memory = (median(one[at][part] for one in taken) for part in range(3))
        print(f"| {name} | {seconds:.1f} | {busy:.1f} | {memory:.0f} | {ratio(taken, at):.2f} |")
    times = ratio(taken, 1)
    print(f"\n{'met' if times <= GOAL else 'missed'}: {times:.2f} times .import, {GOAL} allowed")


def ratio(taken: list[list[Used]], at: int) -> float:
    """Return how many times as much of a processor as another targettrack took."""
    return median(one[0][1] / one[at][1] for one in taken)


def one_round(base: Path) -> list[Used]:
    """Return what targettrack used, and the shell with the rows in either order."""
    return [
        imported(base, base / "figures.csv"),
        shelled(base, base / "as-filed.csv"),
        shelled(base, base / "sorted.csv"),
    ]


def imported(base: Path, file: Path) -> Used:
    """Import a file into a fresh store."""
    program = [sys.executable, "-m", "targettrack"]
    return timed([*program, "import", str(file), "--db", str(fresh(base))])


def shelled(base: Path, file: Path) -> Used:
    """Let the shell import rows into the same table of a fresh store."""
    return timed(["sqlite3", str(fresh(base)), ".mode csv", f".import {file} observation"])


def fresh(base: Path) -> Path:
    """Return a copy of the empty store."""
    for old in base.glob("store.db*"):
        old.unlink()
    return Path(shutil.copy(base / "empty.db", base / "store.db"))


def exported(base: Path, order: str, file: Path) -> None:
    """Write the rows of the table as the shell reads them."""
    query = f"SELECT * FROM observation {order}"  # noqa: S608 - our own words
    with file.open("w") as out:
        subprocess.run(["sqlite3", "-csv", base / "store.db", query], stdout=out, check=True)  # noqa: S607
    with closing(sqlite3.connect(base / "store.db")) as store:
        assert store.execute("SELECT count(*) FROM observation").fetchone()[0] > 0  # noqa: S101


def timed(command: list[str]) -> Used:
    """Return what a program used."""
    begun = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed with {process.returncode}")
    return perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
