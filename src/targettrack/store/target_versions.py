"""The versions of the targets of many series at once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from targettrack.store import queries
from targettrack.store.codec import day_number
from targettrack.store.selection import ALL, Selection, conditions_of
from targettrack.store.target_rows import read_targets

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.records.target import Target
    from targettrack.store.lookup import Ask


def versions_of(
    ask: Ask, ids: list[int], known_at: date, selection: Selection = ALL
) -> dict[int, list[Target]]:
    """Return the selected versions of targets of the series `ids`, by their row; oldest first."""
    versions: dict[int, list[Target]] = defaultdict(list)
    if ids:
        given = {"series_ids": json.dumps(ids), **conditions_of(ask, selection)}
        conditions = " ".join(queries.CONDITIONS[name] for name in given)
        asked = queries.TARGETS.format(conditions=conditions)
        rows = list(ask(asked, {**given, "known_at": day_number(known_at)}))
        for row, target in zip(rows, read_targets(ask, rows), strict=True):
            versions[row[1]].append(target)
    return versions
