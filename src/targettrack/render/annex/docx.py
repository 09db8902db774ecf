"""The annex as a Word document: A4 across, the heading row on every page."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from targettrack.render.annex.text import (
    HELD_RIGHT,
    annex_cells,
    annex_title,
    by_entity,
    headings,
)
from targettrack.render.columns import ANNEX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from docx.document import Document as Paper
    from docx.opc.coreprops import CoreProperties
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

    from targettrack.domain.views.annex import AnnexRow

PAGE, MARGIN = (29.7, 21.0), 1.5  # cm
_ROOM = (PAGE[0] - 2 * MARGIN) / sum(cell.width for cell in ANNEX)
WIDTHS = [cell.width * _ROOM for cell in ANNEX]
FONT, SIZE = "Times New Roman", 11


def annex_docx(rows: Sequence[AnnexRow], on: date, lang: str) -> bytes:
    """Return the annex as a Word document."""
    paper = Document()
    _lay_out(paper)
    title, day = annex_title(on, lang)
    _describe(paper.core_properties, title, on)
    _centred(paper.add_paragraph(), title, bold=True)
    _centred(paper.add_paragraph(), day)
    table = paper.add_table(rows=0, cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    heads = _added(table)
    _mark(heads, "w:tblHeader")
    for cell, heading in zip(heads.cells, headings(lang), strict=True):
        _centred(cell.paragraphs[0], heading, bold=True)
    for entity, group in by_entity(rows):
        cells = _added(table).cells
        cells[0].merge(cells[-1]).paragraphs[0].add_run(entity).bold = True
        for row in group:
            _fill(_added(table).cells, annex_cells(row, lang))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _describe(properties: CoreProperties, title: str, on: date) -> None:
    """Say what it is, in place of what the template of python-docx says of itself."""
    properties.title, properties.author, properties.comments = title, "targettrack", ""
    properties.last_modified_by = "targettrack"
    properties.created = properties.modified = datetime.combine(on, time(), UTC)


def _lay_out(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(length) for length in PAGE)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.paragraph_format.space_after = Pt(0)


def _added(table: Table) -> _Row:
    """Add a row that no page's end cuts, its cells as wide as the columns."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark(row, "w:cantSplit")
    for cell, width in zip(row.cells, WIDTHS, strict=True):
        cell.width = Cm(width)
    return row


def _mark(row: _Row, name: str) -> None:
    """Set a property of a row that python-docx has no name for."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - there is no other way


def _fill(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text)
        if column in HELD_RIGHT:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _centred(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold
