"""How fast targettrack writes its figures as files, and how much memory that takes.

Run it with the Python of an environment that targettrack is installed in:

    .venv/bin/python benchmarks/export.py [ROWS [FORMAT...]]

The figures are those of bulk_import.py, each with its source, all of them in force. At last the
records are imported into an empty store again.
"""

import os
import platform
import sys
import tempfile
from pathlib import Path

from bulk_import import timed
from figures_file import add_indicators, write

ROWS = 100_000
ENDINGS = {"csv": ".csv", "jsonl": ".jsonl", "sdmx": ".sdmx.csv", "xlsx": ".xlsx"}
PROGRAM = [sys.executable, "-m", "targettrack"]


def main() -> None:
    """Measure each format once, and print a Markdown table."""
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {rows:,} figures\n")
    print("| what | seconds | figures a second | peak memory, MB | size, MB |")
    print("|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        store = base / "store.db"
        write(rows, base / "figures.csv")
        add_indicators(rows, store)
        timed([*PROGRAM, "import", str(base / "figures.csv"), "--db", str(store)])
        for name in sys.argv[2:] or ENDINGS:
            file = base / f"out{ENDINGS[name]}"
            command = [*PROGRAM, "export", str(file), "--vintages", "--db", str(store)]
            if name == "sdmx":
                command.remove("--vintages")
            show(f"export {name}", rows, command, file)
            if name == "jsonl":
                again = ["import", str(file), "--db", str(base / "again.db")]
                show("import jsonl", rows, [*PROGRAM, *again], file)


def show(what: str, rows: int, command: list[str], file: Path) -> None:
    """Print a row of the table."""
    seconds, _, memory = timed(command)
    size = file.stat().st_size / 1e6
    print(f"| {what} | {seconds:.1f} | {rows / seconds:,.0f} | {memory:.0f} | {size:.0f} |")


if __name__ == "__main__":
    main()
