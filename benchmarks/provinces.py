"""A store of 34 provinces with 30 indicators each: 1,020 series with monthly figures.

Run it with the Python of an environment that targettrack is installed in:

    .venv/bin/python benchmarks/provinces.py provinces.db

The same every time. Provinces are real, figures are not.
"""

import csv
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import tomli_w

from targettrack.app.plans.apply import load_folder
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.event import Stamp
from targettrack.domain.values.period import add_months
from targettrack.exchange.packaged import places
from targettrack.store import open_to_write

KINDS = ("flow", "level", "growth", "share", "flow", "level")  # five rounds of them
INDICATORS = 30
YEAR = 2025
MONTHS = 10
UNITS = {"flow": "bn VND", "level": "points", "growth": "%", "share": "%"}
SEASON = (0.06, 0.05, 0.08, 0.07, 0.07, 0.09, 0.08, 0.08, 0.09, 0.09, 0.10, 0.14)
PLAN, STRETCH = "Resolution on the plan 2025", "Growth scenario 2025"
DEPARTMENTS = ("Finance", "Agriculture and Environment", "Industry and Trade", "Construction")
COLUMNS = ("entity", "indicator", "period", "basis", "value", "unit", "recorded_at", "source")


def main() -> None:
    """Write the store that the command line names."""
    path = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder))
        now = datetime.now().astimezone()
        with open_to_write(path, Stamp(now, now.date(), command="benchmark")) as session:
            loaded = load_folder(session, Path(folder), now)
    print(f"{path}: {loaded.targets} targets, {loaded.vintages} figures")


def write_folder(folder: Path) -> None:
    """Write a plan and figures as `docs/formats.md` has them."""
    chance = Random(34)  # noqa: S311 - the same figures every time, no secret
    owners = [p for p in places() if p.kind == "province" and p.valid_to is None]
    plan: dict[str, list[dict[str, Any]]] = {
        "entity": [{"name": "Viet Nam", "kind": "country"}],
        "indicator": [indicator(number) for number in range(INDICATORS)],
        "scenario": [{"name": PLAN}, {"name": STRETCH, "tier": "stretch"}],
        "target": [],
    }
    plan["entity"] += [{"name": p.name, "kind": "province", "parent": "Viet Nam"} for p in owners]
    rows: list[tuple[object, ...]] = []
    for owner in owners:
        for measure in plan["indicator"]:
            size = chance.uniform(500, 20_000)
            plan["target"] += targets(owner, measure, size)
            rows += figures(owner, measure, size, chance)
    (folder / "plan.toml").write_text(tomli_w.dumps(plan), "utf-8")
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def indicator(number: int) -> dict[str, Any]:
    """Describe an indicator as a plan does."""
    kind = KINDS[number % len(KINDS)]
    more = {"absolute_unit": "bn VND"} if kind == "share" else {}
    more |= {"frequency": "quarter"} if kind == "growth" else {}
    name = f"{kind.capitalize()} of branch {number + 1}"
    return {"id": f"branch-{number + 1}", "name": name, "kind": kind, "unit": UNITS[kind], **more}


def targets(owner: Entity, measure: dict[str, Any], size: float) -> Iterator[dict[str, Any]]:
    """Yield the target of the plan and, for growth, that of the growth scenario."""
    number = int(measure["id"].partition("-")[2])
    given = {
        "entity": owner.name,
        "indicator": measure["id"],
        "period": str(YEAR),
        "owner": f"Department of {DEPARTMENTS[number % len(DEPARTMENTS)]}",
    }
    match measure["kind"]:
        case "flow":
            yield given | {"scenario": PLAN, "value": f">= {size:.0f} bn VND"}
        case "share":
            denominator = {"denominator": f"{size:.0f} bn VND"}
            yield given | denominator | {"scenario": PLAN, "value": ">= 95%"}
        case "level":
            base = {"base": "50 points", "base_on": date(YEAR - 1, 12, 31)}
            yield given | base | {"scenario": PLAN, "value": ">= 60 points"}
        case _:
            yield given | {"scenario": PLAN, "value": ">= 8%"}
            yield given | {"scenario": STRETCH, "value": ">= 10%"}


def figures(
    owner: Entity, measure: dict[str, Any], size: float, chance: Random
) -> Iterator[tuple[object, ...]]:
    """Yield the monthly or quarterly figures of three years up to October 2025."""
    luck = chance.gauss(1, 0.12)
    for year in range(YEAR - 2, YEAR + 1):
        months = MONTHS if year == YEAR else len(SEASON)
        total, scale = 0.0, size * luck * 1.08 ** (year - YEAR)
        for month in range(1, months + 1):
            total += scale * SEASON[month - 1] * chance.gauss(1, 0.1)
            period, value, unit = f"{year}-{month:02d}", total, measure["unit"]
            last = f"{year}-01/{period}"
            match measure["kind"]:
                case "share":
                    unit, value = "bn VND", total * 0.9
                case "level":
                    value = 50 + 10 * luck * month / 12 + chance.gauss(0, 0.5)
                    last = f"{add_months(date(year, month, 1), 1) - timedelta(days=1)}"
                case "growth":
                    if month % 3:
                        continue
                    value = 8 * luck + chance.gauss(0, 0.8)
            known = add_months(date(year, month, 1), 1) + timedelta(days=5)
            basis = "single" if measure["kind"] == "level" else "ytd"
            yield (
                owner.name, measure["id"], last, basis, f"{value:.2f}", unit, known,
                f"Statistics Office, {known:%B %Y}",
            )  # fmt: skip


if __name__ == "__main__":
    main()
