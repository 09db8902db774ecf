"""The same facts give the same verdict, however they were cut, recorded, replaced or signed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from targettrack.domain.judge.assess import assess
from targettrack.domain.judge.kinds.protocol import rules_for
from targettrack.domain.records.observation import Basis, Observation, Qualifier
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target
from targettrack.domain.series.series import Series, cases_of
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Status
from tests.domain.cases import (
    GROWTH,
    NGHE_AN,
    NGHE_AN_2025,
    REVENUE,
    RULES,
    case,
    figure,
    goal,
    known,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from targettrack.domain.judge.assessment import Assessment

# A calendar year, a fiscal year, and one of months from the 15th to the 14th.
STARTS = st.sampled_from([date(2025, 1, 1), date(2024, 10, 1), date(2024, 12, 15)])
MONTHS = 18  # of which six are of the year that is judged
ONE = timedelta(days=1)
CLOSE = 1e-9


def months_from(start: date, count: int) -> list[date]:
    """The first days of months that all begin on the day of `start`."""
    first = start.year * 12 + start.month - 1
    return [date((first + n) // 12, (first + n) % 12 + 1, start.day) for n in range(count)]


def figures_of(days: Sequence[date], values: Sequence[int | Decimal]) -> list[Observation]:
    """A figure between each day and the next."""
    return [
        Observation(Period(start, end), Basis.SINGLE, Decimal(value))
        for (start, end), value in zip(pairwise(days), values, strict=True)
    ]


def to_date(days: Sequence[date], values: Sequence[int]) -> list[Observation]:
    """Totals since the first day, one up to each of the others."""
    return [
        Observation(Period(days[0], end), Basis.YTD, Decimal(value))
        for end, value in zip(days[1:], accumulate(values), strict=True)
    ]


def cut(days: Sequence[date], values: Sequence[int], size: int) -> list[Observation]:
    """Each month in pieces of so many days, the last with the rest of them and of the value."""
    found: list[Observation] = []
    for (start, end), value in zip(pairwise(days), values, strict=True):
        inner = [start + ONE * n for n in range(0, (end - start).days - size + 1, size)] + [end]
        part = value // (len(inner) - 1)
        parts = [part] * (len(inner) - 2)
        found += figures_of(inner, [*parts, value - sum(parts)])
    return found


def year_of(start: date, value: int, comparator: str = ">=") -> Target:
    """A target for the twelve months from a day on."""
    end = months_from(start, 13)[-1]
    period = Period(start, end)
    return Target(Scenario("plan"), period, Comparator(comparator), Decimal(value), period.last)


def judged(target: Target, figures: Sequence[Observation], on: date) -> Assessment:
    return assess(case(REVENUE, target, figures, on))


def said(one: Assessment) -> tuple[Status, Decimal | None, float]:
    odds = one.outlook.probability if one.outlook else None
    return one.status, one.value, -1.0 if odds is None else float(odds)


VALUES = st.lists(st.integers(1, 400), min_size=MONTHS, max_size=MONTHS)
SIGNED = st.lists(st.integers(-200, 400), min_size=MONTHS, max_size=MONTHS)


@settings(max_examples=25, deadline=None)
@given(start=STARTS, values=st.one_of(VALUES, SIGNED), asked=st.integers(-2000, 4000))
@example(start=date(2025, 1, 1), values=[0] * 16 + [1, -1], asked=-1)
@example(start=date(2025, 1, 1), values=[0] * 16 + [1, -1], asked=1)
def test_months_halves_weeks_and_totals_to_date_that_say_the_same_give_the_same(
    start: date, values: list[int], asked: int
) -> None:
    before = months_from(start.replace(year=start.year - 1), 13)
    now = months_from(start, 7)
    halves = [values[:12], values[12:]]
    whole = [figures_of(before, halves[0]) + figures_of(now, halves[1])]
    whole += [cut(before, halves[0], size) + cut(now, halves[1], size) for size in (14, 7)]
    whole += [to_date(before, halves[0]) + to_date(now, halves[1])]
    target = year_of(start, asked or 1)
    first, *others = (said(judged(target, figures, now[-1])) for figures in whole)
    for other in others:
        assert other[:2] == first[:2]
        assert abs(other[2] - first[2]) <= CLOSE


@settings(max_examples=25, deadline=None)
@given(start=STARTS, values=VALUES, asked=st.integers(1, 4000), days=st.integers(1, 27))
def test_what_is_never_negative_is_not_projected_below_what_is_reached(
    start: date, values: list[int], asked: int, days: int
) -> None:
    before, now = months_from(start.replace(year=start.year - 1), 13), months_from(start, 6)
    figures = figures_of(before, values[:12]) + figures_of(now, values[12:17])
    part = Period(now[-1], now[-1] + ONE * days)
    figures.append(Observation(part, Basis.SINGLE, Decimal(values[17])))
    one = judged(year_of(start, asked), figures, part.end)
    assert one.value == sum(values[12:])
    if one.outlook is not None:
        assert one.outlook.projection >= known(one.value) - Decimal("1e-6")
        assert one.outlook.low is None or one.outlook.low >= known(one.value) - Decimal("1e-6")


FIGURE = st.tuples(
    st.integers(0, 364), st.sampled_from([7, 14, 15, 31, 59, 90, 181]), st.integers(0, 300)
)


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.lists(st.tuples(FIGURE, st.booleans()), min_size=1, max_size=9),
    asked=st.integers(1, 4000),
    known_before=st.booleans(),
)
def test_figures_that_contradict_each_other_project_nothing_below_zero_or_what_is_reached(
    drawn: list[tuple[tuple[int, int, int], bool]], asked: int, *, known_before: bool
) -> None:
    first = date(2025, 1, 1)
    figures = figures_of(months_from(date(2024, 1, 1), 13), [40] * 12) if known_before else []
    for (day, length, value), is_to_date in drawn:
        end = first + ONE * min(day + length, 365)
        start, basis = (first, Basis.YTD) if is_to_date else (first + ONE * day, Basis.SINGLE)
        figures.append(Observation(Period(start, end), basis, Decimal(value)))
    target = year_of(first, asked)
    on = max(one.period.last for one in figures)
    one = judged(target, figures, on)
    totals = sorted((f.period.end, f.value) for f in figures if f.basis is Basis.YTD)
    falls = any(later < earlier for (_, earlier), (_, later) in pairwise(totals))
    if one.outlook is not None and one.value is not None and one.value >= 0 and not falls:
        ends = one.outlook.low, one.outlook.projection, one.outlook.high
        assert all(end is None or end >= one.value - Decimal("1e-6") for end in ends)
    (told,) = rules_for(case(REVENUE, target, figures, on)).figures_read(
        case(REVENUE, target, figures, on)
    )
    listed = [*told.read, *told.before, *(aside.figure for aside in told.aside)]
    assert len({id(figure) for figure in listed}) == len(listed) == len(figures)


@settings(max_examples=25, deadline=None)
@given(
    start=STARTS,
    values=st.one_of(VALUES, SIGNED),
    asked=st.one_of(st.integers(1, 4000), st.integers(-4000, -1)),
    missing=st.sets(st.integers(12, 16), max_size=2),
    over=st.booleans(),
)
def test_with_every_sign_and_the_direction_turned_the_verdict_is_the_same(
    start: date, values: list[int], asked: int, missing: set[int], *, over: bool
) -> None:
    before, now = months_from(start.replace(year=start.year - 1), 13), months_from(start, 7)
    every = figures_of(before, values[:12]) + figures_of(now, values[12:])
    figures = [figure for at, figure in enumerate(every) if at not in missing]
    turned = [Observation(figure.period, figure.basis, -figure.value) for figure in figures]
    on = now[-1] if not over else now[-1].replace(year=now[-1].year + 2)
    mirror = {">=": "<=", "<=": ">="}
    for comparator in (">=", "<="):
        one = judged(year_of(start, asked, comparator), figures, on)
        other = judged(year_of(start, -asked, mirror[comparator]), turned, on)
        assert one.status == other.status


@settings(max_examples=25, deadline=None)
@given(start=STARTS, values=VALUES, asked=st.integers(1, 4000), guess=st.integers(0, 9000))
def test_an_estimate_that_was_replaced_moves_nothing(
    start: date, values: list[int], asked: int, guess: int
) -> None:
    before, now = months_from(start.replace(year=start.year - 1), 13), months_from(start, 7)
    history = figures_of(before, values[:12])
    half = Period(start, now[-1])
    at = datetime(2025, 7, 20, tzinfo=UTC)
    final = Observation(half, Basis.YTD, Decimal(sum(values[12:])), recorded_at=at)
    estimate = Observation(
        half,
        Basis.SINGLE,
        Decimal(guess),
        qualifier=Qualifier.ESTIMATED,
        recorded_at=at - ONE * 20,
    )
    target = year_of(start, asked)
    alone = judged(target, [*history, final], now[-1])
    beside = judged(target, [*history, estimate, final], now[-1])
    assert said(alone) == said(beside)


@settings(max_examples=25, deadline=None)
@given(values=SIGNED, asked=st.integers(-2000, 4000), missing=st.integers(12, 16))
def test_a_missing_month_of_a_sum_of_either_sign_proves_nothing(
    values: list[int], asked: int, missing: int
) -> None:
    start = date(2025, 1, 1)
    before, now = months_from(start.replace(year=2024), 13), months_from(start, 7)
    every = figures_of(before, values[:12]) + figures_of(now, values[12:])
    figures = [figure for at, figure in enumerate(every) if at != missing]
    one = judged(year_of(start, asked or 1), figures, now[-1])
    if (
        min(values[:missing] + values[missing + 1 :])
        < 0
        < max(values[:missing] + values[missing + 1 :])
    ):
        assert one.status is Status.NO_DATA
        assert str(every[missing].period) in str(one.why)


@settings(max_examples=25, deadline=None)
@given(
    start=STARTS,
    values=st.one_of(VALUES, SIGNED),
    asked=st.integers(1, 4000),
    order=st.permutations(range(MONTHS)),
    data=st.data(),
)
def test_the_order_in_which_figures_were_recorded_does_not_matter(
    start: date, values: list[int], asked: int, order: list[int], data: st.DataObject
) -> None:
    before, now = months_from(start.replace(year=start.year - 1), 13), months_from(start, 7)
    figures = figures_of(before, values[:12]) + figures_of(now, values[12:])
    quarters = figures_of(now[::3], [sum(values[12:15]), sum(values[15:])])
    figures += data.draw(st.lists(st.sampled_from(quarters), unique=True))
    at = datetime(2025, 7, 20, tzinfo=UTC)
    places = [*order, *range(MONTHS, len(figures))]
    stamped = [
        replace(figure, recorded_at=at + ONE * place, recorded_on=(at + ONE * place).date())
        for figure, place in zip(figures, places, strict=True)
    ]
    target = year_of(start, asked)
    assert said(judged(target, figures, now[-1])) == said(judged(target, stamped, now[-1]))


@settings(max_examples=25, deadline=None)
@given(
    values=VALUES,
    asked=st.integers(1, 4000),
    wrong=st.integers(1, 900),
    late=st.integers(0, 5),
    until=st.integers(0, 40),
)
def test_a_revision_counts_from_the_day_on_which_it_became_known(
    values: list[int], asked: int, wrong: int, late: int, until: int
) -> None:
    start = date(2025, 1, 1)
    before, now = months_from(start.replace(year=2024), 13), months_from(start, 7)
    every = figures_of(before, values[:12]) + figures_of(now, values[12:])
    told, revised = date(2025, 7, 5), date(2025, 7, 25)
    figures = [replace(figure, recorded_on=told) for figure in every]
    first = replace(figures[12 + late], value=Decimal(wrong))
    again = replace(figures[12 + late], recorded_on=revised, revision=2)
    vintages = [first if figure.period == first.period else figure for figure in figures]
    known_at = told + ONE * until
    seen = [v for v in (*vintages, again) if v.recorded_on and v.recorded_on <= known_at]
    target = year_of(start, asked)
    series = Series(NGHE_AN, REVENUE, (target,), tuple(seen))
    (one,) = cases_of(series, date(2025, 8, 20), known_at, RULES)
    expected = (
        every if known_at >= revised else [f if f.period != first.period else first for f in every]
    )
    by_hand = judged(target, expected, date(2025, 8, 20))
    assert said(assess(one))[:2] == said(by_hand)[:2]


RATES = st.lists(st.integers(-80, 220).map(lambda n: Decimal(n) / 10), min_size=8, max_size=8)


@settings(max_examples=25, deadline=None)
@given(rates=RATES, asked=st.integers(-50, 150), count=st.integers(1, 3))
def test_growth_by_quarters_and_to_date_is_the_same_where_weights_say_so(
    rates: list[Decimal], asked: int, count: int
) -> None:
    weights = [known_weight for _, known_weight in NGHE_AN_2025.parts]
    target = goal("2025", f">= {asked / 10}")
    quarters = [figure(f"2024-Q{n}", rate) for n, rate in enumerate(rates[:4], 1)]
    alone = [figure(f"2025-Q{n}", rate) for n, rate in enumerate(rates[4 : 4 + count], 1)]
    sums = [
        sum((w * g for w, g in zip(weights[:n], rates[4 : 4 + n], strict=True)), Decimal(0))
        / sum(weights[:n], Decimal(0))
        for n in range(1, count + 1)
    ]
    to_date = [figure(f"2025-01/2025-{3 * n:02}", value, "ytd") for n, value in enumerate(sums, 1)]
    day = date(2025, 3 * count, 30) + ONE * 20
    one, other = (
        assess(case(GROWTH, target, [*quarters, *some], day)) for some in (alone, to_date)
    )
    assert one.status == other.status
    assert abs(known(one.value) - known(other.value)) < Decimal("1e-9")
    assert abs(said(one)[2] - said(other)[2]) <= 2e-4


@settings(max_examples=25, deadline=None)
@given(values=VALUES, asked=st.integers(1, 4000), count=st.integers(1, 9))
def test_totals_of_the_calendar_tell_of_a_fiscal_year(
    values: list[int], asked: int, count: int
) -> None:
    start = date(2024, 10, 1)
    months = months_from(date(2024, 7, 1), 13)
    end = 3 + count
    alone = figures_of(months[: end + 1], values[:end])
    calendar = to_date(months[: min(end, 6) + 1], values[: min(end, 6)])
    calendar += to_date(months[6 : end + 1], values[6:end]) if end > 6 else []
    target = year_of(start, asked)
    one, other = (judged(target, some, months[end]) for some in (alone, calendar))
    assert one.value == other.value == sum(values[3:end])
    assert one.status == other.status
