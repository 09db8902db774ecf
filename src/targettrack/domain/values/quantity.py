"""Values with units and comparators: `8%`, `>= 8%`, `1.5-1.7 times`, `11,360 bn VND`."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.name import clean_text
from targettrack.domain.values.number import SIGNED, UNSIGNED, read_number
from targettrack.domain.values.unit_spellings import (
    BASES,
    COMPARATORS_AFTER,
    COMPARATORS_BEFORE,
    CURRENCIES,
    LETTERS,
    MAGNITUDES,
    PREFIXES,
    WAYS,
)
from targettrack.errors import InvalidQuantity
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

PERCENT = "%"

_MAGNITUDE_NAMES = {0: "", 3: "thousand ", 6: "m ", 9: "bn ", 12: "trn "}
_JOINED = {word for word in MAGNITUDES if "一" <= word[0] <= "鿿"}  # Chinese has no spaces


class Comparator(StrEnum):
    """How a value stands to the target, as stated."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    BETWEEN = "between"
    ABOUT = "about"
    EQUAL = "="
    RISE = "rise"
    FALL = "fall"
    KEEP = "keep"

    @property
    def has_number(self) -> bool:
        """Whether it compares with a number; else it says which way values shall go."""
        return self not in {Comparator.RISE, Comparator.FALL, Comparator.KEEP}


_BEFORE = {word: Comparator(sign) for word, sign in COMPARATORS_BEFORE.items()}
_AFTER = {word: Comparator(sign) for word, sign in COMPARATORS_AFTER.items()}


