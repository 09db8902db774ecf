"""Scenarios and versions of targets from their rows."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Stage, Target, TrajectoryPoint
from targettrack.schema import scenario, target
from targettrack.schema.codecs import day_number, day_of
from targettrack.store import queries
from targettrack.store.codec import decodes
from targettrack.store.columns import decoder
from targettrack.store.lookup import EVER
from targettrack.store.selection import ALL, conditions_of
from targettrack.store.shared_rows import documents

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from targettrack.store.lookup import Ask
    from targettrack.store.selection import Selection

_point = decoder(target.POINT, TrajectoryPoint)
_stage = decoder(target.STAGE, Stage)


class StoredTarget(NamedTuple):
    """A version of a target with the rows that it belongs to.

    Attributes:
        series, entity, indicator: the rows of what it is for.
        reference: the row of the series that it refers to; None for none.
    """

    series: int
    entity: int
    indicator: int
    reference: int | None
    target: Target


@decodes
def scenarios(ask: Ask, known_at: int = EVER) -> dict[int, Scenario]:
    """Return every scenario that was not withdrawn by a day, YYYYMMDD, by its row."""
    rows = list(ask(queries.SCENARIOS, {"known_at": known_at}))
    papers = documents(ask, [paper for *_, paper in rows])
    made = decoder(scenario.FIELDS, Scenario, document=papers.get)
    return {number: made(cells) for number, *cells, _ in rows}


@decodes
def stored_targets(
    ask: Ask, given: Mapping[str, object], known_at: date, *, withdrawn: bool = False
) -> list[StoredTarget]:
    """Return the versions of targets that `given` narrows the query to, oldest first.

    With those that were withdrawn by `known_at` only where it is asked for.
    """
    conditions = " ".join(queries.CONDITIONS[name] for name in given)
    asked = queries.TARGETS.format(conditions=conditions)
    day = day_number(known_at)
    gone_by = 0 if withdrawn else day
    rows = list(ask(asked, {**given, "known_at": day, "gone_by": gone_by}))
    points, stages = defaultdict(list), defaultdict(list)
    ids = {"ids": json.dumps([number for number, *_ in rows])}
    for number, *cells in ask(queries.STAGES, ids):
        stages[number].append(_stage(cells))
    for number, *cells in ask(queries.POINTS, ids):
        points[number].append(_point(cells))
    papers = documents(ask, [paper for *_, paper, _ in rows])
    made, issued = decoder(target.FIELDS, Target, document=papers.get), scenarios(ask, gone_by)
    return [
        StoredTarget(
            series,
            owner,
            measure,
            reference,
            made(
                cells,
                scenario=issued[issue],
                points=tuple(points[number]),
                stages=tuple(stages[number]),
                withdrawn_on=day_of(gone) if gone else None,
            ),
        )
        for number, series, owner, measure, reference, issue, *cells, _, gone in rows
    ]


def versions_of(
    ask: Ask, ids: list[int], known_at: date, selection: Selection = ALL
) -> dict[int, list[Target]]:
    """Return the selected versions of targets of the series `ids`, by their row; oldest first."""
    versions: dict[int, list[Target]] = defaultdict(list)
    if ids:
        given = {
            "series_ids": json.dumps(ids),
            **conditions_of(ask, selection, day_number(known_at)),
        }
        for one in stored_targets(ask, given, known_at):
            versions[one.series].append(one.target)
    return versions
