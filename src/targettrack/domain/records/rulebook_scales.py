"""What the methods other than the lights go by: ratings, from best to worst, and their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from targettrack.domain.values.status import Status

Points = tuple[tuple[Decimal, Decimal], ...]
Bounds = Mapping[str, tuple[Decimal, ...]]
Groups = Mapping[str, tuple[str, ...]]


class Rating(Struct, frozen=True):
    """A rulebook's own word and our status for it, given from `least` on; None for all the rest."""

    word: str
    status: Status
    least: Decimal | None = None


class GrowthRatio(Struct, frozen=True):
    """Rate the actual over the required compound rate of change.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        base_year: whose figure the way starts from where no base is stated; 0 for none.
        base_nearest: whether, where that year has no figure, it is the nearest one, of two the
            earlier; else the next, or the last before.
        ratings: from best to worst, by the ratio.
        rate_ratings: the same without a target, by the rate itself in percent a year.
        met: what a value that meets the target already is given.
    """

    least_months: int
    base_year: int
    base_nearest: bool
    ratings: tuple[Rating, ...]
    rate_ratings: tuple[Rating, ...]
    met: Rating


class Extrapolation(Struct, frozen=True):
    """Rate how much of the way is covered by the target's date at the rate so far.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        base_year: whose figure the way starts from where no base is stated; 0 for none.
        base_nearest: whether, where that year has no figure, it is the nearest one, of two the
            earlier; else the next, or the last before.
        ratings: from best to worst, by the share of the way.
        rate_ratings: the same without a target, by the rate itself in percent a year.
        met: what a value that meets the target already is given.
        limits: percentages that a target is met near to.
        near: how near, in points.
    """

    least_months: int
    base_year: int
    base_nearest: bool
    ratings: tuple[Rating, ...]
    rate_ratings: tuple[Rating, ...]
    met: Rating
    limits: tuple[Decimal, ...]
    near: Decimal


class ProgressScore(Struct, frozen=True):
    """Rate a score that grows in straight lines with the progress.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        base_year: whose figure the way starts from where no base is stated; 0 for none.
        base_nearest: whether, where that year has no figure, it is the nearest one, of two the
            earlier; else the next, or the last before.
        ratings: from best to worst, by the score.
        met: what a value that meets the target already is given, with the highest score.
        ratio_points: (ratio of actual to required rate, score), where there is a target.
        ratio_decimals: places to which slope and intercept of those lines are rounded.
        rate_points: (change a year as a fraction, score), where there is none.
        limit_power: how fast the rates asked for shrink as the base nears a natural limit.
        zero: what stands for a base or a target of zero.
    """

    least_months: int
    base_year: int
    base_nearest: bool
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


class Changes(Struct, frozen=True):
    """Rate where the mean of the last yearly changes leads by the target's date.

    Attributes:
        changes: how many of them are averaged, where there are so many.
        least_changes: fewer say nothing.
        ratings: three, from best to worst, by what is missed at that rate as a share of what is
            left to go, minus; where the target is met already, or none says how far, the first if
            all goes the right way, the second if but the latest change or the mean does not, the
            third if only the latest change does.
        wrong: what goes the wrong way, or nowhere.
    """

    changes: int
    least_changes: int
    ratings: tuple[Rating, ...]
    wrong: Rating


class Bands(Struct, frozen=True):
    """Rate a value by the bands of its indicator, and groups of indicators by the worst of them.

    Attributes:
        scores: the score at each bound, rising.
        ratings: from best to worst, by the score, which is on a straight line between bounds.
        bounds: of each indicator, by its id or a name, as many values as there are scores.
        groups: the indicators of each group that is rated as a whole; without any, all are one.
        of_worst: how many of the worst are averaged.
    """

    scores: tuple[Decimal, ...]
    ratings: tuple[Rating, ...]
    bounds: Bounds
    of_worst: int = 2
    groups: Groups = {}


Scale = GrowthRatio | Extrapolation | ProgressScore | NearExpected | Changes | Bands
