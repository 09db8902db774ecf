"""What an indicator and an entity can be at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import (
    MAX_PRECISION,
    Frequency,
    Indicator,
    first_due,
    overdue,
)
from targettrack.domain.records.kind import Kind
from targettrack.domain.values.quantity import Unit
from targettrack.errors import InvalidTarget, InvalidText
from tests.domain.cases import PERCENT, D

if TYPE_CHECKING:
    from decimal import Decimal

COUNT = Unit("houses")


def made(kind: Kind, unit: Unit, **more: Any) -> Indicator:
    return Indicator("houses", "Houses", kind, unit, **more)


@pytest.mark.parametrize(
    ("kind", "unit", "more", "words"),
    [
        (Kind.SHARE, COUNT, {}, "its unit must be %"),
        (Kind.GROWTH, COUNT, {}, "its unit must be %"),
        (Kind.DELIVERABLE, COUNT, {}, "its unit must be %"),
        (Kind.FLOW, COUNT, {"absolute_unit": COUNT}, "only a share has an absolute unit"),
        (Kind.FLOW, COUNT, {"precision": -1}, f"precision must be 0 to {MAX_PRECISION}"),
        (Kind.FLOW, COUNT, {"precision": MAX_PRECISION + 1}, "precision must be 0 to"),
        (Kind.LEVEL, PERCENT, {"least": D(5), "most": D(5)}, "5 must be below the most, 5"),
        (Kind.GROWTH, PERCENT, {"least": D(0)}, "it has no natural limits"),
    ],
)
def test_what_does_not_go_together_is_refused(
    kind: Kind, unit: Unit, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidTarget, match=words):
        made(kind, unit, **more)


@pytest.mark.parametrize(
    ("kind", "unit", "more"),
    [
        (Kind.SHARE, PERCENT, {"absolute_unit": COUNT}),
        (Kind.FLOW, COUNT, {"precision": MAX_PRECISION}),
        (Kind.LEVEL, COUNT, {"least": D(5)}),
        (Kind.LEVEL, COUNT, {"most": D(5)}),
        (Kind.LEVEL, COUNT, {"least": D(4), "most": D(5)}),
    ],
)
def test_what_goes_together_is_kept(kind: Kind, unit: Unit, more: dict[str, Any]) -> None:
    one = made(kind, unit, **more)
    assert {name: getattr(one, name) for name in more} == more


@pytest.mark.parametrize(
    ("least", "most", "value", "said"),
    [
        (D(0), D(100), D(0), ""),
        (D(0), D(100), D(100), ""),
        (D(0), D(100), D("-0.1"), "is beyond Houses, which is at least 0% and at most 100%"),
        (D(0), D(100), D("100.1"), "is beyond Houses, which is at least 0% and at most 100%"),
        (D(0), None, D(-1), "is beyond Houses, which is at least 0%"),
        (None, D(100), D(101), "is beyond Houses, which is at most 100%"),
        (D(0), None, D(101), ""),
        (None, D(100), D(-1), ""),
    ],
)
def test_a_value_beyond_a_natural_limit_names_the_limits_there_are(
    least: Decimal | None, most: Decimal | None, value: Decimal, said: str
) -> None:
    broken = made(Kind.LEVEL, PERCENT, least=least, most=most).limits_broken_by(value)
    assert (str(broken) if broken else "") == said


def test_an_entity_may_last_a_day_but_not_end_before_it_begins() -> None:
    first = date(2025, 7, 1)
    one = Entity("Vinh", valid_from=first, valid_to=first)
    assert (one.ended(first), one.ended(date(2025, 7, 2))) == (False, True)
    with pytest.raises(InvalidText, match="ends on 2025-06-30, before it starts"):
        Entity("Vinh", valid_from=first, valid_to=date(2025, 6, 30))


def test_a_figure_is_overdue_from_the_day_after_it_was_due() -> None:
    revenue = made(Kind.FLOW, COUNT, publication_lag=10)
    may, july = date(2025, 5, 31), date(2025, 7, 10)
    assert first_due(revenue, may) == july
    assert overdue(revenue, may, july) == []
    assert overdue(revenue, may, date(2025, 8, 11)) == [july, date(2025, 8, 10)]


def test_a_quarters_figure_is_due_after_the_quarter_that_a_day_is_in() -> None:
    growth = made(Kind.GROWTH, PERCENT, frequency=Frequency.QUARTER, publication_lag=6)
    assert first_due(growth, date(2025, 5, 15)) == date(2025, 7, 6)
