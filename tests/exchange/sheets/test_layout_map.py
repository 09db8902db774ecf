"""A map says how a layout is read; it is saved, read back the same, and its faults are named."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from targettrack.errors import UnknownWord
from targettrack.exchange.sheets.layout_map import (
    COLUMN_KEYS,
    MAP_KEYS,
    ColumnRule,
    SheetMap,
    load_map,
    map_text,
    read_map,
    shipped_maps,
)
from targettrack.faults import FileFault

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """
sheets = ["*VDT*"]
rows_are = "entity"
entity = "Viet Nam"
indicator = "state-budget-investment"
period = "2024-05"
unit = "bn VND"
numbers = "vi"
recorded_on = 2024-05-29
source = "National Statistics Office"
new_entities = "unit"
new_indicators = "flow"
parent = "Viet Nam"
fiscal_from = "07"
scenario = "Plan"
where = { sex = "_T" }
ignore_rows = ["Khác"]
rows = { "TỔNG SỐ" = "Viet Nam", "Trung ương > Khác" = "Other ministries" }

[[column]]
header = "Thực hiện tháng # năm #"
role = "value"
period = "2024-04"
shift = -1
basis = "single"
qualifier = "preliminary"
stated_as = "absolute"
unit = "bn VND"
indicator = "state-budget-investment"
entity = "Viet Nam"
scenario = "Plan"

[[column]]
column = "F"
role = "ignore"
"""


def test_every_key_is_read_and_reads_back_the_same() -> None:
    data = tomllib.loads(WHOLE)
    assert set(data) == set(MAP_KEYS)
    assert {key for table in data["column"] for key in table} == set(COLUMN_KEYS)
    chosen = read_map(data, "map")
    assert read_map(tomllib.loads(map_text(chosen, "saved")), "map") == chosen


@pytest.mark.parametrize("name", shipped_maps())
def test_maps_that_ship_are_read(name: str) -> None:
    assert load_map(name).columns


def test_every_fault_of_a_map_is_told_at_once() -> None:
    text = """
sheet = ["a"]
numbers = "fr"
recorded_on = "2024"
unit = "5"
rows = { a = 1 }
[[column]]
role = "values"
header = "a"
[[column]]
shift = true
"""
    with pytest.raises(FileFault) as caught:
        read_map(tomllib.loads(text), "map a.toml")
    lines = str(caught.value).splitlines()
    assert all(line.startswith("map a.toml") for line in lines)
    said = "\n".join(lines)
    for words in ("did you mean sheets", '"fr"', "recorded_on = 2024-05-29", '"5"', "rows = {"):
        assert words in said
    text = text[text.index("[[column]]") :]
    with pytest.raises(FileFault) as caught:
        read_map(tomllib.loads(text), "map a.toml")
    said = str(caught.value)
    for words in ('"values"', "column 2: role is missing", "shift = -1", 'column = "C"'):
        assert words in said


@pytest.mark.parametrize(
    ("pattern", "header", "fits"),
    [
        ("Thực hiện tháng # năm #", "THỰC HIỆN tháng 11 năm 2024", True),
        ("thuc hien thang # nam #", "Thực hiện tháng 4 năm 2024", True),
        ("Tháng # năm #", "Thực hiện tháng 4 năm 2024", False),
        ("* so với kế hoạch *", "5 tháng năm 2024 so với kế hoạch năm 2024 (%)", True),
        ("Năm #", "Năm 2024 so với năm 2023 (%)", False),
        ("ytd_bn_vnd", "ytd_bn_vnd", True),
    ],
)
def test_a_header_fits_by_its_words(pattern: str, header: str, fits: bool) -> None:  # noqa: FBT001
    assert ColumnRule(role="value", header=pattern).fits(header, 0) is fits


def test_a_column_fits_by_its_letters() -> None:
    assert ColumnRule(role="value", column="ab").fits("", 27)


def test_sheets_are_chosen_by_pattern() -> None:
    chosen = SheetMap(sheets=("*vdt*",))
    assert chosen.covers("2024-05 VDT")
    assert not chosen.covers("2024-05 IIP")


def test_a_map_that_is_missing_or_no_toml_is_named(here: Path) -> None:
    with pytest.raises(UnknownWord, match="nso-investment"):
        load_map("nso")
    with pytest.raises(FileFault, match="does not exist"):
        load_map("none.toml")
    (here / "a.toml").write_text("a = ", "utf-8")
    with pytest.raises(FileFault, match=r"a\.toml"):
        load_map("a.toml")
