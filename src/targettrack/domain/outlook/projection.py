"""What a value is likely to come to: a middle, an interval that holds it 80% of the time, odds.

A projection is a mixture of Student's t distributions on an axis on which what is not known yet is
spread evenly to both sides: the logarithm of what is left, a plain number, or a logit.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targettrack.message import Message

Z_90 = 1.2815515655446004  # nine tenths of the normal distribution lie below it
CLOSE = 1e-10  # probabilities are this close where quantiles are looked for
STEPS = 100
GREATEST = 700.0  # the logarithm of what a float just holds


class Axis(Protocol):
    """Where a value lies on the line on which a mixture is laid, and the way back."""

    def place(self, value: float) -> float:
        """Return the place of `value`; minus infinity at or below all that can come."""

    def value(self, place: float) -> float:
        """Return the value at `place`."""


class LogAxis(Struct, frozen=True):
    """`done` plus a rest above zero, which is laid out by its logarithm.

    What is less than `least` counts as that: a sum of what is never negative does not fall.
    """

    done: float
    least: float = -math.inf

    def place(self, value: float) -> float:
        """Return the logarithm of what `value` leaves to come."""
        is_above = value > max(self.done, self.least)
        return math.log(value - self.done) if is_above else -math.inf

    def value(self, place: float) -> float:
        """Return what is done plus the rest."""
        return max(self.done + math.exp(min(place, GREATEST)), self.least)


class PlainAxis(Struct, frozen=True):
    """The value itself, held between natural limits."""

    least: float = -math.inf
    most: float = math.inf

    def place(self, value: float) -> float:
        """Return the value; nothing is more than `most`, everything at least `least`."""
        if value <= self.least:
            return -math.inf
        return value if value <= self.most else math.inf

    def value(self, place: float) -> float:
        """Return the place, held between the limits."""
        return min(max(place, self.least), self.most)


class LogitAxis(Struct, frozen=True):
    """A share of the way from `least` to `most`, laid out by the logarithm of its odds."""

    least: float
    most: float

    def place(self, value: float) -> float:
        """Return the logarithm of the odds of `value`."""
        if value <= self.least:
            return -math.inf
        if value >= self.most:
            return math.inf
        return math.log(value - self.least) - math.log(self.most - value)

    def value(self, place: float) -> float:
        """Return the value whose odds have the logarithm `place`."""
        return self.least + (self.most - self.least) * (0.5 + 0.5 * math.tanh(place / 2))


class MirrorAxis(Struct, frozen=True):
    """Another axis with every sign turned."""

    axis: Axis

    def place(self, value: float) -> float:
        """Return the mirror of the place of the mirrored value."""
        return -self.axis.place(-value)

    def value(self, place: float) -> float:
        """Return the mirror of the value at the mirrored place."""
        return -self.axis.value(-place)


class CappedAxis(Struct, frozen=True):
    """Another axis on which nothing comes to more than `most`."""

    axis: Axis
    most: float

    def place(self, value: float) -> float:
        """Return the place of a value; nothing is more than `most`."""
        return math.inf if value > self.most else self.axis.place(value)

    def value(self, place: float) -> float:
        """Return the value at a place, at most `most`."""
        return min(self.axis.value(place), self.most)


class Bell(Struct, frozen=True):
    """Student's t with `freedom` degrees of freedom around `centre`; its share of a mixture."""

    weight: float
    centre: float
    scale: float
    freedom: float

    def below(self, place: float) -> float:
        """Return the probability of lying below `place`.

        Wallace's approximation (Annals of Mathematical Statistics 30, 1959), off by less than 0.001
        from 3 degrees of freedom on.
        """
        if not self.scale or math.isinf(place):
            return 1.0 if place > self.centre else 0.0
        z, d = (place - self.centre) / self.scale, self.freedom
        normal = math.sqrt(d * math.log1p(z * z / d)) * (8 * d + 1) / (8 * d + 3)
        return 0.5 * math.erfc(-math.copysign(normal, z) / math.sqrt(2))

    def part_of(self, share: float, factor: float = 1.0) -> Bell:
        """Return the bell with `share` of its weight and its scale times `factor`."""
        return Bell(self.weight * share, self.centre, self.scale * factor, self.freedom)

    def blurred(self, spread: float) -> Bell:
        """Return the bell with an independent `spread` added to its scale."""
        return Bell(self.weight, self.centre, math.hypot(self.scale, spread), self.freedom)

    def quantile(self, normal: float) -> float:
        """Return the place below which as much lies as below `normal` under the normal curve."""
        d = self.freedom
        inner = normal * (8 * d + 3) / (8 * d + 1)
        return self.centre + self.scale * math.copysign(
            math.sqrt(d * math.expm1(inner * inner / d)), normal
        )


