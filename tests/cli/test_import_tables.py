"""Tables come into the store once somebody has agreed to how they are read."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.exchange.workbook_makers import Percent, repacked, sheet_of, workbook

if TYPE_CHECKING:
    from tests.conftest import Cli

SHARED = Path(__file__).parents[3] / "shared/data/vn_nso_public_investment"
GATHERED = SHARED / "public_investment_by_unit_2023-01_2025-02.csv"
PUBLISHED = SHARED / "nso_sheets_as_published.xlsx"
needs_shared = pytest.mark.skipif(
    not GATHERED.exists(), reason="the published sheets of the statistics office are not here"
)


def _book(here: Path, month: int = 5, value: object = 48214.5) -> Path:
    rows: list[list[object]] = [
        ["11. Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước"],
        ["", "", "", "", "Tỷ đồng"],
        ["", "Thực hiện", "Ước tính", "Cộng dồn", "so với cùng kỳ"],
        ["", f"tháng {month - 1}", f"tháng {month}", f"{month} tháng", "năm trước (%)"],
        ["", "năm 2024", "năm 2024", "năm 2024", ""],
        ["TỔNG SỐ", 43488.773, value, 190590.7, 104.95],
        ["Bộ Y tế", 65.22, 73.72, 247.39, 98.46],
        ["TP. Hồ Chí Minh", 3191.09, 3376.5, 12937.34, 123.75],
    ]
    return workbook(here / f"2024-{month:02}.xlsx", {f"2024-{month:02} VDT": rows})


ASK = ("-p", "Viet Nam", "--new-entities", "unit")


def test_a_guess_is_shown_and_refused_where_nobody_can_agree(cli: Cli, here: Path) -> None:
    refused = cli("import", _book(here), *ASK)
    assert refused.status == 2
    assert "Thực hiện tháng 4 năm 2024" in refused.out
    assert "2024-01/2024-05, ytd" in refused.out
    assert "--yes" in refused.err
    assert not (here / "targettrack.db").exists()


def test_nobody_is_asked_to_agree_to_a_table_that_lacks_something(cli: Cli, here: Path) -> None:
    rows: list[list[object]] = [
        ["Đơn vị: tỷ đồng", "", ""],
        ["Chỉ tiêu", "Tháng 4 năm 2025", "Tháng 5 năm 2025"],
        ["Thu nội địa", 1950, 1800],
    ]
    refused = cli("import", workbook(here / "a.xlsx", {"T5": rows}))
    assert (refused.status, "read as" in refused.out) == (3, True)
    assert "nothing tells whose figures they are: say it with -p" in refused.err
    assert "--yes" not in refused.err


def test_an_agreed_guess_is_recorded_once_and_says_what_is_new(cli: Cli, here: Path) -> None:
    done = cli("import", _book(here), *ASK, "--yes")
    assert done.status == 0, done
    assert "added unit Bộ Y tế" in done.err
    assert "added province Hồ Chí Minh" in done.err
    assert "recorded 9, revised 0, unchanged 0" in done.err
    assert "unchanged 9" in cli("import", _book(here), *ASK, "--yes").err
    entities = json.loads(cli("list", "entities", "--format", "json").out)
    assert next(one for one in entities if one["name"] == "Bộ Y tế")["parent"] == "Viet Nam"


def test_a_changed_figure_is_a_revision_and_an_actual_replaces_its_estimate(
    cli: Cli, here: Path
) -> None:
    dated = ("--yes", "--recorded-on")
    cli("import", _book(here), *ASK, *dated, "2024-05-29")
    again = cli("import", _book(here, value=48000), *ASK, *dated, "2024-05-30")
    assert "revised 1, unchanged 8" in again.err
    june = cli("import", _book(here, month=6), *ASK, *dated, "2024-06-29")
    assert "recorded 6, revised 3, unchanged 0" in june.err


def test_an_old_estimate_does_not_replace_what_is_final(cli: Cli, here: Path) -> None:
    cli("import", _book(here, month=6), *ASK, "--yes", "--recorded-on", "2024-06-29")
    refused = cli("import", _book(here), *ASK, "--yes")
    assert refused.status == 3
    assert "an estimate of 2024-05 would replace" in refused.err
    dated = cli("import", _book(here), *ASK, "--yes", "--recorded-on", "2024-05-29", "--dry-run")
    assert "an estimate" not in dated.err


def test_a_dry_run_shows_each_figure_with_its_cell_and_stores_nothing(cli: Cli, here: Path) -> None:
    shown = cli("import", _book(here), *ASK, "--dry-run", "--format", "csv")
    rows = list(csv.DictReader(shown.out.splitlines()))
    assert len(rows) == 9
    assert {row["place"] for row in rows} >= {"sheet 2024-05 VDT, cell C6"}
    assert not (here / "targettrack.db").exists() or "there is none" in cli("list", "entities").err


def test_a_saved_map_reads_the_next_month_without_a_question(cli: Cli, here: Path) -> None:
    cli(
        "import",
        _book(here),
        *ASK,
        "--yes",
        "--save-map",
        "vdt.toml",
        "--recorded-on",
        "2024-05-29",
    )
    assert 'header = "Thực hiện tháng # năm #"' in (here / "vdt.toml").read_text("utf-8")
    june = cli("import", _book(here, month=6), "--map", "vdt.toml", "--recorded-on", "2024-06-29")
    assert "recorded 6, revised 3, unchanged 0" in june.err
    again = cli("import", _book(here), *ASK, "--yes", "--save-map", "vdt.toml").err
    assert "vdt.toml is there already: read it with --map, or save to another file" in again


def test_all_problems_are_told_at_once_and_nothing_is_stored(cli: Cli, here: Path) -> None:
    refused = cli("import", _book(here, value="abc"), "--yes")
    assert refused.status == 3
    assert "cell A6" in refused.err
    assert 'cell A7: no entity is called "Bộ Y tế"' in refused.err
    assert not (here / "targettrack.db").exists()


def test_bad_cells_are_put_aside_where_they_can_be_corrected(cli: Cli, here: Path) -> None:
    path = _book(here, value="abc")
    done = cli("import", path, *ASK, "--yes", "--skip-bad", "--recorded-on", "2024-05-29")
    assert done.status == 0, done
    assert "left out 1 figure" in done.err
    aside = here / "2024-05.bad.csv"
    text = aside.read_text("utf-8-sig")
    assert "cell C6" in text
    aside.write_text(text.replace(",abc,", ",48214.5,"), "utf-8")
    corrected = cli("import", aside, "--recorded-on", "2024-05-29")
    assert "recorded 1, revised 0, unchanged 0" in corrected.err


def test_a_cell_put_aside_has_the_unit_of_its_row(cli: Cli, here: Path) -> None:
    rows: list[list[object]] = [
        ["Đơn vị: tỷ đồng", "", ""],
        ["Chỉ tiêu", "Đơn vị tính", "Tháng 5 năm 2025"],
        ["Thu nội địa", "triệu đồng", 1950],
        ["Thu xổ số", "triệu đồng", 55],
    ]
    path = workbook(here / "a.xlsx", {"T5": rows})
    done = cli("import", path, "-p", "Nghe An", "--yes", "--skip-bad")
    assert done.status == 0, done
    (aside,) = csv.DictReader((here / "a.bad.csv").read_text("utf-8-sig").splitlines())
    assert (aside["indicator"], aside["value"], aside["unit"]) == ("Thu xổ số", "55", "triệu đồng")


def test_what_is_left_out_of_a_workbook_is_told(cli: Cli, here: Path) -> None:
    path = workbook(here / "a.xlsm", {"T5": [["Retail sales, bn VND"], ["Province", "2025-01"],
        ["Huế", 5], ["Nghệ An", "=B3"]], "Notes": [["only words"]]})  # fmt: skip
    empty = sheet_of(path).replace(b"<v>0</v></c></row></sheetData>", b"</c></row></sheetData>")
    repacked(path, {"xl/worksheets/sheet1.xml": empty, "xl/vbaProject.bin": b"x"})
    done = cli("import", path, "--yes")
    assert "its macros are not run" in done.err
    assert "has formulas without a value, 1," in done.err
    assert "sheet Notes holds no table" in done.err
    assert "recorded 1," in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--sheet", "2024-06"), '"2024-05 VDT"'),
        (("--map", "nso"), "nso-investment"),
        (("-p", "Nge An"), '"Nghệ An"'),
        (("--new-entities", "planet"), '"planet"'),
    ],
)
def test_what_an_option_names_wrongly_is_refused(
    cli: Cli, here: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused = cli("import", _book(here), "--yes", *arguments)
    assert refused.status == 3
    assert words in refused.err


def test_options_for_tables_are_refused_for_lists_of_figures(cli: Cli, here: Path) -> None:
    (here / "a.csv").write_text("entity,indicator,period,value,unit\n", "utf-8")
    assert "is a list of figures" in cli("import", "a.csv", "-p", "Nghe An").err


@needs_shared
def test_each_of_the_636_estimates_of_the_statistics_office_was_revised(
    cli: Cli, here: Path
) -> None:
    given = ("--map", "nso-investment", "--db", "nso.db")
    done = cli("import", *given, GATHERED)
    assert done.status == 0, done
    # 636 under the very same label; 13 more whose ministry is written in another way next month.
    assert "recorded 1,808, revised 649, unchanged 0" in done.err
    assert "unchanged 2,457" in cli("import", *given, GATHERED).err
    with closing(sqlite3.connect(here / "nso.db")) as store:
        pairs = store.execute(
            "select count(*) from observation a join observation b using"
            " (series_id, period_end, period_start, basis, as_share, stage) where"
            " a.revision = 1 and a.qualifier = 'estimated' and b.revision = 2"
            " and b.qualifier = 'preliminary' and a.value <> b.value"
        ).fetchone()
    assert pairs == (649,)


@needs_shared
def test_the_workbook_as_published_is_read_right(cli: Cli) -> None:
    shown = cli("import", "--map", "nso-investment", PUBLISHED, "--dry-run", "--format", "csv")
    rows = list(csv.DictReader(shown.out.splitlines()))
    assert len(rows) == 38 + 3 * 111
    found = {row["place"]: row for row in rows}
    for place, entity, period, value in (
        ("sheet 2024-01 VDT, cell D8", "Viet Nam", "2024-01 single", "31,118.628 bn VND"),
        ("sheet 2024-05 VDT, cell C9", "Viet Nam", "2024-04 single", "43,488.773 bn VND"),
        ("sheet 2024-05 VDT, cell E10", "Trung ương", "2024-01/2024-05 ytd", "32,495.23 bn VND"),
        ("sheet 2024-12 VDT, cell E9", "Viet Nam", "2024 ytd", "661,294.16324 bn VND"),
        ("sheet 2025-02 VDT, cell D41", "Nghệ An", "2025-02 single", "583.663 bn VND"),
    ):
        row = found[place]
        assert (row["entity"], row["period"], row["value"]) == (entity, period, value)
    assert "doubtful" not in shown.err
    industry = cli("import", "--map", "nso-production", PUBLISHED, "--dry-run", "--format", "csv")
    rows = list(csv.DictReader(industry.out.splitlines()))
    assert len(rows) == 38 * 3
    assert rows[0]["entity"] == "Viet Nam"
    assert rows[0]["value"].startswith("7.39")


HEADINGS: list[object] = ["entity", "indicator", "period", "value", "unit"]


def test_a_percent_cell_of_a_list_is_the_number_that_it_shows(cli: Cli, here: Path) -> None:
    rows: list[list[object]] = [
        HEADINGS,
        ["Nghe An", "public-investment", "2025-01/2025-05", Percent(0.3001), "%"],
        ["Nghe An", "grdp-growth", "2025-H1", Percent(0.0824), "%"],
        ["Nghe An", "grdp-growth", "2025-Q1", 6.99, "%"],
    ]
    cli("add-entity", "Nghe An", "--kind", "province")
    assert cli("import", workbook(here / "list.xlsx", {"List": rows})).status == 0
    recorded = json.loads(cli("history", "--format", "json").out)
    assert sorted(row["value"] for row in recorded) == ["30.01%", "6.99%", "8.24%"]


@pytest.mark.parametrize(
    ("others", "lang", "read"),
    [
        ([], (), None),
        ([], ("--lang", "en"), "1.930"),
        ([], ("--lang", "vi"), "1,930"),
        (["2,5"], (), "1,930"),
    ],
)
def test_a_text_of_a_list_that_reads_two_ways_is_asked_about(
    cli: Cli, here: Path, others: list[str], lang: tuple[str, ...], read: str | None
) -> None:
    rows: list[list[object]] = [HEADINGS]
    for month, value in enumerate(["1.930", *others], 1):
        rows.append(["Nghe An", "budget-revenue", f"2025-{month:02}", value, "bn VND"])
    cli("add-entity", "Nghe An", "--kind", "province")
    done = cli("import", workbook(here / "list.xlsx", {"List": rows}), *lang)
    if read is None:
        assert done.status == 3
        assert "cell D2" in done.err
        assert "reads two ways" in done.err
    else:
        recorded = json.loads(cli("history", "--format", "json").out)
        assert read in [row["value"] for row in recorded]


ANNEX: list[list[object]] = [
    ["KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2026"],
    ["STT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2025", "Kịch bản 1", "Kịch bản 2", "Cơ quan chủ trì"],
    [1, "Thu ngân sách nhà nước", "tỷ đồng", 18500.5, 20000, 21500, "Sở Tài chính"],
    [2, "Kim ngạch xuất khẩu", "triệu USD", 3000, 3400, ">= 3.600", "Sở Công Thương"],
]


def test_a_plan_comes_in_from_its_annex_with_owners_and_scenarios(cli: Cli, here: Path) -> None:
    path = workbook(here / "annex.xlsx", {"Phu luc": ANNEX})
    left = cli("import", path, "-p", "Nghe An", "--yes", "--lang", "vi")
    assert 'column E, "Kịch bản 1": target' in left.err
    assert "4 left out" in left.err
    done = cli("import", path, "-p", "Nghe An", "--yes", "--lang", "vi", "--scenario", "Plan")
    assert "4 targets" in done.err
    assert "0 left out" in done.err
    shown = cli("status", "--format", "csv").out
    assert "21500" in shown
    assert "Sở Công Thương" in shown


def test_a_target_that_cannot_be_recorded_is_named_and_put_aside(cli: Cli, here: Path) -> None:
    rows = [*ANNEX, [3, "Thu nội địa", "lượt", "", 15000, "", ""]]
    path = workbook(here / "annex.xlsx", {"Phu luc": rows})
    options = ("-p", "Nghe An", "--yes", "--lang", "vi", "--scenario", "Plan")
    done = cli("import", path, *options, "--skip-bad")
    assert done.status == 0, done.err
    assert "4 targets" in done.err
    assert "left out target" in done.err
    assert "cell E5" in done.err
    (row,) = csv.DictReader((here / "annex.bad.csv").read_text("utf-8-sig").splitlines())
    assert (row["value"], row["note"]) == ("", "target: 15000")


def test_the_plan_of_a_year_becomes_targets_of_a_scenario(cli: Cli, here: Path) -> None:
    rows: list[list[object]] = [
        ["Chỉ tiêu", "ĐVT", "Kế hoạch năm 2025", "Thực hiện tháng 10/2025"],
        ["Thu nội địa", "tỷ đồng", 15000, 1300],
    ]
    path = workbook(here / "a.xlsx", {"T10": rows})
    done = cli("import", path, "-p", "Nghe An", "--yes", "--scenario", "Plan")
    assert "target of Plan" in done.out
    assert "1 target" in done.err
    assert "15000" in cli("list", "targets", "--format", "csv").out.replace(",", "")
