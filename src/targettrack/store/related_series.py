"""Figures from the entities below or merged into those that are judged, read all at once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from targettrack.domain.series.case import HISTORY_YEARS
from targettrack.domain.series.children import completed
from targettrack.domain.series.series import Series
from targettrack.domain.values.period import years_before
from targettrack.schema.codecs import day_number
from targettrack.store import queries, series_records
from targettrack.store.lookup import EVER
from targettrack.store.target_rows import versions_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.series.case import Case
    from targettrack.store.lookup import Ask

Place = tuple[int, int]


def with_families(
    ask: Ask,
    cases: Sequence[Case],
    owners: Mapping[int, Entity],
    measures: Mapping[int, Indicator],
) -> list[Case]:
    """Return the cases, completed with the figures of the entities below and merged in.

    Entities below are asked only of those that have no figures of their own. `owners` and
    `measures` are every entity and indicator by its row.
    """
    below, merged = defaultdict(list), defaultdict(list)
    for number, entity in owners.items():
        below[entity.parent].append(number)
        merged[entity.successor].append(number)
    codes = {indicator.id: number for number, indicator in measures.items()}
    kin: list[list[Place]] = []
    since: dict[Place, int] = {}
    for case in cases:
        name = case.entity.name
        near = [*merged[name], *([] if case.figures else below[name])]
        for number in near:  # it grows while it is read: what was merged into what was merged
            near += [one for one in merged[owners[number].name] if one not in near]
        kin.append([(number, codes[case.indicator.id]) for number in near])
        earliest = day_number(years_before(case.start, HISTORY_YEARS))
        since.update({place: min(since.get(place, EVER), earliest) for place in kin[-1]})
    if not since:
        return list(cases)
    found = _read(ask, since, owners, measures, cases[0])
    return [
        completed(case, [found[place] for place in places]) if places else case
        for case, places in zip(cases, kin, strict=True)
    ]


def _read(
    ask: Ask,
    since: Mapping[Place, int],
    owners: Mapping[int, Entity],
    measures: Mapping[int, Indicator],
    case: Case,
) -> dict[Place, Series]:
    """Return the series of every place from its first day on; those never recorded are empty."""
    rows = list(ask(queries.FAMILY, {"asked": json.dumps(list(since))}))
    places: dict[int, Place] = {number: (owner, measure) for number, owner, measure in rows}
    asked = {number: since[place] for number, place in places.items()}
    figures = series_records.figures(ask, asked, day_number(case.as_of), case.known_at)
    weights = series_records.weights(ask, list(places), case.known_at)
    shares = [n for n, place in places.items() if measures[place[1]].traits.of_a_whole]
    versions = versions_of(ask, shares, case.known_at)
    found = {p: Series(owners[p[0]], measures[p[1]], (), ()) for p in since}
    for number, (owner, measure) in places.items():
        found[owner, measure] = Series(
            owners[owner],
            measures[measure],
            tuple(versions.get(number, ())),
            tuple(figures.get(number, ())),
            weights.get(number, ()),
        )
    return found
