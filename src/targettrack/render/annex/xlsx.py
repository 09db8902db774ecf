"""The annex as a workbook: numbers are numbers, with the decimals of their indicator."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from targettrack.render.annex.text import HEADINGS, annex_cells
from targettrack.render.workbook import Amount, Book, number_format, started

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from targettrack.domain.views.annex import AnnexRow

SHEET = {"en": "Annex", "vi": "Phụ lục"}
ENTITY = {"en": "Entity", "vi": "Đơn vị hành chính"}
WIDTHS = (18, 5, 34, 12, 16, 16, 16, 16, 10, 12, 40)


def annex_xlsx(rows: Sequence[AnnexRow], lang: str) -> bytes:
    """Return the annex as a workbook, with the entity in a column, so that it can be filtered."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(out, {**options, "in_memory": True})
    headings = dict(zip((ENTITY[lang], *HEADINGS[lang]), WIDTHS, strict=True))
    sheet = started(Book(workbook), SHEET[lang], headings)
    for row in rows:
        sheet.write(_cells(row, lang))
    sheet.close()
    workbook.close()
    return out.getvalue()


def _cells(row: AnnexRow, lang: str) -> tuple[object, ...]:
    number, indicator, unit, _, goal, *_, note = annex_cells(row, lang)
    one, places = row.verdict, row.verdict.indicator.precision

    def amount(value: Decimal | None, places: int = places) -> Amount | None:
        return None if value is None else Amount(value, number_format(places, ""))

    return (
        one.entity.name,
        number,
        indicator,
        unit,
        amount(row.last_year),
        goal,
        amount(row.month),
        amount(one.value),
        amount(one.share_of_target, 1),
        amount(row.of_last_year, 1),
        note,
    )
