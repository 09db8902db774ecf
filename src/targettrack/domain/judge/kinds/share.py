"""A share: cumulative percent of a denominator that may itself be revised; it adds up as a flow.

What is spent of a year's plan is late everywhere: it has a season of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.kinds.flow import Flow, project_flow
from targettrack.domain.outlook.odds import OutlookWithSteps, is_red, prospect_from, without_odds
from targettrack.domain.outlook.plan_spending import CEILING, LEAST, YearOfPlan, project_spending
from targettrack.domain.records.indicator import Season
from targettrack.domain.records.observation import is_amount
from targettrack.domain.series.reading import read
from targettrack.domain.values.status import Flag
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached

# The indicators of the catalogue whose season was measured; any other spending borrows it.
MEASURED = frozenset({"public-investment", "state-budget-investment"})
TOO_EARLY = Message("odds are told from the end of the second month on, and from 2% of the plan")
INCOMPLETE = Message("odds need all that is spent so far")
BORROWED = Message("no odds: the season of such spending is not measured, that of others is")


class Share(Flow):
    """The rules of a share: those of a flow, in percent of its whole."""

    def outlook(self, case: Case, so_far: Reached) -> OutlookWithSteps | None:
        """Return what is spent of a plan in the end; of any other share what the sum comes to.

        An issued trajectory precedes the season.
        """
        if not is_spending(case):
            return super().outlook(case, so_far)
        if case.target.is_issued:
            along, laid = project_flow(case)
            most = max(CEILING, float(so_far.value))
            return prospect_from(case, along and along.capped(most), seasonal=laid.seasonal)
        return _by_season(case, so_far)


def _by_season(case: Case, so_far: Reached) -> OutlookWithSteps | None:
    target, measured = case.target, case.indicator.id in MEASURED
    if not so_far.complete:
        return without_odds(case, INCOMPLETE)
    year = YearOfPlan(target.period.start, target.period.last, target.closing)
    # Of less than the least that is told the odds are lower still than those of the least.
    spent = max(float(so_far.value), LEAST)
    projected = project_spending(spent, so_far.on, year, _last_result(case), measured=measured)
    if projected is not None and so_far.value < LEAST:
        projected = projected if is_red(case, projected) else None
    if projected is None:
        return without_odds(case, TOO_EARLY)
    if not measured:
        return without_odds(case, BORROWED, projected, (Flag.BORROWED_PROFILE,))
    found = prospect_from(case, projected, seasonal=True)
    if found is not None and target.closing > target.period.last:
        return replace(found, flags=(Flag.ASSUMED_PATH,))
    return found


def is_spending(case: Case) -> bool:
    """Whether a target is a share of a year's plan that is spent, as its indicator says."""
    spends = case.indicator.season is Season.SPENDING or case.indicator.id in MEASURED
    return spends and case.target.period.is_a_year


def _last_result(case: Case) -> float | None:
    """Return the percent of last year's plan that was spent at the end of last year."""
    stated = [f for f in case.figures if not is_amount(case.indicator, f)]
    year = case.target.period.a_year_earlier()
    terms = read(stated, year).of(year)
    return float(terms.total()) if terms else None


RULES = Share()
