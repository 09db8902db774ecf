"""The rows of a table: their labels, with those above them, and what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.name import fold
from targettrack.exchange.sheets.cell import text_of
from targettrack.exchange.sheets.header_words import is_missing, is_of_which
from targettrack.exchange.sheets.layout_map import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from targettrack.exchange.sheets.cell import Grid
    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.table import Column, Table

ABOVE = " > "
# What stands once, in a merged cell or above blank ones, holds for the labelled rows below.
_CARRIED = {Role.ENTITY, Role.INDICATOR, Role.PERIOD}
INDENT = 100  # deeper by a column is deeper than by any indentation


class SheetRow(Struct, frozen=True):
    """A row with figures.

    Attributes:
        texts: what its cells say, by role; of several of a role the deepest.
        column: where its label stands.
        path: its label with the one that it belongs to, "above > label".
    """

    index: int
    texts: Mapping[Role, str]
    column: int
    path: str


def rows_of(grid: Grid, table: Table, chosen: SheetMap) -> Iterator[SheetRow]:
    """Yield the rows with figures, without those that the map leaves out."""
    left_out = {label_key(label) for label in chosen.ignore_rows}
    values = table.of(Role.VALUE)
    labels = [
        c for c in table.columns if c.role is table.rows_are and c.index in table.shape.labels
    ]
    above: list[tuple[float, str]] = []
    last = ""
    carried: dict[Role, str] = {}
    for index in table.shape.rows:
        depth, column, label = _label(grid, index, [c.index for c in labels])
        while label and above and above[-1][0] >= depth:
            above.pop()
        if label and is_of_which(label):
            above.append((depth - 0.5, last))
            continue
        path = f"{above[-1][1]}{ABOVE}{label}" if above else label
        if label:
            above.append((depth, label))
            last = label
        if _has_figures(grid, index, values) and not {label_key(path), label_key(label)} & left_out:
            texts = _texts(grid, table, index, label)
            if any(text_of(grid.at(index, column)) for column in table.shape.labels):
                texts = carried | texts
            carried = {role: text for role, text in texts.items() if role in _CARRIED}
            yield SheetRow(index, texts, column, path)


def _label(grid: Grid, row: int, columns: list[int]) -> tuple[float, int, str]:
    """Return how deep the label of a row stands, where, and what it says."""
    for depth, column in reversed(list(enumerate(columns))):
        cell = grid.at(row, column)
        if text := text_of(cell):
            shown = str(cell)
            return depth * INDENT + len(shown) - len(shown.lstrip()), column, text
    return 0, columns[0] if columns else 0, ""


def _texts(grid: Grid, table: Table, row: int, label: str) -> dict[Role, str]:
    texts: dict[Role, str] = {table.rows_are: label} if label else {}
    for column in table.columns:
        text = text_of(grid.at(row, column.index))
        if column.role is Role.PERIOD and text:
            shown = f"{column.header} {text}" if text.isdigit() and column.header else text
            texts[Role.PERIOD] = f"{texts.get(Role.PERIOD, '')} {shown}".strip()
        elif column.role is not table.rows_are and column.role is not Role.VALUE and text:
            texts[column.role] = text
    return texts


def label_key(label: str) -> str:
    """Return a label, with the one above it, as labels are compared."""
    return ABOVE.join(fold(part) for part in label.split(ABOVE))


def _has_figures(grid: Grid, row: int, columns: Iterable[Column]) -> bool:
    """Whether a row has a figure in some of the columns."""
    return any(not is_missing(text_of(grid.at(row, column.index))) for column in columns)
