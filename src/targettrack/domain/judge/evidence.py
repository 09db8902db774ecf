"""What a verdict can rest on: where the value stands, what is required, how it may end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Required
    from targettrack.domain.judge.pace import PaceState
    from targettrack.domain.outlook.odds import OutlookWithSteps
    from targettrack.domain.series.reached import Reached
    from targettrack.domain.values.step import Step


class Need(Struct, frozen=True):
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


class Evidence(Struct, frozen=True):
    """Everything measured of a case with figures; a settled target has no rest to measure."""

    so_far: Reached
    standing: PaceState
    need: Need = NO_NEED
    prospect: OutlookWithSteps | None = None
