"""Where a level starts under a method of others, when nobody stated its base."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from targettrack.domain.records.rulebook_scales import Bands, Changes, NearExpected
from targettrack.domain.series.case import starting_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.rulebook_scales import Scale
    from targettrack.domain.series.case import Case

ONE_DAY = timedelta(days=1)


def started(case: Case, scale: Scale) -> Case:
    """Return the case with the figure that its way starts from as the base.

    It is that of the method's year; where that has none, the nearest to it that another follows, or
    the next, as the method says. Without such a year, or where the target says a day, it is the
    last up to the start, else, or where nothing has come since, the first. What goes by no base
    counts all.
    """
    figures = [f for f in case.figures if f.period.last < case.target.period.last]
    if not figures:
        return case
    if isinstance(scale, Bands | Changes):
        first = figures[0]
        day = first.period.last - ONE_DAY
        return starting_at(case, first.value, day)
    own = None if isinstance(scale, NearExpected) or case.target.base_on else scale
    if own is not None and own.base_year:
        earlier = [f for f in figures if f is not case.figures[-1]] or figures
        base = _of_year(earlier, own.base_year, nearest=own.base_nearest)
    else:
        before = [f for f in figures if f.period.last <= case.start]
        begun = before and case.figures[-1].period.last > case.start
        base = before[-1] if begun else figures[0]
    return starting_at(case, base.value, base.period.last)


def _of_year(figures: Sequence[Observation], year: int, *, nearest: bool) -> Observation:
    """Return the figure of a year, the last of several; else the nearest, or the next one."""
    by_year = {f.period.last.year: f for f in figures}
    before = max((one for one in by_year if one < year), default=None)
    after = min((one for one in by_year if one > year), default=None)
    if year in by_year:
        return by_year[year]
    if before is None or after is None:
        return by_year[before or after or year]
    return by_year[before if nearest and year - before <= after - year else after]
