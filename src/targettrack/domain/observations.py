"""Figures: append-only, each with its vintage, basis and source; and which one counts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.growth import HUNDRED
from targettrack.domain.indicators import Kind
from targettrack.domain.periods import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
    whole_parts,
    year_to_date,
)
from targettrack.domain.quantities import Comparator, in_unit
from targettrack.errors import FutureFigure, InvalidObservation, InvalidQuantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

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
        revision: 1 for the first vintage of its period, basis and stage.
        volume: of a hold, how many cases the percent is of.
        stage: of a deliverable, the stage of which `value` percent is done; empty for the whole.
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
    volume: Decimal | None = None
    stage: str = ""

    @property
    def key(self) -> tuple[Period, Basis, bool, str]:
        """What it is a vintage of: the percent and the amount of a share are two figures."""
        return self.period, self.basis, self.stated_as is StatedAs.SHARE, self.stage

    @property
    def content(self) -> tuple[object, ...]:
        """What makes another vintage differ from this one."""
        return self.value, self.comparator, self.qualifier, self.stated_as, self.volume


def observe(
    draft: Observation, stated: Quantity, text: str, indicator: Indicator, today: date
) -> Observation:
    """Return `draft` with the value that was stated, in the indicator's unit; `text` is as typed.

    A year-to-date figure covers everything from 1 January to the end of its period. A share may be
    stated in percent or as an amount in its absolute unit.

    Raises:
        InvalidQuantity: the unit is missing or another one, the value is a range, or it is beyond
            the indicator's natural limits.
        FutureFigure: the period is not over `today`, and the figure is not an estimate within it.
        InvalidObservation: its period, volume or stage does not go with the indicator's kind.
    """
    _check_belongings(draft, indicator)
    covered = year_to_date(draft.period) if draft.basis is Basis.YTD else draft.period
    within = draft.qualifier is Qualifier.ESTIMATED and covered.start <= today
    if covered.last > today and not within:
        raise FutureFigure(str(draft.period), covered.start, covered.last, today)
    if draft.recorded_at is not None and not within:
        known = draft.recorded_at.astimezone().date()
        if known < covered.last:
            raise InvalidObservation(
                f"a figure for {draft.period}, which ends on {covered.last}, was not known on "
                f"{known}, unless it is an estimate"
            )
    bound = _BOUNDS.get(stated.comparator or draft.comparator)
    if stated.high is not None or bound is None:
        raise InvalidQuantity(text, "is not a figure: write one number, or a bound such as >= 1299")
    unit, stated_as = indicator.unit, draft.stated_as
    if indicator.kind is Kind.SHARE:
        stated_as = StatedAs.SHARE
        if indicator.absolute_unit is not None and stated.unit not in {None, indicator.unit}:
            unit, stated_as = indicator.absolute_unit, StatedAs.ABSOLUTE
    value = in_unit(stated, unit, text, indicator.name).value
    if stated_as is StatedAs.INDEX and indicator.kind is Kind.GROWTH:
        value -= 100  # 113.89 of last year's 100 is growth of 13.89
    broken = indicator.limits_broken_by(value) if unit == indicator.unit else ""
    if broken:
        raise InvalidQuantity(text, broken)
    return replace(draft, period=covered, value=value, comparator=bound, stated_as=stated_as)


def _check_belongings(draft: Observation, indicator: Indicator) -> None:
    """Refuse what belongs to another kind, and a stretch that this kind is not measured over."""
    kind, what = indicator.kind, f"{indicator.name} is a {indicator.kind}"
    if draft.volume is not None and (kind is not Kind.HOLD or draft.volume <= 0):
        right = "must be more than zero" if kind is Kind.HOLD else "goes with a hold only"
        raise InvalidObservation(f"{what}: a volume {right}")
    if draft.stage and kind is not Kind.DELIVERABLE:
        raise InvalidObservation(f"{what}: only a deliverable has stages")
    if kind is Kind.DELIVERABLE:
        if draft.period.days > 1:
            raise InvalidObservation(f"{what}: name the day on which it was done, 2025-06-20")
        if not 0 <= draft.value <= HUNDRED:
            raise InvalidObservation(f"{what}: 0% to 100% of it is done, not {draft.value}%")
    if kind is Kind.HOLD:
        single = draft.basis is Basis.SINGLE
        if not single or not whole_parts(draft.period, MONTHS_OF[indicator.frequency]):
            raise InvalidObservation(
                f"{what}: each {indicator.frequency} has its own figure, none that adds up; "
                f"{draft.period} {draft.basis} is not one"
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


USUAL_REVISION = 0.03
FEW = 3


def usual_revision(vintages: Iterable[Observation]) -> float:
    """Return by how much estimates of a series are revised, in log points (root mean square).

    From each figure whose first vintage was an estimate and whose last is none; 3% with fewer than
    three of them.
    """
    first: dict[tuple[object, ...], Observation] = {}
    squares = []
    for vintage in sorted(vintages, key=lambda v: v.revision):
        estimate = first.setdefault(vintage.key, vintage)
        settled = vintage.qualifier is not Qualifier.ESTIMATED is estimate.qualifier
        if settled and vintage.value * estimate.value > 0:
            squares.append(math.log(vintage.value / estimate.value) ** 2)
    return math.sqrt(sum(squares) / len(squares)) if len(squares) >= FEW else USUAL_REVISION


def cumulative(figures: Sequence[Observation], period: Period) -> tuple[Observation, ...]:
    """Return the figures that add up to the latest total since the start of `period`.

    They are the chain without a gap that reaches furthest, of the longest figures; then, after a
    gap, further figures of single stretches. A gap makes the total a lower bound: `is_complete`
    tells. Of two figures for the same stretch the one recorded later counts.
    """
    starting: dict[date, list[Observation]] = {}
    for figure in figures:
        if period.contains(figure.period):
            starting.setdefault(figure.period.start, []).append(figure)
    parts = list(_chain(starting, period.start))
    end = parts[-1].period.end if parts else period.start
    for start in sorted(starting):
        singles = [figure for figure in starting[start] if figure.basis is Basis.SINGLE]
        if start >= end and singles:
            parts.append(max(singles, key=precedence))
            end = parts[-1].period.end
    return tuple(parts)


def totals(figures: Iterable[Observation], period: Period) -> dict[date, Decimal]:
    """Return the total since the start of `period` on every day on which it is known.

    It starts with nothing on the evening before. Of several ways to a day the one whose last figure
    is the longest counts, of those the one recorded later.
    """
    known = {period.start - ONE_DAY: Decimal(0)}
    inside = (figure for figure in figures if period.contains(figure.period))
    for figure in sorted(inside, key=lambda f: (f.period.end, f.period.days, precedence(f))):
        before = known.get(figure.period.start - ONE_DAY)
        if before is not None:
            known[figure.period.last] = before + figure.value
    return known


def _chain(starting: dict[date, list[Observation]], first: date) -> tuple[Observation, ...]:
    """Return the chain from `first` that reaches furthest; among those, of the longest figures."""
    chains: dict[date, tuple[Observation, ...]] = {}
    for start in sorted(starting, reverse=True):
        chains[start] = max(
            ((figure, *chains.get(figure.period.end, ())) for figure in starting[start]),
            key=lambda chain: (chain[-1].period.end, *precedence(chain[0])),
        )
    return chains.get(first, ())


def precedence(figure: Observation) -> tuple[date, float, Basis]:
    """Order figures that start on one day: what reaches further counts, then what came later."""
    recorded = figure.recorded_at
    return figure.period.end, recorded.timestamp() if recorded else 0.0, figure.basis


def is_complete(parts: Sequence[Observation], period: Period) -> bool:
    """Whether the parts run from the start of `period` without a gap."""
    starts = [period.start, *(part.period.end for part in parts[:-1])]
    return all(part.period.start == start for part, start in zip(parts, starts, strict=True))


def covering(figures: Iterable[Observation], stretch: Period) -> tuple[Observation, ...]:
    """Return the figures that make up all of a stretch; none if they leave something out."""
    parts = cumulative([f for f in figures if stretch.contains(f.period)], stretch)
    whole = bool(parts) and parts[-1].period.end == stretch.end and is_complete(parts, stretch)
    return parts if whole else ()


def is_amount(indicator: Indicator, figure: Observation) -> bool:
    """Whether a figure of a share is an amount in its absolute unit rather than a percent."""
    return indicator.kind is Kind.SHARE and figure.stated_as is StatedAs.ABSOLUTE


def suffix_of(indicator: Indicator, figure: Observation) -> str:
    """Return what follows the number of a figure: `%` at once, a word after a space."""
    if is_amount(indicator, figure):
        return f" {indicator.absolute_unit}"
    return indicator.unit.suffix
