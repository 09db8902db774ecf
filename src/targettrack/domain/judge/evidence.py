"""What a verdict can rest on: where the value stands, what is required, how it may end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from targettrack.domain.judge.comparisons import required_rest
from targettrack.domain.judge.feasibility import rest_of_last_year
from targettrack.domain.judge.pace import standing_of, without_light
from targettrack.domain.outlook.odds import prospect_of

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Required
    from targettrack.domain.judge.pace import Standing
    from targettrack.domain.outlook.odds import Prospect
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.values.step import Step


@dataclass(frozen=True, slots=True)
class Need:
    """What the rest must deliver; nothing where there is no rest.

    Attributes:
        demand: over the pace so far.
        over_last_year: of a sum what it lacks over last year's rest at this year's growth.
    """

    required: Required | None = None
    demand: Decimal | None = None
    over_last_year: Decimal | None = None
    steps: tuple[Step, ...] = ()


NO_NEED = Need()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything measured of a case with figures; a settled target has no rest to measure."""

    so_far: Reached
    standing: Standing
    need: Need = NO_NEED
    prospect: Prospect | None = None


def standing_under(case: Case, so_far: Reached) -> Standing:
    """Compare with the trajectory; rulebooks with a scale of their own have no pace light."""
    standing = standing_of(case, so_far)
    return standing if case.rulebook.scale is None else without_light(standing)


def evidence(case: Case, so_far: Reached, standing: Standing) -> Evidence:
    """Measure also the rest; rulebooks with a scale of their own have no outlook."""
    prospect = prospect_of(case, so_far) if case.rulebook.scale is None else None
    return Evidence(so_far, standing, _need(case, so_far), prospect)


def _need(case: Case, so_far: Reached) -> Need:
    required, demand, steps = required_rest(case, so_far)
    if required is None:
        return NO_NEED
    over, more = rest_of_last_year(case, so_far)
    return Need(required, demand, over, (*steps, *more))
