"""A hold is judged on average by its budget, in every period, or in a share of the periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction, Frequency, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.target import HoldMode, Target
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.domain.values.status import Flag, Status
from targettrack.errors import InvalidTarget
from tests.domain.cases import PERCENT, D, figure, goal, judge, known, shown

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.judge.assessment import Assessment, Budget
    from targettrack.domain.records.observation import Observation

ON_TIME = Indicator(
    "on-time",
    "Procedures on time",
    Kind.HOLD,
    PERCENT,
    precision=2,
    least=D(0),
    most=D(100),
)
ERRORS = replace(ON_TIME, id="errors", direction=Direction.DOWN)
FIRST_QUARTER = (
    figure("2025-01", "99.3", volume=D(180)),
    figure("2025-02", "99.1", volume=D(175)),
    figure("2025-03", "98.5", volume=D(190)),
)
AVERAGE = goal("2025", ">= 99", volume=D(2100))
EVERY = goal("2025", ">= 99", hold=HoldMode.EVERY)


def share(percent: str, value: str = ">= 99") -> Target:
    return goal("2025", value, hold=HoldMode.SHARE, hold_share=D(percent))


def months(*values: str | None) -> list[Observation]:
    """Figures of the months from January on; None leaves one out."""
    return [
        figure(f"2025-{number:02}", value)
        for number, value in enumerate(values, start=1)
        if value is not None
    ]


def after(found: list[Observation]) -> str:
    """Return a day soon after the last figure."""
    last = found[-1].period.last
    return f"{last.year + last.month // 12}-{last.month % 12 + 1:02}-05"


def judged(target: Target, *values: str | None) -> Assessment:
    found = months(*values)
    return judge(ON_TIME, target, found, after(found))


def budget_of(one: Assessment) -> Budget:
    assert one.budget is not None
    return one.budget


def test_the_worked_example_of_the_methods() -> None:
    one = judge(ON_TIME, AVERAGE, FIRST_QUARTER, "2025-04-05")
    budget = budget_of(one)
    steps = {step.name: step for step in one.steps}
    assert shown(one.value, 3) == "98.957"
    assert shown(budget.used, 1) == "27.1"
    assert shown(steps["volume so far"].result, 1) == "26.0"
    assert shown(budget.burn, 2) == "1.04"
    assert shown(budget.latest_burn, 1) == "1.5"
    assert one.required is not None
    assert shown(one.required.value, 3) == "99.015"
    assert one.required.periods_left == 9
    assert one.status is Status.AT_RISK


def test_both_windows_burning_is_off_track_where_every_period_counts() -> None:
    one = judge(ON_TIME, EVERY, FIRST_QUARTER, "2025-04-05")
    assert (one.status, one.flags) == (Status.OFF_TRACK, (Flag.BREACHED,))


@pytest.mark.parametrize(
    ("values", "status"),
    [
        (("99.3", "99.1"), Status.ON_TRACK),
        (("99.9", "99.9", "98.8"), Status.ON_TRACK),
        (("97", "99.5", "99.2"), Status.AT_RISK),
        (("99.6", "98.5", "98.5"), Status.AT_RISK),
        (("98.9", "98.9"), Status.OFF_TRACK),
        (("89", "99.5", "99.5", "99.5", "99.5"), Status.OFF_TRACK),
    ],
    ids=["none", "latest only", "past only", "both", "both, above the best", "infeasible"],
)
def test_on_average_two_windows_and_what_the_rest_must_keep_decide(
    values: tuple[str, ...], status: Status
) -> None:
    assert judged(goal("2025", ">= 99"), *values).status is status


def test_a_rest_that_must_be_more_than_perfect_is_infeasible() -> None:
    one = judged(goal("2025", ">= 99"), "80", "99.5")
    assert Flag.INFEASIBLE in one.flags
    assert known(one.required.value if one.required else None) > 100


def test_without_volumes_every_period_counts_alike() -> None:
    assert judged(goal("2025", ">= 99"), "100", "98", "99").value == 99


def test_one_period_alone_needs_no_average() -> None:
    assert "value" not in {step.name for step in judged(goal("2025", ">= 99"), "99.2").steps}


def test_one_unknown_volume_makes_every_period_count_alike() -> None:
    mixed = [*FIRST_QUARTER[:2], figure("2025-03", "98.5")]
    assert (
        judge(ON_TIME, AVERAGE, mixed, "2025-04-05").value
        == (D("99.3") + D("99.1") + D("98.5")) / 3
    )


def test_more_cases_than_expected_are_carried_over_the_whole_period() -> None:
    few = replace(AVERAGE, volume=D(500))
    one = judge(ON_TIME, few, FIRST_QUARTER, "2025-04-05")
    steps = {step.name: step.result for step in one.steps}
    assert steps["whole volume"] == 545 * 12 / D(3)


def test_a_limit_that_leaves_no_budget_has_no_burn() -> None:
    one = judged(goal("2025", ">= 100"), "100", "99")
    assert one.budget is None
    assert one.status is Status.OFF_TRACK


SCORE = replace(ON_TIME, id="satisfaction", unit=Unit("points"), least=None, most=None)


@pytest.mark.parametrize(
    ("indicator", "target", "values", "used", "burns"),
    [
        (replace(SCORE, most=D(5)), ">= 4", ("4.5", "3.7"), "15.0", ("0.90", "1.30")),
        (replace(SCORE, least=D(1)), "<= 3", ("2", "2.6"), "10.8", ("0.65", "0.80")),
        (replace(ON_TIME, most=D("99.5")), ">= 99", ("99.5", "98.9"), "10.0", ("0.60", "1.20")),
        (replace(ON_TIME, least=D(1)), ">= 99", ("99", "99.5"), "12.5", ("0.75", "0.50")),
    ],
    ids=["most", "least", "less than all", "a limit on the other side"],
)
def test_the_budget_is_what_lies_between_the_limit_and_the_best_possible(
    indicator: Indicator, target: str, values: tuple[str, str], used: str, burns: tuple[str, str]
) -> None:
    one = judge(indicator, goal("2025", target), months(*values), "2025-03-05")
    budget = budget_of(one)
    assert shown(budget.used, 1) == used
    assert (shown(budget.burn, 2), shown(budget.latest_burn, 2)) == burns


def test_without_a_best_possible_value_there_is_no_budget() -> None:
    one = judge(SCORE, goal("2025", ">= 4"), months("4.5", "3.7"), "2025-03-05")
    assert (one.status, one.budget) == (Status.ON_TRACK, None)


@pytest.mark.parametrize(
    ("target", "values", "gap"),
    [(">= 99", ("99", "98.5"), "-0.25"), ("<= 1", ("1", "0.5"), "0.25")],
)
def test_the_gap_is_positive_where_a_limit_is_kept(
    target: str, values: tuple[str, str], gap: str
) -> None:
    assert judge(ON_TIME, goal("2025", target), months(*values), "2025-03-05").gap == D(gap)


@pytest.mark.parametrize(
    ("target", "values", "status", "flags"),
    [
        (EVERY, ("99.3", "99"), Status.ON_TRACK, ()),
        (EVERY, ("99.3", None, "99.3"), Status.OFF_TRACK, (Flag.BREACHED, Flag.LOWER_BOUND)),
        (EVERY, ("99.3",) * 12, Status.ACHIEVED, ()),
        (EVERY, ("98",) + ("99.3",) * 11, Status.MISSED, (Flag.BREACHED,)),
        (share("75"), ("99",) * 3 + ("98",), Status.ON_TRACK, ()),
        (share("75"), ("99", "99", "98"), Status.AT_RISK, ()),
        (share("75"), ("98",), Status.AT_RISK, (Flag.EARLY_DAYS,)),
        (share("75"), ("98", "98"), Status.OFF_TRACK, ()),
        (share("75"), ("98",) * 4, Status.OFF_TRACK, (Flag.INFEASIBLE,)),
        (share("75"), ("99", None, "99"), Status.AT_RISK, (Flag.LOWER_BOUND,)),
        (share("75"), ("99",) * 9, Status.ACHIEVED, (Flag.EARLY,)),
        (share("75"), ("98",) * 3 + ("99",) * 9, Status.ACHIEVED, ()),
        (share("75"), ("98",) * 4 + ("99",) * 8, Status.MISSED, ()),
        (goal("2025", ">= 99"), ("99.2",) * 12, Status.ACHIEVED, ()),
        (goal("2025", ">= 99"), ("98.9",) * 12, Status.MISSED, ()),
        (goal("2025", ">= 99"), ("99.2", None, "99.2"), Status.ON_TRACK, (Flag.LOWER_BOUND,)),
    ],
)
def test_each_mode_has_its_words(
    target: Target, values: tuple[str | None, ...], status: Status, flags: tuple[Flag, ...]
) -> None:
    one = judged(target, *values)
    assert (one.status, one.flags) == (status, flags)


def test_seventy_percent_of_four_quarters_are_three() -> None:
    quarterly = replace(ON_TIME, frequency=Frequency.QUARTER)
    found = [figure(f"2025-Q{n}", value) for n, value in enumerate(("98", "98"), start=1)]
    one = judge(quarterly, share("70"), found, "2025-07-05")
    assert (one.status, one.flags) == (Status.OFF_TRACK, (Flag.INFEASIBLE,))


def test_a_quarter_stands_for_its_months_that_have_no_figure_of_their_own() -> None:
    one = judge(ON_TIME, EVERY, [figure("2025-01", "98"), figure("2025-Q1", "99.5")], "2025-04-05")
    steps = {step.name: step for step in one.steps}
    assert steps["periods met"].numbers == (D(2), D(3))


def test_a_bound_settles_only_what_it_proves() -> None:
    bound = replace(figure("2025-12", "98"), comparator=Comparator.AT_LEAST)
    found = [*months(*["99"] * 11), bound]
    assert judge(ON_TIME, EVERY, found, "2026-01-05").status is Status.NO_DATA


def test_a_hold_goes_stale_and_then_has_no_verdict() -> None:
    found = months("99.3")
    assert judge(ON_TIME, EVERY, found, "2025-03-15").flags == (Flag.STALE,)
    later = judge(ON_TIME, EVERY, found, "2025-06-15")
    assert (later.status, later.last_status) == (Status.NO_DATA, Status.ON_TRACK)


def test_nothing_logged_yet_is_not_due_and_then_overdue() -> None:
    assert judge(ON_TIME, EVERY, [], "2025-02-05").flags == (Flag.NOT_DUE,)
    assert judge(ON_TIME, EVERY, [], "2025-02-15").flags == (Flag.OVERDUE,)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (goal("2025", "95..99"), "one limit"),
        (goal("2025-01-01/2025-05-20", ">= 99"), "not whole months"),
        (replace(goal("2025", ">= 99"), base=D(1)), "only a level has a base"),
    ],
)
def test_what_does_not_go_with_a_hold_is_refused(target: Target, words: str) -> None:
    with pytest.raises(InvalidTarget, match=words):
        check_fits(target, ON_TIME)


def test_a_share_of_periods_says_which() -> None:
    with pytest.raises(InvalidTarget, match="--of-periods"):
        goal("2025", ">= 99", hold=HoldMode.SHARE)
    with pytest.raises(InvalidTarget, match="0 to 100%"):
        share("101")


RATES = st.decimals(min_value=90, max_value=100, places=1)
YEARS = st.lists(RATES, min_size=1, max_size=12)
MODES = st.sampled_from([goal("2025", ">= 97"), replace(EVERY, value=D(97)), share("75", ">= 97")])


def _status(target: Target, values: list[Decimal]) -> Status:
    return judged(target, *map(str, values)).status


@given(values=YEARS, target=MODES, place=st.integers(0, 11), more=RATES)
def test_a_better_figure_never_worsens_a_verdict(
    values: list[Decimal],
    target: Target,
    place: int,
    more: Decimal,
) -> None:
    better = list(values)
    better[place % len(values)] = max(better[place % len(values)], more)
    assert _status(target, better).rank >= _status(target, values).rank


@given(values=YEARS, target=MODES)
def test_a_hold_of_errors_is_the_mirror_of_one_of_successes(
    values: list[Decimal],
    target: Target,
) -> None:
    one = judged(target, *map(str, values))
    found = months(*(str(100 - value) for value in values))
    turned = replace(target, value=100 - target.number, comparator=Comparator.AT_MOST)
    other = judge(ERRORS, turned, found, after(found))
    assert (other.status, other.flags) == (one.status, one.flags)
    if one.budget is not None:
        assert round(budget_of(other).used, 9) == round(one.budget.used, 9)
        assert round(budget_of(other).burn, 9) == round(one.budget.burn, 9)
    assert round(known(other.gap), 9) == round(known(one.gap), 9)


def test_without_a_natural_limit_nobody_knows_the_best_value_so_there_is_no_budget() -> None:
    inflation = replace(ERRORS, id="inflation", least=None, most=None)
    target = goal("2025", "<= 4")
    found = [figure("2025-01", "4.9"), figure("2025-02", "4.9")]
    one = judge(inflation, target, found, "2025-03-05")
    assert one.budget is None
    assert one.required is not None
    found = [figure(f"2025-{month:02}", "4.9") for month in range(1, 11)]
    late = judge(inflation, target, found, "2025-11-05")
    assert late.required is not None
    assert late.required.value < 0
    assert Flag.INFEASIBLE not in late.flags


def test_a_quarter_beside_one_of_its_months_is_solved_for_the_others() -> None:
    july_and_august = D("98.55")
    quarter = [figure("2025-Q3", "99.0"), figure("2025-09", "99.9")]
    one = judge(ON_TIME, goal("2025-Q3", ">= 99"), quarter, "2025-10-05")
    assert one.value == D(99)
    assert july_and_august in next(step for step in one.steps if step.name == "value").numbers


def test_by_cases_a_quarter_is_solved_for_the_cases_that_are_left() -> None:
    quarter = [figure("2025-Q3", "99", volume=D(300)), figure("2025-09", "99.9", volume=D(100))]
    one = judge(ON_TIME, goal("2025-Q3", ">= 99"), quarter, "2025-10-05")
    numbers = next(step for step in one.steps if step.name == "value").numbers
    assert (one.value, set(numbers)) == (D(99), {D("98.55"), D(200), D("99.9"), D(100)})
