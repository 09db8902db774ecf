"""A series as it is checked: its targets, and its figures up to a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.checks.finding import Finding, RankedFinding
from targettrack.domain.records.observation import in_force, suffix_of
from targettrack.domain.values.quantity import Comparator
from targettrack.shown import show_exact

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.series import Series
    from targettrack.domain.values.period import Period
    from targettrack.message import Message


class CheckedSeries(Struct, frozen=True):
    """What is checked of a series: its targets, and its figures up to a day.

    Attributes:
        vintages: every vintage of every figure, in order of period, then of revision.
        figures: the latest vintage of each, in order of period.
    """

    entity: Entity
    indicator: Indicator
    versions: tuple[Target, ...]
    vintages: tuple[Observation, ...]
    figures: tuple[Observation, ...]
    weights: Weights
    as_of: date

    def finding(
        self, rule: str, period: Period, found: Message, advice: Message, size: float = 0
    ) -> RankedFinding:
        """Return a finding about a period of this series."""
        where = f"{self.entity.name}, {self.indicator.id}, {period}"
        return RankedFinding(Finding(rule, where, found, advice), size, period.last)

    def told(self, figure: Observation, value: Decimal | None = None) -> str:
        """Print a figure, or another value in its unit, with what it is at least or at most."""
        shown = show_exact(figure.value if value is None else value)
        bound = figure.comparator is not Comparator.EQUAL and value is None
        mark = f"{figure.comparator} " if bound else ""
        return f"{mark}{shown}{suffix_of(self.indicator, figure)}"


def checked_series(series: Series, as_of: date) -> CheckedSeries:
    """Return what is checked of a series on a day: what had not begun to be true is left out."""
    vintages = tuple(v for v in series.vintages if v.period.last <= as_of)
    return CheckedSeries(
        entity=series.entity,
        indicator=series.indicator,
        versions=series.versions,
        vintages=vintages,
        figures=tuple(in_force(vintages)),
        weights=series.base_weights,
        as_of=as_of,
    )
