"""Small builders: an indicator, a target, some figures, and the day on which to judge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Indicator, Season
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    default_basis,
)
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.weights import Weights
from targettrack.domain.series.case import Case
from targettrack.domain.series.reference import Reference
from targettrack.domain.trajectory.trajectory import Trajectory, trajectory_to
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, Unit
from targettrack.exchange.packaged import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment

D = Decimal
RULES = load_rulebook()
NGHE_AN = Entity("Nghệ An", EntityKind.PROVINCE)
HAI_DUONG = Entity(
    "Hải Dương", EntityKind.PROVINCE, valid_to=date(2025, 6, 30), successor="Hải Phòng"
)

BN_VND = Unit("VND", 9)
PERCENT = Unit("%")
REVENUE = Indicator("budget-revenue", "State budget revenue", Kind.FLOW, BN_VND)
TRADE = Indicator("trade-turnover", "Import-export turnover", Kind.FLOW, Unit("USD", 6))
DISBURSEMENT = Indicator(
    "public-investment",
    "Public investment disbursed",
    Kind.SHARE,
    PERCENT,
    absolute_unit=BN_VND,
    precision=2,
    season=Season.SPENDING,
)
POVERTY = Indicator(
    "poverty-rate",
    "Poverty rate",
    Kind.LEVEL,
    PERCENT,
    direction=Direction.DOWN,
    frequency=Frequency.YEAR,
    precision=1,
    least=D(0),
    most=D(100),
)
BACKLOG = Indicator("backlog", "Overdue cases", Kind.LEVEL, Unit("cases"), direction=Direction.DOWN)
LEVEL_UP = Indicator(
    "coverage", "Coverage", Kind.LEVEL, PERCENT, precision=1, least=D(0), most=D(100)
)
GROWTH = Indicator(
    "grdp-growth", "GRDP growth", Kind.GROWTH, PERCENT, frequency=Frequency.QUARTER, precision=2
)
PRODUCTION = Indicator(
    "iip-growth", "Industrial production growth", Kind.GROWTH, PERCENT, precision=2
)


MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS,
    Comparator.LESS: Comparator.MORE,
}


def quarters(year: int, *weights: str) -> Weights:
    """Weigh the four quarters of a year."""
    return Weights(
        tuple((parse_period(f"{year}-Q{i}"), D(weight)) for i, weight in enumerate(weights, 1))
    )


VIET_NAM_2024 = quarters(2024, "22.43", "24.21", "25.03", "28.33")
NGHE_AN_2025 = quarters(2025, ".208", ".260", ".281", ".251")


def day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def figure(period: str, value: str | Decimal, basis: str | None = None, **more: Any) -> Observation:
    """One figure; the basis follows from the period unless it is given."""
    covered = parse_period(period)
    return Observation(covered, Basis(basis or default_basis(covered)), D(value), **more)


def up_to(last: str | date, value: str | Decimal, **more: Any) -> Observation:
    """A year-to-date figure at the end of a day."""
    return figure(f"{str(last)[:4]}-01-01/{last}", value, "ytd", **more)


def amount(last: str, value: str, **more: Any) -> Observation:
    """A year-to-date amount of a share, in its absolute unit."""
    return up_to(last, value, stated_as=StatedAs.ABSOLUTE, **more)


def percent(last: str, value: str, **more: Any) -> Observation:
    """A year-to-date share in percent."""
    return up_to(last, value, stated_as=StatedAs.SHARE, **more)


def estimate(observation: Observation) -> Observation:
    """The same figure, as an estimate."""
    return replace(observation, qualifier=Qualifier.ESTIMATED)


def vintage(observation: Observation, revision: int, value: str) -> Observation:
    """A later vintage of the same figure."""
    return replace(observation, revision=revision, value=D(value))


def goal(period: str, value: str, **more: Any) -> Target:
    """A target such as ">= 8", "<= 11.3" or "9.5-10.5"; closes with its period."""
    covered = parse_period(period)
    first, _, second = value.partition(" ")
    low, _, high = (second or first).partition("..")
    comparator = Comparator.BETWEEN if high else Comparator(first if second else ">=")
    given: dict[str, Any] = {"closing": covered.last, **more}
    return Target(
        Scenario("plan"), covered, comparator, D(low), high=D(high) if high else None, **given
    )


def points(*milestones: tuple[str, str]) -> tuple[TrajectoryPoint, ...]:
    """Milestones from (period, value) or (day, value)."""
    return tuple(TrajectoryPoint(parse_period(period), D(value)) for period, value in milestones)


def by_points(target: Target, *milestones: tuple[str, str]) -> Target:
    """The same target along issued milestones."""
    return replace(target, trajectory=TrajectoryKind.POINTS, points=points(*milestones))


def by_steps(target: Target, *milestones: tuple[str, str]) -> Target:
    """The same target along steps."""
    return replace(target, trajectory=TrajectoryKind.STEPS, points=points(*milestones))


def by_growth(target: Target, *rates: tuple[str, str]) -> Target:
    """The same target along issued rates of its parts."""
    return replace(target, trajectory=TrajectoryKind.GROWTH, points=points(*rates))


def along(target: Target, shape: TrajectoryKind) -> Target:
    """The same target along a trajectory that is derived."""
    return replace(target, trajectory=shape)


def mirrored(target: Target) -> Target:
    """The same target with every sign turned."""
    ends = [-end for end in (target.high, target.number) if end is not None]
    return replace(
        target,
        comparator=MIRRORED.get(target.comparator, target.comparator),
        value=ends[0],
        high=ends[1] if len(ends) > 1 else None,
        base=None if target.base is None else -target.base,
    )


def case(
    indicator: Indicator,
    target: Target,
    figures: Sequence[Observation],
    as_of: str | date,
    **more: Any,
) -> Case:
    """What a verdict is asked for: of Nghệ An, by the default rulebook.

    `reference` are the figures of the entity that the target refers to.
    """
    judged = day(str(as_of))
    if "reference" in more:
        known = Reference(tuple(more.pop("reference")), ())
        more["references"] = {str(target.reference): known}
    given: dict[str, Any] = {
        "entity": NGHE_AN,
        "known_at": judged,
        "rulebook": RULES,
        "weights": NGHE_AN_2025 if indicator is GROWTH else Weights(),
        **more,
    }
    return Case(
        indicator=indicator,
        target=target,
        figures=sorted(figures, key=lambda f: (f.period.end, f.period.start, f.basis)),
        as_of=judged,
        **given,
    )


def judge(
    indicator: Indicator,
    target: Target,
    figures: Sequence[Observation],
    as_of: str | date,
    **more: Any,
) -> Assessment:
    """The verdict itself."""
    return assess(case(indicator, target, figures, as_of, **more))


def known(value: Decimal | None) -> Decimal:
    """A number that must be there."""
    assert value is not None
    return value


def shown(value: Decimal | None, decimals: int) -> str:
    """A number as it is printed."""
    return f"{known(value):.{decimals}f}"


def pace_of(one: Assessment) -> Decimal:
    """The pace, which must be there."""
    assert one.pace is not None
    return known(one.pace.value)


# The worked examples of the methods.

REVENUE_2025 = goal("2025", ">= 17722")
ESTIMATE_PLUS = goal("2025", ">= 28112")
MAY_REVENUE = up_to("2025-05-31", "11360")
LAST_MAY_REVENUE = up_to("2024-05-31", "10480")
PLAN_2025 = goal("2025", ">= 95", closing=date(2026, 1, 31))
MAY_DISBURSEMENT = percent("2025-05-31", "30.01")
MILESTONES = (
    ("2025-03-31", "10"),
    ("2025-05-31", "22"),
    ("2025-09-30", "50"),
    ("2025-12-31", "80"),
)
POVERTY_2030 = goal("2030", "<= 11.3", base=D("20.6"), base_on=date(2016, 12, 31))
POVERTY_2022 = figure("2022", "19.5")
BACKLOG_2025 = goal("2025", "<= 20", base=D(120))
BACKLOG_JUNE = figure("2025-06", "60")
EIGHT = goal("2025", ">= 8")
TEN_AND_A_HALF = by_growth(
    goal("2025", ">= 10.5"),
    ("2025-Q1", "8.94"),
    ("2025-Q2", "10.02"),
    ("2025-Q3", "10.97"),
    ("2025-Q4", "11.76"),
)
FIRST_HALF = (figure("2025-Q1", "6.99"), figure("2025-Q2", "9.24"))
NINE_MONTHS = figure("2025-9M", "8.61")
RANGED = replace(
    TEN_AND_A_HALF,
    points=(
        *points(("2025-Q1", "6.99"), ("2025-Q2", "9.24")),
        TrajectoryPoint(parse_period("2025-Q3"), D("10.16"), D("11.94")),
        TrajectoryPoint(parse_period("2025-Q4"), D("11.11"), D("13.1")),
    ),
)

# What past years had come to by the ends of their months.
SEASONAL_2025 = along(REVENUE_2025, TrajectoryKind.SEASONAL)
YEAR_2024 = (figure("2024", "25556"), LAST_MAY_REVENUE)
THREE_YEARS = (
    *YEAR_2024,
    *(up_to(f"2023-{end}", value) for end, value in (("04-30", "9000"), ("12-31", "20000"))),
    *(figure(f"2022-{month:02}", D(1400 + 10 * month)) for month in range(1, 13)),
)
BALANCES = (
    *(up_to(f"2024-{end}", value) for end, value in (("05-31", "-120"), ("12-31", "40"))),
    *(up_to(f"2023-{end}", value) for end, value in (("06-30", "-80"), ("12-31", "-20"))),
)
THIRTEEN_MONTHS = (
    percent("2024-05-31", "22.34"),
    percent("2024-09-30", "51.38"),
    percent("2024-12-31", "83.5"),
    figure("2024-01/2025-01", "93.06", "ytd", stated_as=StatedAs.SHARE),
)


def revenue_in_may() -> Assessment:
    """Revenue of 11,360 on 31 May against 17,722 in the year."""
    return judge(REVENUE, REVENUE_2025, [LAST_MAY_REVENUE, MAY_REVENUE], "2025-06-10")


def revenue_in_august() -> Assessment:
    """More than the year's total four months before its end."""
    return judge(REVENUE, REVENUE_2025, [up_to("2025-08-31", "18084")], "2025-09-05")


