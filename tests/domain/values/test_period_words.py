"""A period is read as people write it, as a whole or not at all."""

import pytest

from targettrack.domain.values.period_words import Calendar, find_periods, period_of, read_period
from targettrack.errors import InvalidPeriod


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("May 2025", "2025-05"),
        ("tháng 5/2025", "2025-05"),
        ("Tháng Mười năm 2023", "2023-10"),
        ("T11/2023", "2023-11"),
        ("Q3 2026", "2026-Q3"),
        ("quý III/2026", "2026-Q3"),
        ("Quý II năm 2022", "2022-Q2"),
        ("2026-W30", "2026-07-20/2026-07-26"),
        ("tuần 5 năm 2024", "2024-01-29/2024-02-04"),
        ("2021-2025", "2021/2025"),
        ("Giai đoạn 2016-2020", "2016/2020"),
        ("Nhiệm kỳ 2020 - 2025", "2020/2025"),
        ("31/01/2027", "2027-01-31"),
        ("12 October 2025", "2025-10-12"),
        ("Oct 2011-Sep 2012", "2011-10/2012-09"),
        ("từ 01/04 - 30/06/2023", "2023-Q2"),
        ("7T/2023", "2023-01/2023-07"),
        ("sáu tháng đầu năm 2023", "2023-H1"),
        ("first nine months of 2023", "2023-9M"),
        ("6 tháng cuối năm 2023", "2023-H2"),
        ("Jan-23", "2023-01"),
        ("2023M07", "2023-07"),
        ("Februari 2023", "2023-02"),
        ("août 2023", "2023-08"),
        ("März 2023", "2023-03"),
        ("enero 2023", "2023-01"),
        ("fevereiro 2023", "2023-02"),
        ("gennaio 2023", "2023-01"),
        ("października 2023", "2023-10"),
        ("апрель 2023 года", "2023-04"),
        ("2023年5月", "2023-05"),
        ("Năm 2023 9 tháng", "2023-9M"),
        ("Năm 2023 Quý II", "2023-Q2"),
        ("Năm 2023 Tháng 4", "2023-04"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert str(read_period(text)) == period


@pytest.mark.parametrize(
    "text",
    [
        "2023-24",
        "2018/19",
        "2010/11",
        "2026-99",  # a slip for a month, and no term of seventy years
        "FY2024",
        "FY2023/24",
        "Zzz 2024",
        "Pos. 2024 2023",
        "tháng năm 2024",
    ],
)
def test_what_reads_two_ways_or_is_left_over_is_refused(text: str) -> None:
    with pytest.raises(InvalidPeriod):
        read_period(text)


def test_a_fiscal_year_begins_with_the_month_that_is_said() -> None:
    july = Calendar(fiscal_from=7)
    for text in ("2023-24", "2023/24", "FY2023/24", "FY 2023-2024"):
        assert str(read_period(text, july)) == "2023-07/2024-06"


def test_two_years_beside_others_of_their_kind_are_no_month() -> None:
    assert str(read_period("2010-11", Calendar(fiscal_from=4))) == "2010-11"
    beside = Calendar(fiscal_from=4, hyphened=True)
    found = period_of("2010-11", beside)
    assert found is not None
    assert str(found.period) == "2010-04/2011-03"


def test_a_period_within_a_text_leaves_the_other_words() -> None:
    (found,), left = find_periods("Thực hiện tháng 4 năm 2024 (lũy kế)")
    assert str(found.words.period) == "2024-04"
    assert left == "thuc hien luy ke"


def test_a_sum_so_far_says_so() -> None:
    for text in ("5 tháng đầu năm 2024", "LK 5T năm 2024", "Jan-May 2024"):
        (found,), _ = find_periods(text)
        assert found.words.so_far
        assert str(found.words.period) == "2024-01/2024-05"


@pytest.mark.parametrize("text", ["July 31", "Mar 24", "Feb 03"])
def test_a_month_and_a_number_that_is_a_day_or_a_year_reads_two_ways(text: str) -> None:
    with pytest.raises(InvalidPeriod, match="reads two ways"):
        period_of(text)


@pytest.mark.parametrize(
    ("text", "period"), [("Mar-24", "2024-03"), ("Mar '24", "2024-03"), ("Mar 45", "2045-03")]
)
def test_a_month_and_a_year_of_two_digits_is_one_month(text: str, period: str) -> None:
    assert str(read_period(text)) == period


def test_a_year_may_be_glued_to_its_word() -> None:
    assert str(read_period("2010г.")) == "2010"  # noqa: RUF001
