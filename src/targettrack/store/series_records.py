"""What was recorded of series: figures, weights, and the papers that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.observation import Observation, known_order
from targettrack.domain.records.weights import Weights, WeightsVintage
from targettrack.domain.series.reference import Reference
from targettrack.schema import observation
from targettrack.schema.codecs import day_number, day_of, moment_of, period_of
from targettrack.store import queries
from targettrack.store.codec import decodes
from targettrack.store.columns import decoder
from targettrack.store.shared_rows import documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from targettrack.domain.series.series import Series
    from targettrack.domain.values.period import Period
    from targettrack.store.lookup import Ask
    from targettrack.store.target_rows import StoredTarget


def figures(
    ask: Ask, since: dict[int, int], until: int, known_at: date, *, withdrawn: bool = False
) -> dict[int, list[Observation]]:
    """Return the vintages of each series from its first day on; `since` is row to YYYYMMDD.

    With those that were withdrawn by `known_at` only where it is asked for.
    """
    given = {
        "asked": json.dumps(list(since.items())),
        "until": until,
        "known_at": day_number(known_at),
    }
    given["gone_by"] = 0 if withdrawn else given["known_at"]
    rows = list(ask(queries.OBSERVATIONS, given))
    papers = documents(ask, [paper for *_, paper, _ in rows])
    made = decoder(observation.FIELDS, Observation, document=papers.get)
    found: dict[int, list[Observation]] = defaultdict(list)
    for number, *cells, _, gone in rows:
        one, there = made(cells, withdrawn_on=day_of(gone) if gone else None), found[number]
        at = len(there)
        if one.revision > 1:  # it may have been recorded after what became known later
            while (
                at
                and there[at - 1].key == one.key
                and known_order(there[at - 1]) > known_order(one)
            ):
                at -= 1
        there.insert(at, one)
    return found


def weights(ask: Ask, ids: list[int], known_at: date) -> dict[int, tuple[WeightsVintage, ...]]:
    """Return the vintages of the weights of each series, oldest first."""
    parts: dict[tuple[int, int, int, int, int | None], list[tuple[Period, Decimal]]]
    parts = defaultdict(list)
    given = {"ids": json.dumps(ids), "known_at": day_number(known_at)}
    given["gone_by"] = given["known_at"]
    rows = list(ask(queries.WEIGHTS, given))
    for number, revision, day, written, paper, start, end, value, _ in rows:
        part = (period_of((start, end)), Decimal(value))
        parts[number, revision, day, written, paper].append(part)
    papers = documents(ask, [paper for _, _, _, _, paper, *_ in rows]) if rows else {}
    vintages: dict[int, tuple[WeightsVintage, ...]] = {}
    for (number, _, day, written, paper), found in parts.items():
        document = None if paper is None else papers[paper]
        recorded = day_of(day), moment_of(written)
        vintage = WeightsVintage(Weights(tuple(found)), *recorded, document)
        vintages[number] = (*vintages.get(number, ()), vintage)
    return vintages


class Until(Struct, frozen=True):
    """Up to when records count: the last day of their periods as YYYYMMDD, and when known.

    Attributes:
        withdrawn: whether those that were withdrawn by then are meant too.
    """

    last: int
    known_at: date
    withdrawn: bool = False


@decodes
def filled(
    ask: Ask,
    bare: Mapping[int, Series],
    targets: Iterable[StoredTarget],
    since: dict[int, int],
    until: Until,
) -> list[Series]:
    """Return series with what was recorded of them and of those that their targets refer to.

    `since` is as for `figures` and has also the series that the targets refer to.
    """
    found = figures(ask, since, until.last, until.known_at, withdrawn=until.withdrawn)
    weighed = weights(ask, list(since), until.known_at)
    references: dict[int, dict[str, Reference]] = defaultdict(dict)
    for one in targets:
        if one.reference is not None and one.target.reference is not None:
            referred = Reference(
                tuple(found.get(one.reference, ())), weighed.get(one.reference, ())
            )
            references[one.series][one.target.reference] = referred
    return [
        replace(
            one,
            vintages=tuple(found.get(number, ())),
            weights=weighed.get(number, ()),
            references=references[number],
        )
        for number, one in bare.items()
    ]
