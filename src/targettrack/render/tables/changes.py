"""What was recorded, newest first: figures and targets with what they replaced."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from targettrack.render.json_records import Listing
from targettrack.render.messages.numbers import bare_figure, bare_target, unit_of, unit_of_target
from targettrack.render.messages.words import show_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from targettrack.domain.series.series import Series

_Row = tuple[Any, ...]


def change_listing(found: Sequence[Series], since: date | None, lang: str) -> Listing:
    """Return a row for every vintage and every target version, newest first.

    The source of a target is its scenario.
    """
    rows = [row for series in found for row in (*_figures(series, lang), *_targets(series, lang))]
    kept = [row for row in rows if since is None or row[0][0] >= since]
    names = ("recorded", "entity", "indicator", "period", "value", "replaced", "source")
    extra = ("record", "basis", "unit")
    kept.reverse()
    newest = sorted(kept, key=lambda row: row[0], reverse=True)
    return Listing((*names, *extra), tuple((day, *row) for (day, _), *row in newest), extra)


def _figures(series: Series, lang: str) -> Iterator[_Row]:
    for before, one in pairwise((None, *series.vintages)):
        if one is None:
            continue
        replaced = before if before is not None and before.key == one.key else None
        yield (
            (one.recorded_on, one.recorded_at),
            series.entity.name,
            series.indicator.id,
            str(one.period),
            bare_figure(one, series.indicator, lang),
            bare_figure(replaced, series.indicator, lang) if replaced else None,
            show_source(one) or None,
            "figure",
            one.basis.value,
            unit_of(one, series.indicator),
        )


def _targets(series: Series, lang: str) -> Iterator[_Row]:
    for before, one in pairwise((None, *series.versions)):
        if one is None:
            continue
        is_next = before is not None and one.version > 1
        yield (
            (one.recorded_on, one.recorded_at),
            series.entity.name,
            series.indicator.id,
            str(one.period),
            bare_target(one, series.indicator, lang),
            bare_target(before, series.indicator, lang) if before and is_next else None,
            one.scenario.name,
            "target",
            None,
            unit_of_target(one, series.indicator),
        )
