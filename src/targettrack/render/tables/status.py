"""The status table: a row a series, a line a target, worst first; then the reasons."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from targettrack.domain.values.status import Status
from targettrack.render.columns import TABLE, WIDE_TABLE, lines
from targettrack.render.messages.words import SIGNS, count_line, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.render.columns import Cell

_ONCE = {"Indicator", "Value", "Source"}  # said once of the targets of a series


def status_blocks(
    assessments: Sequence[Assessment], lang: str, *, wide: bool
) -> Iterator[Table | Text]:
    """Yield a table for each entity and, after the last, the reasons and the count."""
    cells = WIDE_TABLE if wide else TABLE
    for entity, of_entity in groupby(assessments, key=lambda one: one.entity.name):
        yield _table(entity, list(of_entity), cells, lang)
        yield Text()
    reasons = [one for one in assessments if one.status.is_behind or one.status is Status.NO_DATA]
    if reasons:
        yield Text(say("Why", lang), style="bold")
    for one in reasons:
        yield _reason(one, lang)
    if reasons:
        yield Text()
    yield Text(count_line(assessments, lang), style="dim")


def _table(entity: str, rows: list[Assessment], cells: Sequence[Cell], lang: str) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        title=entity,
        title_style="bold",
        title_justify="left",
        pad_edge=False,
        show_edge=False,
        padding=(0, 1, 0, 0),
    )
    for cell in cells:
        least = cell.width or None
        table.add_column(say(cell.heading, lang), overflow="fold", vertical="top", min_width=least)
    for _, group in groupby(rows, key=lambda one: (one.indicator.id, str(one.target.period))):
        for number, one in enumerate(group):
            table.add_row(
                *(
                    Text() if number and cell.heading in _ONCE else _filled(one, cell, lang)
                    for cell in cells
                )
            )
        table.add_section()
    return table


def _filled(one: Assessment, cell: Cell, lang: str) -> Text:
    """Return the lines of a cell; the second and later ones are dim."""
    first, *rest = lines(one, cell, lang) or [""]
    text = Text(first, style=SIGNS[one.status][1] if cell.column.key == "status" else "")
    for line in rest:
        text.append(f"\n{line}", style="not bold dim")
    return text


def _reason(one: Assessment, lang: str) -> Text:
    sign, style = SIGNS[one.status]
    text = Text(f"{sign} ", style=style)
    names = f"{one.entity.name}, {one.indicator.called(lang)}, {one.target.scenario.name}: "
    text.append(names, style="not bold default")
    text.append(f"{say(one.why, lang)}.", style="not bold default")
    return text
