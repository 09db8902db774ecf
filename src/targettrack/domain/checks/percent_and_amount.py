"""Percents, amounts and totals that a target states together: whether they agree within rounding.

A derivation in a note, "11,360 / 64.1% = 17,722", and the percent and the amount in a quote of a
share whose total the target gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from targettrack.domain.series.contradictions import agree
from targettrack.domain.values.number import (
    HUNDRED,
    UNSIGNED,
    places_of,
    read_number,
    show_exact,
    show_number,
)
from targettrack.domain.values.quantity import in_unit, parse_quantity
from targettrack.errors import TargettrackError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from targettrack.domain.checks.parts_and_total import Doubt
    from targettrack.domain.plans.plan import PlannedTarget
    from targettrack.domain.values.quantity import Quantity, Unit

_DERIVED = re.compile(
    rf"(?P<amount>{UNSIGNED})\s*/\s*(?P<part>{UNSIGNED})\s*(?P<percent>%)?\s*=\s*(?P<total>{UNSIGNED})"
)
_AMOUNT = re.compile(rf"(?P<number>{UNSIGNED})\s*(?P<unit>%|[^\W\d]+(?: [^\W\d]+)?)?")
NEAR = 10  # a derived total that is off by less than a tenth was meant for the target


def disagreements(planned: PlannedTarget) -> Iterator[Doubt]:
    """Yield what a target states as percent, amount and total that cannot all be right."""
    yield from _derivations(planned)
    yield from _shares(planned)


def _derivations(planned: PlannedTarget) -> Iterator[Doubt]:
    target = planned.target
    for found in _DERIVED.finditer(target.note or ""):
        try:
            amount, part, total = (
                read_number(found[name], "en") for name in ("amount", "part", "total")
            )
        except TargettrackError:
            continue
        percent = part if found["percent"] else part.scaleb(2)
        if not percent:
            continue
        if not agree(percent, amount, total):
            made = show_number(HUNDRED * amount / percent, places_of(total))
            text = f"the note says {found[0]}, but {found[0].split('=')[0].strip()} is {made}"
            yield text, "correct the amount, the percent or the total in the note"
        elif _meant_otherwise(total, (target.value, target.high, target.denominator)):
            text = f"the note derives {show_exact(total)}, the target is {show_exact(target.value)}"
            yield text, f"write value = {show_exact(total)}, or correct the note"


def _meant_otherwise(total: Decimal, stated: tuple[Decimal | None, ...]) -> bool:
    """Whether a derived total is none of the numbers of a target, but near one."""
    numbers = [one for one in stated if one]
    near = any(abs(total - one) * NEAR < abs(one) for one in numbers)
    return total not in numbers and near


def _shares(planned: PlannedTarget) -> Iterator[Doubt]:
    total, unit = planned.target.denominator, planned.indicator.absolute_unit
    if total is None or unit is None:
        return
    stated = list(_stated(planned.target.quote or "", unit))
    percents = [one.value for one in stated if one.unit and one.unit.is_percent]
    amounts = [one.value for one in stated if one.unit and not one.unit.is_percent]
    if len(percents) == len(amounts) == 1 and not agree(percents[0], amounts[0], total):
        made = HUNDRED * amounts[0] / total
        text = (
            f"the quote says {show_exact(amounts[0])} {unit} and {show_exact(percents[0])}%, but "
            f"that is {show_number(made, places_of(percents[0]))}% of the denominator, "
            f"{show_exact(total)} {unit}"
        )
        yield text, "correct the denominator, or say in the note of what the percent is"


def _stated(quote: str, unit: Unit) -> Iterator[Quantity]:
    """Yield the percents of a quote, and its amounts in a unit; other numbers are passed over."""
    for found in _AMOUNT.finditer(quote):
        words = (found["unit"] or "").split()
        for count in range(len(words), 0, -1):
            text = f"{found['number']} {' '.join(words[:count])}"
            try:
                stated = parse_quantity(text)
                if stated.unit and not stated.unit.is_percent:
                    stated = in_unit(stated, unit, text, "the total")
            except TargettrackError:
                continue
            yield stated
            break
