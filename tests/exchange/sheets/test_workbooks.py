"""Spreadsheets are opened only when it is known what they hold; what is wrong is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from targettrack.errors import UnknownName
from targettrack.exchange.sheets.grids import workbooks
from targettrack.exchange.sheets.grids.workbooks import open_workbook
from targettrack.faults import FileFault
from tests.exchange.workbook_makers import Percent, ods, repacked, sheet_of, understated, workbook

if TYPE_CHECKING:
    from pathlib import Path

ROWS: list[list[object]] = [["Retail sales, bn VND"], ["Province", "2025-01"], ["Nghệ An", 8000.5]]
SIZE = 20 << 20


def _book(here: Path, name: str = "may.xlsx") -> Path:
    return workbook(here / name, {"T5": ROWS})


def _fault(path: Path, sheet: str = "T5") -> str:
    with pytest.raises(FileFault) as caught:
        open_workbook(path).grid(sheet)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(str(path))
    return line


def test_cells_stand_where_the_sheet_has_them(here: Path) -> None:
    rows: list[list[object]] = [[], ["", "", "x"], ["", 1, Percent(0.25)]]
    grid = open_workbook(workbook(here / "a.xlsx", {"S": rows})).grid("S")
    assert grid.at(1, 2) == "x"
    assert grid.at(2, 1) == 1
    assert grid.place(2, 1) == "sheet S, cell B3"
    assert grid.percents == {(2, 2)}


def test_ods_has_the_same_cells(here: Path) -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert open_workbook(ods(here / "a.ods", ROWS, blank)).grid("T5").at(2, 1) == 8000.5


def test_a_table_that_never_ends_is_given_up(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "PATIENCE", 3.0)
    endless = ods(here / "a.ods", ROWS)
    with ZipFile(endless) as archive:
        content = archive.read("content.xml")
    repacked(endless, {"content.xml": content.replace(b"</table:table>", b"<table:table>")})
    assert _fault(endless).endswith("it cannot be read as a spreadsheet: it is damaged")


def test_a_sheet_is_found_without_case_and_marks_and_a_wrong_one_is_named(here: Path) -> None:
    book = open_workbook(workbook(here / "a.xlsx", {"Vốn đầu tư": ROWS, "Notes": ROWS}))
    assert book.chosen("von dau tu").name == "Vốn đầu tư"
    with pytest.raises(UnknownName, match="Notes"):
        book.chosen("Note")


def test_a_declared_dimension_is_not_believed(here: Path) -> None:
    path = _book(here)
    declared = sheet_of(path).replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"')
    assert b"XFD" in declared
    repacked(path, {"xl/worksheets/sheet1.xml": declared})
    assert len(open_workbook(path).grid("T5").rows) == 3


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZZZ99"])
def test_cells_in_far_corners_are_refused(here: Path, cell: str) -> None:
    path = _book(here)
    far = f'<row><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    cells = sheet_of(path).replace(b"</sheetData>", far)
    repacked(path, {"xl/worksheets/sheet1.xml": cells})
    assert "at most 5,000,000 cells" in _fault(path)


def test_repeated_cells_of_ods_are_counted(here: Path) -> None:
    full = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="1000" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )
    path = ods(here / "a.ods", ROWS, full)
    assert "spreadsheet" in _fault(path) or "at most" in _fault(path)


def test_what_unpacks_to_too_much_is_refused_by_what_it_declares(here: Path) -> None:
    path = repacked(_book(here), {"xl/media/a.bin": bytes(257 << 20)})
    assert "at most 256 MB" in _fault(path)


@pytest.mark.parametrize("member", ["xl/media/a.bin", "xl/worksheets/sheet1.xml"])
def test_what_unpacks_to_more_than_it_declares_is_damaged(here: Path, member: str) -> None:
    path = repacked(_book(here), {member: bytes(SIZE)})
    assert "damaged" in _fault(understated(path, SIZE))


def test_entities_are_not_expanded(here: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "x">]><workbook>&b;</workbook>'
    assert "entities" in _fault(repacked(_book(here), {"xl/workbook.xml": bomb}))


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_file_that_is_cut_off_is_named(here: Path, kept: float) -> None:
    path = _book(here)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert "cut off" in _fault(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "no spreadsheet"),
        (b"entity,indicator\n", "no spreadsheet"),
        (b"<html><table>", "web page"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "cannot be read"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_named(here: Path, content: bytes, word: str) -> None:
    path = here / "a.xls"
    path.write_bytes(content)
    assert word in _fault(path)


def test_a_packed_file_without_sheets_and_a_missing_one_are_named(here: Path) -> None:
    path = repacked(_book(here), {"xl/workbook.xml": None})
    assert "no XLSX or ODS" in _fault(path)
    assert "does not exist" in _fault(here / "none.xlsx")


def test_macros_are_noticed_and_hidden_sheets_are_told(here: Path) -> None:
    path = repacked(_book(here, "may.xlsm"), {"xl/vbaProject.bin": b"never run"})
    assert open_workbook(path).has_macros
    assert not open_workbook(_book(here)).has_macros


def test_formulas_without_a_value_are_counted(here: Path) -> None:
    path = workbook(here / "a.xlsx", {"S": [["x", 1, "=B1+1"]]})
    repacked(
        path,
        {"xl/worksheets/sheet1.xml": sheet_of(path).replace(b"<v>0</v></c></row>", b"</c></row>")},
    )
    grid = open_workbook(path).grid("S")
    assert grid.empty_formulas == 1
    assert grid.at(0, 1) == 1
