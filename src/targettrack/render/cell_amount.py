"""Numbers as a workbook holds them: with a number format that says unit and decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.judge.assessment import MOST_PERCENT
from targettrack.render.messages.numbers import places_shown

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment

_ODDS = f'[<0.01]"<1%";[>{MOST_PERCENT / 100}]">{MOST_PERCENT + 1}%";0%'


class CellAmount(Struct, frozen=True):
    """A number with the number format that says its unit and decimals in a workbook."""

    value: Decimal
    format: str


def number_format(places: int, suffix: str, bound: str = "") -> str:
    """Return a number format with so many decimals, the unit as it stands, and a bound before."""
    decimals = f".{'0' * places}" if places else ""
    words = suffix.replace('"', "'")
    before, after = (f'"{text}"' if text else "" for text in (bound, words))
    return f"{before}#,##0{decimals}{after}"


def value_cell(one: Assessment) -> CellAmount | None:
    """Return the value reached in its unit."""
    if one.value is None:
        return None
    places, bound = places_shown(one.value, one.indicator), ">= " if one.partial else ""
    return CellAmount(one.value, number_format(places, one.indicator.unit.suffix, bound))


def gap_cell(one: Assessment) -> CellAmount | None:
    """Return the gap with its sign."""
    if one.gap is None:
        return None
    unit = one.indicator.gap_unit
    shown = number_format(places_shown(one.gap, one.indicator), "%" if unit == "%" else f" {unit}")
    return CellAmount(one.gap, f"+{shown};-{shown};{shown}")


def odds_cell(one: Assessment) -> CellAmount | None:
    """Return the odds in whole percent, cut off like their words."""
    odds = one.outlook.probability if one.outlook else None
    return None if odds is None else CellAmount(Decimal(int(100 * odds)) / 100, _ODDS)
