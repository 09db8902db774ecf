"""Figures of an entity that others were merged into: its flow is theirs until then and its own.

Sums and counts may be added up over the merger; growth and shares of last year's territory are not
comparable with those of this year's.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import in_force
from targettrack.domain.series.sum_of_parts import as_sum, common, has_figures, named
from targettrack.domain.series.summed import Summed
from targettrack.domain.values.period import ONE_DAY, Period
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targettrack.domain.series.series import Series
    from targettrack.domain.series.summed import ComputedFigure, Parts


def predecessors(entity: str, family: Iterable[Series], as_of: date) -> list[Series]:
    """Return the series of the entities merged into one by a day, and those merged into them."""
    known = list(family)
    found = [s for s in known if s.entity.successor == entity and s.entity.ended(as_of)]
    rest = [s for s in known if s not in found]
    return found + [one for s in found for one in predecessors(s.entity.name, rest, as_of)]


def merged(own: Series, joined: Sequence[Series], windows: Sequence[Period]) -> Summed | None:
    """Return the figures of an entity with those of the entities merged into it.

    Args:
        own: the entity's own series; a figure that spans a merger stands as it was published, as
            one of the merged entity.
        joined: the series of the entities that ended in it, as `predecessors` gives them.
        windows: the period judged and the same of earlier years, latest first.

    Returns None where nothing was merged since the earliest window, and of a level.
    """
    traits, last = own.indicator.traits, max((_merger_day(s) for s in joined), default=date.min)
    if not traits.builds_up or last <= min(window.start for window in windows):
        return None
    figures = tuple(in_force(own.vintages))
    since = tuple(figure for figure in figures if figure.period.end > last)
    names = named(s.entity.name for s in joined)
    if not traits.is_sum:
        why = Message("{entities} merged into it on {day}", entities=names, day=last)
        before = windows[0].a_year_earlier().start < last
        dropped = Message(
            "{why}: figures until then are of another territory and not comparable", why=why
        )
        return Summed(
            since,
            merged=True,
            reason=dropped if len(since) < len(figures) else None,
            incomparable=why if before else None,
        )
    return _added(own, joined, windows, since)


def _added(
    own: Series, joined: Sequence[Series], windows: Sequence[Period], since: Parts
) -> Summed:
    """Add up a flow over the merger; of earlier years only what is complete."""
    days = sorted({_merger_day(s) for s in joined})
    sums: list[ComputedFigure] = []
    missing: dict[Period, list[str]] = {window: [] for window in windows}
    for window in windows:
        for period in _territories(window, days):
            found, absent = _sums(own, joined, period)
            missing[window] += absent
            sums += found if not absent or window == windows[0] else []
    now, compared = (list(dict.fromkeys(missing[window])) for window in windows[:2])
    lacking = now or compared
    reason = Message(
        "no figures of {entities} until the merger on {day}",
        entities=named(lacking),
        day=days[-1],
    )
    return Summed(
        tuple(in_force([*since, *(s.figure for s in sums)])),
        tuple(sums),
        merged=True,
        members=1 + len(joined) - len(now),
        missing=tuple(now),
        incomparable=reason if lacking else None,
    )


def _merger_day(series: Series) -> date:
    end = series.entity.valid_to
    if end is None:
        raise ValueError(f"{series.entity.name} has not ended")
    return end + ONE_DAY


def _territories(window: Period, days: Sequence[date]) -> list[Period]:
    """Return the parts of a window up to the last merger, cut where the territory changed."""
    cuts = [window.start, *(day for day in days if window.start < day < window.end)]
    if days[-1] >= window.end:
        cuts.append(window.end)
    return [Period(start, end) for start, end in pairwise(cuts)]


def _sums(
    own: Series, joined: Sequence[Series], period: Period
) -> tuple[list[ComputedFigure], list[str]]:
    """Add up what was reached before a merger; also return who has no figures."""
    apart = [s for s in joined if _merger_day(s) >= period.end]
    members = [own, *apart]
    present = [s for s in members if has_figures(s, period)]
    begins = own.entity.valid_from
    new = begins is not None and begins >= period.end
    missing = [s.entity.name for s in members if s not in present and not (new and s is own)]
    if not present:
        return [], []
    found = common(present, period).items()
    return [as_sum(at, parts, own.indicator.unit, missing) for at, parts in found], missing
