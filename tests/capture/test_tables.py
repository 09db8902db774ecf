"""Tables of a report: what a row and a column name is read, and nothing by its place alone."""

from __future__ import annotations

from datetime import date

import pytest

from targettrack.capture import found_in
from targettrack.capture.documents.html import read_html
from targettrack.domain.plans.proposal import Claim
from targettrack.domain.records.observation import Qualifier
from targettrack.exchange.packaged import catalogue, places

HEADS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm 2025", "Thực hiện 6 tháng 2024",
         "Ước thực hiện 6 tháng 2025", "So với cùng kỳ (%)")  # fmt: skip
REVENUE = ("1", "Thu ngân sách nhà nước", "tỷ đồng", "17.722", "10.480", "11.360", "108,4")


def read(*rows: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Return claim, indicator, value and period of what a table states."""
    told = [" | ".join(row) for row in rows]
    made = found_in(told, catalogue(), places(), date(2025, 7, 5), "Nghệ An").proposals
    return [
        (p.claim.value, p.indicator or "", f"{p.quantity.value} {p.quantity.unit}", str(p.period))
        for p in made
    ]


def test_a_row_names_indicator_and_unit_and_a_column_period_and_claim() -> None:
    assert read(HEADS, REVENUE) == [
        ("target", "budget-revenue", "17722 bn VND", "2025"),
        ("observation", "budget-revenue", "10480 bn VND", "2024-H1"),
        ("observation", "budget-revenue", "11360 bn VND", "2025-H1"),
    ]


def test_a_column_of_estimates_makes_estimates() -> None:
    told = [" | ".join(row) for row in (HEADS, REVENUE)]
    made = found_in(told, catalogue(), places(), date(2025, 7, 5), "Nghệ An").proposals
    assert [p.qualifier for p in made if p.claim is Claim.OBSERVATION] == [
        None,
        Qualifier.ESTIMATED,
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Thu ngân sách từ doanh nghiệp", "tỷ đồng", "17.722", "10.480", "11.360", "108,4"),
        ("1", "Thu ngân sách nhà nước", "", "17.722", "10.480", "11.360", "108,4"),
        ("1", "Thu ngân sách nhà nước", "tấn", "17.722", "10.480", "11.360", "108,4"),
        ("Thu ngân sách nhà nước", "tỷ đồng", "17.722", "10.480", "11.360", "108,4"),
        ("1", "Chỉ số sản xuất công nghiệp", "%", "", "106,2", "113,9", ""),
    ],
    ids=["part", "no-unit", "other-unit", "fewer-cells", "index"],
)
def test_a_row_that_is_not_wholly_understood_is_passed_over(row: tuple[str, ...]) -> None:
    assert read(HEADS, row) == []


def test_headings_of_which_one_spans_rows_leave_the_table_open() -> None:
    data = ("Exports (million USD)", "500", "512.5", "550")
    assert read(("", "2023", "", "2024"), ("Target", "Actual", "Target"), data) == []


def test_headings_below_data_begin_another_table() -> None:
    made = read(
        ("Indicator", "Unit", "2022"), ("Exports", "million USD", "500"),
        ("Indicator", "Unit", "2023"), ("Exports", "million USD", "550"),
    )  # fmt: skip
    assert [(value, period) for _, _, value, period in made] == [
        ("500 m USD", "2022"),
        ("550 m USD", "2023"),
    ]


def test_empty_cells_and_cells_that_span_columns_keep_the_others_in_their_columns() -> None:
    page = (
        "<table><tr><th></th><th colspan=2>2023</th><th>2024</th></tr>"
        "<tr><td>Exports (million USD)</td><td></td><td>512.5</td><td>550</td></tr></table>"
    )
    assert read_html(page).paragraphs[-2:] == (
        "| 2023 | | 2024",
        "Exports (million USD) | | 512.5 | 550",
    )
    made = found_in(read_html(page).paragraphs, catalogue(), places(), None, "Nghệ An").proposals
    assert [(str(p.quantity.value), str(p.period)) for p in made] == [("550", "2024")]
