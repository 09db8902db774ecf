"""A flow: amounts that add up over the period to a total; counts too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.domain.judge.feasibility import rest_of_last_year
from targettrack.domain.judge.kinds.measured import Measured

if TYPE_CHECKING:
    from targettrack.domain.judge.evidence import Need
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


class Flow(Measured):
    """The rules of a flow."""

    def need(self, case: Case, so_far: Reached) -> Need:
        """Return what the rest must deliver, also beside last year's rest."""
        need = super().need(case, so_far)
        if need.required is None:
            return need
        over, steps = rest_of_last_year(case, so_far)
        return replace(need, over_last_year=over, steps=(*need.steps, *steps))


RULES = Flow()
