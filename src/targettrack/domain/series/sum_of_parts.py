"""What several series reached together over the same periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain as chained
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import (
    FINALITY,
    Basis,
    Observation,
    StatedAs,
    in_force,
    known_order,
)
from targettrack.domain.series.reached import signed
from targettrack.domain.series.reading import read
from targettrack.domain.series.summed import ComputedFigure
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step
from targettrack.message import Message, clauses
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targettrack.domain.series.reading import Reading, Terms
    from targettrack.domain.series.series import Series
    from targettrack.domain.series.summed import Parts
    from targettrack.domain.values.quantity import Unit
    from targettrack.message import Argument


def has_figures(series: Series, window: Period) -> bool:
    """Whether a series has a figure within a window."""
    return any(window.contains(figure.period) for figure in series.vintages)


def common(members: Sequence[Series], window: Period) -> dict[Period, dict[str, Terms]]:
    """Return the periods of a window of which every member's figures tell, with each one's.

    They are the periods of the figures themselves and those from the start of the window. What
    is known only to be at most so much is left out.
    """
    readings = {s.entity.name: read(in_force(s.vintages), window) for s in members}
    periods = {
        period
        for reading in readings.values()
        for period in (*reading.figures, *(p for p in _from_start(reading)))
    }
    found: dict[Period, dict[str, Terms]] = {}
    for period in sorted(periods):
        terms = {name: reading.of(period) for name, reading in readings.items()}
        told = {name: one for name, one in terms.items() if one is not None}
        if len(told) == len(terms) and not any(
            Comparator.AT_MOST in t.bounds for t in told.values()
        ):
            found[period] = told
    return found


def _from_start(reading: Reading) -> list[Period]:
    start = reading.period.start
    return [Period(start, end) for run in reading.runs if run[0] == start for end in run[1:]]


def parts_of(members: Mapping[str, Terms]) -> Parts:
    """Return the figures of all members."""
    return tuple(chained.from_iterable(terms.figures for terms in members.values()))


def as_sum(
    period: Period, members: Mapping[str, Terms], unit: Unit, missing: Sequence[str]
) -> ComputedFigure:
    """Add up what the members reached in a period; a lower bound where some are missing."""
    values = tuple(part.value for part in parts_of(members))
    total = sum((terms.total() for terms in members.values()), Decimal(0))
    told = [Message("{entities}, {period}", entities=named(members), period=period)]
    if missing:
        told.append(Message("{entities} missing", entities=named(missing)))
    formula = " + ".join(signed(terms, "{}") for terms in members.values())
    places = max(map(places_of, values))
    step = Step("sum", formula, values, total, str(unit), places, clauses(told))
    return ComputedFigure(
        as_figure(period, total, members, bounded=bool(missing)), parts_of(members), (step,)
    )


def as_figure(
    period: Period,
    value: Decimal,
    members: Mapping[str, Terms],
    *,
    bounded: bool = False,
    stated_as: StatedAs = StatedAs.ABSOLUTE,
) -> Observation:
    """Return the figure of a whole: as final as the least final of its parts, a floor if one is."""
    parts = parts_of(members)
    qualifiers = [part.qualifier for part in parts]
    is_floor = bounded or any(Comparator.AT_LEAST in one.bounds for one in members.values())
    latest = max(parts, key=known_order)
    starts_year = period.start == date(period.start.year, 1, 1)
    return Observation(
        period=period,
        basis=Basis.YTD if starts_year else Basis.SINGLE,
        value=value,
        comparator=Comparator.AT_LEAST if is_floor else Comparator.EQUAL,
        qualifier=next(q for q in FINALITY if q in qualifiers),
        stated_as=stated_as,
        recorded_on=latest.recorded_on,
        recorded_at=latest.recorded_at,
        revision=max(part.revision for part in parts),
    )


def named(names: Iterable[str], most: int = 4) -> Argument:
    """Name a few of many: "Hải Dương, Hải Phòng and 3 more"."""
    every = tuple(names)
    if len(every) <= most:
        return every
    return Message("{names} and {n} more", names=every[:most], n=len(every) - most)
