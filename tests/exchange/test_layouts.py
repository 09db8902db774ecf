"""Tables as offices lay them out become the figures that they state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from targettrack.domain.plans.plan import PlacedFigure
from targettrack.domain.values.name import fold
from targettrack.exchange.files.figure_source import ReadOptions
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.exchange.sheets.file_tables import Tables, items_of, open_tables
from targettrack.exchange.sheets.layout_map import SheetMap
from targettrack.exchange.sheets.new_names import new_entities
from targettrack.exchange.sheets.stated_percents import Ratio, contradicted
from targettrack.exchange.sheets.table import Names
from tests.exchange.workbook_makers import Percent, workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = Names(
    {fold(name): one.name for one in places() for name in (one.name, *one.aliases)},
    by_every_name(catalogue().values()),
)
NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
GUESS = SheetMap()
ASKED = ReadOptions(NAMES.indicators, NOW, NOW.date())

Rows = list[list[object]]
REPORT: Rows = [
    ["UBND TỈNH NGHỆ AN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    [],
    ["TÌNH HÌNH KINH TẾ - XÃ HỘI THÁNG 5 NĂM 2025"],
    ["", "", "", "", "", "", "Đơn vị tính: tỷ đồng"],
    ["STT", "Chỉ tiêu", "Thực hiện", "Ước", "Lũy kế", "So với", "So với"],
    ["", "", "tháng 4/2025", "tháng 5/2025", "5 tháng", "kế hoạch (%)", "cùng kỳ (%)"],
    ["A", "B", 1, 2, 3, 4, 5],
    [1, "Thu ngân sách nhà nước", "2.000,5", "1.799", "11.360,25", "64,1", "108,4"],
    ["", "Trong đó:"],
    [2, "- Thu nội địa (*)", "1.500", "1.600", "9.850", "...", "x"],
    [3, "Thu từ hoạt động xuất nhập khẩu", "500,5", "-", "1.510,25", "", "95,7"],
    [],
    ["(*) Ghi chú: số liệu ước tính đến 31/5/2025"],
]


def _tables(here: Path, rows: Rows, chosen: SheetMap, **more: Sequence[tuple[int, ...]]) -> Tables:
    path = workbook(here / "a.xlsx", {"Bieu 1": rows}, more.get("merges", ()))  # type: ignore[arg-type]
    return open_tables(path, (), chosen, NAMES, "")


def _read(
    here: Path, rows: Rows, chosen: SheetMap = GUESS, **more: Sequence[tuple[int, ...]]
) -> tuple[list[str], list[str]]:
    """Return the figures of a table in words, and its problems."""
    items = list(items_of(_tables(here, rows, chosen, **more), ASKED, []))
    figures = [
        " ".join(
            map(
                str,
                filter(
                    None,
                    (
                        item.place.rpartition(" ")[2],
                        item.figure.entity,
                        item.figure.indicator.id,
                        one.period,
                        one.basis.value,
                        one.qualifier.value if one.qualifier else "",
                        f"{one.value:f}",
                    ),
                ),
            )
        )
        for item in items
        if isinstance(item, PlacedFigure)
        for one in [item.figure.observation]
    ]
    return figures, [str(item) for item in items if isinstance(item, Problem)]


def test_a_monthly_report_of_a_province_is_read_with_all_its_trimmings(here: Path) -> None:
    figures, problems = _read(here, REPORT, SheetMap(entity="Nghệ An"))
    assert problems == []
    assert figures == [
        "C8 Nghệ An budget-revenue 2025-04 single preliminary 2000.5",
        "D8 Nghệ An budget-revenue 2025-05 single estimated 1799",
        "E8 Nghệ An budget-revenue 2025-01/2025-05 ytd estimated 11360.25",
        "C10 Nghệ An domestic-revenue 2025-04 single preliminary 1500",
        "D10 Nghệ An domestic-revenue 2025-05 single estimated 1600",
        "E10 Nghệ An domestic-revenue 2025-01/2025-05 ytd estimated 9850",
        "C11 Nghệ An customs-revenue 2025-04 single preliminary 500.5",
        "E11 Nghệ An customs-revenue 2025-01/2025-05 ytd estimated 1510.25",
    ]


def test_percentages_beside_figures_are_held_against_them(here: Path) -> None:
    ratios: list[Ratio] = []
    list(items_of(_tables(here, REPORT, SheetMap(entity="Nghệ An")), ASKED, ratios))
    found = [
        (one.place, finding.found if finding else None)
        for one, finding in contradicted(ratios, lambda _: Decimal(1578), lambda _: Decimal(17722))
    ]
    assert found[0] == ("sheet Bieu 1, cell F8", None)
    assert dict(found)["sheet Bieu 1, cell G11"] is None
    assert "108.40% of the same period" in str(dict(found)["sheet Bieu 1, cell G8"])


YEARS: Rows = [
    ["GRDP growth (%)"],
    ["Province", 2022, 2023.0],
    ["Nghệ An", 9.08, 7.14],
    ["tỉnh Hà Tĩnh", "-2,1", "…"],
]
DATES: Rows = [["Poverty rate"], ["Area", date(2023, 12, 31)], ["Nghe An", Percent(0.047)]]
TRANSPOSED: Rows = [
    ["Retail sales, bn VND"],
    ["Period", "Nghệ An", "Hà Tĩnh"],
    ["2025-01", 8000, 4000],
    ["Tháng 2/2025", 8100.5, "n/a"],
]
INDICATORS: Rows = [
    ["Kết quả tháng 5 năm 2025"],
    ["Tỉnh", "Thu nội địa (tỷ đồng)", "Kim ngạch xuất khẩu (triệu USD)"],
    ["Nghệ An", 1500, 300.5],
]
LONG: Rows = [
    ["Tỉnh", "Chỉ tiêu", "Năm", "Tháng", "Đơn vị tính", "Giá trị", "Nguồn"],
    ["Nghệ An", "Thu nội địa", 2025.0, 4, "tỷ đồng", 1500.5, "CTK"],
    ["Hà Tĩnh", "Kim ngạch xuất khẩu", 2025.0, 5, "nghìn USD", 900000, "CTK"],
]
MERGED: Rows = [
    ["Tỉnh", "Chỉ tiêu", "ĐVT", "Tháng 4/2025"],
    ["Nghệ An", "Thu nội địa", "tỷ đồng", 1500],
    ["", "Kim ngạch xuất khẩu", "triệu USD", 300],
]
INDEX: Rows = [
    ["2. Chỉ số sản xuất công nghiệp"],
    ["", "", "", "%"],
    ["", "Tháng 5", "Tháng 5", "5 tháng"],
    ["", "năm 2025 so với", "năm 2025 so với", "năm 2025 so với"],
    ["", "tháng trước", "cùng kỳ năm trước", "cùng kỳ năm trước"],
    ["Nghệ An", 103.9, 108.866730891889, 95.7],
]
LISTED: Rows = [
    ["entity", "indicator", "period", "value", "unit", "basis"],
    ["Nghe An", "budget-revenue", "2025-05", 11360.5, "bn VND", "ytd"],
]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        (
            YEARS,
            [
                "B3 Nghệ An grdp-growth 2022 single 9.08",
                "C3 Nghệ An grdp-growth 2023 single 7.14",
                "B4 Hà Tĩnh grdp-growth 2022 single -2.1",
            ],
        ),
        (DATES, ["B3 Nghệ An poverty-rate 2023-12 single 4.7"]),
        (
            TRANSPOSED,
            [
                "B3 Nghệ An retail-sales 2025-01 single 8000",
                "C3 Hà Tĩnh retail-sales 2025-01 single 4000",
                "B4 Nghệ An retail-sales 2025-02 single 8100.5",
            ],
        ),
        (
            INDICATORS,
            [
                "B3 Nghệ An domestic-revenue 2025-05 single 1500",
                "C3 Nghệ An export-turnover 2025-05 single 300.5",
            ],
        ),
        (
            LONG,
            [
                "F2 Nghệ An domestic-revenue 2025-04 single 1500.5",
                "F3 Hà Tĩnh export-turnover 2025-05 single 900",
            ],
        ),
        (
            MERGED,
            [
                "D2 Nghệ An domestic-revenue 2025-04 single 1500",
                "D3 Nghệ An export-turnover 2025-04 single 300",
            ],
        ),
        (
            INDEX,
            [
                "C6 Nghệ An iip-growth 2025-05 single 8.866730891889",
                "D6 Nghệ An iip-growth 2025-01/2025-05 ytd -4.3",
            ],
        ),
        (LISTED, ["D2 Nghe An budget-revenue 2025-01/2025-05 ytd 11360.5"]),
    ],
    ids=["years", "dates", "transposed", "indicators", "long", "merged", "index", "listed"],
)
def test_a_layout_is_recognised_by_its_words(here: Path, rows: Rows, figures: list[str]) -> None:
    merges = [(1, 0, 2, 0)] if rows is MERGED else []
    assert _read(here, rows, merges=merges) == (figures, [])


def test_headers_over_several_columns_count_for_each(here: Path) -> None:
    rows: Rows = [
        ["Public investment disbursement (bn VND)"],
        ["Province", "Plan 2025", "Disbursed", "", "% of plan"],
        ["", "", "April 2025", "Jan-May 2025", ""],
        ["Nghệ An", 10003.954, 500.1, 2703.973, 27.03],
    ]
    figures, problems = _read(here, rows, merges=[(1, 2, 1, 3), (1, 0, 2, 0), (1, 4, 2, 4)])
    assert problems == []
    assert figures == [
        "C4 Nghệ An public-investment 2025-04 single 500.1",
        "D4 Nghệ An public-investment 2025-01/2025-05 ytd 2703.973",
    ]


def test_every_problem_is_told_with_its_cell_what_was_read_and_what_would_be_right(
    here: Path,
) -> None:
    rows: Rows = [
        ["Retail sales, bn VND"],
        ["Province", "2025-01", "2025-02"],
        ["Nghệ An", "abc", 8100],
        ["Hà Tĩn", 4000, 4100],
        ["Tổng số", 1, 2],
        ["Huế", "1.299", True],
        ["Nghệ An", 1, 8200],
    ]
    figures, problems = _read(here, rows)
    assert figures == ["B7 Nghệ An retail-sales 2025-01 single 1"]
    places = [line.partition(": ")[0].rpartition(" ")[2] for line in problems]
    assert places == ["B3", "C3", "A4", "A5", "B6", "C6", "C7"]
    said = "\n".join(problems)
    for words in (
        '"abc" is not a number',
        '"Hà Tĩnh"',
        "say whose with -p",
        "reads two ways: 1.299",
        '"True" is not a number',
        "cell C3 says is 8100",
    ):
        assert words in said


def test_numbers_that_read_two_ways_are_read_as_the_others_of_the_table(here: Path) -> None:
    rows: Rows = [
        ["Retail sales, bn VND"],
        ["Province", "2025-01"],
        ["Huế", "1.299"],
        ["Nghệ An", "8.100,5"],
    ]
    assert _read(here, rows)[0][0].endswith(" 1299")
    rows[3][1] = "8,100.5"
    assert _read(here, rows)[0][0].endswith(" 1.299")


def test_what_nothing_tells_is_asked_for_once(here: Path) -> None:
    _, problems = _read(here, [["Province", "a", "b"], ["Nghệ An", 1, 2], ["Hà Tĩnh", 3, 4]])
    assert len(problems) == 3
    said = "\n".join(problems)
    assert "which indicator" in said
    assert '"a": a is not understood' in said


def test_labels_that_are_not_known_are_new_only_where_that_is_said(here: Path) -> None:
    rows: Rows = [
        ["Retail sales, bn VND"],
        ["Province", "2025-01"],
        ["Tổng số", 9000],
        ["Trong đó:"],
        ["1. Bộ Y tế", 10],
        ["Nghệ An", 8000],
    ]
    chosen = SheetMap(
        entity="Viet Nam", rows=(("tong so > 1. bo y te", "Bộ Y tế"),), new_entities="unit"
    )
    tables = _tables(here, rows, chosen)
    (new,) = new_entities(tables.guessed[0])
    assert (new.name, new.kind.value, new.parent) == ("Bộ Y tế", "unit", "Viet Nam")
    assert _read(here, rows, chosen)[1] == []
    assert '"1. Bộ Y tế"' in _read(here, rows, SheetMap(entity="Viet Nam"))[1][0]
    left_out = SheetMap(entity="Viet Nam", ignore_rows=("1. Bộ Y tế",))
    assert len(_read(here, rows, left_out)[0]) == 2


def test_the_same_name_below_different_labels_is_told_apart_by_a_map(here: Path) -> None:
    rows: Rows = [
        ["Tháng 5 năm 2025", ""],
        ["Chỉ tiêu", "tỷ đồng"],
        ["Thu nội địa", 100],
        ["  Khác", 1],
        ["Thu từ hoạt động xuất nhập khẩu", 200],
        ["  Khác", 2],
    ]
    chosen = SheetMap(
        entity="Nghệ An",
        rows=(("Thu nội địa > Khác", "Thu ngân sách"),),
        ignore_rows=("Thu từ hoạt động xuất nhập khẩu > Khác",),
    )
    figures, problems = _read(here, rows, chosen)
    assert problems == []
    assert figures[1] == "B4 Nghệ An budget-revenue 2025-05 single 1"
    assert len(figures) == 3


def test_a_label_that_names_no_indicator_is_refused_with_what_it_is_nearest_to(here: Path) -> None:
    rows: Rows = [
        ["Tháng 5 năm 2025", ""],
        ["Chỉ tiêu", "tỷ đồng"],
        ["- Tổng mức bán lẻ hàng hóa", 100],
    ]
    (problem,) = _read(here, rows, SheetMap(entity="Nghệ An"))[1]
    assert 'did you mean "retail-sales"?' in problem
    assert "add-indicator or a plan adds a new one" in problem


def test_wide_csv_is_read_with_any_separator_and_its_empty_rows(here: Path) -> None:
    path = here / "a.csv"
    path.write_text("Retail sales, bn VND;;\n\nProvince;2025-01;2025-02\nHuế;1,5;2,25\n", "utf-8")
    tables = open_tables(path, (), SheetMap(), NAMES, "")
    placed = [item for item in items_of(tables, ASKED, []) if isinstance(item, PlacedFigure)]
    assert [(one.place, str(one.figure.observation.value)) for one in placed] == [
        ("cell B4", "1.5"),
        ("cell C4", "2.25"),
    ]
