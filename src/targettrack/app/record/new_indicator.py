"""An indicator that nothing knows yet, from the words of its first target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.app.record.question import Choice, Question
from targettrack.domain.records.indicator import Direction, Indicator, id_for
from targettrack.domain.records.kind import Kind, read_kind, read_word
from targettrack.domain.records.kind_words import (
    direction_in_words,
    is_part_of_whole,
    kind_in_words,
    without_grows,
    without_kept,
)
from targettrack.domain.records.target_reading import DONE
from targettrack.domain.values.name import clean_text, fold
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import (
    PERCENT,
    Quantity,
    Unit,
    parse_quantity,
    parse_unit,
    read_way,
)
from targettrack.domain.values.unit_spellings import LETTERS
from targettrack.message import Message
from targettrack.shown import places_of

if TYPE_CHECKING:
    from targettrack.app.record.target_words import TargetWords

NAMED = 24  # characters of a name at most that can stand behind a number as what is counted
KEPT_MAGNITUDE = 9  # figures in bn and trn stay in them; others are kept in full


def without_value(name: str) -> Question:
    """Return the question what a target is."""
    asked = Message("What should {name} come to?", name=name)
    return Question("value", 'VALUE, such as 10000, "8% or more", "below 2%" or done', asked)


def indicator_in_words(words: TargetWords, lang: str | None) -> Indicator:
    """Return an indicator that is new, by what the words of its target say or leave no doubt about.

    Raises:
        Question: they leave its kind open, or which way is good.
        InvalidQuantity, UnknownWord, InvalidTarget: a word of it is wrong.
    """
    name = clean_text(words.indicator, "indicator")
    text, kept = without_kept(words.value)
    text, grows = without_grows(text)
    way = read_way(text)
    stated = None if way or fold(text) in DONE else parse_quantity(text, lang)
    if way:
        stated = Quantity(Decimal(0), comparator=way)
    if words.kind:
        kind = read_kind(words.kind)
    elif grows:
        kind = Kind.GROWTH
    elif stated is None and not text:
        raise without_value(name)
    else:
        kind = _kind(name, stated, kept=kept)
    unit = parse_unit(words.unit.strip('"')) if words.unit else _unit(name, stated, kind)
    least, most = _limits(name, stated, unit)
    return Indicator(
        id=id_for(name),
        name=name,
        kind=kind,
        unit=unit,
        direction=_direction(words, name, stated, kind),
        precision=kind.traits.precision
        if words.kind and words.unit
        else _precision(name, stated, kind, unit),
        least=least,
        most=most,
    )


def _limits(
    name: str, stated: Quantity | None, unit: Unit
) -> tuple[Decimal | None, Decimal | None]:
    """Return what a part of a whole in percent can be: 0 to 100, unless its target is beyond."""
    beyond = stated is not None and (stated.high or stated.value) > HUNDRED
    if beyond or not unit.is_percent or not is_part_of_whole(name):
        return None, None
    return Decimal(0), HUNDRED


def _kind(name: str, stated: Quantity | None, *, kept: bool) -> Kind:
    kind = kind_in_words(name, stated, kept=kept)
    if kind is not None:
        return kind
    percent = stated is not None and stated.unit is not None and stated.unit.is_percent
    kinds = [Kind.LEVEL, Kind.HOLD, Kind.SHARE, Kind.GROWTH] if percent else [
        Kind.FLOW, Kind.LEVEL, Kind.HOLD,
    ]  # fmt: skip
    raise Question(
        "kind",
        "--kind",
        Message("What sort of number is {name}?", name=name),
        [Choice(one.value, one.said) for one in kinds],
    )


def _unit(name: str, stated: Quantity | None, kind: Kind) -> Unit:
    """Return the unit that was stated; a bare number counts what it is a number of."""
    given = stated.unit if stated is not None else None
    letter = given.base if given is not None and given.base.casefold() in LETTERS else ""
    if letter == "m" and stated is not None:
        raise _million_or_metres(name, stated)
    if given is not None and given.base and not letter:
        return given if given.power >= KEPT_MAGNITUDE else Unit(given.base)
    if kind.traits.is_percent:
        return Unit(PERCENT)
    if stated is not None and stated.comparator is not None and not stated.comparator.has_number:
        raise Question("unit", "--unit UNIT", Message("In what unit is {name}?", name=name))
    plain = len(name) <= NAMED and not any(char.isdigit() for char in name)
    return Unit(name if plain else "units")


def _million_or_metres(name: str, stated: Quantity) -> Question:
    asked = Message("Is {value}m a million, or metres?", value=stated.value)
    choices = [Choice(f'"{name}"', Message("a million")), Choice("m", Message("metres"))]
    return Question("unit", "--unit", asked, choices)


def _direction(words: TargetWords, name: str, stated: Quantity | None, kind: Kind) -> Direction:
    if words.direction:
        return read_word(Direction, words.direction, "direction")
    found = direction_in_words(name, stated, kind)
    if found is None and words.kind:
        return Direction.UP
    if found is None:
        raise Question(
            "direction",
            "--direction",
            Message("Which way is good for {name}?", name=name),
            [
                Choice("up", Message("at least {value}", value=words.value)),
                Choice("down", Message("at most {value}", value=words.value)),
            ],
        )
    return found


def _precision(name: str, stated: Quantity | None, kind: Kind, unit: Unit) -> int:
    """Return the decimals of such a figure: those of its target; two of percent and of a measure.

    What counts things, as its name says, has none; nor does a sum of money.
    """
    counted = fold(unit.base) == fold(name)
    measured = unit.is_percent or not (kind.traits.accumulates or counted)
    return max(2 if measured else 0, 0 if stated is None else min(places_of(stated.value), 4))


def is_other_unit(words: TargetWords, known: Indicator, lang: str | None) -> bool:
    """Whether a well-known indicator cannot be the one that a new target is about.

    One that is called by its id or its name is; else the unit of the value must be its own, and an
    amount of money must say so.
    """
    if fold(words.indicator) in {known.id, fold(known.id), fold(known.name)}:
        return False
    if words.unit or words.kind:
        other_kind = words.kind and read_kind(words.kind) is not known.kind
        return bool(other_kind or (words.unit and parse_unit(words.unit) != known.unit))
    text, kept = without_kept(words.value)
    if without_grows(text)[1]:
        return False
    if kept or fold(text) in DONE or read_way(text):
        return kept and not known.traits.is_kept
    unit = parse_quantity(text, lang).unit
    if unit is None:
        return known.unit.is_money
    return bool(unit.base) and unit.base.casefold() != known.unit.base.casefold()
