"""Figures as CSV: one observation a row, with the columns of `docs/formats.md`."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from contextlib import closing
from typing import TYPE_CHECKING

from targettrack.domain.plans.plan import FramedFigure
from targettrack.domain.values.name import meant
from targettrack.errors import quoted
from targettrack.exchange.figures.csv_text import column_name, opened, rows_of
from targettrack.exchange.figures.row import OPTIONAL, REQUIRED, FigureRows
from targettrack.exchange.files.figure_source import STDIN, ReadOptions, name_of
from targettrack.exchange.files.input_file import Unreadable
from targettrack.exchange.files.problem import Problem, at
from targettrack.faults import FileFault, system_words
from targettrack.message import Message, clauses

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from targettrack.domain.plans.plan import LoggedFigure
    from targettrack.domain.records.indicator import Indicator

PROBLEM = "problem"  # the column of what is wrong, in a file of bad rows; it is not read
COLUMNS = (*REQUIRED, *OPTIONAL, PROBLEM)
# What people call columns, in words that no spelling would lead to.
SAID_FOR = {
    "province": "entity", "date": "period", "month": "period", "quarter": "period",
    "year": "period", "time": "period", "amount": "value", "figure": "value",
}  # fmt: skip
SHOWN = 5  # columns that are no columns of figures
LONGEST_NAME = 40  # of a column, as it is shown


def read_figures(path: Path, known: Mapping[str, Indicator], now: datetime) -> list[LoggedFigure]:
    """Read a table of figures; `known` are indicators by id and folded name.

    A row without `recorded_at` was recorded `now`.

    Raises:
        FileFault: with every problem of the file, each with its row and column.
    """
    items = list(placed_figures(path, ReadOptions(known, now, now.date())))
    problems = [item.said for item in items if isinstance(item, Problem)]
    if problems:
        raise FileFault(problems)
    return [item.logged() for item in items if isinstance(item, FramedFigure)]


def placed_figures(path: Path, asked: ReadOptions) -> Generator[FramedFigure | Problem, None, None]:
    """Yield each row's figure, or all that is wrong with it.

    With a wrong header the rows are not looked at.
    """
    try:
        with opened(path) as file, closing(rows_of(file, asked.encoding, COLUMNS)) as rows:
            _, header = next(rows, (0, []))
            names = [column_name(cell) for cell in header]
            wrong = _wrong_columns(names)
            yield from (Problem(name_of(path), "", one, is_end=True) for one in wrong)
            table = FigureRows(names, asked)
            for row, cells in rows if not wrong else ():
                found = table.figure(cells, f"row {row}")
                if isinstance(found, FramedFigure):
                    yield found
                    continue
                for fault in found:
                    yield Problem(name_of(path), "", fault.what, row=row, column=fault.column)
    except Unreadable as end:
        yield Problem(name_of(path), end.place, end.said, row=end.row, is_end=True)


def aside_of(path: Path) -> Path:
    """Return where the bad rows of a file go.

    Raises:
        FileFault: something is there already, or it is standard input, which cannot be read again.
    """
    if str(path) == STDIN:
        raise FileFault(
            [Message("standard input cannot be read again for its bad rows: name a file")]
        )
    aside = path.with_name(f"{path.stem}.bad.csv")
    if aside.exists():
        raise FileFault(
            [Message("{aside} exists: import the rows in it, or remove it", aside=str(aside))]
        )
    return aside


def set_aside(path: Path, encoding: str, problems: Iterable[Problem], aside: Path) -> int:
    """Write the rows of a file that have problems to a file of their own, and return how many.

    They have the columns of the file and one more with what is wrong, which is not read.

    Raises:
        FileFault: it cannot be written.
    """
    faults: dict[str, list[str]] = defaultdict(list)
    for problem in problems:
        what = problem.what
        if problem.column:
            column = Message("column {column}", column=problem.column)
            what = at(column, what)
        faults[f"row {problem.row}" if problem.row else str(problem.place)].append(str(what))
    try:
        with (
            opened(path) as file,
            closing(rows_of(file, encoding, COLUMNS)) as rows,
            aside.open("x", encoding="utf-8-sig", newline="") as out,
        ):
            writer = csv.writer(out)
            _, header = next(rows)
            kept = [at for at, cell in enumerate(header) if column_name(cell) != PROBLEM]
            writer.writerow([*(header[at] for at in kept), PROBLEM])
            for row, cells in rows:
                found = faults.get(f"row {row}")
                if found:
                    own = [cells[at] if at < len(cells) else "" for at in kept]
                    surplus = cells[len(header) :]
                    writer.writerow([*own, "; ".join(found), *surplus])
    except OSError as error:
        if not isinstance(error, FileExistsError):
            aside.unlink(missing_ok=True)
        raise FileFault(
            [
                Message(
                    "{aside} cannot be written: {strerror}",
                    aside=str(aside),
                    strerror=system_words(error),
                )
            ]
        ) from None
    return len(faults)


def _wrong_columns(names: Sequence[str]) -> list[Message]:
    if not names:
        return [
            Message("is empty: its first row must name the columns {names}", names=tuple(REQUIRED))
        ]
    wrong = [
        Message("column {name} is missing", name=name) for name in REQUIRED if name not in names
    ]
    counts = Counter(names)
    twice = [name for name, count in counts.items() if count > 1 and name in COLUMNS]
    wrong += [
        Message("column {name} is there {n} times: keep one of them", name=name, n=counts[name])
        for name in twice
    ]
    unknown = [name for name in counts if name not in COLUMNS]
    absent = [name for name in REQUIRED + OPTIONAL if name not in names]
    for name in unknown[:SHOWN]:
        shown = name[:LONGEST_NAME]
        column = SAID_FOR.get(name, "")
        said = Message("{name} is not a column of figures", name=quoted(shown))
        if column in absent:
            close = Message("did you mean {close: or }?", close=(column,))
            wrong.append(clauses([said, close]))
        else:
            wrong.append(meant(said, shown, absent))
    if unknown[SHOWN:]:
        n = len(unknown) - SHOWN
        wrong.append(Message("has {n} more columns that are none of figures", n=n))
    return wrong
