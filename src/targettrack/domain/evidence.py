"""What a verdict can rest on: where the value stands, what is required, how it may end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from targettrack.domain.comparisons import required_rest
from targettrack.domain.credibility import rest_of_last_year
from targettrack.domain.outlook import prospect_of
from targettrack.domain.pace import standing_of, without_light

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.assessment import Required, Step
    from targettrack.domain.measures import Case, Reached
    from targettrack.domain.outlook import Prospect
    from targettrack.domain.pace import Standing


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything measured of a case with figures, before it is ruled on."""

    so_far: Reached
    standing: Standing
    need: Need
    prospect: Prospect | None

    def of_the_past(self) -> Evidence:
        """Return it without what concerns the rest, of which a settled target has none."""
        return replace(self, need=Need(), prospect=None)


def evidence(case: Case, so_far: Reached) -> Evidence:
    """Measure a case; rulebooks with a scale of their own have neither pace light nor outlook."""
    standing = standing_of(case, so_far)
    need = _need(case, so_far)
    if case.rulebook.scale is not None:
        return Evidence(so_far, without_light(standing), need, None)
    return Evidence(so_far, standing, need, prospect_of(case, so_far))


def _need(case: Case, so_far: Reached) -> Need:
    required, demand, steps = required_rest(case, so_far)
    if required is None:
        return Need()
    over, more = rest_of_last_year(case, so_far)
    return Need(required, demand, over, (*steps, *more))
