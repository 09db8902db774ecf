"""Looking through a store for what is doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.cli.judging import chosen_rulebook, selected
from targettrack.cli.progress import watched
from targettrack.domain.periods import parse_day
from targettrack.domain.quality import RULES, Check, findings
from targettrack.errors import UnknownWord
from targettrack.store import open_to_read
from targettrack.store.reading import each_series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.cli.frame import Run
    from targettrack.domain.findings import Finding


def doubtful(
    run: Run, entity: str, indicator: str, rules: Sequence[str], since: str
) -> tuple[list[Finding], int]:
    """Return what is doubtful in the selected series, the gravest first, and how many they are.

    Raises:
        UnknownWord: there is no such rule.
    """
    for rule in rules:
        if rule not in RULES:
            raise UnknownWord("rule", rule, list(RULES))
    wanted = Check(
        as_of=run.as_of,
        rulebook=chosen_rulebook(""),
        rules=frozenset(rules),
        since=parse_day(since, "--since") if since else None,
    )
    with open_to_read(run.store) as ask:
        series = each_series(ask, selected(entity, indicator), run.known_at)
        return findings(watched(series, "Checking"), wanted)