@cache
def _shape() -> re.Pattern[str]:
    """Return the shape of a value; made when first needed, for reports of a store type none."""
    return re.compile(
        rf"""\s*(?P<before>(?:{_any_of(_BEFORE)})(?=[\s\d+\-−$₫€£¥₹₩₽A-Z]))?\s*
             (?P<prefix>{_any_of(PREFIXES)})?\s*
             (?P<low>{SIGNED})\s*(?P<lowunit>%)?
             (?:\s*(?:-|–|—|\.\.|\bto\b|\bđến\b)\s*(?P<high>{UNSIGNED}))?
             \s*(?P<unit>.*?)\s*
             (?P<after>{_any_of(_AFTER)})?\s*""",  # noqa: RUF001
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class Unit(Struct, frozen=True):
    """What a number counts: a base ("VND", "%", "projects") times a power of ten.

    Without a base it is a magnitude alone ("tỷ"), of whatever the indicator counts.
    """

    base: str
    power: int = 0

    def __str__(self) -> str:
        """Print it as "bn VND", "%", "projects"."""
        return (_MAGNITUDE_NAMES[self.power] + self.base).strip()

    @property
    def is_percent(self) -> bool:
        """Whether values are percentages."""
        return self.base == PERCENT

    @property
    def is_money(self) -> bool:
        """Whether values are amounts of a currency."""
        return self.base in CURRENCIES

    @property
    def suffix(self) -> str:
        """What follows a number in this unit: `%` at once, words after a space."""
        return PERCENT if self.is_percent else f" {self}"


class Quantity(Struct, frozen=True):
    """A stated value: `value` up to `high` for a range, else `high` is None."""

    value: Decimal
    high: Decimal | None = None
    unit: Unit | None = None
    comparator: Comparator | None = None

    def __post_init__(self) -> None:
        """Refuse a range that is upside down."""
        if self.high is not None and self.high <= self.value:
            raise InvalidQuantity(
                f"{self.value}-{self.high}",
                Message("is a range upside down: write the smaller number first"),
            )


@lru_cache(maxsize=256)
def parse_unit(text: str) -> Unit:
    """Read a unit: "%", "bn VND", "tỷ đồng", "m USD", or any word for what is counted.

    Raises:
        InvalidText: it is empty or holds control characters.
        InvalidQuantity: it holds a digit, or counts ten thousands (万, 亿), which no column can.
    """
    unit = _unit_as_written(text)
    if unit.power not in _MAGNITUDE_NAMES:
        raise InvalidQuantity(
            text, Message("is not a unit to count in: write thousand, m, bn or trn")
        )
    return unit


# "120 trainings this year", "120 per year", "95 so far"; "tonnes per year" is a unit.
_OF_TIME = re.compile(
    r"\b(?:this|last|next)\s+(?:year|month|week|quarter)\b|\bso far\b"
    r"|^(?:per|a|each|every|by|in)\s+(?:year|month|week|quarter|day)\b",
    re.IGNORECASE,
)


# Digits that belong to a unit: "m3", "deaths per 100,000", "trên 1000 dân", "на 1000 человек".
_COUNTED_BY = re.compile(
    r"(?<=[^\W\d_])[23](?!\w)|\b(?:per|trên|на|na)\s+1(?:[ .,]?0+)*\b", re.IGNORECASE
)


def _unit_as_written(text: str) -> Unit:
    cleaned = clean_text(text, "unit", 40)
    if any(char.isdigit() for char in _COUNTED_BY.sub("", cleaned)):
        raise InvalidQuantity(
            cleaned, Message("is not a unit: write a word such as %, bn VND or projects")
        )
    if _OF_TIME.search(cleaned):
        raise InvalidQuantity(
            cleaned, Message("is a time and no unit: say it with --period or --by")
        )
    lower = cleaned.casefold()
    if lower in BASES:
        return Unit(BASES[lower])
    if lower in MAGNITUDES and lower not in LETTERS:
        return Unit("", MAGNITUDES[lower])
    for word in sorted(MAGNITUDES, key=len, reverse=True):
        if lower.startswith(word if word in _JOINED else word + " "):
            rest = cleaned[len(word) :].strip()
            return Unit(BASES.get(rest.casefold(), rest), MAGNITUDES[word])
    return Unit(cleaned)


def parse_quantity(text: str, lang: str | None = None) -> Quantity:
    """Read a value as people write it; the unit and the comparator may be absent.

    Raises:
        InvalidQuantity: it is not a finite number, reads two ways, or is a range upside down.

    Chinese counts in steps of ten thousand: 80984亿 is 8098.4 bn, exactly.
    """
    found = _shape().fullmatch(clean_text(text, "value"))
    if found is None:
        raise InvalidQuantity(
            text, Message('is not a value: write a number and its unit, such as "8.24%"')
        )
    spelled = f"{found['unit']} {found['prefix'] or ''}".strip() or found["lowunit"]
    if found["lowunit"] and found["unit"] not in {"", PERCENT}:
        raise InvalidQuantity(
            text, Message('has "{found}" after the percent sign', found=str(found["unit"]))
        )
    before = _BEFORE[found["before"].casefold()] if found["before"] else None
    after = _AFTER[found["after"].casefold()] if found["after"] else None
    high = read_number(found["high"], lang) if found["high"] else None
    if high is not None and (before or after):
        raise InvalidQuantity(text, Message("is a range with a comparator: write one or the other"))
    unit = _unit_as_written(spelled) if spelled else None
    shift = unit.power - _named_power(unit.power) if unit else 0
    return Quantity(
        value=scaled(read_number(found["low"], lang), shift),
        high=None if high is None else scaled(high, shift),
        unit=Unit(unit.base, unit.power - shift) if unit else None,
        comparator=Comparator.BETWEEN if high is not None else (after or before),
    )


def read_way(text: str) -> Comparator | None:
    """Read which way values shall go, "raise" or "giảm"; None where a text says anything else."""
    way = WAYS.get(" ".join(text.casefold().split()))
    return Comparator(way) if way else None


def _named_power(power: int) -> int:
    """Return the nearest power that has a name in thousands: 3 for 万, 9 for 亿."""
    return (power + 1) // 3 * 3


def in_unit(quantity: Quantity, unit: Unit, text: str, what: str) -> Quantity:
    """Express a quantity in `unit`; `text` is what was typed and `what` whose unit it is.

    Raises:
        InvalidQuantity: it has no unit where one is needed, or one that cannot be converted.
    """
    shift = shift_to(unit, quantity.unit, text, what)
    return Quantity(
        value=scaled(quantity.value, shift),
        high=None if quantity.high is None else scaled(quantity.high, shift),
        unit=unit,
        comparator=quantity.comparator,
    )


def shift_to(unit: Unit, given: Unit | None, text: str, what: str) -> int:
    """Return by how many places the point moves from a unit that was given to `unit`.

    Raises:
        InvalidQuantity: none was given where one is needed, or one that cannot be converted.
    """
    if given is None:
        raise InvalidQuantity(
            text,
            Message(
                'has no unit: {what} is in {unit}; write "{text} {unit}"',
                what=what,
                unit=str(unit),
                text=text,
            ),
        )
    of_its_own = not given.base and not unit.is_percent
    if given.base.casefold() != unit.base.casefold() and not of_its_own:
        raise InvalidQuantity(
            text,
            Message(
                "is in {given}, but {what} is in {unit}",
                given=str(given),
                what=what,
                unit=str(unit),
            ),
        )
    return given.power - unit.power


def scaled(value: Decimal, shift: int) -> Decimal:
    """Move the decimal point exactly; zeros that were none of the decimals stated are dropped."""
    sign, digits, exponent = value.as_tuple()
    moved = int(exponent) + shift
    while shift < 0 and moved < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, moved = digits[:-1], moved + 1
    return Decimal((sign, digits + (0,) * max(moved, 0), min(moved, 0)))
