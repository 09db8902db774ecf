"""From what was stated to a figure: period, unit and value, checked against the indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.period import MONTHS_OF, whole_parts, year_to_date
from targettrack.domain.values.quantity import Comparator, scaled, shift_to
from targettrack.errors import FutureFigure, InvalidObservation, InvalidQuantity
from targettrack.message import Message

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.values.quantity import Quantity, Unit

_NO_FIGURE = Message("is not a figure: write one number, or a bound such as >= 1299")
_BOUNDS = {
    Comparator.EQUAL: Comparator.EQUAL,
    Comparator.AT_LEAST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.AT_MOST,
    Comparator.LESS: Comparator.AT_MOST,
}


def observe(
    draft: Observation, stated: Quantity, text: str, indicator: Indicator, today: date
) -> Observation:
    """Return `draft` with the value that was stated, in the indicator's unit; `text` is as typed.

    A year-to-date figure covers everything from 1 January to the end of its period. A share may be
    stated in percent or as an amount in its absolute unit.

    Raises:
        InvalidQuantity: the unit is missing or another one, the value is a range, or it is beyond
            the indicator's natural limits.
        FutureFigure: the period is not over `today`, and the figure is not an estimate within it.
        InvalidObservation: its period, volume or stage does not go with the indicator's kind.
    """
    if stated.high is not None:
        raise InvalidQuantity(text, _NO_FIGURE)
    comparator = stated.comparator or draft.comparator
    draft = replace(draft, comparator=comparator)
    framed, scale = frame(draft, stated.unit, text, indicator, today)
    check_volume(draft.volume, indicator)
    return replace(framed, value=scale.value(stated.value, text))


class FigureFrame(Struct, frozen=True):
    """How the number of a figure is taken, once everything around it is known.

    Attributes:
        shift: by how many places the point moves into the indicator's unit.
        base: what is taken off an index, which is 100 in the period before.
        is_limited: whether the indicator's natural limits are in the unit of the value.
    """

    indicator: Indicator
    shift: int
    base: int
    is_limited: bool

    def value(self, number: Decimal, text: str) -> Decimal:
        """Return the value of a number in the stated unit; raises InvalidQuantity, -Observation."""
        value = scaled(number, self.shift) if self.shift else number
        if self.base:
            value -= self.base
        indicator = self.indicator
        if indicator.traits.is_done and not 0 <= value <= HUNDRED:
            raise InvalidObservation(
                Message(
                    "{name} is a {kind}: 0% to 100% of it is done, not {value}%",
                    name=indicator.name,
                    kind=indicator.kind,
                    value=value,
                )
            )
        broken = indicator.limits_broken_by(value) if self.is_limited else None
        if broken:
            raise InvalidQuantity(text, broken)
        return value


def frame(
    draft: Observation, unit: Unit | None, text: str, indicator: Indicator, today: date
) -> tuple[Observation, FigureFrame]:
    """Return `draft` with all but its value settled, and how numbers in its unit are taken.

    Many figures have one frame; the number and the volume of each are looked at apart.

    Raises:
        as `observe`, for everything but the number and the volume.
    """
    check_belongings(draft, indicator)
    covered = year_to_date(draft.period) if draft.basis is Basis.YTD else draft.period
    within = draft.qualifier is Qualifier.ESTIMATED and covered.start <= today
    if covered.last > today and not within:
        raise FutureFigure(str(draft.period), covered.start, covered.last, today)
    if draft.recorded_on is not None and draft.recorded_on < covered.last and not within:
        raise InvalidObservation(
            Message(
                "a figure for {period}, which ends on {last:iso}, was not known on "
                "{recorded_on:iso}, unless it is an estimate",
                period=draft.period,
                last=covered.last,
                recorded_on=draft.recorded_on,
            )
        )
    bound = _BOUNDS.get(draft.comparator)
    if bound is None:
        raise InvalidQuantity(text, _NO_FIGURE)
    own, stated_as = indicator.unit, draft.stated_as
    if indicator.traits.of_a_whole:
        stated_as = StatedAs.SHARE
        if indicator.absolute_unit is not None and unit not in {None, indicator.unit}:
            own, stated_as = indicator.absolute_unit, StatedAs.ABSOLUTE
    # An index of 113.89, of last year's 100, is growth of 13.89.
    is_index = stated_as is StatedAs.INDEX and indicator.traits.compounds
    limited = own == indicator.unit and (indicator.least, indicator.most) != (None, None)
    shift = shift_to(own, unit, text, indicator.name)
    framed = replace(draft, period=covered, comparator=bound, stated_as=stated_as)
    return framed, FigureFrame(indicator, shift, 100 if is_index else 0, limited)


def check_volume(volume: Decimal | None, indicator: Indicator) -> None:
    """Refuse a volume of what is no hold, and one that is no number of cases."""
    if volume is not None and (not indicator.traits.is_kept or volume <= 0):
        right = "must be more than zero" if indicator.traits.is_kept else "goes with a hold only"
        raise InvalidObservation(
            Message(
                "{name} is a {kind}: a volume {right}",
                name=indicator.name,
                kind=indicator.kind,
                right=right,
            )
        )


def check_belongings(draft: Observation, indicator: Indicator) -> None:
    """Refuse what belongs to another kind, and a period that this kind is not measured over."""
    traits, what = indicator.traits, f"{indicator.name} is a {indicator.kind}"
    if draft.stage and not traits.is_done:
        raise InvalidObservation(Message("{what}: only a deliverable has stages", what=what))
    if traits.is_done and draft.period.days > 1:
        raise InvalidObservation(
            Message("{what}: name the day on which it was done, 2025-06-20", what=what)
        )
    if traits.is_kept:
        single = draft.basis is Basis.SINGLE
        if not single or not whole_parts(draft.period, MONTHS_OF[indicator.frequency]):
            raise InvalidObservation(
                Message(
                    "{what}: each {frequency} has its own figure, none that adds up; {period} "
                    "{basis} is not one",
                    what=what,
                    frequency=indicator.frequency,
                    period=draft.period,
                    basis=draft.basis,
                )
            )
