"""How often a verdict turns and turns back within a year, and what a dead band would change.

    python benchmarks/turning_back.py [--data FOLDER]

The cases are those of `forecast.py`: a target-year after each of its 11 months. A dead band keeps
the word of the month before while the odds are within so many points of the line between the two.
"""

import argparse
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from forecast import DATA, print_header, print_row
from forecast_cases import MONTHS, Case, by_month, read_cases

from targettrack.domain.judge.word import Grounds, word_of
from targettrack.domain.outlook.period_total import project_total
from targettrack.domain.values.status import Status
from targettrack.exchange.packaged import load_rulebook

RULES = load_rulebook()
BANDS = 0, 2.5, 5  # points on either side of a line
ORDER = Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK


class Year(NamedTuple):
    """The word on a target after each month, by the rule and as shown, and what came."""

    plain: tuple[Status, ...]
    shown: tuple[Status, ...]
    met: bool


def main() -> None:
    """Print a row for each history and band, and one for the straight line."""
    parser = argparse.ArgumentParser(description="Count verdicts that turn and turn back.")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of dev.csv")
    cases = read_cases(parser.parse_args().data)
    years = [list(year) for _, year in groupby(cases, key=lambda case: case.series)]
    print_header(
        ("", "band", "turns", "turns back", "not their colour", "on-track, met", "off-track, met")
    )
    for history in (1, 2, 3):
        told = [odds_of(year, history) for year in years]
        for band in BANDS:
            found = [
                judged(odds, history, case.total >= goal, band)
                for (case, *_), each in zip(years, told, strict=True)
                for goal, odds in zip(case.targets, each, strict=True)
            ]
            print_year(f"{history} past years", str(band), found)
    print_year("straight line, 95 and 80%", "", list(by_pace(years)))


def odds_of(year: Sequence[Case], history: int) -> list[list[float]]:
    """Return the odds of each target after each month."""
    told = [project_total(by_month(case, history), MONTHS, MONTHS) for case in year]
    return [[said.probability(goal) if said else 0.0 for said in told] for goal in year[0].targets]


def judged(odds: Sequence[float], history: int, met: bool, band: float) -> Year:  # noqa: FBT001
    """Return the words of a year with and without a dead band."""
    plain: list[Status] = []
    shown: list[Status] = []
    for month, said in enumerate(odds, 1):
        grounds = Grounds(
            pace=None,
            odds=Decimal(said),
            first_part=Decimal(month) / MONTHS < RULES.first_part,
            seasonless=not history,
        )
        plain.append(word_of(grounds, RULES).status)
        shown.append(held(grounds, shown, Decimal(band) / 100) if shown else plain[-1])
    return Year(tuple(plain), tuple(shown), met)


def held(grounds: Grounds, before: Sequence[Status], band: Decimal) -> Status:
    """Return the word before while odds that are `band` better or worse would still give it."""
    words = []
    for odds in (grounds.odds or Decimal(0)) - band, (grounds.odds or Decimal(0)) + band:
        moved = Grounds(None, odds, first_part=grounds.first_part, seasonless=grounds.seasonless)
        words.append(ORDER.index(word_of(moved, RULES).status))
    return ORDER[min(max(ORDER.index(before[-1]), words[0]), words[1])]


def by_pace(years: Sequence[Sequence[Case]]) -> list[Year]:
    """Return the words of a straight line to each target."""
    found = []
    for year in years:
        for goal in year[0].targets:
            paces = [case.done * MONTHS / case.month / goal if goal else 1.0 for case in year]
            green, amber = float(RULES.pace_green), float(RULES.pace_amber)
            words = tuple(ORDER[(pace >= green) + (pace >= amber)] for pace in paces)
            found.append(Year(words, words, year[0].total >= goal))
    return found


def print_year(name: str, band: str, years: Sequence[Year]) -> None:
    """Print how often words turned and turned back, and what became of them."""
    runs = [[word for word, _ in groupby(year.shown)] for year in years]
    back = [sum(a == c for a, c in zip(run, run[2:], strict=False)) for run in runs]
    words = [(word, year.met) for year in years for word in year.shown]
    apart = [a != b for year in years for a, b in zip(year.plain, year.shown, strict=True)]
    shares = [
        fmean(met for word, met in words if word is asked)
        for asked in (Status.ON_TRACK, Status.OFF_TRACK)
    ]
    print_row(
        name,
        band,
        f"{fmean(len(list(pairwise(run))) for run in runs):.2f}",
        f"{fmean(back):.2f}",
        f"{fmean(apart):.1%}",
        *(f"{share:.1%}" for share in shares),
    )


if __name__ == "__main__":
    main()
