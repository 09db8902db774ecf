from __future__ import annotations

from decimal import Decimal

import pytest

from targettrack.domain.values.period import (
    Period,
    add_months,
    months_between,
    parse_day,
    parse_period,
    year_to_date,
    years_before,
)
from targettrack.errors import InvalidDate, InvalidPeriod
from targettrack.shown import show_day
from tests.domain.cases import day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-Q2", "2025-04-01", "2025-06-30"),
        ("2025-q4", "2025-10-01", "2025-12-31"),
        ("2025-05", "2025-05-01", "2025-05-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-9M", "2025-01-01", "2025-09-30"),
        ("2025-12M", "2025-01-01", "2025-12-31"),
        ("2025-05-31", "2025-05-31", "2025-05-31"),
        ("2025-01/2025-05", "2025-01-01", "2025-05-31"),
        ("2025-01-01/2025-10-12", "2025-01-01", "2025-10-12"),
        ("2021/2025", "2021-01-01", "2025-12-31"),
        (" 2025-Q1 / 2025-Q3 ", "2025-01-01", "2025-09-30"),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(text: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert (period.start, period.last) == (day(first), day(last))
    assert period.days == (day(last) - day(first)).days + 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no known form"),
        ("May 2025", "no known form"),
        ("25", "no known form"),
        ("2025-5", "no known form"),
        ("2025-05-31T00:00", "no known form"),
        ("2025/", "no known form"),
        ("/2025", "no known form"),
        ("2024/2025/2026", "no known form"),
        ("0000", "no year 0"),
        ("9999", "no year 9999"),
        ("2025-H3", "no half 3"),
        ("2025-H0", "no half 0"),
        ("2025-Q5", "no quarter 5"),
        ("2025-13", "no month 13"),
        ("2025-00", "no month 00"),
        ("2025-13M", "1 to 12 months"),
        ("2025-0M", "1 to 12 months"),
        ("2025-02-29", "no day 2025-02-29"),
        ("2025-05/2025-01", "ends before it starts"),
        ("2025-Q2/2024", "ends before it starts"),
    ],
)
def test_what_is_no_period_is_refused_with_the_reason_and_the_forms(text: str, reason: str) -> None:
    with pytest.raises(InvalidPeriod, match=reason) as refused:
        parse_period(text)
    assert "2025-Q2" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2025", "2025"),
        ("2025-01/2025-12", "2025"),
        ("2025-12M", "2025"),
        ("2025-H1/2025-H2", "2025"),
        ("2025-6M", "2025-H1"),
        ("2025-04/2025-06", "2025-Q2"),
        ("2025-3M", "2025-Q1"),
        ("2025-1M", "2025-01"),
        ("2025-01/2025-09", "2025-9M"),
        ("2025-01-01/2025-05-31", "2025-01/2025-05"),
        ("2025-04/2025-12", "2025-04/2025-12"),
        ("2025-04/2025-09", "2025-04/2025-09"),
        ("2025-04/2026-03", "2025-04/2026-03"),
        ("2021-01/2025-12", "2021/2025"),
        ("2025-05-01/2025-05-01", "2025-05-01"),
        ("2025-05-02/2025-05-31", "2025-05-02/2025-05-31"),
    ],
)
def test_a_period_prints_as_its_shortest_form(text: str, printed: str) -> None:
    assert str(parse_period(text)) == printed


@pytest.mark.parametrize("text", ["0001", "0999-Q1", "0999-05", "0999-01/0999-05", "0900/0999"])
def test_a_period_of_a_distant_year_reads_back_as_it_prints(text: str) -> None:
    period = parse_period(text)
    assert parse_period(str(period)) == period


def test_a_run_that_holds_no_day_is_refused() -> None:
    with pytest.raises(InvalidPeriod, match="ends before it starts"):
        Period(day("2025-05-31"), day("2025-05-31"))


@pytest.mark.parametrize(
    ("outer", "inner", "holds"),
    [
        ("2025", "2025-Q4", True),
        ("2025", "2025", True),
        ("2025-Q4", "2025", False),
        ("2025", "2024-12/2025-01", False),
        ("2025-H1", "2025-07", False),
    ],
)
def test_a_period_contains_what_lies_inside_it(outer: str, inner: str, *, holds: bool) -> None:
    assert parse_period(outer).contains(parse_period(inner)) is holds


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("2025-H1", "2024-H1"),
        ("2025-01/2025-05", "2024-01/2024-05"),
        ("2025-01-01/2025-10-12", "2024-01-01/2024-10-12"),
        ("2025-02", "2024-02"),
        ("2024-02", "2023-02"),
        ("2024-01-01/2024-02-29", "2023-01-01/2023-02-28"),
        ("2024-02-29", "2023-02-28"),
    ],
)
def test_a_year_earlier_a_stretch_keeps_its_month_ends(text: str, earlier: str) -> None:
    assert parse_period(text).a_year_earlier() == parse_period(earlier)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [("2025-02-28", "2024-02-29"), ("2024-02-29", "2023-02-28"), ("2025-05-31", "2024-05-31")],
)
def test_a_month_end_stays_a_month_end_a_year_before(text: str, earlier: str) -> None:
    assert years_before(day(text), 1) == day(earlier)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-05-31", "2025-12-31", Decimal(7)),
        ("2025-05-31", "2026-01-31", Decimal(8)),
        ("2024-12-31", "2025-05-31", Decimal(5)),
        ("2025-01-31", "2025-02-28", Decimal(1)),
        ("2025-10-12", "2025-12-31", 2 + Decimal(19) / 31),
        ("2025-12-31", "2025-12-31", Decimal(0)),
    ],
)
def test_months_are_counted_from_evening_to_evening(start: str, end: str, months: Decimal) -> None:
    assert abs(months_between(day(start), day(end)) - months) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2025-01-15", 0, "2025-01-01"),
        ("2025-11-30", 2, "2026-01-01"),
        ("2025-01-01", 12, "2026-01-01"),
        ("2025-01-01", -1, "2024-12-01"),
    ],
)
def test_months_are_added_to_the_first_of_the_month(start: str, months: int, expected: str) -> None:
    assert add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("period", "since_january"),
    [
        ("2025-05", "2025-01/2025-05"),
        ("2025-Q1", "2025-Q1"),
        ("2025-10-12", "2025-01-01/2025-10-12"),
    ],
)
def test_the_year_to_date_begins_on_1_january(period: str, since_january: str) -> None:
    assert year_to_date(parse_period(period)) == parse_period(since_january)


def test_a_day_is_read_and_printed() -> None:
    assert show_day(parse_day(" 2025-05-31 ", "--as-of")) == "31 May 2025"


@pytest.mark.parametrize("text", ["", "31/05/2025", "2025-02-30", "2025-05", "tomorrow"])
def test_what_is_no_day_is_refused_with_the_name_of_the_field(text: str) -> None:
    with pytest.raises(InvalidDate, match="--as-of"):
        parse_day(text, "--as-of")
