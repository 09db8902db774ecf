"""What is not understood of an office's table is named, and never recorded as a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.exchange.sheets.columns import understood
from targettrack.exchange.sheets.grids.cell import Grid
from targettrack.exchange.sheets.grids.csv_sheet import csv_grid
from targettrack.exchange.sheets.layout_map import Role, SheetMap
from targettrack.exchange.sheets.reckoning import cells_left_out, cells_seen
from targettrack.exchange.sheets.table_shape import shape_of
from targettrack.faults import FileFault
from tests.exchange.test_layouts import NAMES, Rows, _read, _tables

if TYPE_CHECKING:
    from pathlib import Path

HERE = SheetMap(entity="Nghệ An")
REVENUE = "Thu ngân sách nhà nước"


def _table(*headers: object, unit: str = "tỷ đồng") -> Rows:
    """Return a table of one indicator with a column of 100, 200, ... a header."""
    figures = [100 * number for number in range(1, len(headers) + 1)]
    return [["Chỉ tiêu", "Đơn vị tính", *headers], [REVENUE, unit, *figures]]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Tháng Bảy năm 2023", "2023-07 single"),
        ("Kwiecień 2023", "2023-04 single"),
        ("Oct 2011-Sep 2012", "2011-10/2012-09 single"),
        ("Giai đoạn 2016-2020", "2016/2020 ytd"),
        ("Ước TH 6T/2023", "2023-H1 ytd estimated"),
        ("LK 9T năm 2023", "2023-9M ytd"),
        ("Thực hiện quý II/2023", "2023-Q2 single preliminary"),
        ("từ 01/01 - 30/09/2023", "2023-9M ytd"),
    ],
)
def test_a_header_is_read_for_its_whole_period(here: Path, header: str, what: str) -> None:
    figures, problems = _read(here, _table(header), HERE)
    assert problems == []
    assert figures == [f"C2 Nghệ An budget-revenue {what} 100"]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Phấn đấu 2023", Role.TARGET),
        ("Target 2023", Role.TARGET),
        ("Mục tiêu năm 2023", Role.TARGET),
        ("HĐND giao 2023", Role.TARGET),
        ("Kịch bản 2023", Role.TARGET),
        ("Cel 2023", Role.TARGET),
        ("Kế hoạch năm 2023", Role.PLAN),
        ("Dự toán 2023", Role.PLAN),
        ("Baseline 2015", Role.BASE),
        ("Tỷ trọng 2023", Role.SHARE),
        ("Tăng trưởng 2023", Role.GROWTH),
        ("Glorp 2023", Role.UNSURE),
        ("2023-24", Role.UNSURE),
        ("Permits granted 2023", Role.UNSURE),
    ],
)
def test_a_column_that_is_no_figure_is_not_recorded_as_one(
    here: Path, header: str, role: Role
) -> None:
    rows = _table("Thực hiện 2022", header)
    (sheet,) = _tables(here, rows, HERE).guessed
    assert [column.role for column in sheet.table.columns][3] is role
    assert _read(here, rows, HERE)[0] == ["C2 Nghệ An budget-revenue 2022 single preliminary 100"]
    assert cells_seen(sheet) == 2
    assert cells_left_out(sheet).total() == 1


def test_of_figures_of_one_thing_in_several_cells_none_is_recorded(here: Path) -> None:
    for other in (100, 120):
        rows: Rows = [
            ["Chỉ tiêu", "ĐVT", "Thực hiện 2023", "Kết quả 2023"],
            [REVENUE, "tỷ đồng", 100, other],
        ]
        figures, problems = _read(here, rows, HERE)
        assert figures == []
        assert [line.partition(": ")[0].rpartition(" ")[2] for line in problems] == ["C2", "D2"]


def test_a_total_since_the_start_of_the_work_is_no_total_of_the_year(here: Path) -> None:
    rows: Rows = [
        ["Tháng", "Trong tháng (tỷ đồng)", "Lũy kế (tỷ đồng)"],
        ["2022-12", 20, 90],
        ["2023-01", 30, 120],
    ]
    figures, problems = _read(here, rows, SheetMap(entity="Nghệ An", indicator="budget-revenue"))
    assert [one.partition(" ")[0] for one in figures] == ["B2", "B3"]
    assert not problems


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("125*", "preliminary 125"),
        ("88 (p)", "preliminary 88"),
        ("77 (e)", "estimated 77"),
        ("(12)", "-12"),
        ("€66", ""),
        ("12,5%", ""),
        ("1.1.1", ""),
        ("n/a", None),
        ("..", None),
    ],
)
def test_marks_beside_a_number_are_kept(here: Path, cell: str, value: str | None) -> None:
    rows: Rows = [*_table("2023"), ["Thu nội địa", "tỷ đồng", cell]]
    first, *figures = _read(here, rows, HERE)[0]
    problems = _read(here, rows, HERE)[1]
    assert first.endswith(" 100")
    if value is None:
        assert (figures, problems) == ([], [])
    elif value:
        assert figures == [f"C3 Nghệ An domestic-revenue 2023 single {value}"]
    else:
        assert figures == []
        assert len(problems) == 1


def test_the_first_row_may_have_no_figure(here: Path) -> None:
    rows: Rows = [
        ["Name", "Unit of measure", "2023"],
        [REVENUE, "bn VND", "n/a"],
        ["Thu nội địa", "bn VND", 7],
    ]
    assert _read(here, rows, HERE) == (["C3 Nghệ An domestic-revenue 2023 single 7"], [])


def test_units_of_different_columns_are_told_by_their_words(here: Path) -> None:
    rows: Rows = [
        ["Hàng xuất khẩu", "", ""],
        ["", "", "Nghìn tấn; Triệu USD"],
        ["Mặt hàng", "Lượng 2023", "Trị giá 2023"],
        ["Kim ngạch xuất khẩu", "", 900],
    ]
    assert _read(here, rows, HERE) == (["C4 Nghệ An export-turnover 2023 single 900"], [])


def test_scratch_columns_beyond_an_empty_one_are_left_out(here: Path) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "Tháng 5/2023 (tỷ đồng)", "", "Tổng", ""],
        [REVENUE, 1450, "", 9350, 0.18],
    ]
    assert _read(here, rows, HERE)[0] == ["B2 Nghệ An budget-revenue 2023-05 single 1450"]
    (sheet,) = _tables(here, rows, HERE).guessed
    assert set(map(bool, cells_left_out(sheet))) == {True}
    assert cells_left_out(sheet).total() == 2


def test_rows_of_parts_are_left_out_until_they_are_asked_for(here: Path) -> None:
    rows: Rows = [
        ["Tỉnh", "Năm", "Giới tính", "Tỷ lệ hộ nghèo (%)"],
        ["Nghệ An", 2023, "Tổng số", 5.4],
        ["Nghệ An", 2023, "Nữ", 6.2],
        ["Nghệ An", 2023, "Nam", 4.6],
    ]
    assert _read(here, rows) == (["D2 Nghệ An poverty-rate 2023 single 5.4"], [])
    women = SheetMap(where=(("giới tính", "Nữ"),))
    assert _read(here, rows, women) == (["D3 Nghệ An poverty-rate 2023 single 6.2"], [])


@pytest.mark.parametrize(
    ("unit", "header", "row"),
    [
        ("§¬n vÞ tÝnh: Tû ®ång", "Thùc hiÖn th¸ng 4 n¨m 2023", "Thu ng©n s¸ch nhµ n\xad\u00edc"),  # noqa: RUF001
        ("Ñôn vò tính: tyû ñoàng", "Thöïc hieän thaùng 4 naêm 2023", "Thu ngaân saùch nhaø nöôùc"),
    ],
    ids=["TCVN3", "VNI"],
)
def test_text_from_before_unicode_is_read(here: Path, unit: str, header: str, row: str) -> None:
    label = "ChØ tiªu" if unit.startswith("§") else "Chæ tieâu"
    rows: Rows = [["", unit], [label, header], [row, 210]]
    assert _read(here, rows, HERE) == (
        ["B3 Nghệ An budget-revenue 2023-04 single preliminary 210"],
        [],
    )


def test_a_file_that_is_too_large_is_refused_by_its_size(here: Path) -> None:
    path = here / "large.csv"
    with path.open("wb") as file:
        file.write("Chỉ tiêu;2023\n".encode())
        file.truncate(2 << 30)  # a hole, which takes no room
    with pytest.raises(FileFault, match="it has 2,048 MB"):
        csv_grid(path, "")


def test_what_is_blank_in_a_list_is_of_whom_somebody_said(here: Path) -> None:
    rows: Rows = [
        ["Year", "REF_AREA", "UNIT_MEASURE", "Value"],
        [2021, "", "PT", 6.5],
        [2021, "Hà Tĩnh", "PT", 3.7],
        [2022, "", "PT", 6.1],
    ]
    chosen = SheetMap(entity="Nghệ An", indicator="poverty-rate")
    assert _read(here, rows, chosen)[0] == [
        "D2 Nghệ An poverty-rate 2021 single 6.5",
        "D3 Hà Tĩnh poverty-rate 2021 single 3.7",
        "D4 Nghệ An poverty-rate 2022 single 6.1",
    ]


def test_a_part_that_heads_its_rows_holds_for_all_of_them(here: Path) -> None:
    rows: Rows = [
        ["Area", "Gender", "Period", "Rate (%)"],
        ["Nghệ An", "Women", "2021", 6.5],
        ["Nghệ An", "", "2022", 6.4],
        ["Nghệ An", "All", "2021", 5.5],
        ["Nghệ An", "", "2022", 5.4],
    ]
    assert _read(here, rows, SheetMap(indicator="poverty-rate"))[0] == [
        "D4 Nghệ An poverty-rate 2021 single 5.5",
        "D5 Nghệ An poverty-rate 2022 single 5.4",
    ]


def test_rows_of_a_list_need_no_label(here: Path) -> None:
    rows: Rows = [["Year", "Gruppe", "Value"], ["2005", "", "11.6 "], ["2006", "", "10.1"]]
    rows += [["2005", "Kinder", "14.2"], ["2006", "Kinder", "13.5"]]
    chosen = SheetMap(entity="Nghệ An", indicator="poverty-rate")
    assert _read(here, rows, chosen)[0] == [
        "C2 Nghệ An poverty-rate 2005 single 11.6",
        "C3 Nghệ An poverty-rate 2006 single 10.1",
    ]


def test_what_is_no_index_in_a_column_of_indices_is_refused(here: Path) -> None:
    rows: Rows = [
        ["Chỉ số giá tiêu dùng tháng 5 năm 2023"],
        ["Tỉnh", "Tháng 5 năm 2023 so với cùng kỳ năm trước (%)", "Ghi chú"],
        ["Nghệ An", 102.3, ""],
        ["Hà Tĩnh", 103.1, ""],
        ["Huế", 1.87, "a"],
    ]
    figures, problems = _read(here, rows)
    assert [line.rpartition(" ")[2] for line in figures] == ["2.3", "3.1"]
    assert "stands in a column of indices" in problems[0]


def test_a_number_that_may_be_growth_or_an_index_is_asked_about(here: Path) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "ĐVT", "Thực hiện 2023"],
        ["Chỉ số sản xuất công nghiệp", "%", 108.5],
        ["Tốc độ tăng GRDP", "%", 7.2],
    ]
    figures, problems = _read(here, rows, HERE)
    assert [line.rpartition(" ")[2] for line in figures] == ["7.2"]
    assert "reads two ways, growth of 108.5% or of 8.5%" in problems[0]


def test_an_estimate_below_a_heading_of_figures_is_an_estimate(here: Path) -> None:
    rows = _table("Thực hiện Ước tính tháng 8 năm 2023")
    assert _read(here, rows, HERE)[0] == ["C2 Nghệ An budget-revenue 2023-08 single estimated 100"]


def test_a_quantity_is_never_taken_for_money(here: Path) -> None:
    rows: Rows = [
        ["Mặt hàng", "Lượng 2023", "Trị giá 2023"],
        ["Kim ngạch xuất khẩu", 12, 900],
    ]
    assert _read(here, rows, HERE)[0] == []  # nor in whose money nobody has said
    told = SheetMap(entity="Nghệ An", indicator="export-turnover")
    figures, problems = _read(here, rows, told)
    assert figures == ["C2 Nghệ An export-turnover 2023 single 900"]
    assert "has no unit" in problems[0]
    other: Rows = [["Year", "Revenue", "Total"], [2022, 440, 31000], [2023, 479, 33000]]
    told = SheetMap(entity="Nghệ An", indicator="jobs")
    assert not any("budget-revenue" in line for line in _read(here, other, told)[0])


def test_men_are_no_year(here: Path) -> None:
    rows: Rows = [
        ["Tỉnh", "Tổng số 2023 (%)", "Nam 2023 (%)", "Nữ 2023 (%)"],
        ["Nghệ An", 5.4, 4.6, 6.2],
    ]
    chosen = SheetMap(indicator="poverty-rate")
    assert _read(here, rows, chosen) == (["B2 Nghệ An poverty-rate 2023 single 5.4"], [])


def test_percentages_of_old_workbooks_that_look_like_parts_of_one_are_asked_about() -> None:
    grid = Grid("T", [["Tỉnh", "2023 (%)"], ["Nghệ An", 0.054], ["Hà Tĩnh", 0.061]], is_blind=True)
    shape = shape_of(grid)
    assert shape is not None
    table = understood(grid, shape, SheetMap(indicator="poverty-rate"), NAMES)
    assert [column.role for column in table.columns] == [Role.ENTITY, Role.UNSURE]


def test_percent_of_a_whole_is_what_was_reached_by_then(here: Path) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "ĐVT", "Tháng 9/2023", "Tháng 10/2023"],
        ["Tỷ lệ giải ngân vốn đầu tư công", "%", 45, 52.5],
        [REVENUE, "tỷ đồng", 1200, 1300],
    ]
    assert _read(here, rows, HERE)[0] == [
        "C2 Nghệ An public-investment 2023-9M ytd 45",
        "D2 Nghệ An public-investment 2023-01/2023-10 ytd 52.5",
        "C3 Nghệ An budget-revenue 2023-09 single 1200",
        "D3 Nghệ An budget-revenue 2023-10 single 1300",
    ]


def test_the_same_time_of_last_year_in_the_unit_of_its_row_is_last_years_figure(
    here: Path,
) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "ĐVT", "Cùng kỳ năm trước", "Tháng 10/2023"],
        [REVENUE, "tỷ đồng", 1200, 1300],
        ["Kim ngạch xuất khẩu", "triệu USD", 250, 300],
    ]
    assert _read(here, rows, HERE)[0] == [
        "C2 Nghệ An budget-revenue 2022-10 single 1200",
        "D2 Nghệ An budget-revenue 2023-10 single 1300",
        "C3 Nghệ An export-turnover 2022-10 single 250",
        "D3 Nghệ An export-turnover 2023-10 single 300",
    ]


def test_months_without_a_year_say_what_to_add(here: Path) -> None:
    rows: Rows = [["Chỉ tiêu", "ĐVT", "Tháng 1", "Tháng 2"], [REVENUE, "tỷ đồng", 1200, 1300]]
    figures, problems = _read(here, rows, HERE)
    assert figures == []
    assert "it names no year: write it above the table" in problems[0]
    rows = [["Số liệu năm 2023", "", "", ""], *rows]
    assert len(_read(here, rows, HERE)[0]) == 2


def test_what_is_counted_goes_by_several_words(here: Path) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "ĐVT", "Thực hiện 2023"],
        ["Lượt khách du lịch", "nghìn lượt", 9.5],
        ["Giải quyết việc làm", "lao động", 45000],
        ["PCI", "điểm", 66.5],
        ["Thu nhập bình quân đầu người", "triệu đồng/người", 55],
    ]
    figures, problems = _read(here, rows, HERE)
    assert problems == []
    assert [line.rpartition(" ")[2] for line in figures] == ["9500", "45000", "66.5", "55"]
