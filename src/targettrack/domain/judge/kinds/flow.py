"""A flow: amounts that add up over the period to a total; counts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.feasibility import rest_of_last_year
from targettrack.domain.judge.kinds.measured import Measured
from targettrack.domain.outlook.known_totals import known_parts
from targettrack.domain.outlook.odds import OutlookWithSteps, prospect_from, without_odds
from targettrack.domain.outlook.period_total import Rest, project_total
from targettrack.domain.series.case import ZERO
from targettrack.domain.trajectory.trajectory import trajectory_to
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.judge.evidence import Need
    from targettrack.domain.outlook.known_totals import Layout
    from targettrack.domain.outlook.projection import Projection
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


BY_WAY = Message(
    "No history: what is left follows the issued trajectory as far as it was followed so far."
)


# Of the period, where nothing is known of earlier years: before that, of targets that were given
# 90% and more half were met.
LEAST_KNOWN = 0.25


class Flow(Measured):
    """The rules of a flow."""

    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:  # noqa: ARG002 - others ask
        """Return what the sum is likely to be at its closing."""
        projected, laid = project_flow(case)
        lacking = _lacking(laid)
        if projected is not None and lacking is not None:
            return without_odds(case, lacking, projected)
        return prospect_from(case, projected, seasonal=laid.seasonal)

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return what the rest must deliver, also beside last year's rest."""
        need = super().need(case, so_far)
        if need.required is None:
            return need
        over, steps = rest_of_last_year(case, so_far)
        return replace(need, over_last_year=over, steps=(*need.steps, *steps))


def project_flow(case: Case) -> tuple[Projection | None, Layout]:
    """Project a sum, and return what is known of it.

    Without history the issued way stands for last year's.
    """
    issued = (
        trajectory_to(case.target, case.indicator.kind, ZERO, case.target_value).corners
        if case.target.is_issued
        else ()
    )
    corners = tuple((corner.day, float(corner.value)) for corner in issued)
    laid = known_parts(case, corners)
    known = any(s.start >= 0 for s in laid.known) and any(s.total for s in laid.known)
    if not known:
        return None, laid
    rest = Rest(laid.done, laid.open)
    projected = project_total(laid.known, laid.horizon, laid.per_year, rest)
    if projected is not None and laid.by_way:
        projected = replace(projected, history=0, method=BY_WAY)
    return projected, laid


def _lacking(laid: Layout) -> Message | None:
    """Say what odds would need; None where those of as much that is known were shown to be true."""
    if any(s.start < 0 for s in laid.known) or laid.passed >= LEAST_KNOWN:
        return None
    return Message("odds need figures of a past year, or of a quarter of this period")


RULES = Flow()