def disbursement_in_may() -> Assessment:
    """30.01% on 31 May of 95% by 31 January, on a straight line."""
    return judge(DISBURSEMENT, PLAN_2025, [MAY_DISBURSEMENT], "2025-06-10")


def disbursement_to_december() -> Assessment:
    """The same to 31 December."""
    return judge(DISBURSEMENT, goal("2025", ">= 95"), [MAY_DISBURSEMENT], "2025-06-10")


def disbursement_by_milestones() -> Assessment:
    """The same along issued milestones."""
    target = by_points(PLAN_2025, *MILESTONES)
    return judge(DISBURSEMENT, target, [MAY_DISBURSEMENT], "2025-06-10")


def revenue_in_season() -> Assessment:
    """11,360 on 31 May against last year and 10%, as last year came in."""
    target = along(ESTIMATE_PLUS, TrajectoryKind.SEASONAL)
    return judge(REVENUE, target, [*YEAR_2024, MAY_REVENUE], "2025-06-10")


def disbursement_in_season() -> Assessment:
    """30.01% on 31 May of 95% by 31 January, as last year's plan was disbursed."""
    target = along(PLAN_2025, TrajectoryKind.SEASONAL)
    return judge(DISBURSEMENT, target, [*THIRTEEN_MONTHS, MAY_DISBURSEMENT], "2025-06-10")


