"""The real figures of 2025: every contradiction among them is found, and nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from targettrack.domain.checks.store_findings import Check, findings
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Observation, Qualifier, StatedAs, default_basis
from targettrack.domain.records.stated_comparison import growth_note
from targettrack.domain.series.series import Series
from targettrack.domain.values.name import fold
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Unit, parse_unit
from targettrack.exchange.packaged import load_rulebook
from tests.domain.cases import goal

if TYPE_CHECKING:
    from targettrack.domain.checks.finding import Finding

FILE = Path(__file__).parents[2] / "../shared/data/vn_public_figures_2025/observations.csv"
pytestmark = pytest.mark.skipif(
    not FILE.is_file(), reason="the figures are not here: shared/data/vn_public_figures_2025"
)
SINCE = date(2026, 1, 20)
PLAN_OF_NGHE_AN = Decimal("10003.954")  # as the file has it, in bn VND

# Read by eye: which two rows of the file state different values for one figure.
CONTRADICTIONS = {
    ("Nghệ An, thu-ngan-sach-nha-nuoc-tren-dia-ban, 2025-01/2025-05", "10,846", "11,360"),
    ("Nghệ An, thu-ngan-sach-nha-nuoc-tren-dia-ban, 2025-H1", "13,159", "13,890"),
    ("Nghệ An, giai-ngan-von-dau-tu-cong-2025, 2025-H1", "3,632", "3,907"),
    ("Nghệ An, giai-ngan-von-dau-tu-cong-2025, 2025-H1", "36.31%", "39.06%"),
    ("Nghệ An, grdp, 2025-H1", "9.25%", "8.24%"),
    ("Quảng Ngãi, grdp, 2025", "10.02%", "10.12%"),
}


def indicator(row: dict[str, str]) -> Indicator:
    name = row["indicator"]
    identity = fold(name).replace(" ", "-").replace("/", "").replace("(", "").replace(")", "")
    if row["kind"].startswith("growth"):
        frequency = Frequency.MONTH if name.startswith("IIP") else Frequency.QUARTER
        return Indicator(identity, name, Kind.GROWTH, Unit("%"), frequency=frequency)
    if "đầu tư công" in name:
        return Indicator(identity, name, Kind.SHARE, Unit("%"), absolute_unit=parse_unit("tỷ đồng"))
    return Indicator(identity, name, Kind.FLOW, parse_unit(row["unit"]))


def observation(row: dict[str, str]) -> Observation:
    period = parse_period(row["period"])
    day = row["reported_on"] if len(row["reported_on"]) == len("2025-07-01") else row["as_of"]
    share = row["kind"] == "share of plan"
    growth = row["kind"].startswith("growth")
    yoy = row["yoy_pct"] if row["id"] != "cb02" else ""  # its 69% is over the estimate
    return Observation(
        period=period,
        basis=default_basis(period),
        value=Decimal(row["value"]),
        qualifier=Qualifier.ESTIMATED if row["status"].startswith("ước") else None,
        stated_as=StatedAs.SHARE if share else StatedAs.GROWTH if growth else StatedAs.ABSOLUTE,
        recorded_on=date.fromisoformat(day),
        document=Document(row["source_url"]),
        note=growth_note(Decimal(yoy)) if yoy else None,
    )


def percent_beside(row: dict[str, str]) -> list[Observation]:
    """The percent of the plan that an amount of public investment is stated to be."""
    if row["kind"] != "cumulative" or "đầu tư công" not in row["indicator"]:
        return []
    return [observation(row | {"kind": "share of plan", "value": row["plan_pct"]})]


def published() -> list[Series]:
    known: dict[tuple[str, Indicator], list[Observation]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["period"]:
                beside = percent_beside(row)
                known[row["entity"], indicator(row)].extend([observation(row), *beside])
    series = []
    for (entity, one), found in known.items():
        ordered = sorted(found, key=lambda o: (o.period, o.basis, o.recorded_on))
        plan = replace(goal("2025", "95"), denominator=PLAN_OF_NGHE_AN, owner="Finance")
        targets = (plan,) if entity == "Nghệ An" and one.kind is Kind.SHARE else ()
        series.append(Series(Entity(entity), one, targets, tuple(ordered)))
    return series


def found(*rules: str) -> list[Finding]:
    check = Check(SINCE, load_rulebook(), frozenset(rules))
    return findings(published(), check)[0]


def test_every_contradiction_of_two_sources_is_found_and_no_other() -> None:
    claims = found("claims")
    assert {one.where for one in claims} == {where for where, _, _ in CONTRADICTIONS}
    for where, *values in CONTRADICTIONS:
        said = [str(one.found) for one in claims if one.where == where]
        assert any(all(value in one for value in values) for one in said)
    assert len(claims) == len(CONTRADICTIONS)


def test_nothing_else_is_doubtful_but_two_figures_from_before_the_end_of_the_year() -> None:
    others = {(one.rule, one.where) for one in found() if one.rule != "claims"}
    assert others == {
        ("early", "Cao Bằng, grdp, 2025"),
        ("early", "Cao Bằng, tong-thu-ngan-sach-nha-nuoc, 2025"),
    }
