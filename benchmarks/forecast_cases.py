"""Target-years with their past, and what is known of them after each month."""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from targettrack.domain.outlook.six_types import KnownPart

MONTHS = 12
PAST_YEARS = 3

Year = tuple[float, ...]


@dataclass(frozen=True)
class Case:
    """One year of a series, seen after `month`: what is to be told, and what it is told from."""

    month: int
    this: Year
    past: tuple[Year, ...]  # the latest last
    targets: tuple[float, ...]
    series: str

    @property
    def so_far(self) -> Year:
        """The months that are known."""
        return self.this[: self.month]

    @property
    def done(self) -> float:
        """Their sum."""
        return sum(self.so_far)

    @property
    def total(self) -> float:
        """What the year came to."""
        return sum(self.this)


def read_cases(folder: Path) -> list[Case]:
    """Read all complete target-years; end with one line where the files are not there."""
    if not (folder / "dev.csv").exists():
        sys.exit(f"no dev.csv in {folder}: name the folder of the series with --data")
    series: Mapping[str, dict[int, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows(folder / "dev.csv"):
        if row["value"]:
            series[row["series"]][int(row["year"])][int(row["month"])] = float(row["value"])
    targets: Mapping[tuple[str, int], list[float]] = defaultdict(list)
    for row in rows(folder / "dev_targets.csv"):
        targets[row["series"], int(row["year"])].append(float(row["target"]))
    cases: list[Case] = []
    for (name, year), goals in targets.items():
        years = [series[name][y] for y in range(year - PAST_YEARS, year + 1)]
        if all(len(months) == MONTHS for months in years):
            *past, this = (tuple(m[k] for k in range(1, MONTHS + 1)) for m in years)
            told = this, tuple(past), tuple(goals), name
            cases.extend(Case(month, *told) for month in range(1, MONTHS))
    return cases


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def by_month(case: Case, years: int) -> list[KnownPart]:
    """Return the months known of this year and of so many before."""
    values = [v for year in case.past[PAST_YEARS - years :] for v in year] + list(case.so_far)
    first = -MONTHS * years
    return [KnownPart(t, t + 1, value) for t, value in enumerate(values, first)]


def by_totals(case: Case, ends: Sequence[int]) -> list[KnownPart]:
    """Return this year's total to date, and last year's totals between months counted back."""
    sums = dict(enumerate(accumulate(case.past[-1], initial=0.0), -MONTHS))
    past = [KnownPart(a, b, sums[b] - sums[a]) for a, b in pairwise(ends)]
    return [*past, KnownPart(0, case.month, case.done)]
