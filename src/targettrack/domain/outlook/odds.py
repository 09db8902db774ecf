"""How the period is likely to end: what the figures project, and the odds of meeting the target.

Each kind has a projection of its own, which is loaded with the first target that asks for it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.outlook.outlook import Outlook
from targettrack.domain.values.number import half_unit
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Light
from targettrack.domain.values.step import Step
from targettrack.message import Message, Number

if TYPE_CHECKING:
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.values.status import Flag

DIGITS = 12
# How far an entity and the one that its target refers to surprise together. For the growth of 25
# countries beside that of the others this gives odds that are met; with less they are timid.
TOGETHER = 0.6
REFERENCE_OPEN = Message("odds need to know how the reference may still move")


class OutlookWithSteps(Struct, frozen=True):
    """An outlook with its arithmetic.

    Attributes:
        outlook: None where the end cannot be projected.
        history: past years, or past values of a level, behind it.
        seasonal: whether it knows the season of some past year.
        missing: why there are no odds, where that is told.
    """

    outlook: Outlook | None
    history: int = 0
    seasonal: bool = False
    steps: tuple[Step, ...] = ()
    flags: tuple[Flag, ...] = ()
    missing: Message | None = None

    @property
    def light(self) -> Light | None:
        """The light of the odds, where there are odds."""
        return self.outlook.light if self.outlook else None

    @property
    def probability(self) -> Decimal | None:
        """The odds of meeting the target, where there are any."""
        return self.outlook.probability if self.outlook else None


def without_odds(
    case: Case, missing: Message, projected: Projection | None = None, flags: tuple[Flag, ...] = ()
) -> OutlookWithSteps:
    """Return an outlook without odds, with the interval where the end can be projected."""
    told = Step("no odds", "{missing}", missing=missing)
    if projected is None:
        return OutlookWithSteps(None, steps=(told,), missing=missing)
    low, point, high = _ends(projected)
    outlook = Outlook(None, None, point, low, high, projected.method)
    steps = (*_steps(case, outlook), told)
    return OutlookWithSteps(outlook, projected.history, steps=steps, flags=flags, missing=missing)


def prospect_from(
    case: Case, projected: Projection | None, *, least_history: int = 0, seasonal: bool = False
) -> OutlookWithSteps | None:
    """Return the outlook that a projection gives, without odds where it rests on too little.

    None where the end cannot be projected.
    """
    if projected is None:
        return None
    if case.moving is not None and not case.moving.ends:
        return without_odds(case, REFERENCE_OPEN, projected)
    low, point, high = _ends(projected)
    outlook = Outlook(None, None, point, None, None, projected.method)
    if projected.history >= least_history:
        odds = Decimal(f"{_odds(case, projected):.4f}")
        outlook = Outlook(_light(case, odds), odds, point, low, high, projected.method)
    return OutlookWithSteps(outlook, projected.history, seasonal, _steps(case, outlook))


def _ends(projected: Projection) -> tuple[Decimal, Decimal, Decimal]:
    low, point, high = (
        Decimal(f"{end:.{DIGITS}g}") for end in (projected.low, projected.point, projected.high)
    )
    return low, point, high


def is_red(case: Case, projected: Projection) -> bool:
    """Whether the odds that a projection gives are too low for hope."""
    return _odds(case, projected) < case.rulebook.outlook_amber


def _light(case: Case, odds: Decimal) -> Light:
    if odds >= case.rulebook.outlook_green:
        return Light.GREEN
    return Light.AMBER if odds >= case.rulebook.outlook_amber else Light.RED


def _odds(case: Case, projected: Projection) -> float:
    """Return the probability that the value at the end fulfils the target's comparator.

    Of a target that moves with a reference it is the mean over what it may come to.
    """
    target = case.target
    if case.moving is not None:
        beside = [
            _met(case, projected.beside(score, TOGETHER), value, high)
            for score, value, high in case.moving.ends
        ]
        return sum(beside) / len(beside)
    value = target.number
    if target.comparator is Comparator.ABOUT:
        value -= case.sign * half_unit(value)
    return _met(case, projected, float(value), None if target.high is None else float(target.high))


def _met(case: Case, projected: Projection, value: float, high: float | None) -> float:
    """Return the probability of a value or better; of a range that of ending inside it.

    A growth that is a range needs the end that comes first.
    """
    if high is not None and not case.indicator.traits.compounds:
        return projected.probability(value) - projected.probability(high)
    at_least = projected.probability(high if high is not None and case.sign < 0 else value)
    return at_least if case.sign > 0 else 1 - at_least


def _steps(case: Case, outlook: Outlook) -> tuple[Step, ...]:
    unit, rules, method = str(case.indicator.unit), case.rulebook, outlook.method
    mark = "2" if case.indicator.unit.is_percent else str(case.indicator.precision)
    end = Number(outlook.projection, mark, unit)
    if outlook.low is None or outlook.high is None:
        return (Step("projection", "{value}", (), None, "", 0, method, value=end),)
    projection = Step(
        "projection",
        "{value}, 80% between {low} and {high}",
        (),
        None,
        "",
        0,
        method,
        value=end,
        low=Number(outlook.low, mark),
        high=Number(outlook.high, mark),
    )
    if outlook.probability is None:
        return (projection,)
    light = Step(
        "outlook light",
        "{light}: {odds:2}% likely against green from {green:0}%, amber from {amber:0}%",
        light=outlook.light or "",
        odds=100 * outlook.probability,
        green=100 * rules.outlook_green,
        amber=100 * rules.outlook_amber,
    )
    return projection, light
