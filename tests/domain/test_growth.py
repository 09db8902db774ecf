from __future__ import annotations

import pytest

from targettrack.domain.growth import Weights, compose, required_growth
from targettrack.domain.periods import parse_period
from targettrack.errors import InvalidTarget

from .cases import (
    EIGHT,
    FIRST_HALF,
    GROWTH,
    NGHE_AN_2025,
    NINE_MONTHS,
    VIET_NAM_2024,
    D,
    figure,
    goal,
    judge,
    known,
    shown,
)

VIET_NAM = [("22.43", "7.05"), ("24.21", "8.16"), ("25.03", "8.25"), ("28.33", "8.46")]


def composed(*rates: tuple[str, str]) -> str:
    """Compose rates as they are printed."""
    return shown(compose([(D(weight), D(rate)) for weight, rate in rates]), 2)


def test_the_quarters_of_viet_nam_in_2024_compose_to_8_02_and_not_to_their_mean() -> None:
    assert composed(*VIET_NAM) == "8.02"
    assert shown(sum((D(rate) for _, rate in VIET_NAM), D(0)) / 4, 2) == "7.98"


@pytest.mark.parametrize(
    ("rates", "whole"),
    [
        ([("22.43", "7.05"), ("24.21", "7.96")], "7.52"),
        ([(".208", "6.99"), (".260", "9.24")], "8.24"),
        ([(".468", "8.24"), (".281", "8.62")], "8.38"),
        ([("100", "8"), ("60", "6")], "7.25"),
        ([("1", "104")], "104.00"),
        ([("1", "-5"), ("1", "5")], "0.00"),
    ],
)
def test_rates_compose_by_their_base_weights(rates: list[tuple[str, str]], whole: str) -> None:
    assert composed(*rates) == whole


def test_a_year_that_composes_to_its_target_needs_the_rate_of_its_last_part() -> None:
    done = [(D(weight), D(rate)) for weight, rate in VIET_NAM[:3]]
    weight = sum((w for w, _ in done), D(0))
    whole = compose([(D(w), D(g)) for w, g in VIET_NAM])
    needed = required_growth(whole, weight + D("28.33"), weight, compose(done), D("28.33"))
    assert shown(needed, 6) == "8.460000"


def test_8_percent_after_the_half_year_of_viet_nam_needs_8_42_in_the_second() -> None:
    one = judge(
        GROWTH,
        goal("2024", ">= 8"),
        [figure("2024-Q1", "7.05"), figure("2024-Q2", "7.96")],
        "2024-07-05",
        weights=VIET_NAM_2024,
    )
    assert shown(one.value, 2) == "7.52"
    assert one.required is not None
    assert shown(one.required.value, 2) == "8.42"


@pytest.mark.parametrize(("target", "needed"), [("8", "7.79"), ("9.5", "10.61"), ("10.5", "12.49")])
def test_the_second_half_of_nghe_an_must_grow(target: str, needed: str) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), FIRST_HALF, "2025-07-05")
    assert shown(one.value, 2) == "8.24"
    assert one.required is not None
    assert (shown(one.required.value, 2), one.required.per) == (needed, "rest of 2025")


@pytest.mark.parametrize(("target", "needed"), [("8", "6.18"), ("9.5", "12.16"), ("10.5", "16.14")])
def test_the_last_quarter_of_nghe_an_must_grow(target: str, needed: str) -> None:
    one = judge(GROWTH, goal("2025", f">= {target}"), [*FIRST_HALF, NINE_MONTHS], "2025-10-07")
    assert one.value == D("8.61")
    assert one.required is not None
    assert shown(one.required.value, 2) == needed


def test_weights_of_pieces_of_a_part_count_by_their_days() -> None:
    assert NGHE_AN_2025.of(parse_period("2025-H1")) == D(".468")
    april = NGHE_AN_2025.of(parse_period("2025-04"))
    assert abs(april - D(".260") * 30 / 91) < D("1e-20")
    assert NGHE_AN_2025.of(parse_period("2026")) == 0


def test_without_weights_days_count_equally() -> None:
    assert Weights().of(parse_period("2025-H1")) == 181
    assert not Weights().cover(parse_period("2025"))


@pytest.mark.parametrize(
    ("period", "covered"),
    [("2025", True), ("2025-H1", True), ("2024", False), ("2024/2025", False), ("2025-04", False)],
)
def test_weights_cover_a_period_if_their_parts_fill_it(period: str, *, covered: bool) -> None:
    assert NGHE_AN_2025.cover(parse_period(period)) is covered


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ((("2025-Q1", "0"),), "more than zero"),
        ((("2025-Q1", "-.2"),), "more than zero"),
        ((("2025-H1", ".4"), ("2025-Q2", ".2")), "must not overlap"),
        ((("2025-Q2", ".2"), ("2025-H1", ".4")), "must not overlap"),
    ],
)
def test_weights_that_mean_nothing_are_refused(
    parts: tuple[tuple[str, str], ...], reason: str
) -> None:
    with pytest.raises(InvalidTarget, match=reason):
        Weights(tuple((parse_period(period), D(weight)) for period, weight in parts))


def test_unknown_weights_are_flagged_and_days_count() -> None:
    one = judge(GROWTH, EIGHT, FIRST_HALF, "2025-07-05", weights=Weights())
    assert "equal-weights" in one.flags
    days = (D("6.99") * 90 + D("9.24") * 91) / 181
    assert abs(known(one.value) - days) < D("1e-20")


def test_known_weights_are_not_flagged() -> None:
    assert "equal-weights" not in judge(GROWTH, EIGHT, FIRST_HALF, "2025-07-05").flags
