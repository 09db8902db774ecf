"""How well a year's total is told after each of its months: ours beside the usual ways and peers.

Run it with the Python of an environment that targettrack is installed in; peers are measured where
the extra `bench` is installed too:

    .venv/bin/python benchmarks/forecast.py [--data FOLDER] [--refit]

A case is one target-year after one month, with four targets: the usual growth, 5% and 10% more, and
the series' own. Brier is the mean squared distance of a probability from what came (1 met, 0 not);
lower is better.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from time import process_time
from typing import TypeVar

from forecast_cases import MONTHS, Case, by_month, read_cases
from forecast_methods import METHODS, OURS, Method, peer_version, peers
from forecast_refit import refit

from targettrack.domain.outlook import six_types_covariance
from targettrack.domain.outlook.damped_growth import FITTED
from targettrack.domain.outlook.period_total import project_total
from targettrack.domain.outlook.six_types import KnownPart

DATA = Path(__file__).parents[1] / "../shared/data/forecast"
BINS = 10
EVEN = 0.5
ROUNDS = 25

Item = TypeVar("Item")


@dataclass(frozen=True)
class Told:
    """What a method told of a case, and what came."""

    month: int
    error: float
    held: bool | None
    odds: tuple[tuple[float, bool], ...]
    seconds: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Score projections of a year's total.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of dev.csv")
    parser.add_argument("--sample", type=int, default=3, help="peers: every Nth target-year only")
    parser.add_argument("--no-peers", action="store_true", help="leave statsforecast out")
    parser.add_argument("--refit", action="store_true", help="fit the damped growth again")
    chosen = parser.parse_args()
    cases = read_cases(chosen.data)
    if chosen.refit:
        print_refit(cases)
        return
    told = {}
    for method in METHODS + ([] if chosen.no_peers else peers()):
        tried = sampled(cases, chosen.sample) if method.slow else cases
        told[method] = [said for case in watched(method.name, tried) if (said := ask(method, case))]
    print(f"{len(cases)} cases; peers on every {chosen.sample}th target-year: {peer_version()}\n")
    print_scores(told)
    print_errors(told)
    print_calibration(told)
    print_times(cases[4])


def sampled(cases: Sequence[Case], step: int) -> list[Case]:
    """Return every month of every `step`th target-year."""
    return [case for i, case in enumerate(cases) if i // (MONTHS - 1) % step == 0]


def watched(name: str, items: Sequence[Item]) -> Iterator[Item]:
    """Yield items, with a line of progress where somebody can see it."""
    for done, item in enumerate(items):
        progress(name, done, len(items))
        yield item


def progress(name: str, done: int, of: int) -> None:
    """Show how far it is, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r{name}: {done} of {of}\033[K", end="", file=sys.stderr, flush=True)


def ask(method: Method, case: Case) -> Told | None:
    """Ask a method about a case."""
    before = process_time()
    said = method.tell(case)
    seconds = process_time() - before
    if said is None:
        return None
    return Told(
        month=case.month,
        error=abs(said.point / case.total - 1),
        held=None if math.isnan(said.low) else said.low <= case.total <= said.high,
        odds=tuple((said.probability(goal), case.total >= goal) for goal in case.targets),
        seconds=seconds,
    )


def print_scores(told: dict[Method, list[Told]]) -> None:
    """Print one row for each method."""
    header = "method", "history", "Brier", "right call", "80% holds", "error, median", "ms", "cases"
    print_header(header)
    for method, facts in told.items():
        odds = [pair for fact in facts for pair in fact.odds]
        held = [fact.held for fact in facts if fact.held is not None]
        print_row(
            method.name,
            method.history,
            f"{fmean((p - came) ** 2 for p, came in odds):.4f}",
            f"{fmean((p >= EVEN) == came for p, came in odds):.1%}",
            f"{fmean(held):.1%}" if held else "",
            f"{median(fact.error for fact in facts):.2%}",
            f"{fmean(fact.seconds for fact in facts) * 1000:.2f}",
            str(len(facts)),
        )


def print_errors(told: dict[Method, list[Told]]) -> None:
    """Print the median error after each month."""
    print("\nMedian absolute error of the total, after so many months:\n")
    print_header(("method", "history", *map(str, range(1, MONTHS))))
    for method, facts in told.items():
        by = defaultdict(list)
        for fact in facts:
            by[fact.month].append(fact.error)
        errors = (f"{median(by[month]):.1%}" for month in range(1, MONTHS))
        print_row(method.name, method.history, *errors)


def print_calibration(told: dict[Method, list[Told]]) -> None:
    """Print what came of the targets that ours gave each tenth of probability."""
    print("\nOf the targets that were given a probability, so many were met (targets):\n")
    shown = [method for method in told if method.name == OURS or method.history == "0 years"]
    shown = [method for method in shown if "yes or no" not in method.name]
    print_header(("probability", *(f"{method.name}, {method.history}" for method in shown)))
    for tenth in range(BINS):
        cells = []
        for method in shown:
            pairs = [pair for fact in told[method] for pair in fact.odds]
            inside = [came for p, came in pairs if min(int(p * BINS), BINS - 1) == tenth]
            cells.append(f"{fmean(inside):.0%} ({len(inside)})" if inside else "")
        print_row(f"{tenth * 10}-{tenth * 10 + 10}%", *cells)


def print_times(case: Case) -> None:
    """Print what the first series of a calendar costs and each further one."""
    quarters = [
        KnownPart(t, t + 3, sum(case.past[-1][t + MONTHS : t + MONTHS + 3]))
        for t in range(-MONTHS, 0, 3)
    ]
    last, month = case.past[-1], case.month
    calendars = {
        "no history": by_month(case, 0),
        "1 year by month": by_month(case, 1),
        "2 years by month": by_month(case, 2),
        "3 years by month": by_month(case, 3),
        "1 year by quarter, this one by month": [*quarters, *by_month(case, 0)],
        "totals to date: this year's, last year's, last year's rest": [
            KnownPart(-MONTHS, month - MONTHS, sum(last[:month])),
            KnownPart(month - MONTHS, 0, sum(last[month:])),
            KnownPart(0, month, case.done),
        ],
    }
    print(f"\nMilliseconds after {month} months:\n")
    print_header(("known", "first series of a calendar", "each further one"))
    for name, known in calendars.items():
        first, further = [], []
        for _ in range(ROUNDS):
            six_types_covariance.patterns.cache_clear()
            six_types_covariance.factors.cache_clear()
            first.append(timed(known))
            further.append(timed(known))
        print_row(name, f"{median(first) * 1000:.1f}", f"{median(further) * 1000:.2f}")


def timed(known: Sequence[KnownPart]) -> float:
    """Return the seconds of work that a projection takes."""
    before = process_time()
    project_total(known, MONTHS, MONTHS)
    return process_time() - before


def print_refit(cases: Sequence[Case]) -> None:
    """Print how far each constant of damped growth moves when it is fitted to these cases."""
    found, now, before = refit(cases, lambda done, of: progress("fitting", done, of))
    print_header(("constant", "in use", "fitted here", "moved by"))
    for number, (used, fitted) in enumerate(zip(FITTED, found, strict=True)):
        print_row(f"a{number}", f"{used:.4f}", f"{fitted:.4f}", f"{fitted - used:+.4f}")
    print(f"\nMean log likelihood of a case: {now:.4f}, with the constants in use {before:.4f}.")


def print_header(cells: Iterable[str]) -> None:
    """Print the head of a Markdown table."""
    cells = list(cells)
    print_row(*cells)
    print("|" + "---|" * len(cells))


def print_row(*cells: str) -> None:
    """Print a row of a Markdown table."""
    print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
