"""The expected value at every date on the way to a target, and the date at which a value is due.

A way is a list of corners (day, value) in order of day, joined by straight lines or steps, or a
curve from one corner to another. A day stands for its evening.
"""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.values.period import ONE_DAY

if TYPE_CHECKING:
    from datetime import date

    from targettrack.domain.records.kind import Kind
    from targettrack.domain.records.target import Target


_day = attrgetter("day")


class Corner(Struct, frozen=True):
    """The expected value on the evening of a day."""

    day: date
    value: Decimal


class Trajectory(Struct, frozen=True):
    """Corners in order of day; `stepped` ways hold each value until the next corner."""

    corners: tuple[Corner, ...]
    stepped: bool = False

    @property
    def origin(self) -> Corner:
        """Where it starts."""
        return self.corners[0]

    @property
    def end(self) -> Corner:
        """Where it ends: the closing date and the target's value."""
        return self.corners[-1]

    def around(self, day: date) -> tuple[Corner, Corner]:
        """Return the corners between which `day` lies, clamped to the first and last leg."""
        place = bisect_left(self.corners, day, 1, len(self.corners) - 1, key=_day)
        return self.corners[place - 1], self.corners[place]

    def expected(self, day: date) -> Decimal:
        """Return the value due on `day`: before the start the first, after the end the last."""
        if day >= self.end.day:
            return self.end.value
        before, after = self.around(max(day, self.origin.day))
        if day == after.day:
            return after.value
        if self.stepped:
            return before.value
        elapsed = max((day - before.day).days, 0)
        return before.value + (after.value - before.value) * elapsed / (after.day - before.day).days

    def days_to(self, value: Decimal, sign: int) -> Decimal:
        """Return the days from the origin until `value` is due: the later end of a flat piece.

        It is due on the last day on which no more than that is expected, which also tells where a
        way falls back. A value beyond the end is due at the end; one that is short of everything
        that is ever expected, at the origin.
        """
        total = Decimal((self.end.day - self.origin.day).days)
        if sign * (value - self.end.value) >= 0:
            return total
        for before, after in reversed(list(pairwise(self.corners))):
            start = Decimal((before.day - self.origin.day).days)
            length = (after.day - before.day).days
            if sign * (value - before.value) < 0:
                continue
            if self.stepped or after.value == before.value:
                return start + length
            return start + length * (value - before.value) / (after.value - before.value)
        return Decimal(0)


class Curve(Struct, frozen=True):
    """A steady rate from one corner to another: of the value, or of its odds between limits.

    `p = B (T/B)^(passed share)`; between limits the same of `(p - least) / (most - p)`, which is a
    straight line in log odds. Both ends have one sign, or lie inside the limits (least, most).
    """

    origin: Corner
    end: Corner
    limits: tuple[Decimal, Decimal] | None = None

    def odds(self, value: Decimal) -> Decimal:
        """Return what grows at a steady rate: the value itself, or its odds between the limits."""
        if self.limits is None:
            return value
        least, most = self.limits
        return (value - least) / (most - value)

    def odds_on(self, day: date) -> Decimal:
        """Return the odds that are due on a day of the way."""
        passed = Decimal((day - self.origin.day).days)
        start = self.odds(self.origin.value)
        rate = self.odds(self.end.value) / start
        return start * rate ** (passed / (self.end.day - self.origin.day).days)

    def expected(self, day: date) -> Decimal:
        """Return the value due on `day`: before the start the first, after the end the last."""
        if day >= self.end.day or day <= self.origin.day:
            return (self.end if day >= self.end.day else self.origin).value
        due = self.odds_on(day)
        if self.limits is None:
            return due
        least, most = self.limits
        return (least + most * due) / (1 + due)

    def days_to(self, value: Decimal, sign: int) -> Decimal:
        """Return the days from the origin until `value` is due.

        A value beyond the end is due at the end, one short of the origin at the origin.
        """
        total = Decimal((self.end.day - self.origin.day).days)
        if sign * (value - self.end.value) >= 0:
            return total
        if sign * (value - self.origin.value) <= 0:
            return Decimal(0)
        start = self.odds(self.origin.value)
        rate = self.odds(self.end.value) / start
        return total * (self.odds(value) / start).ln() / rate.ln()


def trajectory_to(target: Target, kind: Kind, base: Decimal, target_value: Decimal) -> Trajectory:
    """Lay the way from `base` to `goal` along the issued points, or straight without any.

    A flow or share starts from zero on the evening before the period; a level starts at its base on
    the day of the base, or on the first day of the period.
    """
    first = target.period.start
    origin = first - ONE_DAY if kind.traits.accumulates else (target.base_on or first)
    end = Corner(target.closing, target_value)
    milestones = tuple(
        Corner(point.period.last, point.value)
        for point in target.points
        if origin < point.period.last < end.day
    )
    stepped = target.trajectory is TrajectoryKind.STEPS
    return Trajectory((Corner(origin, base), *milestones, end), stepped)
