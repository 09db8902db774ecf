"""Odds of a ratio: the entity and the one that it refers to both still move, partly together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.domain.values.status import Status
from tests.domain.cases import BACKLOG, GROWTH, D, figure, goal, judge, known

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation

OWN = ("8", "8.6", "9", "8.2")
NATION = ("6.5", "7", "7.4", "6.8")


def quarters(rates: tuple[str, ...], first: int = 2022) -> list[Observation]:
    """Quarters up to the second of 2025, the rates over and over."""
    ends = [(year, quarter) for year in range(first, 2026) for quarter in range(1, 5)][:-2]
    return [figure(f"{year}-Q{quarter}", rates[(quarter - 1) % 4]) for year, quarter in ends]


def asked(value: str, nation: list[Observation]) -> Assessment:
    target = goal("2025", value, reference="Viet Nam")
    return judge(GROWTH, target, quarters(OWN), "2025-07-10", reference=nation)


def odds(one: Assessment) -> float:
    assert one.outlook is not None
    return float(known(one.outlook.probability))


def test_a_reference_that_still_moves_makes_odds_less_sure() -> None:
    nation = quarters(NATION)
    calm = [figure(one, "6.9") for one in ("2022", "2023", "2024")]
    calm += [figure(f"{year}-Q{q}", "6.9") for year in (2024, 2025) for q in (1, 2, 3, 4)][:6]
    assert 0.5 < odds(asked(">= 1.2", nation)) < 0.75
    for value in (">= 1.0", ">= 1.5"):
        restless, steady = odds(asked(value, nation)), odds(asked(value, calm))
        assert abs(steady - 0.5) >= abs(restless - 0.5) - 0.02


def test_what_is_more_than_a_multiple_is_not_at_most_that() -> None:
    nation = quarters(NATION)
    more, less = odds(asked(">= 1.25", nation)), odds(asked("<= 1.25", nation))
    assert more + less == pytest.approx(1, abs=2e-4)


def test_the_higher_the_multiple_the_less_likely() -> None:
    nation = quarters(NATION)
    each = [odds(asked(f">= {multiple}", nation)) for multiple in ("1", "1.1", "1.2", "1.3", "1.4")]
    assert each == sorted(each, reverse=True)
    assert each[0] > 0.95
    assert each[-1] < 0.2


def test_without_knowing_how_the_reference_moves_there_are_no_odds() -> None:
    one = asked(">= 1.2", [figure("2025-H1", "6.75")])
    assert one.outlook is not None
    assert one.outlook.probability is None
    assert "odds need to know how the reference may still move" in str(one.why)
    assert one.status is Status.ON_TRACK


def test_a_level_relative_to_another_needs_the_line_of_both() -> None:
    target = goal("2025", "<= 0.5", reference="Viet Nam", base=D(80))
    own = [figure(f"2025-0{month}", value) for month, value in ((3, "70"), (4, "66"), (5, "60"))]
    other = [figure(f"2025-0{month}", value) for month, value in ((3, "120"), (4, "119"))]
    two = judge(BACKLOG, target, own, "2025-06-05", reference=[*other, figure("2025-05", "121")])
    assert two.outlook is not None
    assert two.outlook.probability is not None
    one = judge(BACKLOG, target, own, "2025-06-05", reference=other)
    assert one.outlook is None or one.outlook.probability is None
