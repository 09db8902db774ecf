"""What a hold on average may fall short of the best possible value: its budget and its burn.

Source: B. Beyer and others, *The Site Reliability Workbook* (2018), chapters 2 and 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.judge.assessment import Budget
from targettrack.domain.series.case import ZERO
from targettrack.domain.values.message import Message
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.step import Step

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.series.case import Case
    from targettrack.domain.series.reached import Reached


def perfect_value(case: Case) -> Decimal | None:
    """Return the best value that is possible at all: a natural limit of the indicator."""
    return case.indicator.most if case.sign > 0 else case.indicator.least


def budget_of(
    case: Case, so_far: Reached, done: Decimal, whole: Decimal
) -> tuple[Budget | None, tuple[Step, ...]]:
    """Return how much of the budget is used up and how fast, with the steps.

    None where the limit leaves none, or nobody knows the best possible value.

    Args:
        case: whose goal is the limit.
        so_far: the average and the latest figure.
        done: the weight of all figures.
        whole: the weight that the whole period is expected to have.
    """
    perfect = perfect_value(case)
    allowed = ZERO if perfect is None else case.sign * (perfect - case.target_value)
    if perfect is None or allowed <= 0:
        return None, ()

    def short(value: Decimal) -> tuple[Decimal, Decimal]:
        return (perfect, value) if case.sign > 0 else (value, perfect)

    target_value, past, latest = (
        short(v) for v in (case.target_value, so_far.value, so_far.latest.value)
    )
    burn, latest_burn = (pair[0] - pair[1] for pair in (past, latest))
    used = HUNDRED * burn * done / (allowed * whole)
    budget = Budget(used, burn / allowed, latest_burn / allowed)
    formula = "({:~5} − {:~5}) / ({} − {})"
    return budget, (
        Step(
            "budget used",
            "100 × ({:~5} − {:~5}) × {:~3} / (({} − {}) × {:~3})",
            (*past, done, *target_value, whole),
            used,
            "%",
            1,
            Message("of what the whole period may fall short"),
        ),
        Step(
            "volume so far",
            "100 × {:~3} / {:~3}",
            (done, whole),
            HUNDRED * done / whole,
            "%",
            1,
        ),
        Step(
            "burn",
            formula,
            (*past, *target_value),
            budget.burn,
            "",
            2,
            Message("1 uses it up just at the end"),
        ),
        Step(
            "latest burn",
            formula,
            (*latest, *target_value),
            budget.latest_burn,
            "",
            2,
            Message("of {period} alone", period=so_far.latest.period),
        ),
    )
