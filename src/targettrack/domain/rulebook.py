"""The thresholds of the judge: data with an id that is printed with every verdict."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING

from targettrack.errors import InvalidTarget

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every number of the judge that is a threshold.

    Attributes:
        pace_green, pace_amber: least ratio of attained to expected.
        level_pace_amber: the same for a level whose way takes more than a year.
        early_expected: the expected share below which the gap is judged instead of the pace.
        early_green, early_amber: least gap as a share of the way.
        growth_green: least gap of a growth, percentage points.
        growth_amber: least gap of a growth as a share of the target.
        missed_cycles: publications missed after which there is no verdict.
        soft_target: attained share from which a target is called soft.
        near_miss: share of the target from which a miss is called near.
        coverage: share of targets with a verdict below which a roll-up has no score.
        tolerance: relative tolerance of comparisons.
    """

    id: str
    pace_green: Decimal
    pace_amber: Decimal
    level_pace_amber: Decimal
    early_expected: Decimal
    early_green: Decimal
    early_amber: Decimal
    growth_green: Decimal
    growth_amber: Decimal
    missed_cycles: int
    soft_target: Decimal
    near_miss: Decimal
    coverage: Decimal
    tolerance: Decimal


def read_rulebook(data: Mapping[str, object]) -> Rulebook:
    """Build a rulebook from the keys of its TOML file; raises InvalidTarget that names the key."""
    known = {field.name: str(field.type) for field in fields(Rulebook)}
    for name in (*data, *known):
        if (name in data) != (name in known):
            wrong = "is not a key of a rulebook" if name in data else "is missing"
            raise InvalidTarget(f"rulebook: {name} {wrong}")
    values = {
        name: Decimal(str(value)) if known[name] == "Decimal" else value
        for name, value in data.items()
    }
    return Rulebook(**values)  # type: ignore[arg-type]
