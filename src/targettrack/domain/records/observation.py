"""Figures: append-only, each with its vintage, basis and source; and which one counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, Period, add_months
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.indicator import Indicator


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


class Standing(StrEnum):
    """What a figure is to the vintages of its key that are there."""

    FIRST = "recorded"
    REVISION = "revised"
    SAID = "unchanged"
    LATE = "late"


def standing_among(
    vintages: Sequence[tuple[int, object]], moment: int, content: object
) -> Standing:
    """Tell whether a figure says something new after the vintages of its key, oldest first.

    It does not where the latest vintage, or the one in force at its moment, says the same, or
    another of that very moment. What is new cannot come before what is there.

    Args:
        vintages: the moment of each in seconds, and its content.
        moment: when the figure became known, in seconds.
        content: what makes vintages differ.
    """
    if not vintages:
        return Standing.FIRST
    last, latest = vintages[-1]
    in_force = [said for at, said in vintages if at <= moment][-1:]
    if latest == content or in_force == [content] or (moment, content) in vintages:
        return Standing.SAID
    return Standing.REVISION if last <= moment else Standing.LATE


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
    return indicator.traits.of_a_whole and figure.stated_as is StatedAs.ABSOLUTE


def suffix_of(indicator: Indicator, figure: Observation) -> str:
    """Return what follows the number of a figure: `%` at once, a word after a space."""
    if is_amount(indicator, figure):
        return f" {indicator.absolute_unit}"
    return indicator.unit.suffix
