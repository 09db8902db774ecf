"""Every line of arithmetic can be done again with a pocket calculator from what is printed."""

from __future__ import annotations

import ast
import operator
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.observation import StatedAs
from targettrack.domain.records.target import TrajectoryKind
from targettrack.domain.records.weights import Weights
from targettrack.render.tables.arithmetic import arithmetic_lines
from targettrack.shown import show_number
from tests.test_golden import compare

from .cases import (
    BACKLOG,
    BACKLOG_2025,
    BALANCES,
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LAST_MAY_REVENUE,
    LEVEL_UP,
    MAY_REVENUE,
    MILESTONES,
    NGHE_AN_2025,
    PLAN_2025,
    POVERTY,
    POVERTY_2030,
    RANGED,
    REVENUE,
    REVENUE_2025,
    SEASONAL_2025,
    TEN_AND_A_HALF,
    THREE_YEARS,
    D,
    along,
    amount,
    backlog_in_june,
    by_points,
    by_steps,
    disbursement_by_milestones,
    disbursement_in_may,
    disbursement_in_season,
    disbursement_of,
    disbursement_to_december,
    figure,
    goal,
    growth_after_nine_months,
    growth_of_the_half_year,
    judge,
    percent,
    poverty_along,
    poverty_in_2022,
    revenue_in_august,
    revenue_in_may,
    revenue_in_season,
    up_to,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.values.step import Step

HALF = Decimal("0.5")
PRINTED = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
NUMERIC = re.compile(r"[\d.,+\-*/() ]+")


@dataclass(frozen=True)
class Interval:
    """All numbers that print as one number."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, text: str, exact: set[Decimal]) -> Interval:
        """A printed number: itself if it was printed in full, else all that round to it."""
        value = Decimal(text.replace(",", ""))
        slack = HALF * unit_of(text) if value not in exact else Decimal(0)
        return cls(value - slack, value + slack)

    @classmethod
    def hull(cls, values: list[Decimal]) -> Interval:
        """From the smallest to the largest."""
        return cls(min(values), max(values))

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        edges = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval.hull(edges)

    def __pow__(self, other: Interval) -> Interval:
        assert self.low > 0, f"power of what may be zero or negative: {self}"
        return Interval.hull([a**b for a in (self.low, self.high) for b in (other.low, other.high)])

    def __truediv__(self, other: Interval) -> Interval:
        assert other.low * other.high > 0, f"division by what may be zero: {other}"
        return self * Interval.hull([1 / other.low, 1 / other.high])


OPERATIONS: dict[type[ast.operator], Callable[[Interval, Interval], Interval]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def unit_of(text: str) -> Decimal:
    """One unit in the last place of a printed number."""
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def calculated(text: str, exact: set[Decimal]) -> Interval:
    """Do printed arithmetic with what the printed numbers can stand for."""
    plain = text.replace("×", "*").replace("−", "-").replace("^", "**")
    assert NUMERIC.fullmatch(plain), f"not arithmetic: {text}"
    numbers = [Interval.of(found, exact) for found in PRINTED.findall(plain)]
    names = iter(range(len(numbers)))
    tree = ast.parse(PRINTED.sub(lambda _: f"n{next(names)}", plain).strip(), mode="eval")

    def value(node: ast.expr) -> Interval:
        match node:
            case ast.Name(id=name):
                return numbers[int(name[1:])]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -value(inner)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATIONS:
                return OPERATIONS[type(sign)](value(left), value(right))
            case _:
                pytest.fail(f"not arithmetic: {text}")

    return value(tree.body)


def by_calculator(step: Step) -> Interval:
    """What a reader gets who does the arithmetic of a step again."""
    literals = {Decimal(found) for found in PRINTED.findall(re.sub(r"{[^}]*}", "", step.pattern))}
    return calculated(str(step), {abs(n) for n in step.numbers} | literals)


def arithmetic(one: Assessment) -> list[Step]:
    """The steps that give a number."""
    return [step for step in one.steps if step.result is not None]


def check(one: Assessment) -> None:
    """Every printed result is what the printed numbers give, within their rounding."""
    for step in arithmetic(one):
        assert step.result is not None
        got, said = by_calculator(step), show_number(step.result, step.decimals)
        slack, result = HALF * unit_of(said) * D("1.000001"), D(said.replace(",", ""))
        line = f"{step.name}: {step} = {said}"
        assert got.low - slack <= result <= got.high + slack, line


def scaled_revenue(power: int) -> Assessment:
    """The revenue of May, counted in another power of ten."""
    target = replace(REVENUE_2025, value=REVENUE_2025.number.scaleb(power))
    return judge(REVENUE, target, [up_to("2025-05-31", D(11360).scaleb(power))], "2025-06-10")


CASES: dict[str, Callable[[], Assessment]] = {
    "revenue in May": revenue_in_may,
    "revenue in August": revenue_in_august,
    "revenue in trillions": partial(scaled_revenue, -3),
    "revenue in dong": partial(scaled_revenue, 9),
    "disbursement in May": disbursement_in_may,
    "disbursement to December": disbursement_to_december,
    "disbursement by milestones": disbursement_by_milestones,
    "disbursement between milestones": lambda: judge(
        DISBURSEMENT, by_points(PLAN_2025, *MILESTONES), [percent("2025-07-31", "31")], "2025-08-05"
    ),
    "disbursement by steps": lambda: judge(
        DISBURSEMENT, by_steps(PLAN_2025, *MILESTONES), [percent("2025-07-31", "31")], "2025-08-05"
    ),
    "disbursement of the plan in detail": partial(disbursement_of, "9067"),
    "disbursement of the whole plan": partial(disbursement_of, "10003.954"),
    "disbursement in parts": lambda: judge(
        DISBURSEMENT,
        replace(PLAN_2025, denominator=D("10003.954")),
        [
            amount("2025-05-20", "2703.973"),
            figure("2025-05-21/2025-05-31", "2.98", stated_as=StatedAs.SHARE),
        ],
        "2025-06-05",
    ),
    "poverty": poverty_in_2022,
    "poverty that rises": lambda: judge(
        POVERTY, POVERTY_2030, [figure("2022", "21.3")], "2023-01-05"
    ),
    "backlog": backlog_in_june,
    "backlog in mid-month": lambda: judge(
        BACKLOG, BACKLOG_2025, [figure("2025-08-17", "87")], "2025-08-20"
    ),
    "level with negative values": lambda: judge(
        LEVEL_UP, goal("2025", ">= 4.5", base=D("-3.2")), [figure("2025-07", "-1.7")], "2025-08-05"
    ),
    "held level": lambda: judge(
        POVERTY, goal("2025", "< 5", base=D(3)), [figure("2025-06", "10")], "2025-07-05"
    ),
    "8% after the half year": partial(growth_of_the_half_year, EIGHT),
    "10.5% after the half year": partial(growth_of_the_half_year, TEN_AND_A_HALF),
    "8% after nine months": partial(growth_after_nine_months, EIGHT),
    "10.5% after nine months": partial(growth_after_nine_months, TEN_AND_A_HALF),
    "10.5% in mid-quarter": lambda: judge(
        GROWTH, TEN_AND_A_HALF, [figure("2025-01/2025-05", "8.1")], "2025-06-05"
    ),
    "growth without weights": lambda: judge(
        GROWTH, EIGHT, FIRST_HALF, "2025-07-05", weights=Weights()
    ),
    "negative growth": lambda: judge(
        GROWTH, EIGHT, [figure("2025-Q1", "-2.35"), figure("2025-Q2", "1.2")], "2025-07-05"
    ),
    "growth with inferred weights": lambda: judge(
        GROWTH,
        EIGHT,
        [*FIRST_HALF, figure("2025-H1", "8.24", "ytd"), figure("2025-Q3", "8.9")],
        "2025-10-05",
        weights=Weights(),
    ),
    "growth for a range": lambda: judge(
        GROWTH, goal("2025", "9.5..10.5"), FIRST_HALF, "2025-07-05"
    ),
    "growth that contradicts itself": lambda: judge(
        GROWTH,
        EIGHT,
        [
            *FIRST_HALF,
            figure("2025-H1", "8.24", "ytd"),
            figure("2025-Q3", "8.62"),
            figure("2025-9M", "8.61"),
        ],
        "2025-10-07",
    ),
    "sums that contradict each other": lambda: judge(
        REVENUE,
        REVENUE_2025,
        [
            figure("2025-01", "1499.6"),
            figure("2025-02", "1200"),
            figure("2025-03", "1600.25"),
            up_to("2025-03-31", "4800"),
        ],
        "2025-04-05",
    ),
    "share of another total": lambda: judge(
        DISBURSEMENT,
        replace(PLAN_2025, denominator=D("10003.954")),
        [percent("2025-06-30", "43.09"), amount("2025-06-30", "3907")],
        "2025-07-05",
    ),
    "rest of last year": lambda: judge(
        REVENUE,
        goal("2025", ">= 28112"),
        [figure("2024", "25556", "ytd"), LAST_MAY_REVENUE, up_to("2025-05-31", "11360")],
        "2025-06-10",
    ),
    "growth on last year": lambda: judge(
        GROWTH, EIGHT, [figure("2024-H1", "5.93", "ytd"), *FIRST_HALF], "2025-07-05"
    ),
    "months that add up": lambda: judge(
        REVENUE,
        REVENUE_2025,
        [figure(f"2025-{month:02}", f"{1500 + month}.25") for month in range(1, 6)],
        "2025-06-10",
    ),
    "first month": lambda: judge(
        REVENUE, REVENUE_2025, [up_to("2025-01-31", "1100.7")], "2025-02-05"
    ),
    "day in mid-month": lambda: judge(
        REVENUE, REVENUE_2025, [up_to("2025-10-12", "13211")], "2025-10-15"
    ),
    "limit": lambda: judge(
        REVENUE, goal("2025", "<= 17722"), [up_to("2025-05-31", "9000")], "2025-06-10"
    ),
    "below last year": lambda: judge(
        REVENUE,
        REVENUE_2025,
        [LAST_MAY_REVENUE, up_to("2025-05-31", "7123.4")],
        "2025-06-10",
    ),
    "geometric": partial(poverty_along, TrajectoryKind.GEOMETRIC),
    "geometric from 1 to 3,000": lambda: judge(
        BACKLOG,
        along(goal("2025", ">= 3000", base=D(1)), TrajectoryKind.GEOMETRIC),
        [figure("2025-06", "45")],
        "2025-07-05",
    ),
    "geometric below zero": lambda: judge(
        LEVEL_UP,
        along(goal("2025", ">= -4.5", base=D("-30.2")), TrajectoryKind.GEOMETRIC),
        [figure("2025-07", "-11.7")],
        "2025-08-05",
    ),
    "geometric from zero": lambda: judge(
        LEVEL_UP,
        along(goal("2025", ">= 50", base=D(0)), TrajectoryKind.GEOMETRIC),
        [figure("2025-07", "21.7")],
        "2025-08-05",
    ),
    "logit": partial(poverty_along, TrajectoryKind.LOGIT),
    "logit close to its limits": lambda: judge(
        LEVEL_UP,
        along(goal("2025", ">= 99.95", base=D("0.02")), TrajectoryKind.LOGIT),
        [figure("2025-02", "0.09")],
        "2025-03-05",
    ),
    "season of a year": revenue_in_season,
    "season of three years": lambda: judge(
        REVENUE, SEASONAL_2025, [*THREE_YEARS, MAY_REVENUE], "2025-06-10"
    ),
    "season in mid-month": lambda: judge(
        REVENUE, SEASONAL_2025, [*THREE_YEARS, up_to("2025-05-17", "9301.5")], "2025-06-10"
    ),
    "season in the first month": lambda: judge(
        REVENUE, SEASONAL_2025, [*THREE_YEARS, up_to("2025-01-05", "301.5")], "2025-01-10"
    ),
    "season of a balance": lambda: judge(
        REVENUE,
        along(goal("2025", ">= 300"), TrajectoryKind.SEASONAL),
        [*BALANCES, up_to("2025-05-17", "-90.5")],
        "2025-06-10",
    ),
    "borrowed season": lambda: judge(
        REVENUE,
        replace(SEASONAL_2025, reference="Viet Nam"),
        [MAY_REVENUE],
        "2025-06-10",
        reference=THREE_YEARS,
    ),
    "season without history": lambda: judge(REVENUE, SEASONAL_2025, [MAY_REVENUE], "2025-06-10"),
    "season of thirteen months": disbursement_in_season,
    "growth with a high branch": partial(growth_of_the_half_year, RANGED),
    "year is over": lambda: judge(REVENUE, REVENUE_2025, [figure("2025", "16900")], "2026-01-20"),
}


@pytest.mark.parametrize("name", CASES)
def test_every_line_gives_its_result_with_the_printed_numbers(name: str) -> None:
    check(CASES[name]())


@pytest.mark.parametrize("name", [name for name in CASES if "limit" not in name])
def test_every_judged_figure_has_lines_to_check(name: str) -> None:
    names = [step.name for step in arithmetic(CASES[name]())]
    assert {"expected", "gap"} <= set(names) or name == "held level"


LIGHTS = {"pace light", "doubted", "infeasible"}


def printed(name: str) -> str:
    """The lines of a verdict that have a result or a light, as `--explain` prints them."""
    told = [step for step in CASES[name]().steps if step.result is not None or step.name in LIGHTS]
    return "\n".join([name, *arithmetic_lines(told, "en")])


def test_the_lines_are_printed_as_they_always_were() -> None:
    compare("arithmetic.txt", "\n\n".join(map(printed, CASES)) + "\n")


@pytest.mark.parametrize("name", CASES)
def test_the_printed_numbers_leave_no_more_than_a_hundredth_open(name: str) -> None:
    for step in arithmetic(CASES[name]()):
        assert step.result is not None
        got, said = by_calculator(step), show_number(step.result, step.decimals)
        open_ = got.high - got.low
        allowed = max(2 * unit_of(said), abs(step.result) / 100)
        assert open_ <= allowed, f"{step.name}: {step} = {said}, from {got}"


@pytest.mark.parametrize("name", CASES)
def test_a_result_is_printed_with_digits_that_say_something(name: str) -> None:
    for step in arithmetic(CASES[name]()):
        said = show_number(step.result or D(0), step.decimals)
        assert step.result == 0 or step.name in {"gap", "lead"} or D(said.replace(",", "")), said


@pytest.mark.parametrize("name", CASES)
def test_the_lines_give_the_numbers_of_the_verdict(name: str) -> None:
    one = CASES[name]()
    results = {str(step.name): step.result for step in arithmetic(one)}
    stored = {
        "value": one.value,
        "share of target": one.share_of_target,
        "versus last year": one.year_on_year,
        "expected": one.expected,
        "gap": one.gap,
        "pace": one.pace.value if one.pace else None,
        "lead": one.lead_days,
        "required": one.required.value if one.required else None,
        "demand": one.demand,
        "attained": one.attained,
    }
    assert results
    for label, result in results.items():
        if label in stored:
            assert stored[label] == result, label


VALUES = st.decimals(min_value=D("0.1"), max_value=50_000, places=1)
LEVELS = st.decimals(min_value=-100, max_value=100, places=1)
RATES = st.decimals(min_value=-10, max_value=30, places=2)
DAYS = st.dates(date(2025, 1, 2), date(2025, 12, 30))


@given(day=DAYS, end=VALUES, value=VALUES, before=VALUES)
def test_every_line_of_a_sum_can_be_checked(
    day: date, end: Decimal, value: Decimal, before: Decimal
) -> None:
    last_year = up_to(day.replace(year=2024), before)
    check(judge(REVENUE, goal("2025", f">= {end}"), [last_year, up_to(day, value)], day))


@given(day=DAYS, base=LEVELS, end=LEVELS, value=LEVELS)
def test_every_line_of_a_level_can_be_checked(
    day: date, base: Decimal, end: Decimal, value: Decimal
) -> None:
    target = goal("2025", f"{'>=' if end > base else '<='} {end}", base=base)
    check(judge(LEVEL_UP, target, [figure(str(day), value)], day))


@given(end=RATES, first=RATES, second=RATES)
def test_every_line_of_a_growth_can_be_checked(
    end: Decimal, first: Decimal, second: Decimal
) -> None:
    figures = [figure("2025-Q1", first), figure("2025-Q2", second)]
    check(judge(GROWTH, goal("2025", f">= {end}"), figures, "2025-07-05"))


@given(first=RATES, second=RATES, half=RATES, third=RATES, nine=RATES, weighed=st.booleans())
def test_every_line_of_rates_that_agree_or_not_can_be_checked(  # noqa: PLR0913
    first: Decimal, second: Decimal, half: Decimal, third: Decimal, nine: Decimal, *, weighed: bool
) -> None:
    figures = [
        figure("2025-Q1", first),
        figure("2025-Q2", second),
        figure("2025-H1", half, "ytd"),
        figure("2025-Q3", third),
        figure("2025-9M", nine),
    ]
    weights = NGHE_AN_2025 if weighed else Weights()
    check(judge(GROWTH, EIGHT, figures, "2025-10-07", weights=weights))


@given(day=DAYS, spent=VALUES, total=VALUES)
def test_every_line_of_a_share_can_be_checked(day: date, spent: Decimal, total: Decimal) -> None:
    target = by_points(replace(PLAN_2025, denominator=total), *MILESTONES)
    check(judge(DISBURSEMENT, target, [amount(str(day), str(spent))], day))
