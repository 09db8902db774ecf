"""Targets and scenarios from their rows."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.records.scenario import Scenario, Tier
from targettrack.domain.records.target import (
    HoldMode,
    Stage,
    Target,
    TrajectoryKind,
    TrajectoryPoint,
)
from targettrack.domain.values.quantity import Comparator
from targettrack.store import queries, series_records
from targettrack.store.codec import day_of, decodes, maybe_day, maybe_number, moment_of, period_of

if TYPE_CHECKING:
    from targettrack.store.lookup import Ask, Row


@decodes
def scenarios(ask: Ask) -> dict[int, Scenario]:
    """Return every scenario by its row."""
    rows = list(ask(queries.SCENARIOS, {}))
    papers = series_records.documents(ask, [row[4] for row in rows])
    return {
        number: Scenario(name, Tier(tier), issuer, papers.get(document), supersedes)
        for number, name, tier, issuer, document, supersedes in rows
    }


def read_targets(ask: Ask, rows: list[Row]) -> list[Target]:
    """Return the targets of rows of the query TARGETS, in their order."""
    points, stages = defaultdict(list), defaultdict(list)
    asked = {"ids": json.dumps([row[0] for row in rows])}
    for number, name, weight in ask(queries.STAGES, asked):
        stages[number].append(Stage(name, Decimal(weight)))
    for number, start, end, value, high in ask(queries.POINTS, asked):
        point = TrajectoryPoint(period_of(start, end), Decimal(value), maybe_number(high))
        points[number].append(point)
    papers, issued = series_records.documents(ask, [row[19] for row in rows]), scenarios(ask)
    return [
        Target(
            scenario=issued[row[2]],
            period=period_of(row[5], row[6]),
            version=row[7],
            comparator=Comparator(row[8]),
            value=Decimal(row[9]),
            high=maybe_number(row[10]),
            closing=day_of(row[11]),
            base=maybe_number(row[12]),
            base_on=maybe_day(row[13]),
            denominator=maybe_number(row[14]),
            owner=row[15],
            trajectory=TrajectoryKind(row[16]),
            points=tuple(points[row[0]]),
            valid_from=maybe_day(row[17]),
            recorded_on=day_of(row[27]),
            recorded_at=moment_of(row[18]),
            document=papers.get(row[19]),
            quote=row[20],
            note=row[21],
            reference=row[22],
            hold=HoldMode(row[24]) if row[24] else None,
            hold_share=maybe_number(row[25]),
            volume=maybe_number(row[26]),
            stages=tuple(stages[row[0]]),
        )
        for row in rows
    ]
