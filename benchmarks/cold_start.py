"""What targettrack takes from nothing: everyday commands against the usual way, and every --help.

Run it with the Python of an environment that targettrack is installed in:

    .venv/bin/python benchmarks/cold_start.py [ROUNDS]

A round runs everything once, each program right after a bare Python, and every other round in the
opposite order, on a store of its own. What is measured is the time of a processor. Ratios are taken
inside a round and their medians are printed, so a machine that slows down for a while does not
change them; milliseconds are for orientation.
"""

import os
import platform
import py_compile
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from targettrack.cli.main import COMMANDS

ROUNDS = 15
WARM_UP = 2
STATUS_GOAL = 0.35
HELP_GOAL = 130 / 9

BARE = "python -c pass"
NAIVE = "naive_status.py"
STATUS = 'targettrack status --province "Nghe An"'
HELP = "targettrack {} --help"
COMPLETION, SQLITE = "completion of a name", "python -c 'import sqlite3'"
STORE = "demo.db"  # in the folder in which the programs run
FIGURES = "entity,indicator,period,value,unit\nNghe An,grdp-growth,2025-09,8.3,%\n"
OFFICE = """
[smtp]
host = "mail.example.vn"
sender = "plan@example.vn"
[recipient.vinh]
address = "an@example.vn"
entities = ["Nghe An"]
"""
PLAN = ("--period", "2026", "--scenario", "Plan 2026")
# As they are typed, after the name of the program.
WRITING = (
    ("log", "Nghe An", "disbursement", "40%", "--period", "2025-07", "--ytd"),
    ("add-target", "Nghe An", "grdp-growth", "9%", *PLAN),
    ("import", "figures.csv"),
    ("email", "--dry-run", "--as-of", "2025-06-10"),
)

# The seconds of each program in each round, and those of the bare Python just before it.
Times = Mapping[str, Sequence[tuple[float, float]]]


def main() -> None:
    """Measure, and print a Markdown table and which goals are met."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        times = measured(subjects(Path(folder)), rounds, Path(folder))
    helps = [HELP.format(command) for command in COMMANDS]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {rounds} rounds, medians\n")
    print(f"| command | ms | / {BARE} | / {NAIVE} |")
    print("|---|---:|---:|---:|")
    for name, taken in times.items():
        milliseconds = median(seconds for seconds, _ in taken) * 1000
        bare, naive = to_bare(times, name), to_naive(times, name)
        print(f"| {name} | {milliseconds:.0f} | {bare:.1f} | {naive:.2f} |")
    slowest = max(helps, key=lambda name: to_bare(times, name))
    print()
    print(goal(STATUS, to_naive(times, STATUS), STATUS_GOAL, NAIVE))
    print(goal(f"the slowest help, {slowest}", to_bare(times, slowest), HELP_GOAL, BARE))


def subjects(folder: Path) -> dict[str, list[str]]:
    """Return what is measured, by name, after making a store and what else it needs."""
    script = shutil.which("targettrack", path=str(Path(sys.executable).parent))
    if script is None:
        sys.exit(f"targettrack is not installed beside {sys.executable}")
    run([script, "demo", "--db", str(folder / "whole.db")], folder)
    (folder / "figures.csv").write_text(FIGURES, "utf-8")
    (folder / "office.toml").write_text(OFFICE, "utf-8")
    # Compiled and imported, as an installed program is: a script would be compiled at every start.
    shutil.copy(Path(__file__).with_name(NAIVE), folder)
    py_compile.compile(str(folder / NAIVE), doraise=True)
    start = f"import sys; sys.path.insert(0, {str(folder)!r}); from naive_status import app; app()"
    asked = ["--province", "Nghe An", "--as-of", "2025-06-10", "--db", STORE]
    return {
        BARE: [sys.executable, "-c", "pass"],
        NAIVE: [sys.executable, "-c", start, *asked],
        STATUS: [script, "status", *asked],
        **{
            f"{STATUS} --format {form}": [script, "status", *asked, "--format", form]
            for form in ("csv", "json")
        },
        **{f"targettrack {words[0]}": [script, *words, "--db", STORE] for words in WRITING},
        COMPLETION: [script],
        SQLITE: [sys.executable, "-c", "import sqlite3"],
        **{HELP.format(command): [script, command, "--help"] for command in COMMANDS},
    }


def measured(programs: Mapping[str, Sequence[str]], rounds: int, folder: Path) -> Times:
    """Run the programs in turn, round by round."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for number in range(-WARM_UP, rounds):
        order = list(programs) if number % 2 else list(programs)[::-1]
        for name in order:
            bare = seconds_of(programs[BARE], folder)
            shutil.copy(folder / "whole.db", folder / STORE)
            seconds = seconds_of(programs[name], folder)
            if number >= 0:
                times[name].append((seconds, bare))
    return times


def seconds_of(program: Sequence[str], folder: Path) -> float:
    """Return what one run takes of a processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(program, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(program: Sequence[str], folder: Path) -> None:
    """Run a program; what it says about a failure stops the measurement."""
    env = {**os.environ, "TARGETTRACK_CONFIG": str(folder / "office.toml"), "HOME": str(folder)}
    if len(program) == 1:  # as a shell asks it
        env |= {
            "_TARGETTRACK_COMPLETE": "complete_bash",
            "COMP_CWORD": "3",
            "TARGETTRACK_DB": STORE,
        }
        env |= {"COMP_WORDS": "targettrack status -p Ngh", "COMP_CWORD": "3"}
    done = subprocess.run(program, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(program)}\n{done.stderr}")


def to_bare(times: Times, name: str) -> float:
    """Return the median ratio of a program to the bare Python before it."""
    return median(seconds / bare for seconds, bare in times[name])


def to_naive(times: Times, name: str) -> float:
    """Return the median ratio of a program to the usual way in the same round."""
    pairs = zip(times[name], times[NAIVE], strict=True)
    return median(seconds / naive for (seconds, _), (naive, _) in pairs)


def goal(name: str, reached: float, limit: float, other: str) -> str:
    """Return a line that says whether a goal is met."""
    word = "met" if reached <= limit else "NOT met"
    return f"{word}: {name} is {reached:.2f} x {other}; the goal is {limit:.2f} at most"


if __name__ == "__main__":
    main()