def disbursement_of(denominator: str) -> Assessment:
    """3,907 bn VND on 30 June against a total."""
    target = replace(PLAN_2025, denominator=D(denominator))
    return judge(DISBURSEMENT, target, [amount("2025-06-30", "3907")], "2025-07-10")


def poverty_in_2022() -> Assessment:
    """19.5% after six of fourteen years from 20.6% to 11.3%."""
    return judge(POVERTY, POVERTY_2030, [POVERTY_2022], "2023-01-05")


def poverty_along(shape: TrajectoryKind) -> Assessment:
    """The same along another trajectory."""
    return judge(POVERTY, along(POVERTY_2030, shape), [POVERTY_2022], "2023-01-05")


def backlog_in_june() -> Assessment:
    """60 cases in the middle of the way from 120 to 20."""
    return judge(BACKLOG, BACKLOG_2025, [BACKLOG_JUNE], "2025-07-05")


def growth_of_the_half_year(target: Target) -> Assessment:
    """6.99% and 9.24% in the first two quarters."""
    return judge(GROWTH, target, FIRST_HALF, "2025-07-05")


def growth_after_nine_months(target: Target) -> Assessment:
    """8.61% published for nine months."""
    return judge(GROWTH, target, [*FIRST_HALF, NINE_MONTHS], "2025-10-07")


def way_to(target: Target, kind: Kind, base: Decimal) -> Trajectory:
    """Return the trajectory to a target that is no range."""
    return trajectory_to(target, kind, base, target.number)
