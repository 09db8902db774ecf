"""A case: one target of a series on a day, with everything that its assessment asks for."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.domain.records.observation import USUAL_REVISION, in_force
from targettrack.domain.records.target import sign_of
from targettrack.domain.records.weights import NO_WEIGHTS
from targettrack.domain.series.weight_sources import Weighing, weigh, weigh_years
from targettrack.domain.values.number import half_unit
from targettrack.domain.values.quantity import Comparator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.rulebook import Rulebook
    from targettrack.domain.records.target import Target
    from targettrack.domain.records.weights import Weights
    from targettrack.domain.series.reference import Reference
    from targettrack.domain.series.summed import Summed

ZERO = Decimal(0)
HISTORY_YEARS = 3


class MovingGoal(Struct, frozen=True):
    """What a target that refers to another entity may come to, as the reference still moves.

    Attributes:
        ends: equally likely ones, each with the normal score of the reference's value there, the
            number asked for then, and of a range its far end; nothing where that cannot be told.
    """

    ends: tuple[tuple[float, float, float | None], ...] = ()


class Case(Struct, frozen=True, dict=True):
    """What a verdict is asked for; what follows from its parts is found once.

    Attributes:
        figures: the latest known vintage of each figure up to `as_of`, in order of period, back to
            HISTORY_YEARS before the target's period.
        vintages: all that is known of the series, from which it is told when what was known; none
            where the figures are not the entity's own.
        usual_revision: by how much estimates of the series are revised, in log points.
        references: what is known of the entities that versions of the target refer to, by name.
        earlier: the versions of the target that were in force before it, in that order.
        is_superseded: whether the target of a scenario that replaces this one has ended it.
        assumed_base: whether nobody stated the target's base, so that a figure or milestone is it.
        trend: which way values shall go, where nothing else is asked for; the target's value is
            then what they come from.
        summed: what the figures were computed from, where they are not the entity's own.
        moving: what the target may come to, where it depends on a reference that is not settled.
    """

    entity: Entity
    indicator: Indicator
    target: Target
    figures: Sequence[Observation]
    as_of: date
    known_at: date
    rulebook: Rulebook
    weights: Weights = NO_WEIGHTS
    usual_revision: float = USUAL_REVISION
    references: Mapping[str, Reference] = field(default_factory=dict)
    earlier: tuple[Target, ...] = ()
    is_superseded: bool = False
    assumed_base: bool = False
    trend: Comparator | None = None
    summed: Summed | None = None
    moving: MovingGoal | None = None
    vintages: Sequence[Observation] = ()

    @cached_property
    def reference(self) -> list[Observation]:
        """The figures up to `as_of` of the entity that the target refers to, like `figures`."""
        known = self.references.get(self.target.reference or "")
        figures = in_force(known.vintages) if known else []
        return [figure for figure in figures if figure.period.last <= self.as_of]

    @property
    def reference_weights(self) -> Weights:
        """The base weights of the entity that the target refers to."""
        known = self.references.get(self.target.reference or "")
        return known.base_weights if known else NO_WEIGHTS

    @property
    def sign(self) -> int:
        """+1 if more is better for this target, -1 if less is."""
        return sign_of(self.target, self.indicator)

    @property
    def target_value(self) -> Decimal:
        """The value that must be reached: of a range, the edge that comes first."""
        target = self.target
        return target.high if self.sign < 0 and target.high is not None else target.number

    @property
    def start(self) -> date:
        """The first day of the way."""
        return self.target.start

    @cached_property
    def base(self) -> Decimal | None:
        """The value from which a level starts, stated or the last figure before; 0 for sums."""
        if not self.indicator.traits.has_base:
            return ZERO
        earlier = [f for f in self.figures if f.period.last <= self.start]
        return (
            self.target.base if self.target.base is not None or not earlier else earlier[-1].value
        )

    @cached_property
    def weighing(self) -> Weighing:
        """The base weights of the period's parts and where they are from; of growth only."""
        if not self.indicator.traits.compounds:
            return Weighing(NO_WEIGHTS)
        how = weigh_years if self.target.period.is_of_years else weigh
        return how(self.weights, self.target.period, self.figures)

    @property
    def used_weights(self) -> Weights:
        """The base weights of the period's parts: given, inferred, borrowed or days."""
        return self.weighing.weights


def starting_at(case: Case, base: Decimal, day: date) -> Case:
    """Return the case of a level whose base nobody stated, with one that is assumed."""
    target = replace(case.target, base=base, base_on=day)
    return replace(case, target=target, assumed_base=True)


def meets(case: Case, value: Decimal) -> bool:
    """Whether `value` fulfils the target's comparator, unrounded, within the relative tolerance.

    "About 10%" stands for what prints as 10%: from 9.5%.
    """
    target = case.target
    high = target.high if target.high is not None else target.number
    slack = case.rulebook.tolerance * max(abs(target.number), abs(case.base or ZERO))
    match target.comparator:
        case Comparator.MORE:
            return value > target.number + slack
        case Comparator.LESS:
            return value < target.number - slack
        case Comparator.ABOUT:
            return case.sign * (value - target.number) >= -half_unit(target.number)
        case Comparator.BETWEEN if not case.indicator.traits.compounds:
            return target.number - slack <= value <= high + slack
        case _:
            return case.sign * (value - case.target_value) >= -slack
