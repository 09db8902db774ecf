"""How what is said of a target is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.records.target_reading import (
    base_day,
    read_denominator,
    read_percent,
    read_target,
    read_volume,
)
from targettrack.errors import InvalidQuantity, InvalidTarget
from tests.domain.cases import DISBURSEMENT, PERCENT, POVERTY, REVENUE, D
from tests.domain.judge.kinds.test_deliverable import PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2025, 5, 4)


def test_a_deliverable_is_done_or_nothing() -> None:
    done = read_target(" Done ", PROGRAMME)
    assert (done.value, done.unit) == (D(100), PERCENT)
    with pytest.raises(InvalidQuantity, match='is not what becomes of a deliverable: write "done"'):
        read_target("50%", PROGRAMME)


def test_shares_volumes_and_denominators_are_numbers_in_their_units() -> None:
    assert (read_percent("75%"), read_volume("2,100")) == (D(75), D(2100))
    assert read_denominator(DISBURSEMENT, "9,067 bn VND") == D(9067)
    assert read_denominator(DISBURSEMENT, None) is None


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda: read_percent("75 houses"), "it is in %"),
        (lambda: read_volume("180 houses"), "is not a volume: write the number of cases alone"),
        (lambda: read_volume("180-190"), "is not a volume"),
        (lambda: read_volume(">= 180"), "is not a volume"),
        (lambda: read_denominator(DISBURSEMENT, "9067"), "the whole of Public investment"),
    ],
)
def test_what_is_in_no_unit_or_another_is_refused(read: Callable[[], object], words: str) -> None:
    with pytest.raises(InvalidQuantity, match=words):
        read()


def test_only_what_has_amounts_has_a_denominator() -> None:
    with pytest.raises(InvalidTarget, match="has no absolute unit, so it takes no denominator"):
        read_denominator(REVENUE, "9,067 bn VND")


def test_a_level_has_the_day_of_its_base_and_a_deliverable_a_start() -> None:
    assert base_day(POVERTY, DAY, None) == base_day(PROGRAMME, None, DAY) == DAY
    with pytest.raises(InvalidTarget, match="it has no start"):
        base_day(POVERTY, None, DAY)
    with pytest.raises(InvalidTarget, match="it has a start, not the day of a base"):
        base_day(PROGRAMME, DAY, None)
