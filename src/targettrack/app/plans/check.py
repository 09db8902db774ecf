"""Looking through a store for what is doubtful."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.app.judge.assessments import named_rulebook, selected
from targettrack.app.plans.compare import plan_findings
from targettrack.cli.progress import watched
from targettrack.domain.checks.store_findings import RULES, Check, findings
from targettrack.domain.values.period import parse_day
from targettrack.errors import UnknownWord
from targettrack.store import open_to_read
from targettrack.store.reading import each_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.cli.command import Run
    from targettrack.domain.checks.finding import Finding


def doubtful(
    run: Run, entity: str, indicator: str, rules: Sequence[str], since: str
) -> tuple[list[Finding], str]:
    """Return what is doubtful in the selected series, the gravest first, and what was checked.

    Raises:
        UnknownWord: there is no such rule.
    """
    for rule in rules:
        if rule not in RULES:
            raise UnknownWord("rule", rule, list(RULES))
    wanted = Check(
        as_of=run.as_of,
        rulebook=named_rulebook(run.rulebook()),
        rules=frozenset(rules),
        since=parse_day(since, "--since") if since else None,
    )
    with open_to_read(run.store) as ask:
        series = each_series(ask, selected(entity, indicator), run.known_at)
        found, checked = findings(watched(series, "Checking"), wanted)
    return found, f"{checked} series"


def doubtful_in_plan(run: Run, plan: str) -> tuple[list[Finding], str]:
    """Return what is doubtful in a plan, and the plan's name."""
    return plan_findings(run, Path(plan)), plan
