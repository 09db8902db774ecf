"""The annex as a workbook: numbers are numbers, with the decimals of their indicator."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from targettrack.render.annex.text import annex_values
from targettrack.render.cell_amount import CellAmount, number_format
from targettrack.render.columns import ANNEX, Cell
from targettrack.render.messages.catalogue import translate
from targettrack.render.workbook import Book, started

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.views.annex import AnnexRow


def annex_xlsx(rows: Sequence[AnnexRow], lang: str) -> bytes:
    """Return the annex as a workbook, with the entity in a column, so that it can be filtered."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(out, {**options, "in_memory": True})
    shown = (Cell("Entity", ("entity",), 18), *ANNEX)
    widths = {translate(cell.heading, lang): cell.width for cell in shown}
    sheet = started(Book(workbook), translate("Annex", lang), widths)
    for row in rows:
        sheet.write(list(_cells(row, lang)))
    sheet.close()
    workbook.close()
    return out.getvalue()


def _cells(row: AnnexRow, lang: str) -> Iterator[CellAmount | str]:
    yield row.verdict.entity.name
    for cell in annex_values(row, lang):
        if isinstance(cell, str):
            yield cell
        else:
            yield CellAmount(cell.value, number_format(cell.places, "", cell.bound))
