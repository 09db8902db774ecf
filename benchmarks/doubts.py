"""How often a new figure is doubted that is clean, and how often one with a slip.

Every figure of a series is taken as new after those before it, as published and then with each
slip: ten times as much, a tenth, the total of the year as the month's, the month's as the total.
Run it as `python benchmarks/doubts.py [--shared DIR]`.
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from targettrack.domain.checks.checked_series import CheckedSeries
from targettrack.domain.checks.doubts import doubt_about
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Basis, Observation, StatedAs
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import Period, add_months
from targettrack.domain.values.quantity import Unit

ROOT = Path(__file__).parents[1]
NSO = "vn_nso_public_investment/public_investment_by_unit_2023-01_2025-02.csv"
TENTH, TEN = Decimal("0.1"), Decimal(10)
EVERY = 10
LAST_DAY = date(2100, 1, 1)

Months = dict[date, Decimal]


class Tally(NamedTuple):
    """Of how many figures how many were doubted, as published and by each slip."""

    tried: Counter[str]
    doubted: Counter[str]


def nso(shared: Path) -> dict[str, list[tuple[Kind, bool, Months]]]:
    """Return the monthly amounts, totals and shares of the plan of every unit."""
    columns = {
        "prev_month_actual_bn_vnd": (Kind.FLOW, False),
        "ytd_bn_vnd": (Kind.FLOW, True),
        "ytd_pct_of_year_plan": (Kind.SHARE, True),
    }
    found: dict[tuple[str, str], Months] = defaultdict(dict)
    with (shared / "data" / NSO).open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            reported = date.fromisoformat(row["report_month"] + "-01")
            for column in columns:
                month = add_months(reported, -1) if column.startswith("prev") else reported
                try:
                    found[column, row["row_label"]][month] = Decimal(row[column])
                except InvalidOperation:
                    continue
    named: dict[str, list[tuple[Kind, bool, Months]]] = defaultdict(list)
    for (column, _), months in found.items():
        named[f"NSO {column}"].append((*columns[column], months))
    return named


def monthly(shared: Path) -> dict[str, list[tuple[Kind, bool, Months]]]:
    """Return monthly sums of competitions and statistics offices, a tenth of them."""
    found: dict[str, Months] = defaultdict(dict)
    with (shared / "data" / "forecast" / "dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            month = date(int(row["year"]), int(row["month"]), 1)
            found[row["series"]][month] = Decimal(row["value"])
    some = list(found.values())[::EVERY]
    return {"monthly sums": [(Kind.FLOW, False, months) for months in some]}


def tally(kind: Kind, months: Months, *, to_date: bool) -> Tally:
    """Take every month of a series as new, clean and with every slip."""
    unit = Unit("%") if kind is Kind.SHARE else Unit("VND", 9)
    indicator = Indicator("sum", "Sum", kind, unit)
    seen: list[Observation] = []
    tried, doubted = Counter[str](), Counter[str]()
    for month in sorted(months):
        record = CheckedSeries(
            entity=Entity("Anywhere", EntityKind.UNIT),
            indicator=indicator,
            versions=(),
            vintages=tuple(seen),
            figures=tuple(seen),
            weights=Weights(()),
            as_of=LAST_DAY,
        )
        for name, value in _slips(months, month, to_date=to_date):
            tried[name] += 1
            figure = _figure(kind, month, value, to_date=to_date)
            doubted[name] += doubt_about(record, figure) is not None
        seen.append(_figure(kind, month, months[month], to_date=to_date))
    return Tally(tried, doubted)


def _figure(kind: Kind, month: date, value: Decimal, *, to_date: bool) -> Observation:
    start = month.replace(month=1) if to_date else month
    return Observation(
        Period(start, add_months(month, 1)),
        Basis.YTD if to_date else Basis.SINGLE,
        value,
        stated_as=StatedAs.SHARE if kind is Kind.SHARE else StatedAs.ABSOLUTE,
    )


def _slips(months: Months, month: date, *, to_date: bool) -> Iterator[tuple[str, Decimal]]:
    value = months[month]
    yield "clean", value
    if len([one for one in months if one < month]) < 1 or value <= 0:
        return
    yield "ten times", value * TEN
    yield "a tenth", value * TENTH
    earlier = [month.replace(month=number) for number in range(1, month.month)]
    if to_date and earlier and value > months.get(earlier[-1], value):
        yield "month as total", value - months[earlier[-1]]
    elif not to_date and earlier and all(one in months for one in earlier):
        yield "total as month", value + sum(months[one] for one in earlier)


def rates(several: list[tuple[Kind, bool, Months]]) -> dict[str, tuple[int, int]]:
    """Return of how many figures how many were doubted, as published and by each slip."""
    tried, doubted = Counter[str](), Counter[str]()
    for kind, to_date, months in several:
        one = tally(kind, months, to_date=to_date)
        tried.update(one.tried)
        doubted.update(one.doubted)
    return {slip: (tried[slip], doubted[slip]) for slip in tried}


def main() -> None:
    """Print a row for each kind of series."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    shared = parser.parse_args().shared
    for name, several in {**nso(shared), **monthly(shared)}.items():
        told = (
            f"{slip} {seen}/{asked} = {seen / asked:.1%}"
            for slip, (asked, seen) in rates(several).items()
        )
        print(f"{name}: {', '.join(told)}")


if __name__ == "__main__":
    main()
