"""What contradicts itself in a plan is found with its numbers, and what agrees is not accused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from targettrack.domain.checks.plan_findings import plan_checks
from targettrack.domain.plans.plan import FilePlace, Plan, PlannedTarget, PlannedWeights
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.period import Period, parse_day, parse_period
from targettrack.domain.values.quantity import Comparator, parse_quantity, parse_unit

if TYPE_CHECKING:
    from targettrack.domain.checks.finding import Finding

GROWTH = Indicator("grdp-growth", "GRDP growth", Kind.GROWTH, parse_unit("%"), precision=2)
FLOW = Indicator("budget-revenue", "Revenue", Kind.FLOW, parse_unit("bn VND"))
SHARE = Indicator(
    "public-investment",
    "Disbursed",
    Kind.SHARE,
    parse_unit("%"),
    absolute_unit=parse_unit("bn VND"),
)
PLAN = Scenario("Plan")
ENTITIES = (
    Entity("Viet Nam"),
    Entity("Nghệ An", parent="Viet Nam"),
    Entity("Huế", parent="Viet Nam"),
)
SHARES = ("0.208", "0.260", "0.281", "0.251")  # of Nghệ An's 2024


def target(
    value: str,
    indicator: Indicator = FLOW,
    entity: str = "Nghệ An",
    period: str = "2025",
    **more: Any,
) -> PlannedTarget:
    stated = parse_quantity(value)
    span = parse_period(period)
    whole = Target(
        scenario=PLAN,
        period=span,
        comparator=stated.comparator or Comparator.AT_LEAST,
        value=stated.value,
        high=stated.high,
        closing=span.last,
    )
    return PlannedTarget(entity, indicator, replace(whole, **more))


def quarters(year: str, *rates: str) -> PlannedTarget:
    points = []
    for number, rate in enumerate(rates, start=1):
        stated = parse_quantity(rate)
        part = parse_period(f"2025-Q{number}")
        points.append(TrajectoryPoint(part, stated.value, stated.high))
    return target(year, GROWTH, trajectory=TrajectoryKind.GROWTH, points=tuple(points))


def weights(*shares: str) -> PlannedWeights:
    parts = [(parse_period(f"2025-Q{n}"), Decimal(s)) for n, s in enumerate(shares, start=1)]
    return PlannedWeights("Nghệ An", GROWTH, Weights(tuple(parts)), None)


def milestones(value: str, *points: tuple[str, str], **more: Any) -> PlannedTarget:
    made = []
    for on, due in points:
        day = parse_day(on, "day")
        made.append(
            TrajectoryPoint(Period(day, date.fromordinal(day.toordinal() + 1)), Decimal(due))
        )
    return target(value, SHARE, trajectory=TrajectoryKind.POINTS, points=tuple(made), **more)


def found(*targets: PlannedTarget, weighed: bool = True, held: Plan | None = None) -> list[Finding]:
    said = (weights(*SHARES),) if weighed else ()
    plan = Plan(ENTITIES, (GROWTH, FLOW, SHARE), (PLAN,), targets, said)
    return plan_checks(plan, held or Plan())


ADJUSTED = ("6.99%", "9.24%", "10.16-11.94%", "11.11-13.1%")
INITIAL = ("8.94%", "10.02%", "10.97%", "11.76%")
AGREE = {
    "quarters that compose to the year": quarters("10.5%", *INITIAL),
    "both branches of a range": quarters("9.5-10.5%", *ADJUSTED),
    "a range around quarters that are none": quarters("8-11%", *INITIAL),
    "a rate within quarters that are ranges": quarters("10%", *ADJUSTED),
    "a derivation": target("17,722 bn VND", note="11,360 / 64.1% = 17,722 (17,708 to 17,736)"),
    "a factor": target("896 m USD", note="145% of the plan: 1,299 / 1.45 = 896 (893 to 899)"),
    "a derivation of something else": target("20 bn VND", note="11,360 / 64.1% = 17,722"),
    "words that are no derivation": target("20 bn VND", note="1,2,3 / 0% = 5 and 1 / 2"),
    "percent, amount and denominator": target(
        "95%", SHARE, denominator=Decimal("10003.954"),
        quote="mới đạt 2.703,973 tỷ đồng, tương đương 27,03% kế hoạch năm",
    ),
    "two percents in a quote": target(
        "95%", SHARE, denominator=Decimal(100), quote="20 bn VND, 30% or 40%"
    ),
    "points on the way": milestones(
        "95%", ("2025-03-31", "10"), ("2025-06-30", "10"), ("2025-12-31", "95")
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AGREE)
def test_what_agrees_within_rounding_is_not_accused(name: str) -> None:
    assert found(AGREE[name]) == []


CONTRADICT = {
    "quarters that compose to more": (
        quarters("10.5%", "8.94%", "10.02%", "10.97%", "12.76%"),
        "quarters",
        "compose to 10.75%, but the target of 2025 is 10.5%",
        "2025-Q4 alone would be 11.76%",
    ),
    "quarters that compose to less": (
        quarters("8% or more", "7%", "7%", "7%", "7%"),
        "quarters",
        "2025-Q1 (7%), 2025-Q2 (7%), 2025-Q3 (7%) and 2025-Q4 (7%) compose to 7.00%",
        "2025-Q4 alone would be 10.98%",
    ),
    "a low branch that is off": (
        quarters("9-10.5%", *ADJUSTED),
        "quarters",
        "compose to 9.50%, but the low end of the target of 2025 is 9%",
        "2025-Q4 alone would be 9.12%",
    ),
    "a high branch that is off": (
        quarters("9.5-12%", *ADJUSTED),
        "quarters",
        "compose to 10.50%, but the high end of the target of 2025 is 12%",
        "2025-Q4 alone would be 19.08%",
    ),
    "quarters outside a range": (
        quarters("12-13%", *INITIAL),
        "quarters",
        "but the target of 2025 is 12-13%",
        "correct a part",
    ),
    "a rate outside quarters that are ranges": (
        quarters("12%", *ADJUSTED),
        "quarters",
        "2025-Q3 (10.16-11.94%) and 2025-Q4 (11.11-13.1%) compose to 9.50-10.50%",
        "correct a part",
    ),
    "a derivation": (
        target("17,900 bn VND", note="11,360 / 64.1% = 17,900"),
        "percent",
        "the note says 11,360 / 64.1% = 17,900, but 11,360 / 64.1% is 17,722",
        "correct the amount, the percent or the total",
    ),
    "a derivation of another value": (
        target("17,900 bn VND", note="11,360 / 64.1% = 17,722"),
        "percent",
        "the note derives 17,722, the target is 17,900",
        "value = 17,722",
    ),
    "percent, amount and denominator": (
        target("95%", SHARE, denominator=Decimal(11000), quote="2.703,973 tỷ đồng, là 27,03%"),
        "percent",
        "that is 24.58% of the denominator, 11,000 bn VND",
        "correct the denominator",
    ),
    "a point before the way": (
        milestones("95%", ("2024-12-31", "1")),
        "points",
        "the point of 2024-12-31 is before 2025-01-01",
        "leave it out",
    ),
    "a point beyond the target": (
        milestones("95%", ("2025-06-30", "97")),
        "points",
        "the point of 2025-06-30 asks for 97%, which is beyond the target, 95%",
        "correct the point",
    ),
    "a last point that is not the target": (
        milestones("95%", ("2025-12-31", "94")),
        "points",
        "the last point asks for 94% on 2025-12-31, the target for 95%",
        "correct it",
    ),
    "points of a sum that fall": (
        milestones("95%", ("2025-03-31", "20"), ("2025-06-30", "15")),
        "points",
        "the points fall from 20% on 2025-03-31 to 15% on 2025-06-30",
        "correct one of them",
    ),
    "a target after its closing": (
        target("20 bn VND", valid_from=date(2026, 2, 1)),
        "dates",
        "it comes into force on 2026-02-01 and is settled on 2025-12-31",
        "correct valid_from",
    ),
}


@pytest.mark.parametrize("name", CONTRADICT)
def test_what_contradicts_itself_is_told_with_its_numbers_and_what_to_do(name: str) -> None:
    planned, rule, said, advice = CONTRADICT[name]
    (finding,) = found(planned)
    assert finding.rule == rule
    assert said in str(finding.found)
    assert advice in str(finding.advice)
    assert finding.where.startswith("target 1 (Nghệ An, ")


def test_quarters_without_weights_are_accused_only_if_no_weights_reconcile_them() -> None:
    assert found(quarters("9%", "7%", "8%", "9%", "10%"), weighed=False) == []
    (finding,) = found(quarters("10.5%", "7%", "8%", "9%", "10%"), weighed=False)
    assert "lie between 7.00 and 10.00%, whatever their weights" in str(finding.found)


def test_the_weights_of_the_store_count_where_the_plan_has_none() -> None:
    year = quarters("9%", "7%", "8%", "9%", "10%")
    held = Plan(ENTITIES, (GROWTH,), weights=(weights(*SHARES),))
    (finding,) = found(year, weighed=False, held=held)
    assert "compose to 8.58%" in str(finding.found)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"2025-H1": "400", "2025-H2": "600"}, None),
        (
            {"2025-H1": "400", "2025-H2": "500"},
            "2025-H1 (400 bn VND) and 2025-H2 (500 bn VND) add up to 900 bn VND",
        ),
        ({"2025-Q1": "100", "2025-Q2": "200", "2025-Q3": "300"}, None),
        (
            {f"2025-{n:02}": "90" for n in range(1, 13)},
            "the 12 parts from 2025-01 to 2025-12 add up to 1,080 bn VND",
        ),
        ({"2025-H1": "400", "2025-H2": "500-600"}, None),
        ({"2025-H1": "400", "2025-H2": "700-800"}, "add up to 1,100-1,200 bn VND"),
    ],
)
def test_targets_for_the_parts_of_a_year_make_up_that_of_the_year(
    parts: dict[str, str], says: str | None
) -> None:
    made = [target(f"{value} bn VND", period=period) for period, value in parts.items()]
    findings = found(*made, target("1,000 bn VND"))
    assert [one.rule for one in findings] == (["periods"] if says else [])
    assert all(says in str(one.found) for one in findings if says)


def test_growth_targets_for_quarters_compose_to_that_of_the_year() -> None:
    rates = ("8.94%", "10.02%", "10.97%", "11.76%")
    made = [target(r, GROWTH, period=f"2025-Q{n}") for n, r in enumerate(rates, start=1)]
    assert found(*made, target("10.5%", GROWTH)) == []
    (finding,) = found(*made, target("11%", GROWTH))
    assert (finding.rule, "compose to 10.50%" in str(finding.found)) == ("periods", True)


def test_growth_over_several_years_is_not_composed_of_years() -> None:
    made = [target("9%", GROWTH, period=f"{year}") for year in range(2026, 2031)]
    assert found(*made, target("10%", GROWTH, period="2026/2030")) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (("600", "400"), None),
        (("600", "300"), "Nghệ An (600 bn VND) and Huế (300 bn VND) add up to 900 bn VND"),
        (("600", "500"), "add up to 1,100 bn VND"),
        (("600",), None),
    ],
)
def test_the_entities_below_make_up_what_is_above_them(
    values: tuple[str, ...], says: str | None
) -> None:
    names = ("Nghệ An", "Huế")
    made = [target(f"{v} bn VND", entity=e) for v, e in zip(values, names, strict=False)]
    findings = found(target("1,000 bn VND", entity="Viet Nam"), *made)
    assert [one.rule for one in findings] == (["children"] if says else [])
    assert all(says in str(one.found) for one in findings if says)


def test_an_entity_that_has_ended_is_no_part() -> None:
    made = (
        target("1,000 bn VND", entity="Viet Nam"),
        target("600 bn VND"),
        target("300 bn VND", entity="Huế"),
    )
    gone = Entity("Hà Tây", parent="Viet Nam", valid_to=date(2008, 7, 31))
    assert found(*made, held=Plan((gone,)))[0].rule == "children"
    new = replace(gone, valid_to=None)
    assert found(*made, held=Plan((Entity("Viet Nam"), new))) == []


def test_two_tables_of_one_target_are_told_unless_the_later_comes_into_force_later() -> None:
    first = target("20 bn VND")
    (finding,) = found(first, target("30 bn VND"))
    assert (finding.rule, str(finding.found)) == (
        "repeated",
        "it replaces target 1 from its first day on",
    )
    assert found(first, target("30 bn VND", valid_from=date(2025, 6, 1))) == []


def test_what_the_store_would_refuse_is_told_first() -> None:
    held = Plan(indicators=(replace(FLOW, kind=Kind.LEVEL),))
    first, second = found(milestones("95%", ("2025-06-30", "97")), held=held)
    assert (first.rule, second.rule) == ("refused", "points")
    assert "kind from level to flow" in str(first.found)


def test_a_finding_says_on_which_line_its_table_stands() -> None:
    plan = Plan(ENTITIES, (SHARE,), (PLAN,), (milestones("95%", ("2025-06-30", "97")),))
    (finding,) = plan_checks(replace(plan, places={("target", 1): FilePlace(14, {})}), Plan())
    assert finding.where == "line 14, target 1 (Nghệ An, public-investment, 2025, Plan)"
