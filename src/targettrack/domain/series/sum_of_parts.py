"""What several series reached together over the same stretches of days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain as chained
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    in_force,
    precedence,
)
from targettrack.domain.series.reached import in_brackets
from targettrack.domain.series.summed import Sum
from targettrack.domain.values.message import Message, clauses
from targettrack.domain.values.number import places_of
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targettrack.domain.series.series import Series
    from targettrack.domain.series.summed import Parts
    from targettrack.domain.values.message import Argument
    from targettrack.domain.values.quantity import Unit

_LEAST_FINAL = (Qualifier.ESTIMATED, Qualifier.PRELIMINARY, None, Qualifier.OFFICIAL)


def has_figures(series: Series, window: Period) -> bool:
    """Whether a series has a figure within a window."""
    return any(window.contains(figure.period) for figure in series.vintages)


def common(members: Sequence[Series], window: Period) -> dict[Period, dict[str, Parts]]:
    """Return the stretches of a window over which every member has figures, with each one's.

    They are the stretches of the figures themselves and those from the start of the window. What
    is known only to be at most so much is left out.
    """
    totals = {s.entity.name: _totals(s.vintages, window) for s in members}
    shared = set.intersection(*(set(found) for found in totals.values()))
    stretches = {
        stretch: {name: found[stretch] for name, found in totals.items()}
        for stretch in sorted(shared)
    }
    return {stretch: parts for stretch, parts in stretches.items() if not _is_capped(parts)}


def _totals(vintages: Iterable[Observation], window: Period) -> dict[Period, Parts]:
    """Return the figures of each stretch, the later recorded of two for the same one."""
    inside = [f for f in in_force(vintages) if window.contains(f.period)]
    exact = {figure.period: figure for figure in sorted(inside, key=precedence)}
    totals: dict[Period, Parts] = {period: (figure,) for period, figure in exact.items()}
    for period in sorted(exact, key=lambda p: (p.end, p.start)):
        whole = Period(window.start, period.end)
        if whole not in totals:
            before = totals.get(Period(window.start, period.start))
            if before:
                totals[whole] = (*before, exact[period])
    return totals


def _is_capped(members: Mapping[str, Parts]) -> bool:
    return any(part.comparator is Comparator.AT_MOST for part in parts_of(members))


def parts_of(members: Mapping[str, Parts]) -> Parts:
    """Return the figures of all members."""
    return tuple(chained.from_iterable(members.values()))


def as_sum(
    stretch: Period, members: Mapping[str, Parts], unit: Unit, missing: Sequence[str]
) -> Sum:
    """Add up what the members reached in a stretch; a lower bound where some are missing."""
    values = [part.value for parts in members.values() for part in parts]
    total = sum(values, Decimal(0))
    terms = [in_brackets(len(parts), "{}") for parts in members.values()]
    told = [Message("{entities}, {period}", entities=named(members), period=stretch)]
    if missing:
        told.append(Message("{entities} missing", entities=named(missing)))
    places, formula = max(places_of(value) for value in values), " + ".join(terms)
    step = Step("sum", formula, tuple(values), total, str(unit), places, clauses(told))
    return Sum(
        as_figure(stretch, total, members, bounded=bool(missing)), parts_of(members), (step,)
    )


def as_figure(
    stretch: Period,
    value: Decimal,
    members: Mapping[str, Parts],
    *,
    bounded: bool = False,
    stated_as: StatedAs = StatedAs.ABSOLUTE,
) -> Observation:
    """Return the figure of a whole: as final as the least final of its parts, a floor if one is."""
    parts = parts_of(members)
    qualifiers = [part.qualifier for part in parts]
    is_floor = bounded or any(part.comparator is Comparator.AT_LEAST for part in parts)
    moments = [part.recorded_at for part in parts if part.recorded_at is not None]
    starts_year = stretch.start == date(stretch.start.year, 1, 1)
    return Observation(
        period=stretch,
        basis=Basis.YTD if starts_year else Basis.SINGLE,
        value=value,
        comparator=Comparator.AT_LEAST if is_floor else Comparator.EQUAL,
        qualifier=next(q for q in _LEAST_FINAL if q in qualifiers),
        stated_as=stated_as,
        recorded_at=max(moments, default=None),
        revision=max(part.revision for part in parts),
    )


def named(names: Iterable[str], most: int = 4) -> Argument:
    """Name a few of many: "Hải Dương, Hải Phòng and 3 more"."""
    every = tuple(names)
    if len(every) <= most:
        return every
    return Message("{names} and {n} more", names=every[:most], n=len(every) - most)
