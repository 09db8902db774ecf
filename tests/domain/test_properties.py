"""What holds for every figure, not only for those of the examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.records.indicator import Direction, Indicator
from targettrack.domain.records.kind import Kind
from targettrack.domain.records.observation import Observation, StatedAs
from targettrack.domain.records.target import Target, TrajectoryKind, TrajectoryPoint
from targettrack.domain.values.name import fold, folds
from targettrack.domain.values.number import read_number
from targettrack.domain.values.period import ONE_DAY, Period, add_months, parse_period
from targettrack.domain.values.quantity import Comparator, Unit, in_unit, parse_quantity
from targettrack.shown import rounded, show_number

from .cases import (
    BN_VND,
    DISBURSEMENT,
    GROWTH,
    LEVEL_UP,
    MIRRORED,
    PLAN_2025,
    POVERTY,
    REVENUE,
    D,
    amount,
    figure,
    goal,
    judge,
    known,
    mirrored,
    pace_of,
    up_to,
    way_to,
)

SMALL = Decimal("1e-12")
YEAR = parse_period("2025")

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
IN_2025 = st.dates(date(2025, 1, 2), date(2025, 12, 31))
NUMBERS = st.decimals(
    min_value=-1_000_000, max_value=1_000_000, places=3, allow_nan=False, allow_infinity=False
)
NOT_NEGATIVE = NUMBERS.map(abs)
POSITIVE = NOT_NEGATIVE.map(lambda n: n + D("0.001"))
SHARES = st.decimals(min_value=0, max_value=100, places=3)
RATES = st.decimals(min_value=-20, max_value=40, places=2)
MEASURED_RATES = st.decimals(min_value=-20, max_value=25, places=2)  # beyond there are no odds
ORDERS = st.sampled_from(list(MIRRORED))


@st.composite
def monthly_periods(draw: st.DrawFn) -> Period:
    """Periods of whole months, which have the short names."""
    first = date(draw(st.integers(1900, 2200)), draw(st.integers(1, 12)), 1)
    return Period(first, add_months(first, draw(st.integers(1, 40))))


@given(first=DAYS, length=st.integers(1, 2000))
def test_a_period_reads_back_as_it_prints(first: date, length: int) -> None:
    period = Period(first, first + length * ONE_DAY)
    assert parse_period(str(period)) == period


@given(monthly_periods())
def test_a_period_of_whole_months_reads_back_as_it_prints(period: Period) -> None:
    assert parse_period(str(period)) == period


@given(
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18),
    decimals=st.integers(0, 6),
    lang=st.sampled_from(["en", "vi"]),
    signed=st.booleans(),
)
def test_a_number_reads_back_as_it_prints(
    value: Decimal, decimals: int, lang: str, *, signed: bool
) -> None:
    printed = show_number(value, decimals, lang, signed=signed)
    assert read_number(printed, lang) == rounded(value, decimals)


WORDS = [
    "tỉnh",
    "Tịnh",
    "thành phố",
    "TP.",
    "province",
    "City",
    "провинция",
    "Nghệ An",
    "省",
    "\u210c",
]
NAMES = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(WORDS)), max_size=4).map(" ".join)


@given(NAMES)
def test_a_name_is_found_by_what_it_folds_to(name: str) -> None:
    assert fold(name) in folds(fold(name))


@given(st.text(alphabet="ABCđĐệÁạ河яЁй .-'%7\u210c", max_size=20))
def test_folding_a_name_without_a_word_for_its_kind_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(value=NUMBERS, power=st.sampled_from([0, 3, 6, 9, 12]))
def test_converting_an_amount_there_and_back_changes_nothing(value: Decimal, power: int) -> None:
    stated = parse_quantity(f"{value:f} bn VND", "en")
    there = in_unit(stated, Unit("VND", power), "", "Revenue")
    assert in_unit(there, BN_VND, "", "Revenue").value == value


# An observation on the trajectory


@given(day=IN_2025, total=POSITIVE)
def test_a_sum_on_its_straight_line_has_pace_1_and_lead_0(day: date, total: Decimal) -> None:
    due = total * (day - date(2024, 12, 31)).days / 365
    one = judge(REVENUE, goal("2025", f">= {total}"), [up_to(day, due)], day)
    assert abs(pace_of(one) - 1) < SMALL
    assert abs(known(one.lead_days)) < SMALL
    assert abs(known(one.gap)) < SMALL * (total + 1)


@given(day=IN_2025, base=NUMBERS, way=NUMBERS.filter(bool))
def test_a_level_on_its_straight_line_has_pace_1_and_lead_0(
    day: date, base: Decimal, way: Decimal
) -> None:
    order = ">=" if way > 0 else "<="
    target = goal("2025", f"{order} {base + way}", base=base)
    passed = (day - date(2025, 1, 1)).days
    due = base + way * passed / 364
    one = judge(LEVEL_UP, target, [figure(str(day), due)], day)
    assert abs(pace_of(one) - 1) < D("1e-9")
    assert abs(known(one.lead_days)) < D("1e-9")


@st.composite
def milestones(draw: st.DrawFn) -> Target:
    """A way through some rising milestones."""
    days = sorted(
        draw(st.sets(IN_2025.filter(lambda day: day < YEAR.last), min_size=1, max_size=5))
    )
    steps = draw(st.lists(POSITIVE, min_size=len(days) + 1, max_size=len(days) + 1))
    sums = [sum(steps[: i + 1], D(0)) for i in range(len(steps))]
    return replace(
        goal("2025", f">= {sums[-1]}"),
        trajectory=TrajectoryKind.POINTS,
        points=tuple(
            TrajectoryPoint(Period(day, day + ONE_DAY), value)
            for day, value in zip(days, sums, strict=False)
        ),
    )


@given(day=IN_2025, target=milestones())
def test_a_sum_on_its_milestones_has_pace_1_and_lead_0(day: date, target: Target) -> None:
    due = way_to(target, Kind.FLOW, D(0)).expected(day)
    one = judge(REVENUE, target, [up_to(day, due)], day)
    assert abs(pace_of(one) - 1) < SMALL
    assert abs(known(one.lead_days)) < SMALL


@given(target=milestones())
def test_milestones_are_met_on_their_days_and_a_way_never_falls(target: Target) -> None:
    way = way_to(target, Kind.FLOW, D(0))
    assert [way.expected(p.period.last) for p in target.points] == [p.value for p in target.points]
    values = [way.expected(YEAR.start + i * ONE_DAY) for i in range(0, 365, 5)]
    assert all(before <= after for before, after in pairwise(values))


# Mirroring


def status_and_mirror(
    indicator: Indicator, target: Target, seen: Observation, as_of: date
) -> list[tuple[Any, Any]]:
    """The verdict on a figure, and on the mirrored figure."""
    down = indicator.direction is Direction.DOWN
    turned = replace(indicator, direction=Direction.UP if down else Direction.DOWN)
    reflected = replace(seen, value=-seen.value)
    one = judge(indicator, target, [seen], as_of)
    other = judge(turned, mirrored(target), [reflected], as_of)
    return [(one.status, one.pace), (other.status, other.pace)]


@given(day=IN_2025, base=NUMBERS, end=NUMBERS, value=NUMBERS, order=ORDERS)
def test_mirroring_the_signs_of_a_level_changes_no_verdict(
    day: date, base: Decimal, end: Decimal, value: Decimal, order: Comparator
) -> None:
    target = goal("2025", f"{order} {end}", base=base)
    one, other = status_and_mirror(POVERTY, target, figure(str(day), value), day)
    assert one == other


@given(day=IN_2025, end=RATES, value=RATES, order=ORDERS)
def test_mirroring_the_signs_of_a_growth_changes_no_pace(
    day: date, end: Decimal, value: Decimal, order: Comparator
) -> None:
    # Nor the verdict, but for its outlook: half as much is not the mirror of twice as much.
    one, other = status_and_mirror(GROWTH, goal("2025", f"{order} {end}"), up_to(day, value), day)
    assert one[1] == other[1]


@given(day=IN_2025, end=POSITIVE, value=NOT_NEGATIVE, order=ORDERS)
def test_mirroring_the_signs_of_a_sum_changes_no_verdict(
    day: date, end: Decimal, value: Decimal, order: Comparator
) -> None:
    one, other = status_and_mirror(REVENUE, goal("2025", f"{order} {end}"), up_to(day, value), day)
    assert one == other


# Powers of ten


@given(
    day=IN_2025, end=POSITIVE, value=NOT_NEGATIVE, order=ORDERS, power=st.sampled_from([-9, -3, 9])
)
def test_counting_a_sum_in_another_power_of_ten_changes_no_status(
    day: date, end: Decimal, value: Decimal, order: Comparator, power: int
) -> None:
    target, seen = goal("2025", f"{order} {end}"), up_to(day, value)
    scaled = replace(target, value=end.scaleb(power))
    rescaled = replace(seen, value=value.scaleb(power))
    one = judge(REVENUE, target, [seen], day)
    other = judge(REVENUE, scaled, [rescaled], day)
    assert (one.status, one.flags) == (other.status, other.flags)


@given(
    day=IN_2025,
    end=NUMBERS,
    base=NUMBERS,
    value=NUMBERS,
    order=ORDERS,
    power=st.sampled_from([-9, -3, 9]),
)
def test_counting_a_level_in_another_power_of_ten_changes_no_status(  # noqa: PLR0913, PLR0917
    day: date, end: Decimal, base: Decimal, value: Decimal, order: Comparator, power: int
) -> None:
    target, seen = goal("2025", f"{order} {end}", base=base), figure(str(day), value)
    scaled = replace(target, value=end.scaleb(power), base=base.scaleb(power))
    rescaled = replace(seen, value=value.scaleb(power))
    one = judge(LEVEL_UP, target, [seen], day)
    other = judge(LEVEL_UP, scaled, [rescaled], day)
    assert (one.status, one.flags) == (other.status, other.flags)


@given(spent=NOT_NEGATIVE, total=POSITIVE, power=st.sampled_from([-9, -3, 9]))
def test_counting_amounts_of_a_share_in_another_power_of_ten_changes_no_status(
    spent: Decimal, total: Decimal, power: int
) -> None:
    target = replace(PLAN_2025, denominator=total)
    seen = amount("2025-06-30", str(spent))
    scaled = replace(target, denominator=total.scaleb(power))
    rescaled = replace(seen, value=spent.scaleb(power))
    one = judge(DISBURSEMENT, target, [seen], "2025-07-05")
    other = judge(DISBURSEMENT, scaled, [rescaled], "2025-07-05")
    assert (one.status, one.flags) == (other.status, other.flags)


# Better figures


def ranks(indicator: Indicator, target: Target, *figures: Observation, as_of: date) -> list[int]:
    """How good the verdict on each figure alone is; 0 for the worst."""
    return [judge(indicator, target, [seen], as_of).status.rank for seen in figures]


def worse_first(order: Comparator, one: Decimal, other: Decimal) -> list[Decimal]:
    """The two values, the worse one first."""
    less_is_better = order in {Comparator.AT_MOST, Comparator.LESS}
    return sorted([one, other], reverse=less_is_better)


@given(day=IN_2025, end=POSITIVE, one=NOT_NEGATIVE, other=NOT_NEGATIVE, order=ORDERS)
def test_a_better_sum_never_gives_a_worse_status(
    day: date, end: Decimal, one: Decimal, other: Decimal, order: Comparator
) -> None:
    figures = [up_to(day, value) for value in worse_first(order, one, other)]
    worse, better = ranks(REVENUE, goal("2025", f"{order} {end}"), *figures, as_of=day)
    assert worse <= better


@given(day=IN_2025, target=milestones(), one=NUMBERS, other=NUMBERS)
def test_a_better_sum_never_gives_a_worse_status_along_milestones(
    day: date, target: Target, one: Decimal, other: Decimal
) -> None:
    figures = [up_to(day, value) for value in sorted([one, other])]
    worse, better = ranks(REVENUE, target, *figures, as_of=day)
    assert worse <= better


@given(day=IN_2025, one=NUMBERS, other=NUMBERS, end=NUMBERS)
def test_a_better_balance_never_gives_a_worse_status(
    day: date, one: Decimal, other: Decimal, end: Decimal
) -> None:
    figures = [up_to(day, value) for value in sorted([one, other])]
    worse, better = ranks(REVENUE, goal("2025", f">= {end}"), *figures, as_of=day)
    assert worse <= better


@given(day=IN_2025, base=NUMBERS, end=NUMBERS, one=NUMBERS, other=NUMBERS, order=ORDERS)
def test_a_better_level_never_gives_a_worse_status(  # noqa: PLR0913, PLR0917
    day: date, base: Decimal, end: Decimal, one: Decimal, other: Decimal, order: Comparator
) -> None:
    figures = [figure(str(day), value) for value in worse_first(order, one, other)]
    target = goal("2025", f"{order} {end}", base=base)
    worse, better = ranks(LEVEL_UP, target, *figures, as_of=day)
    assert worse <= better


@given(day=IN_2025, end=RATES, one=RATES, other=RATES, order=ORDERS)
def test_a_better_growth_never_gives_a_worse_status(
    day: date, end: Decimal, one: Decimal, other: Decimal, order: Comparator
) -> None:
    figures = [up_to(day, value) for value in worse_first(order, one, other)]
    worse, better = ranks(GROWTH, goal("2025", f"{order} {end}"), *figures, as_of=day)
    assert worse <= better


# Better figures after others


NOTHING = D(0)


def never_worse(
    indicator: Indicator,
    target: Target,
    before: list[Observation],
    latest: list[Observation],
    slack: Decimal = NOTHING,
) -> bool:
    """Whether no verdict, and no odds by more than `slack`, are worse than on a worse figure."""
    made = [judge(indicator, target, [*before, seen], seen.period.last) for seen in latest]
    odds = [(one.status.rank, one.outlook.probability if one.outlook else None) for one in made]
    return all(
        one[0] <= other[0] and (one[1] is None or other[1] is None or one[1] <= other[1] + slack)
        for one, other in pairwise(odds)
    )


MONTHS = st.lists(st.integers(-20, 300).map(Decimal), min_size=1, max_size=11)
YEARS = st.sampled_from([(), (2024,), (2023, 2024)])
LATEST = st.lists(st.integers(-100, 900).map(Decimal), min_size=2, max_size=5).map(sorted)


def by_month(year: int, values: list[Decimal], **stated: Any) -> list[Observation]:
    """A figure for each month from January on."""
    return [figure(f"{year}-{m:02}", value, **stated) for m, value in enumerate(values, 1)]


def test_a_first_figure_above_zero_is_no_worse_than_another_zero() -> None:
    for before in ([D(0)], [D(0), D(0)], [D(0)] * 5):
        better = [figure(f"2025-{len(before) + 1:02}", value) for value in map(D, ("0", "1", "5"))]
        assert never_worse(REVENUE, goal("2025", ">= 100"), by_month(2025, before), better)


@given(YEARS, st.data(), MONTHS, LATEST, st.integers(100, 2500).map(Decimal), ORDERS)
def test_a_better_month_never_gives_a_worse_verdict_after_others(  # noqa: PLR0913, PLR0917
    years: tuple[int, ...],
    data: st.DataObject,
    months: list[Decimal],
    latest: list[Decimal],
    end: Decimal,
    order: Comparator,
) -> None:
    past = st.lists(st.integers(1, 300).map(Decimal), min_size=12, max_size=12)
    before = [seen for year in years for seen in by_month(year, data.draw(past))]
    before += by_month(2025, months)
    ordered = sorted(latest, reverse=order in {Comparator.AT_MOST, Comparator.LESS})
    better = [figure(f"2025-{len(months) + 1:02}", value) for value in ordered]
    assert never_worse(REVENUE, goal("2025", f"{order} {end}"), before, better)


@given(st.integers(0, 1), st.data(), st.lists(NOT_NEGATIVE, min_size=2, max_size=5).map(sorted))
def test_a_better_share_never_gives_a_worse_verdict_after_others(
    years: int, data: st.DataObject, latest: list[Decimal]
) -> None:
    shares = st.lists(st.integers(0, 12).map(Decimal), min_size=11, max_size=11)
    before = [
        up_to(f"{year}-{month:02}-28", sum(values[:month], D(0)), stated_as=StatedAs.SHARE)
        for year, count in ((2024, 11 * years), (2025, 5))
        for values in [data.draw(shares)]
        for month in range(1, count + 1)
    ]
    better = [up_to("2025-06-30", value, stated_as=StatedAs.SHARE) for value in latest]
    assert never_worse(DISBURSEMENT, PLAN_2025, before, better)


@given(st.lists(SHARES, min_size=2, max_size=6), SHARES, st.lists(SHARES, min_size=2), ORDERS)
def test_a_better_level_never_gives_a_worse_verdict_after_others(
    before: list[Decimal], end: Decimal, latest: list[Decimal], order: Comparator
) -> None:
    known_before = [figure(f"{2024 - i}-12-31", value) for i, value in enumerate(before)]
    ordered = sorted(latest, reverse=order in {Comparator.AT_MOST, Comparator.LESS})
    better = [figure("2025-06-30", value) for value in ordered]
    assert never_worse(LEVEL_UP, goal("2025", f"{order} {end}"), known_before, better)


@given(
    st.lists(MEASURED_RATES, min_size=1, max_size=2),
    RATES,
    st.lists(MEASURED_RATES, min_size=2),
    ORDERS,
)
def test_a_better_growth_never_gives_a_worse_verdict_after_others(
    before: list[Decimal], end: Decimal, latest: list[Decimal], order: Comparator
) -> None:
    quarters = [figure(f"2025-Q{i}", value) for i, value in enumerate(before, 1)]
    ordered = sorted(latest, reverse=order in {Comparator.AT_MOST, Comparator.LESS})
    better = [figure(f"2025-Q{len(before) + 1}", value) for value in ordered]
    # A fall shows how far growth may change: what is all but out of reach is so a little less.
    assert never_worse(GROWTH, goal("2025", f"{order} {end}"), quarters, better, D("0.02"))


# What is not known yet


@given(day=IN_2025, later=st.integers(1, 365), value=NUMBERS)
def test_a_figure_for_a_later_day_changes_nothing(day: date, later: int, value: Decimal) -> None:
    target, seen = goal("2025", ">= 17722"), up_to(day, D(5000))
    future = figure(f"2025-01-01/{day + later * ONE_DAY}", value, "ytd")
    assert judge(REVENUE, target, [seen], day) == judge(REVENUE, target, [seen, future], day)


@given(spent=NOT_NEGATIVE)
def test_a_share_gets_the_same_verdict_in_percent_and_as_an_amount(spent: Decimal) -> None:
    target = replace(PLAN_2025, denominator=D(10_000))
    as_amount = up_to("2025-06-30", spent, stated_as=StatedAs.ABSOLUTE)
    as_percent = up_to("2025-06-30", spent / 100, stated_as=StatedAs.SHARE)
    one, other = (
        judge(DISBURSEMENT, target, [seen], "2025-07-05") for seen in (as_amount, as_percent)
    )
    assert (one.status, one.flags, one.value) == (other.status, other.flags, other.value)
