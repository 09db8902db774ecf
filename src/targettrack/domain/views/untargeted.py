"""Figures that have no target: the latest one, and how it stands beside the one a year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import in_force
from targettrack.domain.values.number import HUNDRED

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.series.series import Series


class Untargeted(Struct, frozen=True):
    """The latest figure of a series without a target.

    Attributes:
        change: percent on the same period of last year, points where values are percent; None where
            that is not known, or not more than nothing.
    """

    entity: Entity
    indicator: Indicator
    figure: Observation
    change: Decimal | None


def untargeted(series: Series, as_of: date) -> Untargeted | None:
    """Return the latest figure of a series on a day, a total before its parts; None without one."""
    known = [one for one in in_force(series.vintages) if one.period.last <= as_of]
    if not known:
        return None
    latest = max(known, key=lambda one: (one.period.last, one.period.days))
    before = next(
        (
            one.value
            for one in known
            if one.period == latest.period.a_year_earlier()
            and (one.basis, one.stated_as) == (latest.basis, latest.stated_as)
        ),
        None,
    )
    change = None
    if before is not None and series.indicator.unit.is_percent:
        change = latest.value - before
    elif before is not None and before > 0 and latest.value >= 0:
        change = HUNDRED * latest.value / before - HUNDRED
    return Untargeted(series.entity, series.indicator, latest, change)
