"""How what is said of a target is read, which depends on the kind of its indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import (
    PERCENT,
    Comparator,
    Quantity,
    Unit,
    in_unit,
    parse_quantity,
)
from targettrack.errors import InvalidQuantity, InvalidTarget

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator

TIMES = Unit("times")
DONE = {"", "done", "issued", "100%"}


def read_goal(
    text: str, indicator: Indicator, *, relative: bool = False, lang: str | None = None
) -> Quantity:
    """Read the value of a target: a ratio is in times, and a deliverable is "done".

    Raises:
        InvalidQuantity: it has no unit or another one, or a deliverable is to be done in part.
    """
    if indicator.traits.is_done:
        if text.strip().casefold() in DONE:
            return Quantity(HUNDRED, unit=indicator.unit)
        raise InvalidQuantity(text, 'is not what becomes of a deliverable: write "done"')
    if relative:
        what = f"{indicator.name} relative to another entity"
        return in_unit(parse_quantity(text, lang), TIMES, text, what)
    return in_unit(parse_quantity(text, lang), indicator.unit, text, indicator.name)


def reference_of(
    relative_to: str | None, profile_of: str | None, shape: TrajectoryKind
) -> str | None:
    """Return the entity that a target refers to: for its value, or for the season it borrows.

    Raises:
        InvalidTarget: it refers for both, or borrows a season along another trajectory.
    """
    seasonal = shape is TrajectoryKind.SEASONAL
    if relative_to is not None and (profile_of is not None or seasonal):
        raise InvalidTarget("what is relative to another entity takes no season: leave one out")
    if profile_of is not None and not seasonal:
        raise InvalidTarget(f"a profile goes with trajectory seasonal, not with {shape}")
    return relative_to or profile_of


def read_percent(text: str, lang: str | None = None) -> Decimal:
    """Read what has no unit but percent, such as a share of periods."""
    return in_unit(parse_quantity(text, lang), Unit(PERCENT), text, "it").value


def read_volume(text: str, lang: str | None = None) -> Decimal:
    """Read how many cases a percent is of: a number without a unit."""
    stated = parse_quantity(text, lang)
    if (stated.unit, stated.high, stated.comparator) != (None, None, None):
        raise InvalidQuantity(text, "is not a volume: write the number of cases alone, 180")
    return stated.value


def read_denominator(
    indicator: Indicator, text: str | None, lang: str | None = None
) -> Decimal | None:
    """Read what 100% of a share is, in its absolute unit.

    Raises:
        InvalidTarget: the indicator has no absolute unit.
    """
    if text is None:
        return None
    if indicator.absolute_unit is None:
        raise InvalidTarget(f"{indicator.id} has no absolute unit, so it takes no denominator")
    stated = parse_quantity(text, lang)
    return in_unit(stated, indicator.absolute_unit, text, f"the whole of {indicator.name}").value


def base_day(indicator: Indicator, base_on: date | None, start: date | None) -> date | None:
    """Return the day of the base, which of a deliverable is called its start.

    Raises:
        InvalidTarget: the day is called what it is not for this kind.
    """
    wrong = base_on if indicator.traits.is_done else start
    if wrong is not None:
        right = "a start, not the day of a base" if indicator.traits.is_done else "no start"
        raise InvalidTarget(f"{indicator.id} is a {indicator.kind}: it has {right}")
    return start or base_on


def comparator_for(stated: Quantity, direction: Direction) -> Comparator:
    """Return the comparator as stated; a bare value means "reach it", whichever way is good."""
    if stated.comparator in {None, Comparator.EQUAL}:
        return Comparator.AT_LEAST if direction is Direction.UP else Comparator.AT_MOST
    return stated.comparator or Comparator.AT_LEAST
