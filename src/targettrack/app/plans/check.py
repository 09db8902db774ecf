"""Looking through a store, or a plan, for what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.judge.assessments import named_rulebook
from targettrack.app.plans.compare import compare_plan
from targettrack.app.watch import unwatched
from targettrack.domain.checks.plan_findings import plan_checks
from targettrack.domain.checks.store_findings import RULES, Check, findings
from targettrack.errors import UnknownWord
from targettrack.store import open_to_read
from targettrack.store.reading import each_series
from targettrack.store.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from targettrack.app.clock import Clock
    from targettrack.app.watch import Watch
    from targettrack.domain.checks.finding import Finding
    from targettrack.store.selection import Selection


def check_store(
    store: Path,
    clock: Clock,
    selection: Selection = ALL,
    rules: Sequence[str] = (),
    since: date | None = None,
    rulebook: str = "",
    watch: Watch = unwatched,
) -> tuple[list[Finding], int]:
    """Return what is doubtful in the selected series, the gravest first, and how many there are.

    Raises:
        UnknownWord: there is no such rule.
    """
    for rule in rules:
        if rule not in RULES:
            raise UnknownWord("rule", rule, list(RULES))
    wanted = Check(
        as_of=clock.as_of,
        rulebook=named_rulebook(rulebook),
        rules=frozenset(rules),
        since=since,
    )
    with open_to_read(store) as ask:
        return findings(watch(each_series(ask, selection, clock.known_at), "Checking"), wanted)


def check_plan(store: Path, clock: Clock, path: Path) -> list[Finding]:
    """Return what is doubtful in a plan, by itself and against a store, which need not exist.

    Raises:
        FileFault: with every problem of the plan.
    """
    found = compare_plan(store, clock, path)
    return plan_checks(found.plan, found.held)
