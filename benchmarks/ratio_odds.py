"""How well a multiple of another's growth is told: the odds with the reference still moving.

    python benchmarks/ratio_odds.py [--data FILE]

A case is a year of a country after one, two or three quarters, from 1990 on, beside the other
countries together, with targets of 0.8, 1, 1.2 and 1.5 times their growth. Each country is scored
with constants of growth that were fitted on the others; the reference is told by the same. Brier is
the mean squared distance of a probability from what came.
"""

import argparse
import csv
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from growth_odds import (
    ALMOST,
    DATA,
    ENOUGH,
    FIRST_SCORED,
    LAST,
    QUARTERS,
    SHOCKS,
    Case,
    bell_of,
    cases_of,
    fit,
    read_cases,
)

from targettrack.domain.judge.kinds.ratio import SCORES
from targettrack.domain.outlook.growth_rates import METHOD
from targettrack.domain.outlook.odds import TOGETHER
from targettrack.domain.outlook.projection import (
    Bell,
    LogAxis,
    Projection,
    projection,
    quantile,
)

YEARS = 3
TIMES = 0.8, 1.0, 1.2, 1.5
ALONE = 0.0
BINS = 10

Levels = Mapping[str, Mapping[tuple[int, int], float]]
Way = Callable[[Projection, Projection, float, float], float]


def read_levels(path: Path) -> Levels:
    """Return the volume of each quarter of every country."""
    levels: dict[str, dict[tuple[int, int], float]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, quarter = row["quarter"].split("-Q")
            levels[row["location"]][int(year), int(quarter)] = float(row["gdp_m_usd_volume"])
    return levels


def others_together(levels: Levels, country: str, year: int) -> Iterator[Case]:
    """Yield the year of all other countries that are known for it, summed."""
    needed = [(y, q) for y in range(year - 5, year + 1) for q in (1, 2, 3, 4)]
    others = [
        known
        for name, known in levels.items()
        if name != country and all(quarter in known for quarter in needed)
    ]
    summed = {quarter: sum(known[quarter] for known in others) for quarter in needed}
    return cases_of("others", summed, year)


def year_of(case: Case, bell: Bell) -> Projection:
    """Return the projection of the growth factor of a year, given that of its rest."""
    passed = case.seen.passed
    moved = Bell(1.0, bell.centre + math.log(1 - passed), bell.scale, bell.freedom)
    return projection([moved], LogAxis(passed * math.exp(case.seen.so_far) - 1), METHOD, YEARS)


def as_it_stands(own: Projection, _: Projection, now: float, times: float) -> float:
    """Take the reference to stay at its growth so far."""
    return own.probability(times * now)


def moving(shared: float) -> Way:
    """Take the mean over what the reference may come to, which surprises as own by so much."""

    def odds(own: Projection, reference: Projection, _: float, times: float) -> float:
        ends = ((s, reference.axis.value(quantile(reference.bells, s))) for s in SCORES)
        met = [own.beside(score, shared).probability(times * end) for score, end in ends]
        return sum(met) / len(met)

    return odds


WAYS: dict[str, Way] = {
    "stays as it is": as_it_stands,
    "moves by itself": moving(ALONE),
    "moves along": moving(TOGETHER),
}


def told(
    cases: Sequence[Case], levels: Levels
) -> Iterator[tuple[int, dict[str, tuple[float, bool]]]]:
    """Yield the year of a case, and by each way its odds with what came, for each target."""
    for country in sorted({case.country for case in cases}):
        point = fit([case for case in cases if case.country != country], YEARS)
        for case in cases:
            if case.country != country or not FIRST_SCORED <= case.year <= LAST:
                continue
            beside = {int(o.seen.quarters): o for o in others_together(levels, country, case.year)}
            other = beside[int(case.seen.quarters)]
            now = math.expm1(other.seen.so_far)
            if now <= 0:
                continue
            own = year_of(case, bell_of(point, case, YEARS))
            reference = year_of(other, bell_of(point, other, YEARS))
            for times in TIMES:
                came = case.whole >= times * other.whole
                yield (
                    case.year,
                    {name: (way(own, reference, now, times), came) for name, way in WAYS.items()},
                )


def bins(odds: Sequence[tuple[float, bool]]) -> str:
    """Return what was said and met in each tenth with enough odds."""
    found = []
    for low in range(BINS):
        inside = [(p, met) for p, met in odds if low <= min(BINS * p, ALMOST) < low + 1]
        if len(inside) >= ENOUGH:
            said, came = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            found.append(f"{said:.0%} -> {came:.0%}")
    return "; ".join(found)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Score odds of multiples of a reference.")
    parser.add_argument("--data", type=Path, default=DATA, help="country, quarter, volume")
    chosen = parser.parse_args()
    cases, levels = read_cases(chosen.data), read_levels(chosen.data)
    print("| after | the reference | Brier | without shocks | odds | said -> came, bins of 100 |")
    print("|---|---|---|---|---|---|")
    for k in QUARTERS:
        results = list(told([case for case in cases if case.seen.quarters == k], levels))
        for name in WAYS:
            odds = [each[name] for _, each in results]
            calm = [each[name] for year, each in results if year not in SHOCKS]
            brier, without = (
                sum((p - met) ** 2 for p, met in pairs) / len(pairs) for pairs in (odds, calm)
            )
            print(f"| {k} | {name} | {brier:.4f} | {without:.4f} | {len(odds)} | {bins(odds)} |")


if __name__ == "__main__":
    main()
