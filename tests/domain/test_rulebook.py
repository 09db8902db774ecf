from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest

from targettrack.domain.rulebook import read_rulebook
from targettrack.errors import InvalidTarget

from .cases import RULES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pace_green", "0.95"),
        ("pace_amber", "0.80"),
        ("level_pace_amber", "0.60"),
        ("early_expected", "0.10"),
        ("early_green", "-0.02"),
        ("early_amber", "-0.05"),
        ("growth_green", "-0.1"),
        ("growth_amber", "-0.1"),
        ("missed_cycles", "2"),
        ("soft_target", "1.20"),
        ("near_miss", "0.95"),
        ("coverage", "0.60"),
        ("tolerance", "1e-9"),
    ],
)
def test_the_default_rulebook_holds_the_documented_thresholds(name: str, value: str) -> None:
    assert getattr(RULES, name) == Decimal(value)


def stored() -> dict[str, Any]:
    """The default rulebook as its file would give it."""
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in asdict(RULES).items()}


def test_a_rulebook_reads_back_exactly() -> None:
    assert read_rulebook(stored()) == RULES


def test_a_missing_threshold_is_named() -> None:
    incomplete = {name: value for name, value in stored().items() if name != "pace_green"}
    with pytest.raises(InvalidTarget, match="pace_green is missing"):
        read_rulebook(incomplete)


def test_an_unknown_threshold_is_named() -> None:
    with pytest.raises(InvalidTarget, match="pace_gren is not a key"):
        read_rulebook({**stored(), "pace_gren": 1})
