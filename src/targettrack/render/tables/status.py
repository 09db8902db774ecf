"""The status table: a row a series, a line a target, worst first; then the reasons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.values.status import Status
from targettrack.render.columns import TABLE, WIDE_TABLE, lines
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.words import SIGNS, count_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.render.columns import Cell

_ONCE = {"Indicator", "Value", "Source"}  # said once of the targets of a series
_APART = 2  # columns of a terminal between those of a table
_Row = tuple["Assessment", "list[list[str]]"]  # a target with the lines of its cells


def status_blocks(
    assessments: Sequence[Assessment], lang: str, width: int, *, wide: bool
) -> Iterator[Table | Text]:
    """Yield a table for each entity and, after the last, the reasons and the count.

    Where a table would break words or numbers in `width` columns, each target is a list instead.
    """
    cells = WIDE_TABLE if wide else TABLE
    rows = [(one, [lines(one, cell, lang) for cell in cells]) for one in assessments]
    widths = _least_widths(rows, cells, lang)
    fits = sum(widths) + _APART * (len(widths) - 1) <= width
    for entity, of_entity in groupby(rows, key=lambda row: row[0].entity.name):
        if fits:
            yield _table(entity, of_entity, cells, widths, lang)
        else:
            yield Text(entity, style="bold")
            yield from (_list(row, cells, lang) for row in of_entity)
        yield Text()
    reasons = [one for one in assessments if one.status.is_behind or one.status is Status.NO_DATA]
    if reasons:
        yield Text(translate("Why", lang), style="bold")
    for one in reasons:
        yield _reason(one, lang)
    if reasons:
        yield Text()
    yield Text(count_line(assessments, lang), style="dim")


def _least_widths(rows: Sequence[_Row], cells: Sequence[Cell], lang: str) -> list[int]:
    """Return for each column how wide it must be so that no word of it is broken."""
    return [
        max(
            cell.width,
            *(
                cell_len(text)
                for line in [
                    translate(cell.heading, lang),
                    *(x for _, row in rows for x in row[at]),
                ]
                for text in line.split()
            ),
        )
        for at, cell in enumerate(cells)
    ]


def _table(
    entity: str, rows: Iterable[_Row], cells: Sequence[Cell], widths: Sequence[int], lang: str
) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        title=entity,
        title_style="bold",
        title_justify="left",
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for cell, least in zip(cells, widths, strict=True):
        table.add_column(
            translate(cell.heading, lang), overflow="fold", vertical="top", min_width=least
        )
    for _, group in groupby(rows, key=lambda row: (row[0].indicator.id, str(row[0].target.period))):
        for number, (one, said) in enumerate(group):
            table.add_row(
                *(
                    Text() if number and cell.heading in _ONCE else _filled(one, cell, text, "\n")
                    for cell, text in zip(cells, said, strict=True)
                )
            )
        table.add_section()
    return table


def _list(row: _Row, cells: Sequence[Cell], lang: str) -> Table:
    """Return a target as a list: each heading with what would stand below it."""
    one, said = row
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for cell, text in zip(cells, said, strict=True):
        if text:
            table.add_row(translate(cell.heading, lang), _filled(one, cell, text, ", "))
    table.add_row()
    return table


def _filled(one: Assessment, cell: Cell, said: Sequence[str], apart: str) -> Text:
    """Return the lines of a cell; the second and later ones are dim."""
    first, *rest = said or [""]
    text = Text(first, style=SIGNS[one.status][1] if cell.column.key == "status" else "")
    for line in rest:
        text.append(f"{apart}{line}", style="not bold dim")
    return text


def _reason(one: Assessment, lang: str) -> Text:
    sign, style = SIGNS[one.status]
    text = Text(f"{sign} ", style=style)
    names = [one.entity.name, one.indicator.called(lang)]
    names += [one.target.scenario.name] if one.target.scenario.name != PLAIN else []
    text.append(f"{', '.join(names)}: ", style="not bold default")
    text.append(f"{translate(one.why, lang)}.", style="not bold default")
    return text
