"""How well the growth of a year is told from its first quarters, on countries that were left out.

    python benchmarks/growth_odds.py [--data FILE] [--refit]

A case is a year of a country after one, two or three quarters, from 1990 on, with four targets:
last year's growth, the mean of the last three years, and one point more and less than that. Each
country is scored with constants fitted on the others, in years from 1966 on; a second table leaves
the years of the two great shocks out. Brier is the mean squared distance of a probability from
what came.
"""

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from targettrack.domain.outlook import growth_rates
from targettrack.domain.outlook.growth_rates import FREEDOM, RatesSeen, unrest
from targettrack.domain.outlook.projection import Bell

DATA = Path(__file__).parents[1] / "../shared/data/growth/oecd_gdp_dev.csv"
SHOCKS = {2008, 2009, 2020, 2021}
FIRST_FITTED, FIRST_SCORED, LAST = 1966, 1990, 2021
QUARTERS = (1, 2, 3)
Z_90 = 1.2815515655446004
ENOUGH = 100
ALMOST = 9.99  # a probability of 1 is in the last bin

Numbers = npt.NDArray[np.float64]


class Case(NamedTuple):
    """A year of a country after some quarters, and what came."""

    country: str
    year: int
    seen: RatesSeen
    rest: float
    whole: float  # growth of the year, not its logarithm
    targets: tuple[float, ...]


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a file of country, quarter and volume."""
    levels: dict[str, dict[tuple[int, int], float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, quarter = row["quarter"].split("-Q")
            levels[row["location"]][int(year), int(quarter)] = float(row["gdp_m_usd_volume"])
    return [
        case
        for country, known in levels.items()
        for year in range(FIRST_FITTED, LAST + 1)
        for case in cases_of(country, known, year)
    ]


def cases_of(country: str, known: dict[tuple[int, int], float], year: int) -> Iterator[Case]:
    """Yield a country's year after each quarter, where five years before it are known too."""
    years = range(year - 5, year + 1)
    if any((y, q) not in known for y in years for q in (1, 2, 3, 4)):
        return
    parts = {y: [known[y, q] for q in (1, 2, 3, 4)] for y in years}
    grown = {y: math.log(sum(parts[y]) / sum(parts[y - 1])) for y in years if y - 1 in parts}
    before = [grown[y] for y in (year - 1, year - 2, year - 3)]
    rates = [math.log(parts[y][q] / parts[y - 1][q]) for y in years[2:] for q in range(4)]
    mean = sum(map(math.expm1, before)) / len(before)
    targets = (math.expm1(before[0]), mean, mean + 0.01, mean - 0.01)
    this, last = parts[year], parts[year - 1]
    for k in QUARTERS:
        past = rates[: len(rates) - 4 + k]
        seen = RatesSeen(
            sum(last[:k]) / sum(last),
            k,
            math.log(sum(this[:k]) / sum(last[:k])),
            past[-1],
            before,
            list(np.diff(past)),
            monthly=False,
        )
        rest = math.log(sum(this[k:]) / sum(last[k:]))
        yield Case(country, year, seen, rest, math.expm1(grown[year]), targets)


def facts(case: Case, years: int) -> tuple[list[float], float]:
    """Return the terms of a case with so many past years, and its unrest."""
    seen, quarters = case.seen, int(case.seen.quarters)
    past = list(seen.years[:years])
    terms = [1.0, seen.latest] + ([seen.so_far] if quarters > 1 else [])
    terms += [sum(past) / len(past)] if years == growth_rates.MANY_YEARS else []
    terms += [past[0]] if past else []
    known = 4 * years + quarters - 1
    return terms, unrest(seen.changes[-known:])


def fit(cases: Sequence[Case], years: int) -> Numbers:
    """Return the likeliest constants: those of the terms, then logarithms of `a` and `s`."""
    told = [facts(case, years) for case in cases]
    terms, rough = np.array([t for t, _ in told]), np.array([u for _, u in told])
    rest = np.array([case.rest for case in cases])

    def loss(point: Numbers) -> float:
        spread = np.exp(point[-2]) * rough + np.exp(point[-1])
        z = (rest - terms @ point[:-2]) / spread
        return float(np.mean(np.log(spread) + (FREEDOM + 1) / 2 * np.log1p(z * z / FREEDOM)))

    start = np.append(np.linalg.lstsq(terms, rest, rcond=None)[0], [-0.5, -5.0])
    near = minimize(loss, start, method="BFGS").x
    return np.asarray(minimize(loss, near, method="Nelder-Mead", options={"maxfev": 8000}).x)


