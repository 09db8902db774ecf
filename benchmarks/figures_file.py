"""A long file of figures as an office would have it: every province, many indicators, each month.

Each figure is first an estimate, a month later official; the file is in the order in which they
became known.

    .venv/bin/python benchmarks/figures_file.py ROWS FILE [STORE]

With STORE, the indicators of the file are added to that store.
"""

import csv
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.event import Stamp
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.values.period import add_months
from targettrack.domain.values.quantity import parse_unit
from targettrack.exchange.figures.row import OPTIONAL, REQUIRED
from targettrack.exchange.packaged import places
from targettrack.store import open_to_write, writing

FIRST = date(2015, 1, 1)
MONTHS = 120
STAMP = Stamp(datetime(2015, 1, 1, tzinfo=UTC), FIRST, command="benchmark")
HEADER = (*REQUIRED, *OPTIONAL)
QUOTE = "thu trong tháng {} ước đạt {} tỷ đồng, tăng {:.1f}% so với cùng kỳ năm trước"


def main() -> None:
    """Write the file, and add its indicators to a store."""
    rows, path = int(sys.argv[1]), Path(sys.argv[2])
    write(rows, path)
    if sys.argv[3:]:
        add_indicators(rows, Path(sys.argv[3]))


def write(rows: int, path: Path) -> None:
    """Write a file of about as many rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(figures(rows))


def add_indicators(rows: int, store: Path) -> None:
    """Add the indicators of such a file to a store."""
    with open_to_write(store, STAMP) as session:
        for name in indicators(rows):
            writing.add_indicator(session, Indicator(name, name, Kind.FLOW, parse_unit("bn VND")))


def indicators(rows: int) -> list[str]:
    """Return the ids of as many indicators as it takes."""
    return [
        f"revenue-{number}" for number in range(max(rows // (len(provinces()) * MONTHS * 2), 1))
    ]


def provinces() -> list[str]:
    """Return the names of the provinces of today."""
    return [one.name for one in places() if one.kind is EntityKind.PROVINCE and not one.valid_to]


def figures(rows: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows in the order in which they became known."""
    chance = random.Random(1)  # noqa: S311 - any numbers do, the same each time
    names = list(product(indicators(rows), provinces()))
    for at in range(MONTHS + 1):
        known = add_months(FIRST, at + 1) + timedelta(days=5)
        for back, qualifier in ((1, "official"), (0, "estimated")):
            month = add_months(FIRST, at - back)
            if not 0 <= at - back < MONTHS:
                continue
            for indicator, province in names:
                value = f"{chance.uniform(100, 20_000):.1f}"
                said = QUOTE.format(month.month, value.replace(".", ","), chance.uniform(0, 20))
                period = f"{month:%Y-%m}"
                source = f"Cục Thống kê {province}, {known:%Y-%m}"
                yield (
                    province, indicator, period, value, "bn VND", "single", "", qualifier, "",
                    f"{known}", "", source, "", said, "", "", "",
                )  # fmt: skip


if __name__ == "__main__":
    main()
