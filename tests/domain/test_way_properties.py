"""What holds along every trajectory, whatever its shape."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import Target, TrajectoryKind
from targettrack.domain.series.case import ZERO
from targettrack.domain.trajectory.target_trajectory import trajectory_of
from targettrack.domain.values.period import ONE_DAY
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Flag

from .cases import (
    BACKLOG,
    LEVEL_UP,
    REVENUE,
    D,
    along,
    by_points,
    by_steps,
    case,
    figure,
    goal,
    judge,
    known,
    pace_of,
    up_to,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.records.observation import Observation
    from targettrack.domain.trajectory.trajectory import Curve, Trajectory

CLOSE = D("1e-9")
YEAR_END = date(2025, 12, 31)
IN_2025 = st.dates(date(2025, 1, 2), YEAR_END)
INSIDE_2025 = st.dates(date(2025, 1, 2), date(2025, 12, 30))
AMOUNTS = st.decimals(min_value=1, max_value=1_000_000, places=2)
PERCENTS = st.decimals(min_value=D("0.5"), max_value=D("99.5"), places=2)
ANY = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)
TURNED = {Comparator.AT_LEAST: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST}


class Asked(Struct, frozen=True):
    """A target of an indicator with the figures of the years before."""

    indicator: Indicator
    target: Target
    past: tuple[Observation, ...] = ()

    @property
    def way(self) -> Trajectory | Curve:
        """The trajectory."""
        base = ZERO if self.target.base is None else self.target.base
        return trajectory_of(
            case(self.indicator, self.target, self.past, YEAR_END), base
        ).trajectory

    def times(self, factor: Decimal) -> Asked:
        """Every number of it multiplied; the direction turned by a factor below zero."""
        target, base = self.target, self.target.base
        turned = TURNED[target.comparator] if factor < 0 else target.comparator
        up = (self.indicator.direction is Direction.UP) == (factor > 0)
        return Asked(
            replace(self.indicator, direction=Direction.UP if up else Direction.DOWN),
            replace(
                target,
                comparator=turned,
                value=target.number * factor,
                base=None if base is None else base * factor,
                points=tuple(replace(one, value=one.value * factor) for one in target.points),
            ),
            tuple(replace(one, value=one.value * factor) for one in self.past),
        )


@st.composite
def levels(draw: st.DrawFn, shapes: tuple[TrajectoryKind, ...]) -> Asked:
    """A level between two values of one sign, up or down, along a shape."""
    shape = draw(st.sampled_from(shapes))
    logit = shape is TrajectoryKind.LOGIT
    base, end = draw(PERCENTS if logit else AMOUNTS), draw(PERCENTS if logit else AMOUNTS)
    assume(abs(base - end) * 1000 > end)
    if shape is TrajectoryKind.GEOMETRIC and draw(st.booleans()):
        base, end = -base, -end
    target = goal("2025", f"{'>=' if end > base else '<='} {end}", base=base)
    if shape is TrajectoryKind.POINTS:
        middle = base + (end - base) / 3
        return Asked(LEVEL_UP, by_points(target, ("2025-05-31", str(middle))))
    return Asked(LEVEL_UP if logit else BACKLOG, along(target, shape))


@st.composite
def seasons(draw: st.DrawFn, values: st.SearchStrategy[Decimal] = AMOUNTS) -> Asked:
    """A sum along the season of one to three years of months."""
    years = draw(st.integers(1, 3))
    past = [
        figure(f"{2025 - back}-{month:02}", draw(values))
        for back in range(1, years + 1)
        for month in range(1, 13)
    ]
    target = goal("2025", f">= {draw(AMOUNTS)}")
    return Asked(REVENUE, along(target, TrajectoryKind.SEASONAL), tuple(past))


@st.composite
def sums(draw: st.DrawFn) -> Asked:
    """A sum on a straight line or along rising milestones."""
    total = draw(AMOUNTS)
    target = goal("2025", f">= {total}")
    part = draw(st.decimals(min_value=D("0.1"), max_value=D("0.9"), places=2))
    points = ("2025-05-31", str(total * part))
    return Asked(REVENUE, draw(st.sampled_from([target, by_points(target, points)])))


CURVED = levels(
    (
        TrajectoryKind.LINEAR,
        TrajectoryKind.POINTS,
        TrajectoryKind.GEOMETRIC,
        TrajectoryKind.LOGIT,
    )
)
MONOTONE = st.one_of(CURVED, sums(), seasons())


@given(st.one_of(MONOTONE, seasons(ANY)))
def test_a_way_goes_from_its_base_to_its_goal(asked: Asked) -> None:
    way, base = asked.way, asked.target.base
    assert way.expected(way.origin.day) == (ZERO if base is None else base)
    assert way.expected(YEAR_END) == asked.target.value
    assert way.expected(YEAR_END + ONE_DAY) == asked.target.value


@given(asked=MONOTONE, day=IN_2025)
def test_what_is_expected_on_a_day_is_due_on_that_day(asked: Asked, day: date) -> None:
    way = asked.way
    sign = 1 if asked.target.comparator is Comparator.AT_LEAST else -1
    due = way.days_to(way.expected(day), sign)
    assert abs(due - (day - way.origin.day).days) < CLOSE


@given(asked=seasons(ANY), day=IN_2025, value=ANY)
def test_after_the_day_on_which_a_value_is_due_more_is_expected(
    asked: Asked, day: date, value: Decimal
) -> None:
    way = asked.way
    due = way.days_to(value, 1)
    passed = (day - way.origin.day).days
    if passed > due + CLOSE:
        assert way.expected(day) > value
    assert way.days_to(way.expected(day), 1) >= passed - CLOSE


@given(asked=MONOTONE, day=INSIDE_2025)
def test_an_observation_on_its_trajectory_has_pace_1_and_lead_0(asked: Asked, day: date) -> None:
    due = asked.way.expected(day)
    sums_up = asked.indicator.kind is Kind.FLOW
    seen = up_to(day, due) if sums_up else figure(str(day), due)
    one = judge(asked.indicator, asked.target, [*asked.past, seen], day)
    assert abs(pace_of(one) - 1) < CLOSE
    assert abs(known(one.lead_days)) < CLOSE
    assert one.expected == due
    assert Flag.LINEAR_FALLBACK not in one.flags


def verdict_on(asked: Asked, seen: Observation, day: date) -> tuple[object, ...]:
    """What is said about a figure, without its numbers."""
    one = judge(asked.indicator, asked.target, [*asked.past, seen], day)
    light = one.pace.light if one.pace else None
    return one.status, light, one.flags


@given(
    asked=st.one_of(
        levels((TrajectoryKind.LINEAR, TrajectoryKind.POINTS, TrajectoryKind.GEOMETRIC)),
        sums(),
        seasons(),
        seasons(ANY),
    ),
    day=IN_2025,
    value=ANY,
)
def test_turning_every_sign_and_the_direction_changes_no_verdict(
    asked: Asked, day: date, value: Decimal
) -> None:
    make = up_to if asked.indicator.kind is Kind.FLOW else figure
    seen, turned = (make(str(day), value * sign) for sign in (1, -1))
    assert verdict_on(asked, seen, day) == verdict_on(asked.times(D(-1)), turned, day)


@given(
    asked=st.one_of(
        levels((TrajectoryKind.LINEAR, TrajectoryKind.POINTS, TrajectoryKind.GEOMETRIC)),
        sums(),
        seasons(),
        seasons(ANY),
    ),
    day=IN_2025,
    value=ANY,
    power=st.sampled_from([-9, -3, 9]),
)
def test_counting_in_another_power_of_ten_changes_no_verdict_along_any_shape(
    asked: Asked, day: date, value: Decimal, power: int
) -> None:
    make = up_to if asked.indicator.kind is Kind.FLOW else figure
    factor = D(1).scaleb(power)
    seen, scaled = make(str(day), value), make(str(day), value * factor)
    assert verdict_on(asked, seen, day) == verdict_on(asked.times(factor), scaled, day)


@given(asked=seasons(), factor=st.sampled_from([D("0.25"), D(2), D(1000)]), day=IN_2025)
def test_only_the_shape_of_a_past_year_counts_not_its_size(
    asked: Asked, factor: Decimal, day: date
) -> None:
    larger = tuple(replace(one, value=one.value * factor) for one in asked.past)
    other = replace(asked, past=larger).way.expected(day)
    assert abs(other / asked.way.expected(day) - 1) < CLOSE


@given(total=AMOUNTS, day=IN_2025)
def test_a_step_is_due_until_the_next_one(total: Decimal, day: date) -> None:
    way = Asked(REVENUE, by_steps(goal("2025", f">= {total + 1}"), ("2025-05-31", "1"))).way
    passed = (day - way.origin.day).days
    assert passed <= way.days_to(way.expected(day), 1)
