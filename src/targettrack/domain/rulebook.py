"""The thresholds of the judge and the method that uses them; its id is printed with a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.assessment import Status

Points = tuple[tuple["Decimal", "Decimal"], ...]


class Method(StrEnum):
    """What decides where no guard does."""

    LIGHTS = "lights"
    GROWTH_RATIO = "growth-ratio"
    EXTRAPOLATION = "extrapolation"
    PROGRESS_SCORE = "progress-score"
    NEAR_EXPECTED = "near-expected"


@dataclass(frozen=True, slots=True)
class Rating:
    """A rulebook's own word and our status for it, given from `least` on; None for all the rest."""

    word: str
    status: Status
    least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GrowthRatio:
    """Rate the actual over the required compound rate of change.

    Attributes:
        least_months: from the base to a value, below which a yearly rate says nothing.
        ratings: from best to worst, by the ratio.
        met: what a value that meets the target already is given.
    """

    least_months: int
    ratings: tuple[Rating, ...]
    met: Rating


@dataclass(frozen=True, slots=True)
class Extrapolation:
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


@dataclass(frozen=True, slots=True)
class ProgressScore:
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


@dataclass(frozen=True, slots=True)
class NearExpected:
    """Rate how far the value is off what was expected.

    Attributes:
        ratings: from best to worst, by the gap as a share of what was expected.
        improved: instead of the worst, where the value is no worse than a year before.
    """

    ratings: tuple[Rating, ...]
    improved: Rating


Scale = GrowthRatio | Extrapolation | ProgressScore | NearExpected


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every number of the judge that is a threshold.

    Attributes:
        source: the public document that it follows.
        pace_green, pace_amber: least ratio of attained to expected.
        level_pace_amber: the same for a level whose way takes more than a year.
        early_expected: the expected share below which the gap is judged instead of the pace.
        early_green, early_amber: least gap as a share of the way.
        growth_green: least gap of a growth, percentage points.
        growth_amber: least gap of a growth as a share of the target.
        outlook_green, outlook_amber: least probability of meeting the target.
        demand_limit: most that may be required, over what was achieved, for a green outlook.
        infeasible_factor: the same over the best ever, beyond which a target is out of reach.
        best_of: of how many comparable periods the best is taken.
        missed_cycles: publications missed after which there is no verdict.
        soft_target: attained share from which a target is called soft.
        near_miss: share of the target from which a miss is called near.
        coverage: share of targets with a verdict below which a roll-up has no score.
        tolerance: relative tolerance of comparisons.
        scale: what a method other than the lights goes by; None for the lights.
    """

    id: str
    title: str
    source: str
    method: Method
    pace_green: Decimal
    pace_amber: Decimal
    level_pace_amber: Decimal
    early_expected: Decimal
    early_green: Decimal
    early_amber: Decimal
    growth_green: Decimal
    growth_amber: Decimal
    outlook_green: Decimal
    outlook_amber: Decimal
    demand_limit: Decimal
    infeasible_factor: Decimal
    best_of: int
    missed_cycles: int
    soft_target: Decimal
    near_miss: Decimal
    coverage: Decimal
    tolerance: Decimal
    scale: Scale | None = None
