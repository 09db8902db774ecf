"""How numbers and days are printed, with the marks of a language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

LEAST_DIGITS = 4


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


def show_exact(value: Decimal, lang: str = "en") -> str:
    """Print a number with the decimals it was given with."""
    return show_number(value, places_of(value), lang)


def show_marked(value: Decimal, mark: str, lang: str = "en") -> str:
    """Print a number as a mark asks: `2` fixed, `~3` at most, `+2` signed, `d` its digits alone.

    Without a mark it is printed exactly as given. At most three places are more where a small
    number would lose its digits.
    """
    if not mark:
        return show_exact(value, lang)
    if mark == "d":
        return f"{value:f}"
    if mark[0] == "~":
        most = int(mark[1:])
        if abs(value) < 1:
            most = max(most, LEAST_DIGITS - 1 - value.adjusted())
        return show_number(value, min(places_of(value), most), lang)
    return show_number(value, int(mark.lstrip("+")), lang, signed=mark[0] == "+")


def show_day(day: date) -> str:
    """Print a day for reading: 31 May 2025."""
    return f"{day.day} {day:%B %Y}"
