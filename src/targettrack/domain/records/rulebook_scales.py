"""What the methods other than the lights go by: ratings, from best to worst, and their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.values.status import Status

Points = tuple[tuple["Decimal", "Decimal"], ...]


class Rating(Struct, frozen=True):
    """A rulebook's own word and our status for it, given from `least` on; None for all the rest."""

    word: str
    status: Status
    least: Decimal | None = None


class GrowthRatio(Struct, frozen=True):
    """Rate the actual over the required compound rate of change.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        ratings: from best to worst, by the ratio.
        met: what a value that meets the target already is given.
    """

    least_months: int
    ratings: tuple[Rating, ...]
    met: Rating


class Extrapolation(Struct, frozen=True):
    """Rate how much of the way is covered by the target's date at the rate so far.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        ratings: from best to worst, by the share of the way.
        met: what a value that meets the target already is given.
        limits: percentages that a target is met near to.
        near: how near, in points.
    """

    least_months: int
    ratings: tuple[Rating, ...]
    met: Rating
    limits: tuple[Decimal, ...]
    near: Decimal


class ProgressScore(Struct, frozen=True):
    """Rate a score that grows in straight lines with the progress.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        ratings: from best to worst, by the score.
        met: what a value that meets the target already is given, with the highest score.
        ratio_points: (ratio of actual to required rate, score), where there is a target.
        ratio_decimals: places to which slope and intercept of those lines are rounded.
        rate_points: (change a year as a fraction, score), where there is none.
        limit_power: how fast the rates asked for shrink as the base nears a natural limit.
        zero: what stands for a base or a target of zero.
    """

    least_months: int
    ratings: tuple[Rating, ...]
    met: Rating
    ratio_points: Points
    ratio_decimals: int
    rate_points: Points
    limit_power: Decimal
    zero: Decimal


class NearExpected(Struct, frozen=True):
    """Rate how far the value is off what was expected.

    Attributes:
        ratings: from best to worst, by the gap as a share of what was expected.
        improved: instead of the worst, where the value is no worse than a year before.
    """

    ratings: tuple[Rating, ...]
    improved: Rating


Scale = GrowthRatio | Extrapolation | ProgressScore | NearExpected