class Projection(Struct, frozen=True):
    """The final value as far as it can be told today.

    Attributes:
        point: it is as likely to end above as below.
        low: one in ten ends below.
        high: one in ten ends above, so that `low` to `high` holds 80%.
        method: how it was made, in one sentence.
        history: complete past years behind it; for a level, past values.
        axis: on which the bells are laid out.
        bells: the mixture; its weights add up to one.
        doubt: by how much less often a target is met than the mixture says, in log odds.
    """

    point: float
    low: float
    high: float
    method: Message
    history: int
    axis: Axis
    bells: tuple[Bell, ...]
    doubt: float = 0.0

    def probability(self, target: float) -> float:
        """Return the probability that the final value is `target` or more.

        For a target that must not be exceeded ask for one minus this.
        """
        place = self.axis.place(target)
        odds = min(max(1.0 - sum(b.weight * b.below(place) for b in self.bells), 0.0), 1.0)
        return odds / (odds + (1.0 - odds) * math.exp(self.doubt)) if self.doubt else odds

    def beside(self, score: float, shared: float) -> Projection:
        """Return the projection where something else comes out at a normal score.

        Args:
            score: of the other value, in standard deviations from its middle.
            shared: how far both move together: their correlation.
        """
        alone = math.sqrt(1 - shared * shared)
        moved = (
            replace(
                bell, centre=bell.centre + shared * score * bell.scale, scale=alone * bell.scale
            )
            for bell in self.bells
        )
        return replace(self, bells=tuple(moved))

    def capped(self, most: float) -> Projection:
        """Return the projection of what cannot come to more than `most`."""
        low, point, high = (min(end, most) for end in (self.low, self.point, self.high))
        axis = CappedAxis(self.axis, most)
        return replace(self, low=low, point=point, high=high, axis=axis)

    def mirrored(self) -> Projection:
        """Return the projection of the same series with every sign turned."""
        return replace(
            self,
            point=-self.point,
            low=-self.high,
            high=-self.low,
            axis=MirrorAxis(self.axis),
            bells=tuple(replace(bell, centre=-bell.centre) for bell in self.bells),
            doubt=-self.doubt,
        )


def projection(bells: Sequence[Bell], axis: Axis, method: Message, history: int) -> Projection:
    """Return the projection of a mixture, with its middle and its 80% interval."""
    low, point, high = (axis.value(quantile(bells, z)) for z in (-Z_90, 0.0, Z_90))
    return Projection(point, low, high, method, history, axis, tuple(bells))


def quantile(bells: Sequence[Bell], normal: float) -> float:
    """Return the place below which as much of a mixture lies as below `normal` of the normal curve.

    It lies between the least and the greatest of such places of its bells.
    """
    share = 0.5 * math.erfc(-normal / math.sqrt(2))

    def excess(place: float) -> float:
        return sum(bell.weight * bell.below(place) for bell in bells) - share

    places = sorted(bell.quantile(normal) for bell in bells)
    above = bisect_left(places, 0.0, key=excess)
    if above in {0, len(places)}:
        return places[min(above, len(places) - 1)]
    return root(excess, places[above - 1], places[above])


def root(rising: Callable[[float], float], left: float, right: float) -> float:
    """Return where a function rises through zero between two places (false position, Illinois)."""
    at_left, at_right = rising(left), rising(right)
    middle, moved = right, 0
    for _ in range(STEPS):
        if at_right - at_left < CLOSE:
            break
        middle = (left * at_right - right * at_left) / (at_right - at_left)
        at_middle = rising(middle)
        if abs(at_middle) < CLOSE:
            break
        if at_middle < 0:
            left, at_left = middle, at_middle
            at_right /= 2 if moved < 0 else 1
        else:
            right, at_right = middle, at_middle
            at_left /= 2 if moved > 0 else 1
        moved = -1 if at_middle < 0 else 1
    return middle
