"""A workbook of verdicts, figures and targets, written row by row.

Numbers are numbers and days are days, with their units in the number format; text is text, never a
formula or a link.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from targettrack.domain.records.stated_value import as_stated
from targettrack.domain.records.target import kind_of
from targettrack.domain.values.quantity import Comparator
from targettrack.domain.values.status import Status
from targettrack.faults import TooManyRows
from targettrack.render.cell_amount import CellAmount, number_format
from targettrack.render.columns import WORKBOOK, in_line
from targettrack.render.messages.numbers import show_target
from targettrack.shown import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import BinaryIO

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.records.observation import Observation
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.series import Series
    from targettrack.domain.values.quantity import Unit
    from targettrack.render.columns import Cell

MOST_ROWS = 1_048_576
FIRST_MONTH = (1900, 3)  # before it spreadsheets count days differently
# Headings with the width of their column, in characters.
FIGURES = {
    "entity": 18, "indicator": 22, "period": 18, "value": 18, "unit": 10, "basis": 8,
    "comparator": 11, "qualifier": 12, "stated_as": 10, "recorded_on": 12, "source": 32,
    "url": 20, "quote": 40, "note": 40, "volume": 10, "stage": 16,
}  # fmt: skip
TARGETS = {
    "entity": 18, "indicator": 22, "period": 10, "target": 20, "value": 16, "high": 12,
    "scenario": 28, "tier": 9, "trajectory": 11, "owner": 24, "valid_from": 12, "closing": 12,
    "recorded_on": 12, "version": 8, "document": 36, "quote": 40, "note": 40,
}  # fmt: skip
_FILLS = {
    Status.ACHIEVED: ("#C6E0B4", "#1E4D13"),
    Status.ON_TRACK: ("#E2EFDA", "#1E4D13"),
    Status.AT_RISK: ("#FFE699", "#5C4300"),
    Status.OFF_TRACK: ("#F8CBAD", "#7A1B0C"),
    Status.MISSED: ("#F4A6A0", "#7A1B0C"),
    Status.NO_DATA: ("#EDEDED", "#404040"),
    Status.NOT_STARTED: ("#EDEDED", "#404040"),
}


class VerdictCell(Struct, frozen=True):
    """A verdict in words, on the colour of its status."""

    words: str
    status: Status


class Book(Struct):
    """The formats of a workbook, each made once."""

    workbook: Workbook
    formats: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def format(self, **wanted: object) -> Format:
        """Return the format with these properties."""
        key = tuple(wanted.items())
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"valign": "top", **wanted})
        return self.formats[key]


class BookSheet(Struct):
    """A sheet that is written from the first row down."""

    book: Book
    sheet: Worksheet
    columns: int
    text: dict[str, object]
    row: int = 0

    def write(self, cells: Sequence[Any]) -> None:
        """Write the next row.

        Raises:
            TooManyRows: there is none left.
        """
        self.row += 1
        if self.row >= MOST_ROWS:
            raise TooManyRows(self.sheet.get_name(), MOST_ROWS - 1)
        for column, cell in enumerate(cells):
            self._cell(column, cell)

    def _cell(self, column: int, cell: Any) -> None:  # noqa: ANN401 - of several types
        row, sheet, made = self.row, self.sheet, self.book.format
        if isinstance(cell, CellAmount):
            sheet.write_number(row, column, float(cell.value), made(num_format=cell.format))
        elif isinstance(cell, VerdictCell):
            fill, ink = _FILLS[cell.status]
            sheet.write_string(
                row, column, cell.words, made(bg_color=fill, font_color=ink, indent=1)
            )
        elif isinstance(cell, date) and (cell.year, cell.month) >= FIRST_MONTH:
            sheet.write_datetime(row, column, cell, made(num_format="yyyy-mm-dd"))
        elif cell is not None and cell != "":
            sheet.write_string(row, column, str(cell), made(**self.text))

    def close(self) -> None:
        """Let every column be filtered."""
        self.sheet.autofilter(0, 0, self.row, self.columns - 1)


def write_workbook(
    out: BinaryIO,
    assessments: Iterable[Assessment],
    series: Iterable[Series],
    lang: str,
    folder: str | None,
) -> None:
    """Write sheets of verdicts, of figures and of targets: all that `series` hold.

    What waits to be packed is in files in `folder`, so that memory does not grow with the rows.

    Raises:
        TooManyRows: there is more than fits on a sheet.
        OSError: it cannot be written.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(out, {**options, "tmpdir": folder})
    book = Book(workbook)
    status_widths = {cell.heading: cell.width for cell in WORKBOOK}
    status, figures, targets = (
        started(book, name, columns)
        for name, columns in (("Status", status_widths), ("Figures", FIGURES), ("Targets", TARGETS))
    )
    for assessment in assessments:
        status.write(_status_cells(assessment, lang))
    for one in series:
        for figure in one.vintages:
            figures.write(_figure_cells(one, figure))
        for target in one.versions:
            targets.write(_target_cells(one, target, lang))
    for sheet in (status, figures, targets):
        sheet.close()
    try:
        workbook.close()
    except FileCreateError as error:
        raise (error.__cause__ or error.args[0]) from None


