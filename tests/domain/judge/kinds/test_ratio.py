"""A ratio becomes a goal in the indicator's own unit at the reference's value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.assessment import Pace
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import Target, TrajectoryKind, kind_of
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.records.weights import Weights, WeightsVintage
from targettrack.domain.series.reference import Reference
from targettrack.domain.values.quantity import Unit
from targettrack.domain.values.status import Flag, Light, Status
from targettrack.errors import InvalidTarget
from tests.domain.cases import (
    DISBURSEMENT,
    GROWTH,
    POVERTY,
    REVENUE,
    D,
    along,
    figure,
    goal,
    judge,
    known,
    shown,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation

BALANCE = Indicator("balance", "Balance", Kind.LEVEL, Unit("points"))
TARGET = goal("2025", "1.5..1.7", reference="Viet Nam")
NATION = (figure("2024", "7.09"), figure("2025", "8.02"))


def province(value: str, *reference: Observation, period: str = "2025") -> Assessment:
    last = figure(period, value)
    later = last.period.end.replace(day=5)
    return judge(GROWTH, TARGET, [last], later, reference=list(reference))


def test_the_worked_example_of_the_methods() -> None:
    one = province("10.2", *NATION)
    goals = [step.result for step in one.steps if step.name == "goal"]
    ratio = next(step.result for step in one.steps if step.name == "ratio")
    assert goals == [D("12.03"), D("13.634")]
    assert shown(ratio, 2) == "1.27"
    assert shown(one.gap, 2) == "-1.83"
    assert one.status is Status.MISSED


def test_it_is_off_track_while_the_year_runs() -> None:
    one = province("10.2", figure("2025-Q1", "8.02"), period="2025-Q1")
    assert (one.status, one.flags) == (Status.OFF_TRACK, ())
    assert shown(one.gap, 2) == "-1.83"
    assert one.target == TARGET


@pytest.mark.parametrize(
    ("value", "status"),
    [("12.02", Status.MISSED), ("12.03", Status.ACHIEVED), ("14", Status.ACHIEVED)],
)
def test_a_growth_meets_a_range_from_its_low_edge(value: str, status: Status) -> None:
    assert province(value, *NATION).status is status


def test_without_a_figure_for_the_same_stretch_the_latest_one_before_is_used() -> None:
    one = province("12.1", NATION[0], period="2025-Q1")
    assert Flag.REFERENCE_OLDER in one.flags
    assert one.pace == Pace(Light.GREEN, None)
    assert shown(one.expected, 3) == "10.635"
    older = province("12.1", figure("2023", "5.05"), NATION[0], period="2025-Q1")
    assert older.expected == one.expected


def test_a_verdict_on_an_older_reference_is_not_settled_yet() -> None:
    one = province("12.1", NATION[0])
    assert (one.status, one.flags) == (
        Status.ACHIEVED,
        (Flag.PROVISIONAL, Flag.REFERENCE_OLDER),
    )


def test_a_later_figure_of_the_reference_is_not_of_the_same_stretch() -> None:
    one = province("12.1", NATION[0], figure("2025-H1", "20"), period="2025-Q1")
    assert Flag.REFERENCE_OLDER in one.flags


def test_nothing_known_of_the_reference_gives_no_verdict() -> None:
    one = province("10.2")
    assert one.status is Status.NO_DATA
    assert "Viet Nam" in str(one.why)
    assert (one.value, one.observed_on) == (D("10.2"), date(2025, 12, 31))


def test_no_figure_of_its_own_comes_before_none_of_the_reference() -> None:
    one = judge(GROWTH, TARGET, [], "2025-02-01")
    assert one.flags == (Flag.NOT_DUE,)


@pytest.mark.parametrize("nation", ["0", "-2"])
@pytest.mark.parametrize(("above", "status"), [("1", Status.ACHIEVED), ("-1", Status.MISSED)])
def test_of_a_reference_that_does_not_grow_the_difference_counts(
    nation: str, above: str, status: Status
) -> None:
    one = province(str(D(nation) + D(above)), figure("2025", nation))
    assert (one.status, known(one.gap)) == (status, D(above))


@pytest.mark.parametrize(("target", "status"), [(">= 1.5", "achieved"), ("> 1.5", "missed")])
def test_a_reference_that_does_not_grow_is_reached_or_passed_as_the_target_says(
    target: str, status: str
) -> None:
    wanted = goal("2025", target, reference="Viet Nam")
    nation = [figure("2025", "-2")]
    one = judge(GROWTH, wanted, [figure("2025", "-2")], "2026-01-05", reference=nation)
    assert one.status == status


def test_a_level_beside_a_reference_of_zero_must_not_be_worse_than_it() -> None:
    target = goal("2025", "1.5..1.7", reference="Viet Nam", base=D(1))
    nation = [figure("2025", "0")]
    one = judge(BALANCE, target, [figure("2025", "5")], "2026-01-05", reference=nation)
    assert one.status is Status.ACHIEVED


def test_quarters_of_the_reference_are_composed_by_its_own_weights() -> None:
    halves = figure("2025-H1", "4"), figure("2025-H2", "8")
    weights = Weights(tuple((f.period, D(share)) for f, share in zip(halves, "13", strict=True)))
    nation = Reference(halves, (WeightsVintage(weights),))
    one = judge(
        GROWTH, TARGET, [figure("2025", "10.2")], "2026-01-05", references={"Viet Nam": nation}
    )
    assert one.times == D("10.2") / 7


def test_a_level_is_relative_too() -> None:
    target = goal("2025", "<= 0.8", reference="Viet Nam", base=D("3.0"))
    one = judge(
        POVERTY, target, [figure("2025", "1.5")], "2026-03-05", reference=[figure("2025", "1.93")]
    )
    assert (one.status, one.target) == (Status.ACHIEVED, target)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (replace(goal("2025", ">= 1.5"), reference="Viet Nam"), "only a growth or a level"),
    ],
)
@pytest.mark.parametrize("indicator", [REVENUE, DISBURSEMENT], ids=["flow", "share"])
def test_sums_are_not_relative(indicator: object, target: Target, words: str) -> None:
    with pytest.raises(InvalidTarget, match=words):
        check_fits(target, indicator)  # type: ignore[arg-type]


def test_the_kind_of_a_relative_target_is_ratio() -> None:
    assert kind_of(TARGET, GROWTH).value == "ratio"
    assert kind_of(goal("2025", ">= 8"), GROWTH).value == "growth"
    assert kind_of(along(TARGET, TrajectoryKind.SEASONAL), REVENUE).value == "flow"


RATES = st.decimals(min_value=-5, max_value=20, places=2)


@given(value=RATES, more=RATES, nation=RATES)
def test_a_better_figure_never_worsens_a_verdict(
    value: Decimal, more: Decimal, nation: Decimal
) -> None:
    reference = figure("2025-Q1", nation)
    worse = province(str(min(value, more)), reference, period="2025-Q1")
    better = province(str(max(value, more)), reference, period="2025-Q1")
    assert better.status.rank >= worse.status.rank


@given(nation=RATES.filter(lambda rate: rate > 0), times=st.decimals("0.5", 2, places=2))
def test_a_value_at_the_multiple_of_the_reference_just_meets_it(
    nation: Decimal, times: Decimal
) -> None:
    target = goal("2025", f">= {times}", reference="Viet Nam")
    found = [figure("2025", times * nation)]
    assert (
        judge(GROWTH, target, found, "2026-01-05", reference=[figure("2025", nation)]).status
        is Status.ACHIEVED
    )
