"""Which targets are meant, and the parameters that narrow a query to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.schema.codecs import day_number
from targettrack.store import lookup

if TYPE_CHECKING:
    from targettrack.domain.values.period import Period
    from targettrack.store.lookup import Ask


class Selection(Struct, frozen=True):
    """Which targets are meant: by name, or by the rows of series; all where a part is None.

    Attributes:
        period: that in which those of targets end, whatever their length; with `alone` just theirs.
        superseded: whether those are meant too that the target of another scenario has ended.
    """

    entity: str | None = None
    indicator: str | None = None
    scenario: str | None = None
    period: Period | None = None
    series: tuple[int, ...] | None = None
    superseded: bool = False
    alone: bool = False


ALL = Selection()


def conditions_of(ask: Ask, selection: Selection, known_at: int = lookup.EVER) -> dict[str, object]:
    """Return the parameters that narrow a query to a selection, by names of a day."""
    given: dict[str, object] = {}
    if selection.entity is not None:
        given["entity_id"] = lookup.entity_id(ask, selection.entity, known_at)
    if selection.indicator is not None:
        given["indicator_id"] = lookup.indicator_id(ask, selection.indicator, known_at)
    if selection.scenario is not None:
        given["scenario_id"] = lookup.scenario_id(ask, selection.scenario, known_at)
    if selection.series is not None:
        given["series_ids"] = json.dumps(selection.series)
    if selection.period is not None:
        first, last = (day_number(day) for day in (selection.period.start, selection.period.last))
        kind = "period" if selection.alone else "within"
        given |= {f"{kind}_start": first, f"{kind}_end": last}
    return given
