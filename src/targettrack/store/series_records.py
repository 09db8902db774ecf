"""What was recorded of series: figures, weights, and the papers that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.records.document import Document
from targettrack.domain.records.observation import Basis, Observation, Qualifier, StatedAs
from targettrack.domain.records.weights import Weights, WeightsVintage
from targettrack.domain.series.reference import Reference
from targettrack.domain.values.quantity import Comparator
from targettrack.store import queries
from targettrack.store.codec import (
    day_number,
    day_of,
    decodes,
    maybe_day,
    maybe_number,
    moment_of,
    period_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from targettrack.domain.series.series import Series
    from targettrack.domain.values.period import Period
    from targettrack.store.lookup import Ask, Row


@decodes
def documents(ask: Ask, ids: Iterable[int | None] | None = None) -> dict[int, Document]:
    """Return the documents of the rows `ids` by their row, or every document."""
    asked = queries.DOCUMENTS if ids is None else queries.DOCUMENTS + queries.OF_THESE
    wanted = [] if ids is None else sorted({number for number in ids if number is not None})
    return {
        number: Document(title, official, issuer, maybe_day(day), url)
        for number, title, official, issuer, day, url in ask(asked, {"ids": json.dumps(wanted)})
    }


def figures(
    ask: Ask, since: dict[int, int], until: int, known_at: date
) -> dict[int, list[Observation]]:
    """Return the vintages of each series from its first day on; `since` is row to YYYYMMDD."""
    given = {
        "asked": json.dumps(list(since.items())),
        "until": until,
        "known_at": day_number(known_at),
    }
    rows = list(ask(queries.OBSERVATIONS, given))
    papers = documents(ask, [row[10] for row in rows])
    found: dict[int, list[Observation]] = {}
    for row in rows:
        observation = Observation(
            period=period_of(row[1], row[2]),
            basis=Basis(row[3]),
            revision=row[4],
            value=Decimal(row[5]),
            comparator=Comparator(row[6]),
            qualifier=Qualifier(row[7]) if row[7] else None,
            stated_as=StatedAs(row[8]),
            recorded_on=day_of(row[15]),
            recorded_at=moment_of(row[9]),
            document=papers.get(row[10]),
            quote=row[11],
            note=row[12],
            volume=maybe_number(row[13]),
            stage=row[14],
        )
        found.setdefault(row[0], []).append(observation)
    return found


def weights(ask: Ask, ids: list[int], known_at: date) -> dict[int, tuple[WeightsVintage, ...]]:
    """Return the vintages of the weights of each series, oldest first."""
    parts: dict[tuple[int, int, int, int, int | None], list[tuple[Period, Decimal]]]
    parts = defaultdict(list)
    given = {"ids": json.dumps(ids), "known_at": day_number(known_at)}
    rows = list(ask(queries.WEIGHTS, given))
    for number, revision, day, written, paper, start, end, value in rows:
        part = (period_of(start, end), Decimal(value))
        parts[number, revision, day, written, paper].append(part)
    papers = documents(ask, [row[4] for row in rows]) if rows else {}
    vintages: dict[int, tuple[WeightsVintage, ...]] = {}
    for (number, _, day, written, paper), found in parts.items():
        document = None if paper is None else papers[paper]
        recorded = day_of(day), moment_of(written)
        vintage = WeightsVintage(Weights(tuple(found)), *recorded, document)
        vintages[number] = (*vintages.get(number, ()), vintage)
    return vintages


@dataclass(frozen=True, slots=True)
class Until:
    """Up to when records count: the last day of their periods as YYYYMMDD, and when known."""

    last: int
    known_at: date


@decodes
def filled(
    ask: Ask, bare: Mapping[int, Series], rows: Iterable[Row], since: dict[int, int], until: Until
) -> list[Series]:
    """Return series with what was recorded of them and of those that their targets refer to.

    `rows` are those of their targets; `since` is as for `figures` and has also the series that the
    targets refer to.
    """
    found = figures(ask, since, until.last, until.known_at)
    weighed = weights(ask, list(since), until.known_at)
    references: dict[int, dict[str, Reference]] = defaultdict(dict)
    for row in rows:
        if row[queries.REFERENCE] is not None:
            number = row[queries.REFERENCE]
            referred = Reference(tuple(found.get(number, ())), weighed.get(number, ()))
            references[row[1]][row[queries.REFERENCE - 1]] = referred
    return [
        replace(
            one,
            vintages=tuple(found.get(number, ())),
            weights=weighed.get(number, ()),
            references=references[number],
        )
        for number, one in bare.items()
    ]
