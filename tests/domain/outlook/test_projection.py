"""What every projection holds to, however it was made."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targettrack.domain.outlook.projection import (
    Bell,
    LogAxis,
    LogitAxis,
    PlainAxis,
    Projection,
    projection,
)
from targettrack.message import Message

NUMBERS = st.floats(-50, 50)
AXES = st.one_of(
    st.builds(LogAxis, NUMBERS),
    st.just(PlainAxis()),
    st.just(PlainAxis(least=0.0)),
    st.just(LogitAxis(0.0, 100.0)),
)


@st.composite
def projections(draw: st.DrawFn) -> Projection:
    """Any mixture of up to six bells on any axis."""
    parts = draw(
        st.lists(
            st.tuples(st.floats(0.01, 1), st.floats(-5, 5), st.floats(0.001, 3), st.floats(1, 100)),
            min_size=1,
            max_size=6,
        )
    )
    whole = sum(weight for weight, *_ in parts)
    bells = [Bell(weight / whole, *rest) for weight, *rest in parts]
    return projection(bells, draw(AXES), Message("as it went so far"), 1)


@given(projections())
def test_the_interval_holds_the_middle(made: Projection) -> None:
    assert made.low <= made.point <= made.high


@given(projections(), st.lists(NUMBERS, min_size=2))
def test_a_higher_target_is_never_more_probable(made: Projection, targets: list[float]) -> None:
    odds = [made.probability(target) for target in sorted(targets)]
    assert all(0 <= p <= 1 for p in odds)
    assert all(a >= b for a, b in pairwise(odds))


@given(projections())
def test_one_in_ten_ends_below_the_interval_and_one_in_ten_above(made: Projection) -> None:
    if isinstance(made.axis, PlainAxis) and made.axis.least in {made.low, made.high}:
        return
    if made.high - made.low < 1e-6 * abs(made.low):
        return
    assert made.probability(made.low) == pytest.approx(0.9, abs=1e-3)
    assert made.probability(made.high) == pytest.approx(0.1, abs=1e-3)


@pytest.mark.parametrize(
    ("z", "freedom", "below"),
    [(1.476, 5, 0.9), (0.0, 5, 0.5), (-2.015, 5, 0.05), (1.533, 4, 0.9), (2.228, 10, 0.975)],
)
def test_the_tails_are_those_of_the_tables_of_student(
    z: float, freedom: float, below: float
) -> None:
    assert Bell(1.0, 3.0, 2.0, freedom).below(3 + 2 * z) == pytest.approx(below, abs=1e-3)


def test_what_is_reached_is_certain() -> None:
    made = projection([Bell(1.0, 3.0, 0.1, 5.0)], LogAxis(100.0), Message(""), 1)
    assert made.probability(100.0) == 1.0
    assert made.probability(99.0) == 1.0


def test_nothing_goes_beyond_a_natural_limit() -> None:
    made = projection([Bell(1.0, 99.0, 20.0, 5.0)], PlainAxis(0.0, 100.0), Message(""), 2)
    assert made.high == 100.0
    assert made.probability(100.0) == pytest.approx(0.48, abs=0.01)
    assert made.probability(100.1) == 0.0
    assert made.probability(0.0) == 1.0


def test_a_mirrored_projection_has_its_ends_turned() -> None:
    made = projection([Bell(1.0, 3.0, 0.1, 5.0)], LogAxis(100.0), Message(""), 1)
    mirrored = made.mirrored()
    assert (mirrored.low, mirrored.point, mirrored.high) == (-made.high, -made.point, -made.low)
    assert mirrored.probability(-110.0) == pytest.approx(1 - made.probability(110.0))


@pytest.mark.parametrize("value", [20.5, 50.0, 79.0])
def test_a_place_between_two_limits_is_found_again(value: float) -> None:
    axis = LogitAxis(20.0, 80.0)
    assert axis.value(axis.place(value)) == pytest.approx(value)
