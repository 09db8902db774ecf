"""Verdicts at earlier days, from the same figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from targettrack.domain.judge import assess

if TYPE_CHECKING:
    from targettrack.domain.assessment import Assessment
    from targettrack.domain.measures import Case


def verdicts_at_figures(case: Case) -> list[Assessment]:
    """Judge the target on the last day of every figure that counts for it, oldest first.

    A day whose verdict rests on the same figure as the day before is left out.
    """
    days = sorted(
        {f.period.last for f in case.figures if case.start <= f.period.last <= case.as_of}
    )
    verdicts = [assess(replace(case, as_of=day)) for day in days]
    return [
        verdict
        for before, verdict in zip([None, *verdicts], verdicts, strict=False)
        if verdict.observation is not None
        and (before is None or verdict.observation != before.observation)
    ]
