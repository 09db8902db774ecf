"""The same facts give the same verdict, however they were cut, recorded, replaced or signed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from targettrack.domain.judge.assess import assess
from targettrack.domain.records.observation import Basis, Observation, Qualifier
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.target import Target
from targettrack.domain.values.period import Period
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Status
from tests.domain.cases import REVENUE, case, known

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
