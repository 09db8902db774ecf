"""Figures: append-only, each with its vintage, basis and source; and which one counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.indicators import Kind
from targettrack.domain.periods import MONTHS_OF, Period, add_months, year_to_date
from targettrack.domain.quantities import Comparator, in_unit
from targettrack.errors import FutureFigure, InvalidQuantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from targettrack.domain.entities import Document
    from targettrack.domain.indicators import Indicator
    from targettrack.domain.quantities import Quantity


class Basis(StrEnum):
    """What a figure covers: its own period only, or everything since the start of the year."""

    SINGLE = "single"
    YTD = "ytd"


class Qualifier(StrEnum):
    """How final a figure is."""

    ESTIMATED = "estimated"
    PRELIMINARY = "preliminary"
    OFFICIAL = "official"


class StatedAs(StrEnum):
    """How the source put the figure."""

    ABSOLUTE = "absolute"
    SHARE = "share"
    GROWTH = "growth"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Observation:
    """One vintage of one figure.

    Attributes:
        value: in the indicator's unit; of a share that is stated as an absolute amount, in its
            absolute unit.
        comparator: `=`, or `>=` / `<=` where the source gives only a bound.
        revision: 1 for the first vintage of its period and basis.
    """

    period: Period
    basis: Basis
    value: Decimal
    comparator: Comparator = Comparator.EQUAL
    qualifier: Qualifier | None = None
    stated_as: StatedAs = StatedAs.ABSOLUTE
    recorded_at: datetime | None = None
    revision: int = 1
    document: Document | None = None
    quote: str | None = None
    note: str | None = None

    @property
    def key(self) -> tuple[Period, Basis]:
        """What it is a vintage of."""
        return self.period, self.basis

    @property
    def content(self) -> tuple[object, ...]:
        """What makes another vintage differ from this one."""
        return self.value, self.comparator, self.qualifier, self.stated_as


def observe(
    indicator: Indicator,
    stated: Quantity,
    text: str,
    period: Period,
    basis: Basis | None,
    *,
    today: date,
    recorded_at: datetime,
    comparator: Comparator | None = None,
    qualifier: Qualifier | None = None,
    stated_as: StatedAs | None = None,
    document: Document | None = None,
    quote: str | None = None,
    note: str | None = None,
) -> Observation:
    """Build an observation of `indicator` from what was stated; `text` is how it was typed.

    A year-to-date figure covers everything from 1 January to the end of `period`. A share may be
    stated in percent or as an amount in its absolute unit.

    Raises:
        InvalidQuantity: the unit is missing or another one, or the value is a range.
        FutureFigure: the period is not over `today`, and the figure is not an estimate within it.
    """
    basis = basis or default_basis(period)
    covered = year_to_date(period) if basis is Basis.YTD else period
    within = qualifier is Qualifier.ESTIMATED and covered.start <= today
    if covered.last > today and not within:
        raise FutureFigure(str(period), covered.last, today)
    if stated.high is not None:
        raise InvalidQuantity(text, "is a range: a figure is one number")
    unit, manner = indicator.unit, StatedAs.ABSOLUTE
    if indicator.kind is Kind.SHARE:
        manner = StatedAs.SHARE
        if indicator.absolute_unit is not None and stated.unit not in {None, indicator.unit}:
            unit, manner = indicator.absolute_unit, StatedAs.ABSOLUTE
    bound = comparator or _BOUNDS.get(stated.comparator or Comparator.EQUAL)
    if bound is None:
        raise InvalidQuantity(text, "is not a figure: write the number, or a bound such as >= 1299")
    return Observation(
        period=covered,
        basis=basis,
        value=in_unit(stated, unit, text, indicator.name).value,
        comparator=bound,
        qualifier=qualifier,
        stated_as=manner if indicator.kind is Kind.SHARE else stated_as or manner,
        recorded_at=recorded_at,
        document=document,
        quote=quote,
        note=note,
    )


_BOUNDS = {
    Comparator.EQUAL: Comparator.EQUAL,
    Comparator.AT_LEAST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.AT_MOST,
    Comparator.LESS: Comparator.AT_MOST,
}


def default_basis(period: Period) -> Basis:
    """Tell the basis of a figure from its period alone.

    A stretch that starts on 1 January and is no month, quarter, half or year is year-to-date.
    """
    starts_year = (period.start.month, period.start.day) == (1, 1)
    named = any(
        period == Period(period.start, add_months(period.start, months))
        for months in (*MONTHS_OF.values(), 6)
    )
    return Basis.YTD if starts_year and not named and period.days > 1 else Basis.SINGLE


def in_force(vintages: Iterable[Observation]) -> list[Observation]:
    """Keep the latest vintage of each figure, in order of period."""
    latest = {vintage.key: vintage for vintage in sorted(vintages, key=lambda v: v.revision)}
    return sorted(latest.values(), key=lambda o: (o.period.end, o.period.start, o.basis))


def cumulative(figures: Sequence[Observation], period: Period) -> tuple[Observation, ...]:
    """Return the figures that add up to the latest total since the start of `period`.

    The latest figure that begins with the period comes first; figures for single stretches after it
    follow, as long as each begins where the one before it ends or later. A stretch that is missing
    makes the total a lower bound: `is_complete` tells.
    """
    inside = [f for f in figures if period.contains(f.period)]
    heads = [f for f in inside if f.period.start == period.start]
    parts = [max(heads, key=lambda f: (f.period.end, f.basis))] if heads else []
    end = parts[0].period.end if parts else period.start
    for figure in inside:
        if figure.basis is Basis.SINGLE and figure.period.start >= end:
            parts.append(figure)
            end = figure.period.end
    return tuple(parts)


def is_complete(parts: Sequence[Observation], period: Period) -> bool:
    """Whether the parts run from the start of `period` without a gap."""
    starts = [period.start, *(part.period.end for part in parts[:-1])]
    return all(part.period.start == start for part, start in zip(parts, starts, strict=True))


def is_amount(indicator: Indicator, figure: Observation) -> bool:
    """Whether a figure of a share is an amount in its absolute unit rather than a percent."""
    return indicator.kind is Kind.SHARE and figure.stated_as is StatedAs.ABSOLUTE
