"""A form as a workbook: what is known is locked, the cells to fill in are open and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from xlsxwriter import Workbook

from targettrack.domain.plans.plan import FORM_SHEET
from targettrack.render.messages.numbers import show_figure, show_target

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Basis
    from targettrack.domain.values.period import Period

# Headings with the width of their column, in characters; what import reads is among them.
COLUMNS = {
    "owner": 20, "entity": 18, "indicator": 20, "name": 30, "period": 18, "basis": 8,
    "last": 20, "target": 20, "expected": 14, "value": 16, "unit": 10, "note": 40,
}  # fmt: skip
OPEN = ("value", "note")
MOST = 10**15


class FormRow(Struct, frozen=True):
    """What is asked for: the figure of a series for a period, beside one of its targets."""

    verdict: Assessment
    period: Period
    basis: Basis

    @property
    def entity(self) -> str:
        """Whose figure it is."""
        return self.verdict.entity.name

    @property
    def indicator(self) -> str:
        """The id of what is measured."""
        return self.verdict.indicator.id


def write_form(rows: Sequence[FormRow], out: BinaryIO, lang: str) -> None:
    """Write a form; every cell is locked but for values and notes, and values must be numbers."""
    book = Workbook(out, {"in_memory": True})
    locked = book.add_format({"bg_color": "#F2F2F2", "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    free = book.add_format({"locked": False, "border": 1, "valign": "top"})
    sheet = book.add_worksheet(FORM_SHEET)
    sheet.protect()
    sheet.freeze_panes(1, 0)
    for column, (name, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for at, row in enumerate(rows, 1):
        for column, (name, text) in enumerate(_cells(row, lang).items()):
            if name in OPEN:
                sheet.write_blank(at, column, None, free)
            else:
                sheet.write_string(at, column, text, locked)
    value = list(COLUMNS).index("value")
    check = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -MOST,
        "maximum": MOST,
        "error_title": "A number",
        "error_message": "Write a number without its unit; leave the cell empty for no figure.",
    }
    sheet.data_validation(1, value, len(rows), value, check)
    book.close()


def _cells(row: FormRow, lang: str) -> dict[str, str]:
    one, indicator = row.verdict, row.verdict.indicator
    last, expected = one.observation, one.expected
    return {
        "owner": one.target.owner or "",
        "entity": row.entity,
        "indicator": indicator.id,
        "name": indicator.called(lang),
        "period": str(row.period),
        "basis": row.basis.value,
        "last": f"{show_figure(last, indicator, lang)} ({last.period})" if last else "",
        "target": show_target(one.target, indicator, lang),
        "expected": f"{expected:.{indicator.precision}f}" if expected is not None else "",
        "value": "",
        "unit": str(indicator.unit),
        "note": "",
    }
