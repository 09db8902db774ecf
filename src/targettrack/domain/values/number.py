"""Numbers as people write and read them: separators, and refusal of what reads two ways."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from targettrack.errors import AmbiguousNumber, InvalidQuantity

HUNDRED = Decimal(100)

SPACES = " \u00a0\u2007\u2009\u202f"
GROUP = 3
LEAST_DIGITS = 4

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
        raise InvalidQuantity(text, "is not a number: write 8.24 or 11,360")
    sign = "-" if trimmed[0] in "-−" else ""
    digits = trimmed.lstrip("+-−")
    if any(space in digits for space in SPACES):
        if not _SPACED.fullmatch(digits):
            raise InvalidQuantity(text, "is not a number: spaces must group three digits")
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
        raise InvalidQuantity(text, "is not a number: separators must group three digits")
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


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero at `decimals` places, with as many digits as the value needs."""
    with localcontext() as context:
        context.prec = max(28, value.adjusted() + decimals + 2)
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def show_number(value: Decimal, decimals: int, lang: str = "en", *, signed: bool = False) -> str:
    """Print a number with grouped thousands and exactly `decimals` places, a half away from zero.

    A value that rounds to zero carries no sign.
    """
    shown = rounded(value, decimals)
    if shown == 0:
        shown = abs(shown)
    plus = "+" if signed and shown > 0 else ""
    if lang == "en":
        return f"{plus}{shown:,f}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - heavy, rarely needed

    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    with localcontext() as context:
        context.prec = max(28, shown.adjusted() + decimals + 2)
        return plus + format_decimal(shown, format=pattern, locale=lang)


def places_of(value: Decimal) -> int:
    """Return how many decimals a number was given with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_unit(value: Decimal) -> Decimal:
    """Return how far a number as printed may be from what it stands for: 0.005 for 8.24."""
    return Decimal((0, (5,), -places_of(value) - 1))


def show_exact(value: Decimal, lang: str = "en") -> str:
    """Print a number with the decimals it was given with."""
    return show_number(value, places_of(value), lang)


def show_marked(value: Decimal, mark: str, lang: str = "en") -> str:
    """Print a number as a mark asks: `2` fixed, `~3` at most, `+2` signed, or exactly as given.

    At most three places are more where a small number would lose its digits.
    """
    if not mark:
        return show_exact(value, lang)
    if mark[0] == "~":
        most = int(mark[1:])
        if abs(value) < 1:
            most = max(most, LEAST_DIGITS - 1 - value.adjusted())
        return show_number(value, min(places_of(value), most), lang)
    return show_number(value, int(mark.lstrip("+")), lang, signed=mark[0] == "+")
