"""What a report seems to state, as files to review: targets as a plan, figures as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import tomli_w

from targettrack.domain.candidates import spelled
from targettrack.domain.indicators import Kind
from targettrack.domain.names import fold
from targettrack.domain.observations import StatedAs
from targettrack.domain.quantities import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from targettrack.domain.candidates import Candidate
    from targettrack.domain.entities import Entity
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.proposals import Proposal

COLUMNS = (
    "entity", "indicator", "period", "basis", "value", "unit", "comparator", "qualifier",
    "stated_as", "recorded_at", "source", "quote", "note",
)  # fmt: skip
_BOUNDS = {Comparator.AT_LEAST: ">=", Comparator.MORE: ">=",
           Comparator.AT_MOST: "<=", Comparator.LESS: "<="}  # fmt: skip
PAPER = "report"


def lacks(one: Proposal) -> list[str]:
    """Return what a proposal lacks to be a row of a table or of a plan."""
    needed = {"entity": one.entity, "indicator": one.indicator, "period": one.period}
    return [name for name, value in needed.items() if not value]


def plan_text(
    able: Sequence[Candidate],
    scenario: str,
    cited: str,
    published: date | None,
    known: Sequence[Entity],
) -> str:
    """Return a plan of the targets that lack nothing, with the entities of all that lack nothing.

    It is what `read_plan` reads: `[[entity]]`, `[[document]]`, `[[scenario]]`, `[[target]]`.
    """
    full = [one for one in able if not lacks(one.proposal)]
    targets = [one.proposal for one in full if one.is_target]
    tables = [("entity", table) for table in _entities((one.proposal for one in full), known)]
    if targets:
        tables.append(("document", {"id": PAPER, "title": cited, "date": published}))
        tables.append(("scenario", {"name": scenario}))
    tables += [("target", _target(one, scenario)) for one in targets]
    return "\n".join(
        f"[[{name}]]\n{tomli_w.dumps({k: v for k, v in table.items() if v})}"
        for name, table in tables
    )


def _target(one: Proposal, scenario: str) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "indicator": one.indicator,
        "scenario": scenario,
        "period": str(one.period),
        "value": spelled(one.quantity, is_target=True),
        "document": PAPER,
        "quote": one.quote,
    }


def _entities(named: Iterable[Proposal], known: Sequence[Entity]) -> Iterable[dict[str, Any]]:
    """Yield the tables of entities, each after the one it belongs to."""
    by_name = {fold(one.name): one for one in known}
    found: dict[str, Entity] = {}
    for proposal in named:
        chain = []
        name: str | None = proposal.entity
        while name and (one := by_name.get(fold(name))) is not None and one not in chain:
            chain.append(one)
            name = one.parent
        found |= {one.name: one for one in reversed(chain)}
    for one in found.values():
        yield {"name": one.name, "kind": one.kind.value, "parent": one.parent}


def figures_text(
    able: Sequence[Candidate], cited: str, published: date | None, known: Mapping[str, Indicator]
) -> str:
    """Return a table of the figures that lack nothing, with the columns of `figures.csv`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in able:
        if not one.is_target and not lacks(one.proposal):
            row = _figure(one.proposal, known[one.proposal.indicator or ""])
            about = {"recorded_at": published or "", "source": cited, "note": one.note}
            writer.writerow(row | about)
    return out.getvalue()


def _figure(one: Proposal, indicator: Indicator) -> dict[str, object]:
    quantity = one.quantity
    stated = StatedAs.GROWTH if indicator.kind is Kind.GROWTH else ""
    return {
        "entity": one.entity,
        "indicator": one.indicator,
        "period": one.period,
        "basis": one.basis or "",
        "value": f"{quantity.value:f}",
        "unit": quantity.unit or indicator.unit,
        "comparator": _BOUNDS.get(quantity.comparator or Comparator.EQUAL, ""),
        "qualifier": one.qualifier or "",
        "stated_as": stated,
        "quote": one.quote,
    }
