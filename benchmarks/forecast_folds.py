"""How well totals are told on series on which nothing was chosen.

    python benchmarks/forecast_folds.py [--data FOLDER] [--folds 5]

The series are dealt into folds. The constants that were chosen on these series (the weight of
damped growth, how much narrower the six types are beside it, how old years fade, the doubt and the
trust without history) are chosen again without each fold, and that fold is scored with them.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from forecast import BINS, DATA, EVEN, print_header, print_row
from forecast_cases import MONTHS, Case, by_month, read_cases

from targettrack.domain.outlook import period_total, six_types
from targettrack.domain.outlook.period_total import project_total
from targettrack.domain.outlook.six_types import BY_YEARS, Trust

LEAST = 1e-4  # what is said never to come, and comes, counts as this
HISTORIES = 0, 1, 2, 3
PAST = 1, 2, 3


class Setting(NamedTuple):
    """The constants that were chosen on these series."""

    damped: float = period_total.DAMPED
    narrower: float = period_total.NARROWER
    stale: tuple[float, ...] = period_total.STALE
    doubt: float = period_total.UNASKED
    trust: Trust = BY_YEARS[0]


class Told(NamedTuple):
    """What was told of a case: each odds and whether it was met, and whether 80% held."""

    series: str
    odds: tuple[tuple[float, bool], ...]
    held: bool

    @property
    def loss(self) -> float:
        """How unlikely what came was said to be, in logarithms; it punishes what is too sure."""
        said = (min(max(p if met else 1 - p, LEAST), 1.0) for p, met in self.odds)
        return -sum(map(math.log, said))


IN_USE = Setting()
FADING = [Setting(stale=(0.0, two, three)) for two in (0, 0.03, 0.06) for three in (0, 0.1, 0.2)]
BESIDE = list(product((0.1, 0.2, 0.3), (0.8, 0.9, 1.0)))
ALONE = [
    Setting(doubt=doubt, trust=Trust(likeness, spread))
    for doubt in (0.0, 0.45, 0.87, 1.3)
    for likeness in (0.6, 0.85, 1.0)
    for spread in (1.0, 1.1, 1.2)
]


def main() -> None:
    """Print scores and bins, by the years of history."""
    parser = argparse.ArgumentParser(description="Score on series on which nothing was chosen.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of dev.csv")
    parser.add_argument("--folds", type=int, default=5)
    chosen = parser.parse_args()
    cases = read_cases(chosen.data)
    names = sorted({case.series for case in cases})
    folds = [set(names[number :: chosen.folds]) for number in range(chosen.folds)]
    apart: dict[int, list[Told]] = defaultdict(list)
    asked = Asked(cases)
    for number, fold in enumerate(folds, 1):
        alone = asked.best(ALONE, (0,), fold)
        faded = asked.best(FADING, PAST, fold)
        beside = [faded._replace(damped=damped, narrower=narrower) for damped, narrower in BESIDE]
        past = asked.best(beside, PAST, fold)
        print(f"fold {number}: {alone.doubt} {tuple(alone.trust)}; {past[:3]}")
        for years in HISTORIES:
            told = asked.told(past if years else alone, years)
            apart[years] += [one for one in told if one.series in fold]
    print_scores("chosen without them", apart)
    print_scores("in use", {years: asked.told(IN_USE, years) for years in HISTORIES})


class Asked:
    """What was told of the cases by each setting; each is asked once."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.known: dict[tuple[Setting, int], list[Told]] = {}

    def told(self, setting: Setting, years: int) -> list[Told]:
        """Return what a setting tells with so many years of history."""
        if (setting, years) not in self.known:
            with using(setting):
                self.known[setting, years] = list(tell(self.cases, years))
        return self.known[setting, years]

    def best(
        self, settings: Sequence[Setting], histories: Sequence[int], fold: set[str]
    ) -> Setting:
        """Return the setting that does best on the series outside of a fold."""

        def loss(setting: Setting) -> float:
            every = (one for years in histories for one in self.told(setting, years))
            return sum(one.loss for one in every if one.series not in fold)

        return min(settings, key=loss)


@contextmanager
def using(setting: Setting) -> Iterator[None]:
    """Let the program use other constants for a while."""
    put(setting)
    try:
        yield
    finally:
        put(IN_USE)


def put(setting: Setting) -> None:
    """Put constants where the program reads them."""
    vars(period_total).update(
        DAMPED=setting.damped,
        NARROWER=setting.narrower,
        STALE=setting.stale,
        UNASKED=setting.doubt,
    )
    vars(six_types).update(BY_YEARS=(setting.trust, *BY_YEARS[1:]))


def tell(cases: Sequence[Case], years: int) -> Iterator[Told]:
    """Yield what is told of each case."""
    for case in cases:
        said = project_total(by_month(case, years), MONTHS, MONTHS)
        if said is not None:
            odds = tuple((said.probability(goal), case.total >= goal) for goal in case.targets)
            yield Told(case.series, odds, said.low <= case.total <= said.high)


def print_scores(name: str, told: Mapping[int, Sequence[Told]]) -> None:
    """Print a row for each history, and the bins of the odds."""
    print(f"\nConstants {name}:\n")
    bins = [f"{tenth * 10}-{tenth * 10 + 10}%" for tenth in range(BINS)]
    print_header(("history", "Brier", "right call", "80% holds", *bins))
    for years, facts in told.items():
        pairs = [pair for fact in facts for pair in fact.odds]
        inside = [
            [pair for pair in pairs if min(int(pair[0] * BINS), BINS - 1) == tenth]
            for tenth in range(BINS)
        ]
        print_row(
            f"{years} years",
            f"{fmean((p - met) ** 2 for p, met in pairs):.4f}",
            f"{fmean((p >= EVEN) == met for p, met in pairs):.1%}",
            f"{fmean(fact.held for fact in facts):.1%}",
            *map(bin_of, inside),
        )


def bin_of(pairs: Sequence[tuple[float, bool]]) -> str:
    """Return the mean of the odds, how many of them were met, and how many there are."""
    said, met = fmean(p for p, _ in pairs), fmean(met for _, met in pairs)
    return f"{said:.0%} → {met:.0%} ({len(pairs)})"


if __name__ == "__main__":
    main()
