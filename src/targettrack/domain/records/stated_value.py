"""From a figure back to what was stated, and whether one that was kept can be its indicator's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.observation import StatedAs, is_amount
from targettrack.domain.records.stated_figure import check_belongings, check_volume
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import Quantity
from targettrack.errors import InvalidQuantity
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.values.quantity import Unit


def as_stated(figure: Observation, indicator: Indicator) -> Quantity:
    """Return the value of a figure as it is stated, which `observe` reads as that figure again.

    Of growth that was stated as an index it is the index.
    """
    index = figure.stated_as is StatedAs.INDEX and indicator.traits.compounds
    value = figure.value + 100 if index else figure.value
    return Quantity(value, unit=kept_in(figure, indicator))


def kept_in(figure: Observation, indicator: Indicator) -> Unit:
    """Return the unit in which a figure is kept: of a share's amount, the absolute one."""
    amount = is_amount(indicator, figure) and indicator.absolute_unit
    return amount or indicator.unit


def check_kept(figure: Observation, indicator: Indicator) -> None:
    """Refuse a figure that its indicator cannot have; when it was known is not looked at.

    Raises:
        InvalidObservation: its period, volume or stage does not go with the indicator's kind.
        InvalidQuantity: it is beyond the indicator's natural limits.
    """
    check_belongings(figure, indicator)
    check_volume(figure.volume, indicator)
    limited = kept_in(figure, indicator) == indicator.unit
    broken = indicator.limits_broken_by(figure.value) if limited else None
    if indicator.traits.is_done and not 0 <= figure.value <= HUNDRED:
        broken = Message("is not a part of what is to be done: write 0% to 100%")
    if broken:
        raise InvalidQuantity(f"{figure.value}{indicator.unit.suffix}", broken)