def started(book: Book, name: str, columns: Mapping[str, int]) -> BookSheet:
    """Return a new sheet with its headings, which stay in sight and are printed on every page."""
    sheet = book.workbook.add_worksheet(name)
    for at, (heading, width) in enumerate(columns.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, book.format(bold=True, bottom=1, indent=1))
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    # Sentences are read in full; of a quote in a long table the beginning will do.
    text: dict[str, object] = {"indent": 1, "text_wrap": "why" in columns}
    return BookSheet(book, sheet, len(columns), text)


def _status_cells(one: Assessment, lang: str) -> tuple[object, ...]:
    return tuple(_status_cell(one, cell, lang) for cell in WORKBOOK)


def _status_cell(one: Assessment, cell: Cell, lang: str) -> object:
    if cell.column.cell is not None:
        return cell.column.cell(one)
    words = in_line(one, cell, lang)
    return VerdictCell(words, one.status) if cell.column.key == "status" else words


def _figure_cells(series: Series, figure: Observation) -> tuple[object, ...]:
    value, paper = as_stated(figure, series.indicator), figure.document
    return (
        series.entity.name,
        series.indicator.id,
        str(figure.period),
        _in_unit(value.value, value.unit),
        str(value.unit),
        figure.basis,
        "" if figure.comparator is Comparator.EQUAL else figure.comparator,
        figure.qualifier,
        figure.stated_as,
        figure.recorded_on,
        paper and paper.title,
        paper and paper.url,
        figure.quote,
        figure.note,
        None if figure.volume is None else _in_unit(figure.volume, None),
        figure.stage,
    )


def _target_cells(series: Series, target: Target, lang: str) -> tuple[object, ...]:
    indicator = series.indicator
    ratio = kind_of(target, indicator) is not indicator.kind
    suffix = " times" if ratio else indicator.unit.suffix
    return (
        series.entity.name,
        indicator.id,
        str(target.period),
        show_target(target, indicator, lang),
        None
        if target.value is None
        else CellAmount(target.value, number_format(places_of(target.value), suffix)),
        None
        if target.high is None
        else CellAmount(target.high, number_format(places_of(target.high), suffix)),
        target.scenario.name,
        target.scenario.tier,
        target.trajectory,
        target.owner,
        target.valid_from,
        target.closing,
        target.recorded_on,
        CellAmount(Decimal(target.version), "0"),
        target.document,
        target.quote,
        target.note,
    )


def _in_unit(value: Decimal, unit: Unit | None) -> CellAmount:
    return CellAmount(value, number_format(places_of(value), unit.suffix if unit else ""))
