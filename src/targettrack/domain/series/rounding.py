"""How far a printed number may be from what it stands for, and whether printed numbers agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import is_amount
from targettrack.domain.values.number import HUNDRED, half_unit
from targettrack.shown import places_of

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation

MOST_ROUNDING = Decimal("0.005")


def agree(percent: Decimal, amount: Decimal, total: Decimal) -> bool:
    """Whether a percentage, an amount and its total can all be right, each within its rounding.

    >>> from decimal import Decimal as D
    >>> agree(D("64.1"), D(11360), D(17722)), agree(D("64.1"), D(11360), D(18000))
    (True, False)
    """
    products = [
        (percent + a * half_unit(percent)) * (total + a * slack_of_amount(total)) for a in (-1, 1)
    ]
    slack = HUNDRED * slack_of_amount(amount)
    return min(products) - slack <= HUNDRED * amount <= max(products) + slack


def slack_of(indicator: Indicator, figure: Observation) -> Decimal:
    """Return how far a figure may be from what it stands for, in its own unit."""
    percent = indicator.unit.is_percent and not is_amount(indicator, figure)
    return half_unit(figure.value) if percent else slack_of_amount(figure.value)


def slack_of_amount(value: Decimal) -> Decimal:
    """Return how far an amount may be from what it stands for.

    Zeros that end a whole number may stand for rounding (13.2 thousand bn is 13,200 bn): half a
    unit of its last other digit, but at most half a percent.
    """
    if places_of(value) or not value:
        return half_unit(value)
    exponent = value.normalize().as_tuple().exponent
    rounding = Decimal((0, (5,), int(exponent) - 1))
    return max(min(rounding, abs(value) * MOST_ROUNDING), half_unit(value))
