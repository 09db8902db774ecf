"""Values with units and comparators: `8%`, `>= 8%`, `1.5-1.7 times`, `11,360 bn VND`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from targettrack.domain.names import clean_text
from targettrack.domain.numerals import SIGNED, UNSIGNED, read_number
from targettrack.errors import InvalidQuantity

PERCENT = "%"

_MAGNITUDES = {
    "thousand": 3, "k": 3, "nghìn": 3, "ngàn": 3,
    "million": 6, "m": 6, "mn": 6, "mln": 6, "triệu": 6,
    "billion": 9, "bn": 9, "mld": 9, "tỷ": 9, "tỉ": 9,
    "trillion": 12, "trn": 12, "nghìn tỷ": 12, "ngàn tỷ": 12, "nghìn tỉ": 12,
}  # fmt: skip
_MAGNITUDE_NAMES = {0: "", 3: "thousand ", 6: "m ", 9: "bn ", 12: "trn "}
_BASES = {
    "đồng": "VND", "đ": "VND", "₫": "VND", "vnđ": "VND", "vnd": "VND", "dong": "VND",
    "usd": "USD", "us$": "USD", "$": "USD", "đô la mỹ": "USD",
    "%": PERCENT, "percent": PERCENT, "per cent": PERCENT, "phần trăm": PERCENT,
    "points": "points", "point": "points", "pp": "points", "percentage points": "points",
    "điểm %": "points", "điểm phần trăm": "points",
    "times": "times", "lần": "times",
}  # fmt: skip


class Comparator(StrEnum):
    """How a value stands to the target, as stated."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    BETWEEN = "between"
    ABOUT = "about"
    EQUAL = "="


_BEFORE = {
    ">=": Comparator.AT_LEAST, "=>": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST,
    "at least": Comparator.AT_LEAST, "no less than": Comparator.AT_LEAST,
    "not less than": Comparator.AT_LEAST, "tối thiểu": Comparator.AT_LEAST,
    "ít nhất": Comparator.AT_LEAST,
    ">": Comparator.MORE, "over": Comparator.MORE, "more than": Comparator.MORE,
    "above": Comparator.MORE, "trên": Comparator.MORE, "hơn": Comparator.MORE,
    "<=": Comparator.AT_MOST, "=<": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    "at most": Comparator.AT_MOST, "no more than": Comparator.AT_MOST,
    "up to": Comparator.AT_MOST, "tối đa": Comparator.AT_MOST, "không quá": Comparator.AT_MOST,
    "<": Comparator.LESS, "under": Comparator.LESS, "below": Comparator.LESS,
    "less than": Comparator.LESS, "dưới": Comparator.LESS,
    "about": Comparator.ABOUT, "around": Comparator.ABOUT, "~": Comparator.ABOUT,
    "approximately": Comparator.ABOUT, "khoảng": Comparator.ABOUT,
    "=": Comparator.EQUAL,
}  # fmt: skip
_AFTER = {
    "or more": Comparator.AT_LEAST, "and more": Comparator.AT_LEAST,
    "or higher": Comparator.AT_LEAST, "or above": Comparator.AT_LEAST,
    "trở lên": Comparator.AT_LEAST,
    "or less": Comparator.AT_MOST, "or lower": Comparator.AT_MOST,
    "or below": Comparator.AT_MOST, "trở xuống": Comparator.AT_MOST,
}  # fmt: skip


def _any_of(words: dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SHAPE = re.compile(
    rf"""\s*(?P<before>(?:{_any_of(_BEFORE)})(?=[\s\d+\-−$₫A-Z]))?\s*
         (?P<prefix>VND|USD|US\$|\$|₫)?\s*
         (?P<low>{SIGNED})\s*(?P<lowunit>%)?
         (?:\s*(?:-|–|—|\.\.|\bto\b|\bđến\b)\s*(?P<high>{UNSIGNED}))?
         \s*(?P<unit>.*?)\s*
         (?P<after>{_any_of(_AFTER)})?\s*""",  # noqa: RUF001
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Unit:
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
    def suffix(self) -> str:
        """What follows a number in this unit: `%` at once, words after a space."""
        return PERCENT if self.is_percent else f" {self}"


@dataclass(frozen=True, slots=True)
class Quantity:
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
                "is a range upside down: write the smaller number first",
            )


@lru_cache(maxsize=256)
def parse_unit(text: str) -> Unit:
    """Read a unit: "%", "bn VND", "tỷ đồng", "m USD", or any word for what is counted.

    Raises:
        InvalidText: it is empty or holds control characters.
        InvalidQuantity: it holds a digit.
    """
    cleaned = clean_text(text, "unit", 40)
    if any(char.isdigit() for char in cleaned):
        raise InvalidQuantity(cleaned, "is not a unit: write a word such as %, bn VND or projects")
    lower = cleaned.casefold()
    if lower in _BASES:
        return Unit(_BASES[lower])
    if lower in _MAGNITUDES and len(lower) > 1:
        return Unit("", _MAGNITUDES[lower])
    for word in sorted(_MAGNITUDES, key=len, reverse=True):
        if lower.startswith(word + " "):
            rest = cleaned[len(word) :].strip()
            return Unit(_BASES.get(rest.casefold(), rest), _MAGNITUDES[word])
    return Unit(cleaned)


def parse_quantity(text: str, lang: str | None = None) -> Quantity:
    """Read a value as people write it; the unit and the comparator may be absent.

    Raises:
        InvalidQuantity: it is not a finite number, reads two ways, or is a range upside down.
    """
    found = _SHAPE.fullmatch(clean_text(text, "value"))
    if found is None:
        raise InvalidQuantity(text, 'is not a value: write a number and its unit, such as "8.24%"')
    spelled = f"{found['unit']} {found['prefix'] or ''}".strip() or found["lowunit"]
    if found["lowunit"] and found["unit"] not in {"", PERCENT}:
        raise InvalidQuantity(text, f'has "{found["unit"]}" after the percent sign')
    before = _BEFORE[found["before"].casefold()] if found["before"] else None
    after = _AFTER[found["after"].casefold()] if found["after"] else None
    high = read_number(found["high"], lang) if found["high"] else None
    if high is not None and (before or after):
        raise InvalidQuantity(text, "is a range with a comparator: write one or the other")
    return Quantity(
        value=read_number(found["low"], lang),
        high=high,
        unit=parse_unit(spelled) if spelled else None,
        comparator=Comparator.BETWEEN if high is not None else (after or before),
    )


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
        raise InvalidQuantity(text, f'has no unit: {what} is in {unit}; write "{text} {unit}"')
    of_its_own = not given.base and not unit.is_percent
    if given.base != unit.base and not of_its_own:
        raise InvalidQuantity(text, f"is in {given}, but {what} is in {unit}")
    return given.power - unit.power


def scaled(value: Decimal, shift: int) -> Decimal:
    """Move the decimal point exactly; zeros that were none of the decimals stated are dropped."""
    sign, digits, exponent = value.as_tuple()
    moved = int(exponent) + shift
    while shift < 0 and moved < 0 and len(digits) > 1 and digits[-1] == 0:
        digits, moved = digits[:-1], moved + 1
    return Decimal((sign, digits + (0,) * max(moved, 0), min(moved, 0)))
