"""Tables of indicators that nobody knows yet come in with one option, each in its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from targettrack.exchange.sheets.header_words import label_unit
from targettrack.exchange.sheets.layout_map import ColumnRule, SheetMap
from tests.exchange.test_layouts import Rows, _read, _tables

if TYPE_CHECKING:
    from pathlib import Path

PARTED = (
    ColumnRule(header="Năm", role="period"),
    ColumnRule(header="Phái", role="ignore"),
    ColumnRule(header="Giá trị*", role="value", unit="bn VND"),
)
FLOW = SheetMap(entity="Nghệ An", new_indicators="flow")


def _added(here: Path, rows: Rows, chosen: SheetMap = FLOW) -> list[str]:
    sheets = _tables(here, rows, chosen).guessed
    return [f"{one.kind} {one.name} {one.unit}" for sheet in sheets for one in sheet.added]


@pytest.mark.parametrize(
    ("label", "unit", "named"),
    [
        ("Saplings sold, bn VND", "bn VND", "Saplings sold"),
        ("Saplings sold (m USD)", "m USD", "Saplings sold"),
        ("Вклад рощ, %", "%", "Вклад рощ"),
        ("Доля рощ, % (уровень рощ)", "%", "Доля рощ"),
        ("Принято садовников, человек", "человек", "Принято садовников"),
        ("Saplings sold, at last", None, "Saplings sold, at last"),
        ("Saplings (15-24 years)", None, "Saplings (15-24 years)"),
    ],
)
def test_a_label_ends_with_a_unit_where_it_is_one(label: str, unit: str, named: str) -> None:
    found, rest = label_unit(label)
    assert (str(found) if found else None, rest) == (unit, named)


def test_unknown_indicators_are_added_each_in_its_own_unit(here: Path) -> None:
    rows: Rows = [
        ["Показатель", 2023, 2024],
        ["Trees, mln zł 2)", 5, 6],
        ["в том числе:", "", ""],
        ["дубы;", 2, 3],
        ["Доля рощ, %", 11.5, 12],
    ]
    assert _added(here, rows) == [
        "flow Trees m PLN",
        "flow Trees > дубы m PLN",
        "level Доля рощ %",
    ]
    figures, problems = _read(here, rows, FLOW)
    assert problems == []
    assert len(figures) == 6


def test_a_new_indicator_without_a_unit_is_refused_until_somebody_says_it(here: Path) -> None:
    rows: Rows = [["Chỉ tiêu", 2024], ["Vườn ươm mới", 7]]
    assert _added(here, rows) == []
    figures, problems = _read(here, rows, FLOW)
    assert figures == []
    assert ["nothing tells its unit" in line for line in problems] == [True]
    told = SheetMap(entity="Nghệ An", new_indicators="flow", unit="vườn")
    assert _added(here, rows, told) == ["flow Vườn ươm mới vườn"]


def test_nothing_is_added_unasked(here: Path) -> None:
    rows: Rows = [["Chỉ tiêu", "ĐVT", 2024], ["Vườn ươm mới", "vườn", 7]]
    assert _added(here, rows, SheetMap(entity="Nghệ An")) == []
    assert _read(here, rows, SheetMap(entity="Nghệ An"))[0] == []


def test_men_and_women_below_a_place_are_no_places(here: Path) -> None:
    rows: Rows = [
        ["Area", "2023"],
        ["Nghệ An", 9.5],
        ["men", 12.5],
        ["women", 6.5],
    ]
    chosen = SheetMap(
        rows_are="entity", indicator="budget-revenue", unit="bn VND", new_entities="unit"
    )
    figures, _ = _read(here, rows, chosen)
    assert [line.partition(" ")[0] for line in figures] == ["B2"]


def test_a_column_in_a_unit_of_no_row_is_left_out_by_name(here: Path) -> None:
    rows: Rows = [
        ["Chỉ tiêu", "Lượng 2024 (nghìn tấn)", "Trị giá 2024 (tỷ đồng)"],
        ["Thu ngân sách nhà nước", 12, 900],
    ]
    figures, problems = _read(here, rows, SheetMap(entity="Nghệ An"))
    assert problems == []
    assert [line.partition(" ")[0] for line in figures] == ["C2"]


def test_rows_that_contradict_each_other_say_what_tells_them_apart(here: Path) -> None:
    rows: Rows = [
        ["Năm", "Chỉ tiêu", "Phái", "Giá trị (tỷ đồng)"],
        [2023, "Thu ngân sách nhà nước", "", 9],
        [2023, "Thu ngân sách nhà nước", "A", 5],
    ]
    chosen = SheetMap(entity="Nghệ An", columns=PARTED)
    figures, problems = _read(here, rows, chosen)
    assert figures == []
    assert ['--where "Phái=' in line for line in problems] == [True, True]


def test_each_column_is_an_indicator_where_rows_are_years(here: Path) -> None:
    rows: Rows = [["年份", "树木", "果园", "果园占比"], [2023, 31, 20, 0.64], [2024, 32, 21, 0.65]]
    chosen = SheetMap(entity="Nghệ An", new_indicators="flow", unit="棵")
    assert _added(here, rows, chosen) == ["flow 树木 棵", "flow 果园 棵"]
    figures, problems = _read(here, rows, chosen)
    assert problems == []
    assert [line.partition(" ")[0] for line in figures] == ["B2", "C2", "B3", "C3"]


def test_a_name_of_a_row_is_kept_whole_but_for_what_it_begins_with(here: Path) -> None:
    rows: Rows = [["Chỉ tiêu", "ĐVT", 2024], ["- Risk-weighted loans (BID)", "tỷ đồng", 7]]
    assert _added(here, rows) == ["flow Risk-weighted loans (BID) bn VND"]


def test_titles_of_groups_below_the_header_are_no_part_of_it(here: Path) -> None:
    rows: Rows = [
        ["№", "Показатель", "Единица", "2023г. 6)", "2024г."],  # noqa: RUF001
        ["", "1. Лес", "", "", ""],
        ["", "1.1 Дубы", "", "", ""],
        ["1.1.1", "Рощи", "процент", 11.5, "12.5 8)"],
    ]
    assert _added(here, rows) == ["level Рощи %"]
    figures, problems = _read(here, rows, FLOW)
    assert problems == []
    assert [line.partition(" ")[0] for line in figures] == ["D4", "E4"]
