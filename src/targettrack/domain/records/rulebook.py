"""The thresholds of the judge and the method that uses them; its id is printed with a verdict."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.rulebook_scales import Scale


class Method(StrEnum):
    """What decides where no guard does."""

    LIGHTS = "lights"
    GROWTH_RATIO = "growth-ratio"
    EXTRAPOLATION = "extrapolation"
    PROGRESS_SCORE = "progress-score"
    NEAR_EXPECTED = "near-expected"
    CHANGES = "changes"
    BANDS = "bands"


class Rulebook(Struct, frozen=True):
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
        outlook_early: least probability that is not off-track while first_part of the period is not
            over, and of a sum whose season is not known.
        first_part: that share of the period.
        outlook_kept: least probability with which a level that is reached is on-track.
        needs_pace: whether on-track takes a green pace beside good odds.
        demand_limit: most that may be required over what was achieved; a level without odds is
            off-track beyond it.
        infeasible_factor: the same over the best ever, beyond which a target is out of reach.
        best_of: of how many comparable periods the best is taken.
        missed_cycles: publications missed after which there is no verdict; 0 where figures of any
            age are judged, as offices of statistics do.
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
    outlook_early: Decimal
    first_part: Decimal
    outlook_kept: Decimal
    needs_pace: bool
    demand_limit: Decimal
    infeasible_factor: Decimal
    best_of: int
    missed_cycles: int
    soft_target: Decimal
    near_miss: Decimal
    coverage: Decimal
    tolerance: Decimal
    scale: Scale | None = None
