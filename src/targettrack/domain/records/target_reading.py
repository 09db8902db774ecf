"""How what is said of a target is read, which depends on the kind of its indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction
from targettrack.domain.records.target import Stage, Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.values.name import clean_text
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import ONE_DAY, Period, parse_period
from targettrack.domain.values.quantity import (
    PERCENT,
    Comparator,
    Quantity,
    Unit,
    in_unit,
    parse_quantity,
    read_way,
)
from targettrack.domain.values.unit_spellings import LENGTHS, LETTERS
from targettrack.errors import InvalidQuantity, InvalidTarget
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from targettrack.domain.records.indicator import Indicator

TIMES = Unit("times")
DONE = {"", "done", "issued", "100%"}


def bare_in(stated: Quantity, unit: Unit) -> Quantity:
    """Return a value that was stated without a unit in this one; "10k" is ten thousand of it.

    "1.2m" is 1.2 million, but of what is measured in metres.
    """
    if stated.unit is None:
        return replace(stated, unit=unit)
    power = LETTERS.get(stated.unit.base.casefold())
    if power is None or unit.is_percent or unit.base.casefold() in LENGTHS:
        return stated
    return replace(stated, unit=Unit("", power))


def read_target(
    text: str,
    indicator: Indicator,
    *,
    relative: bool = False,
    lang: str | None = None,
    bare: bool = False,
) -> Quantity:
    """Read the value of a target: a ratio is in times, and a deliverable is "done".

    A `bare` number is in the unit of the indicator, where that is allowed.

    Raises:
        InvalidQuantity: it has no unit or another one, or a deliverable is to be done in part.
    """
    if indicator.traits.is_done:
        if text.strip().casefold() in DONE:
            return Quantity(HUNDRED, unit=indicator.unit)
        raise InvalidQuantity(text, Message('is not what becomes of a deliverable: write "done"'))
    if relative:
        what = f"{indicator.name} relative to another entity"
        return in_unit(parse_quantity(text, lang), TIMES, text, what)
    stated = parse_quantity(text, lang)
    stated = bare_in(stated, indicator.unit) if bare else stated
    return in_unit(stated, indicator.unit, text, indicator.name)


def reference_of(
    relative_to: str | None, profile_of: str | None, shape: TrajectoryKind
) -> str | None:
    """Return the entity that a target refers to: for its value, or for the season it borrows.

    Raises:
        InvalidTarget: it refers for both, or borrows a season along another trajectory.
    """
    seasonal = shape is TrajectoryKind.SEASONAL
    if relative_to is not None and (profile_of is not None or seasonal):
        raise InvalidTarget(
            Message("what is relative to another entity takes no season: leave one out")
        )
    if profile_of is not None and not seasonal:
        raise InvalidTarget(
            Message("a profile goes with trajectory seasonal, not with {shape}", shape=shape)
        )
    return relative_to or profile_of


def read_percent(text: str, lang: str | None = None) -> Decimal:
    """Read what has no unit but percent, such as a share of periods."""
    return in_unit(parse_quantity(text, lang), Unit(PERCENT), text, "it").value


def read_volume(text: str, lang: str | None = None) -> Decimal:
    """Read how many cases a percent is of: a number without a unit."""
    stated = parse_quantity(text, lang)
    if (stated.unit, stated.high, stated.comparator) != (None, None, None):
        raise InvalidQuantity(
            text, Message("is not a volume: write the number of cases alone, 180")
        )
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
        raise InvalidTarget(
            Message("{id} has no absolute unit, so it takes no denominator", id=indicator.id)
        )
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
        raise InvalidTarget(
            Message(
                "{id} is a {kind}: it has {right}",
                id=indicator.id,
                kind=indicator.kind,
                right=right,
            )
        )
    return start or base_on


def comparator_for(stated: Quantity, direction: Direction) -> Comparator:
    """Return the comparator as stated; a bare value means "reach it", whichever way is good."""
    if stated.comparator in {None, Comparator.EQUAL}:
        return Comparator.AT_LEAST if direction is Direction.UP else Comparator.AT_MOST
    return stated.comparator or Comparator.AT_LEAST


# The keys whose words are read by the indicator.
OF_INDICATOR = {"value", "base", "base_on", "start", "denominator", "points", "quarters"}


def readers_of(
    indicator: Indicator, *, relative: bool, lang: str | None = None, bare: bool = False
) -> dict[str, Callable[[Any], Any]]:
    """Return what reads the keys of a plan that are words, or tables of words, of a target.

    Args:
        indicator: what it is a target of.
        relative: whether it is relative to another entity.
        lang: how numbers are written; None where that has not been said.
        bare: whether a number without a unit is in that of the indicator.
    """

    def quantity(text: str) -> Quantity:
        return read_target(text, indicator, lang=lang, bare=bare)

    def point(item: Mapping[str, Any]) -> TrajectoryPoint:
        day = item.get("on")
        period = Period(day, day + ONE_DAY) if day else parse_period(item["period"])
        stated = quantity(item["value"])
        return TrajectoryPoint(period, stated.value, stated.high)

    return {
        "value": lambda text: (
            read_way(text) or read_target(text, indicator, relative=relative, lang=lang, bare=bare)
        ),
        "base": lambda text: quantity(text).value,
        "base_on": lambda day: base_day(indicator, day, None),
        "start": lambda day: base_day(indicator, None, day),
        "denominator": lambda text: read_denominator(indicator, text, lang),
        "of_periods": lambda text: read_percent(text, lang),
        "points": point,
        "quarters": point,
        "stages": lambda item: Stage(clean_text(item["name"], "stage"), Decimal(item["weight"])),
    }


def target_said(said: Mapping[str, Any]) -> Target:
    """Build a target of what the keys of a plan say.

    Raises:
        InvalidTarget: its parts do not go together.
    """
    stated, shape = said["value"], said.get("trajectory", TrajectoryKind.LINEAR)
    goal = (
        {"comparator": stated, "value": None}
        if isinstance(stated, Comparator)
        else {
            "comparator": comparator_for(stated, said["indicator"].direction),
            "value": stated.value,
            "high": stated.high,
        }
    )
    own = goal | {
        "closing": said.get("closing", said["period"].last),
        "base_on": said.get("start") or said.get("base_on"),
        "points": (*said.get("points", ()), *said.get("quarters", ())),
        "reference": reference_of(said.get("relative_to"), said.get("profile_of"), shape),
        "hold_share": said.get("of_periods"),
    }
    plain = {name: said[name] for name in Target.__struct_fields__ if name in said}
    return Target(**plain | own)
