"""How well the spending of a year's plan is told from what is spent so far, unit by unit.

    python benchmarks/plan_spending.py [--data FILE]

A case is a unit's year after a month, open at that month, with three targets: 90, 95 and 100% of
the plan. Each unit is scored with a season and a spread that were fitted on the others. Totals of
tiers and of the nation are left out. Brier is the mean squared distance of a probability from what
came.
"""

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from targettrack.domain.outlook.plan_spending import (
    CEILING,
    FREEDOM,
    HISTORY_SPREAD,
    LEAST,
    YearOfPlan,
    project_spending,
)
from targettrack.domain.outlook.projection import Bell
from targettrack.domain.values.name import fold

DATA = (
    Path(__file__)
    .parents[1]
    .joinpath(
        "../shared/data/vn_nso_public_investment/public_investment_by_unit_2023-01_2025-02.csv"
    )
)
TOTALS = ("tong so", "trung uong", "dia phuong", "von ngan sach")
TARGETS = (90.0, 95.0, 100.0)
MONTHS = (2, 4, 5, 6, 8, 9, 10, 11)
DECEMBER = 12
LATE = {5, 6, 8, 9, 10, 11}
WIDENED = 1.1
Z_90 = 1.2815515655446004
ENOUGH = 30
MIDDLE = 0.6745  # half of the normal distribution lies within so many standard deviations
ON_TRACK, OFF_TRACK = 0.6, 0.2


class Case(NamedTuple):
    """A unit's year after a month, and what came."""

    unit: str
    year: int
    month: int
    spent: float
    before: float | None
    final: float


def read_cases(path: Path) -> list[Case]:
    """Return the cases of the months' reports; a year without its December is left out."""
    known: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            unit = fold(row["row_label"]).replace(" - ", " va ")
            year, month = map(int, row["report_month"].split("-"))
            if not unit.startswith(TOTALS) and row["ytd_pct_of_year_plan"]:
                known[unit, year][month] = float(row["ytd_pct_of_year_plan"])
    return [
        Case(
            unit,
            year,
            month,
            spent,
            known.get((unit, year - 1), {}).get(DECEMBER),
            months[DECEMBER],
        )
        for (unit, year), months in known.items()
        if DECEMBER in months
        for month, spent in months.items()
        if month in MONTHS and spent >= LEAST
    ]


def z(percent: float) -> float:
    """Return the logarithm of the odds of a share against the ceiling."""
    return math.log(percent / (CEILING - percent))


def fit(cases: Sequence[Case]) -> tuple[Mapping[int, float], float]:
    """Return the rise to the end of the year from each month, and the spread of a whole year."""
    rises: dict[int, list[float]] = defaultdict(list)
    for case in cases:
        rises[case.month].append(z(case.final) - z(case.spent))
    season = {month: median(some) for month, some in rises.items()}
    strays = [
        abs(z(case.final) - z(case.spent) - season[case.month]) / root(case) for case in cases
    ]
    return season, WIDENED * median(strays) / Bell(1.0, 0.0, 1.0, FREEDOM).quantile(MIDDLE)


def root(case: Case) -> float:
    """Return the root of the part of the year that is left."""
    start = date(case.year, 1, 1)
    days = (date(case.year + 1, 1, 1) - start).days
    return math.sqrt(1 - (month_end(case) - start).days / days - 1 / days)


def month_end(case: Case) -> date:
    """Return the last day of the month of a case."""
    return date(case.year + case.month // 12, case.month % 12 + 1, 1) - timedelta(1)


def out_of_fold(cases: Sequence[Case], *, history: bool) -> Iterator[tuple[Case, Bell]]:
    """Yield each unit's cases as told by a season that was fitted on the other units."""
    for unit in sorted({case.unit for case in cases}):
        season, whole = fit([case for case in cases if case.unit != unit])
        for case in cases:
            if case.unit == unit and (case.before is not None or not history):
                spread = whole * root(case)
                middle = z(case.spent) + season[case.month]
                if history and case.before is not None:
                    weight = spread**2 / (spread**2 + HISTORY_SPREAD**2)
                    middle = (1 - weight) * middle + weight * z(case.before)
                    spread *= math.sqrt(1 - weight)
                yield case, Bell(1.0, middle, spread, FREEDOM)


def in_use(cases: Sequence[Case], *, history: bool) -> Iterator[tuple[Case, Bell]]:
    """Yield the cases as told by the constants that ship."""
    for case in cases:
        last = date(case.year, 12, 31)
        year = YearOfPlan(date(case.year, 1, 1), last, last)
        if case.before is not None or not history:
            before = case.before if history else None
            told = project_spending(case.spent, month_end(case), year, before)
            if told:
                yield case, told.bells[0]


def print_scores(name: str, pairs: Sequence[tuple[Case, Bell]]) -> None:
    """Print scores, bins of the odds, and what became of each word."""
    odds, words, off_and_met, met_at_all = [], defaultdict(list), 0, 0
    for case, bell in pairs:
        for target in TARGETS:
            if case.spent < target:
                said, met = 1 - bell.below(z(target)), case.final >= target
                odds.append((said, met))
                word = "on" if said >= ON_TRACK else "off" if said < OFF_TRACK else "at-risk"
                words[word].append(met)
                met_at_all += met and case.month in LATE
                off_and_met += met and case.month in LATE and word == "off"
    brier = sum((p - met) ** 2 for p, met in odds) / len(odds)
    log = -sum(math.log(max(p if met else 1 - p, 1e-9)) for p, met in odds) / len(odds)
    held = [b.quantile(-Z_90) <= z(min(c.final, CEILING - 1)) <= b.quantile(Z_90) for c, b in pairs]
    print(f"| {name} | {brier:.4f} | {log:.3f} | {sum(held) / len(held):.1%} | {len(odds)} |")
    for low in range(10):
        inside = [(p, met) for p, met in odds if low <= 10 * p < low + 1]
        if len(inside) >= ENOUGH:
            said, came = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"  said {said:.0%}, came {came:.0%} ({len(inside)})")
    shares = {word: f"{sum(each) / len(each):.0%} of {len(each)}" for word, each in words.items()}
    print(f"  met, by word: {shares}; met but off-track from May: {off_and_met} of {met_at_all}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Score projections of a plan's spending.")
    parser.add_argument("--data", type=Path, default=DATA, help="the months' reports as CSV")
    cases = read_cases(parser.parse_args().data)
    season, spread = fit(cases)
    rounded = {month: round(rise, 2) for month, rise in sorted(season.items())}
    print(f"fitted on all: rise {rounded}, spread {spread:.3f}")
    units = {(case.unit, case.year) for case in cases}
    print(f"{len(units)} unit-years of {len({unit for unit, _ in units})} units")
    print("| | Brier | log | 80% holds | odds |")
    print("|---|---|---|---|---|")
    for history in (False, True):
        with_it = "last year known" if history else "no history"
        print_scores(f"{with_it}, unit left out", list(out_of_fold(cases, history=history)))
        print_scores(f"{with_it}, as shipped", list(in_use(cases, history=history)))


if __name__ == "__main__":
    main()
