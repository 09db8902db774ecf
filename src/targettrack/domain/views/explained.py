"""A verdict with all that explains it: what was read, what was set aside, what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.judge.kinds.protocol import rules_for
from targettrack.domain.values.status import Status
from targettrack.domain.views.turning_point import turning_point

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.series.case import Case


def explained(case: Case) -> Assessment:
    """Judge a target, account for its figures, and say what would change the verdict."""
    one = assess(case)
    known = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    accounts = rules_for(known).figures_read(known)
    read = [step for account in accounts for step in account.steps(case.indicator)]
    turn = None if one.status is Status.CLOSED else turning_point(case, one)
    return replace(one, turning_point=turn, steps=(*read, *one.steps))