def bell_of(point: Numbers, case: Case, years: int) -> Bell:
    """Return how the rest of a case is told by fitted constants."""
    terms, rough = facts(case, years)
    spread = math.exp(point[-2]) * rough + math.exp(point[-1])
    return Bell(1.0, float(np.dot(terms, point[:-2])), spread, FREEDOM)


def shipped_bell(case: Case, years: int) -> Bell | None:
    """Return how the rest of a case is told by the constants in use."""
    known = 4 * years + int(case.seen.quarters) - 1
    seen = case.seen._replace(years=case.seen.years[:years], changes=case.seen.changes[-known:])
    found = growth_rates.rest_of_year(seen)
    return Bell(1.0, *found, FREEDOM) if found else None


def told(case: Case, bell: Bell) -> tuple[bool, list[tuple[float, bool]]]:
    """Return whether the 80% interval held, and odds with outcome of each target."""
    passed, odds = case.seen.passed, []
    for target in case.targets:
        need = (1 + target - passed * math.exp(case.seen.so_far)) / (1 - passed)
        odds.append((1 - bell.below(math.log(need)), case.whole >= target))
    return bell.quantile(-Z_90) <= case.rest <= bell.quantile(Z_90), odds


def out_of_fold(
    cases: Sequence[Case], years: int, leave: frozenset[int]
) -> Iterator[tuple[Case, Bell]]:
    """Yield the cases of each country told by constants that were fitted on the others."""
    for country in sorted({case.country for case in cases}):
        others = [c for c in cases if c.country != country and c.year not in leave]
        point = fit(others, years)
        for case in cases:
            if case.country == country and case.year >= FIRST_SCORED and case.year not in leave:
                yield case, bell_of(point, case, years)


def print_scores(name: str, pairs: Iterable[tuple[Case, Bell]]) -> None:
    """Print a row of the table, and the bins of the odds."""
    results = [told(case, bell) for case, bell in pairs]
    odds = [one for _, each in results for one in each]
    brier = sum((p - met) ** 2 for p, met in odds) / len(odds)
    held = sum(held for held, _ in results) / len(results)
    print(f"| {name} | {brier:.4f} | {held:.1%} | {len(odds)} |", end=" ")
    for low in range(10):
        inside = [(p, met) for p, met in odds if low <= min(10 * p, ALMOST) < low + 1]
        if len(inside) >= ENOUGH:
            said, came = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            print(f"{said:.0%} -> {came:.0%}", end="; ")
    print("|")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Score projections of a year's growth.")
    parser.add_argument("--data", type=Path, default=DATA, help="country, quarter, volume")
    parser.add_argument("--refit", action="store_true", help="print constants fitted on all")
    parser.add_argument("--shipped", action="store_true", help="score the constants in use instead")
    chosen = parser.parse_args()
    cases = read_cases(chosen.data)
    print("| after, past years known | Brier | 80% holds | odds | said -> came, bins of 100 |")
    print("|---|---|---|---|---|")
    pools: dict[str, frozenset[int]] = {"": frozenset(), ", without shocks": frozenset(SHOCKS)}
    for note, leave in pools.items():
        for years in (3, 1, 0):
            for k in QUARTERS if years else QUARTERS[1:]:
                some = [case for case in cases if case.seen.quarters == k]
                name = f"{k} of 4 quarters, {years}{note}"
                how: Callable[[], Iterator[tuple[Case, Bell]]]
                how = partial(out_of_fold, some, years, leave)
                if chosen.shipped:
                    how = partial(in_use, some, years, leave)
                print_scores(name, how())
                if chosen.refit and not leave:
                    point = fit(some, years)
                    rounded = [round(float(x), 4) for x in (*point[:-2], *np.exp(point[-2:]))]
                    print(f"  fitted on all: {rounded}")


def in_use(cases: Sequence[Case], years: int, leave: frozenset[int]) -> Iterator[tuple[Case, Bell]]:
    """Yield the cases told by the constants that ship."""
    for case in cases:
        bell = shipped_bell(case, years)
        if bell and case.year >= FIRST_SCORED and case.year not in leave:
            yield case, bell


if __name__ == "__main__":
    main()
