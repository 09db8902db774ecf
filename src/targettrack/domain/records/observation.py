"""Figures: append-only, each with its vintage, basis and source; and which one counts."""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.period import MONTHS_OF, Period, add_months
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from decimal import Decimal

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


FINALITY = (Qualifier.ESTIMATED, Qualifier.PRELIMINARY, None, Qualifier.OFFICIAL)


class StatedAs(StrEnum):
    """How the source put the figure."""

    ABSOLUTE = "absolute"
    SHARE = "share"
    GROWTH = "growth"
    INDEX = "index"


class Observation(Struct, frozen=True):
    """One vintage of one figure.

    Attributes:
        value: in the indicator's unit; of a share that is stated as an absolute amount, in its
            absolute unit.
        comparator: `=`, or `>=` / `<=` where the source gives only a bound.
        recorded_on: the day from which it is known; None for one that was always known.
        recorded_at: the moment at which it was written.
        revision: 1 for the first vintage of its period, basis and stage.
        volume: of a hold, how many cases the percent is of.
        stage: of a deliverable, the stage of which `value` percent is done; empty for the whole.
        withdrawn_on: the day from which it counts no more; None for one that counts.
    """

    period: Period
    basis: Basis
    value: Decimal
    comparator: Comparator = Comparator.EQUAL
    qualifier: Qualifier | None = None
    stated_as: StatedAs = StatedAs.ABSOLUTE
    recorded_on: date | None = None
    recorded_at: datetime | None = None
    revision: int = 1
    document: Document | None = None
    quote: str | None = None
    note: str | None = None
    volume: Decimal | None = None
    stage: str = ""
    withdrawn_on: date | None = None

    @property
    def key(self) -> tuple[Period, Basis, bool, str]:
        """What it is a vintage of: the percent and the amount of a share are two figures."""
        return self.period, self.basis, self.stated_as is StatedAs.SHARE, self.stage

    @property
    def content(self) -> tuple[object, ...]:
        """What makes another vintage differ from this one."""
        return self.value, self.comparator, self.qualifier, self.stated_as, self.volume


# The day on which a record became known, YYYYMMDD, then the second at which it was written.
When = tuple[int, int]


class FigureStanding(StrEnum):
    """What a figure is to the vintages of its key that are there."""

    FIRST = "recorded"
    REVISION = "revised"
    SAID = "unchanged"
    LATE = "late"


def standing_among(
    vintages: Sequence[tuple[When, object]], when: When, content: object
) -> FigureStanding:
    """Tell whether a figure says something new after the vintages of its key, oldest first.

    It does not where the latest vintage, or the one in force at its moment, says the same: put back
    to what an earlier one of that moment said, it is new. What is new and was known before the
    latest is late: it counts up to the day of the next.

    Args:
        vintages: when each became known, and its content.
        when: when the figure became known.
        content: what makes vintages differ.
    """
    if not vintages:
        return FigureStanding.FIRST
    last, latest = vintages[-1]
    in_force = [said for at, said in vintages if at <= when][-1:]
    if latest == content or in_force == [content]:
        return FigureStanding.SAID
    return FigureStanding.REVISION if last <= when else FigureStanding.LATE


def default_basis(period: Period) -> Basis:
    """Tell the basis of a figure from its period alone.

    A period that starts on 1 January and is no month, quarter, half or year is year-to-date.
    """
    starts_year = (period.start.month, period.start.day) == (1, 1)
    named = any(
        period == Period(period.start, add_months(period.start, months))
        for months in (*MONTHS_OF.values(), 6)
    )
    return Basis.YTD if starts_year and not named and period.days > 1 else Basis.SINGLE


def in_force(vintages: Iterable[Observation]) -> list[Observation]:
    """Keep the vintage of each figure that became known last, in order of period."""
    latest = {vintage.key: vintage for vintage in sorted(vintages, key=_by_day)}
    return sorted(latest.values(), key=lambda o: (o.period.end, o.period.start, o.basis))


def _by_day(figure: Observation) -> tuple[date, float, int]:
    return *known_order(figure), figure.revision


USUAL_REVISION = 0.03
FEW = 3


def usual_revision(vintages: Iterable[Observation]) -> float:
    """Return by how much estimates of a series are revised, in log points (root mean square).

    From each figure whose first vintage was an estimate and whose last is none; 3% with fewer than
    three of them.
    """
    first: dict[tuple[object, ...], Observation] = {}
    squares = []
    for vintage in sorted(vintages, key=_by_day):
        estimate = first.setdefault(vintage.key, vintage)
        settled = vintage.qualifier is not Qualifier.ESTIMATED is estimate.qualifier
        if settled and vintage.value * estimate.value > 0:
            squares.append(math.log(vintage.value / estimate.value) ** 2)
    return math.sqrt(sum(squares) / len(squares)) if len(squares) >= FEW else USUAL_REVISION


def known_order(figure: Observation) -> tuple[date, float]:
    """Order figures by the day on which they became known, those of one day as written."""
    written = figure.recorded_at
    return figure.recorded_on or date.min, written.timestamp() if written else 0.0


def is_amount(indicator: Indicator, figure: Observation) -> bool:
    """Whether a figure of a share is an amount in its absolute unit rather than a percent."""
    return indicator.traits.of_a_whole and figure.stated_as is StatedAs.ABSOLUTE


def suffix_of(indicator: Indicator, figure: Observation) -> str:
    """Return what follows the number of a figure: `%` at once, a word after a space."""
    if is_amount(indicator, figure):
        return f" {indicator.absolute_unit}"
    return indicator.unit.suffix
