"""The annex as a Word document and as a workbook, read back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from targettrack.domain.judge.assess import assess
from targettrack.domain.values.quantity import Unit
from targettrack.domain.views.annex import AnnexRow, annex_rows
from targettrack.render.annex.text import HELD_RIGHT, annex_cells, annex_markdown, headings
from targettrack.render.annex.xlsx import annex_xlsx
from tests.domain.cases import (
    DISBURSEMENT,
    EIGHT,
    FIRST_HALF,
    GROWTH,
    LAST_MAY_REVENUE,
    MAY_REVENUE,
    POVERTY,
    REVENUE,
    REVENUE_2025,
    case,
    figure,
    goal,
    percent,
    up_to,
)

JUNE = date(2025, 6, 10)


def rows(count: int = 1) -> list[AnnexRow]:
    figures = [LAST_MAY_REVENUE, up_to("2025-04-30", "9000"), MAY_REVENUE]
    growth = case(GROWTH, EIGHT, FIRST_HALF, "2025-07-05")
    cases = [case(REVENUE, REVENUE_2025, figures, JUNE), *[growth] * count]
    return annex_rows((one, assess(one)) for one in cases)


def test_a_row_has_the_columns_that_offices_hand_in() -> None:
    cells = dict(zip(headings("en"), annex_cells(rows()[0], "en"), strict=True))
    assert cells == {
        "No.": "1",
        "Indicator": "State budget revenue",
        "Unit": "bn VND",
        "Same period last year": "10,480",
        "Annual plan": ">= 17,722",
        "This month": "2,360",
        "Cumulative": "11,360",
        "% of plan": "64.1",
        "% of same period": "108.4",
        "Note": "✓ on-track; plan",
    }


def test_only_what_adds_up_in_a_unit_is_a_percentage_of_the_plan() -> None:
    """Of a share that would be a share of a share, and of a rank it means nothing."""
    rank = replace(POVERTY, id="pci-rank", unit=Unit("places"), least=None, most=None)
    shares = case(DISBURSEMENT, goal("2025", ">= 95"), [percent("2025-05-31", "30.01")], JUNE)
    ranks = case(rank, goal("2025", "<= 15"), [figure("2025", "14")], "2026-01-20")
    for one in annex_rows((found, assess(found)) for found in (shares, ranks)):
        cells = dict(zip(headings("en"), annex_cells(one, "en"), strict=True))
        assert cells["Cumulative"] != ""
        assert cells["% of plan"] == ""


def test_in_vietnamese_headings_units_verdicts_and_numbers_are() -> None:
    cells = dict(zip(headings("vi"), annex_cells(rows()[0], "vi"), strict=True))
    assert (cells["Đơn vị tính"], cells["Kế hoạch năm"]) == ("tỷ đồng", ">= 17.722")
    assert (cells["% so KH"], cells["% so cùng kỳ"]) == ("64,1", "108,4")
    assert cells["Ghi chú"] == "✓ Đúng tiến độ; plan"


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_word_has_every_cell_under_headings_that_repeat(lang: str) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is an extra")
    from targettrack.render.annex.docx import annex_docx  # noqa: PLC0415 - needs the extra

    paper = docx.Document(io.BytesIO(annex_docx(rows(), JUNE, lang)))
    table = paper.tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts[0] == headings(lang)
    assert set(texts[1]) == {"Nghệ An"}
    assert texts[2:] == [list(annex_cells(row, lang)) for row in rows()]
    marks = [[mark.tag.rpartition("}")[2] for mark in row.trPr] for row in table._tbl.tr_lst]  # noqa: SLF001
    assert ["tblHeader" in found for found in marks] == [True, False, False, False]
    assert all("cantSplit" in found for found in marks)


def test_word_says_of_itself_what_it_is() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is an extra")
    from targettrack.render.annex.docx import annex_docx  # noqa: PLC0415 - needs the extra

    said = docx.Document(io.BytesIO(annex_docx(rows(), JUNE, "en"))).core_properties
    assert (said.title, said.author) == ("ANNEX: PROGRESS TOWARDS THE TARGETS", "targettrack")
    assert (said.comments, said.created.date(), said.modified.date()) == ("", JUNE, JUNE)


def test_word_is_laid_out_across_a4_with_numbers_to_the_right() -> None:
    docx = pytest.importorskip("docx", reason="python-docx is an extra")
    from targettrack.render.annex.docx import annex_docx  # noqa: PLC0415 - needs the extra

    paper = docx.Document(io.BytesIO(annex_docx(rows(), JUNE, "en")))
    section = paper.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    room = section.page_width - section.left_margin - section.right_margin
    cells = paper.tables[0].rows[2].cells
    assert sum(cell.width for cell in cells) <= room
    right = [i for i, c in enumerate(cells) if c.paragraphs[0].alignment == 2]
    assert right == sorted(HELD_RIGHT)


def test_the_workbook_holds_numbers_as_numbers() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(annex_xlsx(rows(), "en"))).get_sheet_by_index(
        0
    )
    names, first, second = sheet.to_python()
    assert names == ["Entity", *headings("en")]
    assert first[4:10] == [10480, ">= 17,722", 2360, 11360, pytest.approx(64.1011, abs=1e-3),
                           pytest.approx(108.3969, abs=1e-3)]  # fmt: skip
    assert second[:3] == ["Nghệ An", "2", "GRDP growth"]
    assert second[4] == ""


def test_markdown_has_a_table_for_each_entity() -> None:
    text = annex_markdown(rows(), JUNE, "en")
    assert text.startswith("# ANNEX")
    assert "(as of 10 June 2025)" in text
    assert text.count("\n## Nghệ An\n") == 1
    assert text.count("\n| ") == 2 + 2
