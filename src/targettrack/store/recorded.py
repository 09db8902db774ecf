"""What was recorded of series: figures, weights, and the papers that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.entities import Document
from targettrack.domain.growth import Weights, WeightsVintage
from targettrack.domain.observations import Basis, Observation, Qualifier, StatedAs
from targettrack.domain.quantities import Comparator
from targettrack.store import queries
from targettrack.store.codec import (
    decodes,
    evening,
    maybe_day,
    maybe_number,
    moment_of,
    period_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from targettrack.domain.periods import Period
    from targettrack.store.lookup import Ask


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
        "known_at": evening(known_at),
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
    parts: dict[tuple[int, int, int, int | None], list[tuple[Period, Decimal]]] = defaultdict(list)
    given = {"ids": json.dumps(ids), "known_at": evening(known_at)}
    rows = list(ask(queries.WEIGHTS, given))
    for number, revision, recorded, paper, start, end, value in rows:
        part = (period_of(start, end), Decimal(value))
        parts[number, revision, recorded, paper].append(part)
    papers = documents(ask, [row[3] for row in rows]) if rows else {}
    vintages: dict[int, tuple[WeightsVintage, ...]] = {}
    for (number, _, recorded, paper), found in parts.items():
        document = None if paper is None else papers[paper]
        vintage = WeightsVintage(Weights(tuple(found)), moment_of(recorded), document)
        vintages[number] = (*vintages.get(number, ()), vintage)
    return vintages
