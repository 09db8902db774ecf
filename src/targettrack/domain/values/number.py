"""Numbers as people write and read them: separators, and refusal of what reads two ways."""

from __future__ import annotations

import re
from decimal import Decimal

from targettrack.errors import AmbiguousNumber, InvalidQuantity
from targettrack.message import Message
from targettrack.shown import places_of

HUNDRED = Decimal(100)

SPACES = " \u00a0\u2007\u2009\u202f"
GROUP = 3

UNSIGNED = rf"\d(?:[\d.,{SPACES}]*\d)?"
SIGNED = rf"[+\-−]?{UNSIGNED}"
_SPACED = re.compile(rf"\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?")


def read_number(text: str, lang: str | None = None) -> Decimal:
    """Read one number exactly, keeping the decimals that were written.

    A lone separator before exactly three digits reads two ways: `lang` decides. A point is refused
    where nothing decides: without `lang`, when a comma groups thousands, and in a language whose
    own writing has neither use for it (Russian, Polish).

    Raises:
        AmbiguousNumber: the text reads two ways.
        InvalidQuantity: the text is no number.
    """
    trimmed = text.strip()
    if not re.fullmatch(SIGNED, trimmed, re.ASCII):
        raise InvalidQuantity(text, Message("is not a number: write 8.24 or 11,360"))
    sign = "-" if trimmed[0] in "-−" else ""
    digits = trimmed.lstrip("+-−")
    if any(space in digits for space in SPACES):
        if not _SPACED.fullmatch(digits):
            raise InvalidQuantity(text, Message("is not a number: spaces must group three digits"))
        digits = re.sub(f"[{SPACES}]", "", digits)
        return Decimal(sign + digits.replace(",", "."))
    used = {char for char in digits if char in ".,"}
    if not used:
        return Decimal(sign + digits)
    if len(used) == 2:  # noqa: PLR2004 - both separators: the last one is the decimal one
        decimal_mark = digits[max(digits.rfind("."), digits.rfind(","))]
    else:
        decimal_mark = _decimal_mark(text, digits, used.pop(), lang)
    whole, _, fraction = digits.rpartition(decimal_mark) if decimal_mark else (digits, "", "")
    groups = re.split("[.,]", whole)
    misgrouped = any(len(g) != GROUP for g in groups[1:]) or not 1 <= len(groups[0]) <= GROUP
    if len(groups) > 1 and misgrouped:
        raise InvalidQuantity(text, Message("is not a number: separators must group three digits"))
    return Decimal(f"{sign}{''.join(groups)}.{fraction}" if fraction else sign + "".join(groups))


def _decimal_mark(text: str, digits: str, mark: str, lang: str | None) -> str:
    """Say which mark separates decimals where only `mark` is used; empty for none."""
    whole, _, fraction = digits.partition(mark)
    if digits.count(mark) > 1:
        return ""
    if len(fraction) != GROUP or len(whole) > GROUP or whole.startswith("0"):
        return mark
    decimal, group = _marks_of(lang)
    if mark not in {decimal, group}:
        raise AmbiguousNumber(text, f"{whole}.{fraction}", f"{whole}{fraction}")
    return mark if mark == decimal else ""


def _marks_of(lang: str | None) -> tuple[str, str]:
    """Return what marks decimals and what groups thousands; no decimal mark without a language."""
    if lang is None:
        return "", ","
    if lang == "en":
        return ".", ","
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415 - heavy, rare

    return get_decimal_symbol(lang), get_group_symbol(lang)


def half_unit(value: Decimal) -> Decimal:
    """Return how far a number as printed may be from what it stands for: 0.005 for 8.24."""
    return Decimal((0, (5,), -places_of(value) - 1))
