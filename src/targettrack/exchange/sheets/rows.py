"""The rows of a table: their labels, with those above them, and what they name."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.entity import Entity, EntityKind
from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.errors import InvalidObservation, TargettrackError, UnknownName, quoted
from targettrack.exchange.sheets.cell import month_of, text_of
from targettrack.exchange.sheets.header_words import is_missing, is_of_which, plain_words, words
from targettrack.exchange.sheets.layout_map import Role
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from targettrack.exchange.sheets.cell import Grid
    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.table import Column, Names, Table, TableSheet

ABOVE = " > "
# What stands once, in a merged cell or above blank ones, holds for the labelled rows below.
_CARRIED = {Role.ENTITY, Role.INDICATOR, Role.PERIOD}
INDENT = 100  # deeper by a column is deeper than by any indentation
CLOSE = 0.7  # a label that is so near may be meant
TYPO = 0.85  # a label that is so near to a known name is more likely mistyped than new
_BULLET = re.compile(r"(?:(?:\d+(?:\.\d+)*|[ivx]+|[a-zđ])[.)]\s*|[-+*•–]\s*)+", re.IGNORECASE)  # noqa: RUF001
_MARK = re.compile(r"\s*(?:\(\*+\)|\(\d\)|\*+)$")


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


def rows_of(
    grid: Grid, table: Table, chosen: SheetMap, columns: Sequence[Column] = ()
) -> Iterator[SheetRow]:
    """Yield the rows with figures, or with something in `columns`; not those that are left out."""
    left_out = {label_key(label) for label in chosen.ignore_rows}
    values = columns or table.of(Role.VALUE)
    labels = [
        c for c in table.columns if c.role is table.rows_are and c.index in table.shape.labels
    ]
    above: list[tuple[float, str]] = []
    last = ""
    carried: dict[Role, str] = {}
    grouped = [c.index for c in table.of(Role.DIMENSION) if _heads_groups(grid, table, c)]
    heads = {
        role for role in _CARRIED if any(_heads_groups(grid, table, c) for c in table.of(role))
    }
    parts: dict[int, str] = {}
    for index in table.shape.rows:
        parts |= {c: text for c in grouped if (text := text_of(grid.at(index, c)))}
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
        is_read = _has_figures(grid, index, values) and has_label(grid, table, index)
        if is_read and not other_part(grid, table, chosen, index, parts):
            if {label_key(path), label_key(label)} & left_out:
                continue
            texts = _texts(grid, table, index, label)
            if any(text_of(grid.at(index, column)) for column in table.shape.labels):
                texts = _held(grid, table, index, carried, heads) | texts
            carried = {role: text for role, text in texts.items() if role in _CARRIED}
            yield SheetRow(index, texts, column, path)


def has_label(grid: Grid, table: Table, row: int) -> bool:
    """Whether a row says what its figures are of: a label, or a period of a list."""
    periods = [column.index for column in table.of(Role.PERIOD)]
    indices = (*table.shape.labels, *periods)
    return not indices or any(text_of(grid.at(row, index)) for index in indices)


def _held(
    grid: Grid, table: Table, row: int, carried: Mapping[Role, str], heads: set[Role]
) -> dict[Role, str]:
    """Return what stands above in a merged cell, or at the head of a group, and holds for a row."""
    merged = [rectangle for rectangle in grid.merges if rectangle[0] < row <= rectangle[2]]
    return {
        role: text
        for role, text in carried.items()
        if role in heads
        or any(left <= c.index <= right for _, left, _, right in merged for c in table.of(role))
    }


def _heads_groups(grid: Grid, table: Table, column: Column) -> bool:
    """Whether what stands once in a column holds for the blank cells below it.

    It does where no text is there twice; else a blank cell is one that says nothing.
    """
    texts = [text_of(grid.at(row, column.index)) for row in table.shape.rows]
    said = [text for text in texts if text]
    return bool(said) and bool(texts[0]) and len(set(said)) == len(said)


def other_part(
    grid: Grid,
    table: Table,
    chosen: SheetMap,
    row: int,
    above: Mapping[int, str] | None = None,
) -> str:
    """Return what a row is a part of that is not read: "sex is F"; empty where it is read.

    `above` is what stands above in columns that head groups.

    A column that divides, such as sex, is read where it says "total" or nothing, unless it is
    said what to read.
    """
    wanted = {plain_words(name): value for name, value in chosen.where}
    for column in table.columns:
        name = plain_words(column.header)
        text = text_of(grid.at(row, column.index)) or (above or {}).get(column.index, "")
        if name and name in wanted:
            if text.casefold() != wanted[name].casefold():
                return f"{column.header} is {text or 'empty'}"
        elif column.role is Role.DIMENSION and not is_total_word(text):
            return f"{column.header} is {text}: --where {name}={text} reads it"
    return ""


def is_total_word(text: str) -> bool:
    """Whether a cell of a column that divides stands for all: "Total", "_T", nothing."""
    return text.casefold() in {"_t", "_z"} or plain_words(text) in words()["all_of_them"]


def _label(grid: Grid, row: int, columns: list[int]) -> tuple[float, int, str]:
    """Return how deep the label of a row stands, where, and what it says."""
    for depth, column in reversed(list(enumerate(columns))):
        cell = grid.at(row, column)
        if text := text_of(cell):
            shown = str(cell)
            return depth * INDENT + len(shown) - len(shown.lstrip()), column, text
    return 0, columns[0] if columns else 0, ""


def _texts(grid: Grid, table: Table, row: int, label: str) -> dict[Role, str]:
    is_told = label and table.rows_are is not Role.PERIOD  # its cells tell it
    texts: dict[Role, str] = {table.rows_are: label} if is_told else {}
    for column in table.columns:
        text = text_of(grid.at(row, column.index))
        if column.role is Role.PERIOD and text:
            texts[Role.PERIOD] = _period_text(grid, table, column, row, texts.get(Role.PERIOD, ""))
        elif column.role is not table.rows_are and column.role is not Role.VALUE and text:
            texts[column.role] = text
    return texts


def _period_text(grid: Grid, table: Table, column: Column, row: int, before: str) -> str:
    """Return what a cell says of the period of its row, after what others of the row say.

    Days are months where all of the column are first or last days of one. A number alone is told
    by its header, "Quarter 3"; the text without it follows on a line of its own.
    """
    cell = grid.at(row, column.index)
    cells = (grid.at(at, column.index) for at in table.shape.rows)
    is_monthly = isinstance(cell, date) and (
        {month_of(one) == text_of(one) for one in cells if isinstance(one, date)} == {False}
    )
    text = month_of(cell) if is_monthly else text_of(cell)
    if before:
        head, _, bare = before.partition("\n")
        shown = f"{column.header} {text}" if text.isdigit() else text
        return f"{head} {shown}\n{bare or head} {text}"
    return f"{column.header} {text}\n{text}" if text.isdigit() and column.header else text


def label_key(label: str) -> str:
    """Return a label, with the one above it, as labels are compared."""
    return ABOVE.join(fold(part) for part in label.split(ABOVE))


def _has_figures(grid: Grid, row: int, columns: Iterable[Column]) -> bool:
    """Whether a row has a figure in some of the columns."""
    return any(not is_missing(text_of(grid.at(row, column.index))) for column in columns)


def forms(label: str) -> Iterator[str]:
    """Yield what a label may name: itself, then without bullet, number and footnote mark."""
    yield label
    bare = _MARK.sub("", _BULLET.sub("", label, count=1)) if label else ""
    yield bare
    head, colon, tail = bare.partition(":")
    if colon and is_of_which(head):
        yield from forms(tail.strip())


def said_by_map(row: SheetRow, label: str, chosen: SheetMap) -> str:
    """Return what the map says that a label means; empty where it says nothing."""
    said = _said(chosen)
    if not said:
        return ""
    keys = (label_key(row.path), *(label_key(form) for form in forms(label)))
    return next((said[key] for key in keys if key in said), "")


@lru_cache(maxsize=8)
def _said(chosen: SheetMap) -> Mapping[str, str]:
    return {label_key(written): name for written, name in chosen.rows}


def is_total(label: str) -> bool:
    """Whether a label says that it is the sum of all."""
    return any(plain_words(form) in words()["totals"] for form in forms(label))


def known_entity_name(label: str, names: Names) -> str:
    """Return the name of the entity that a label names; empty where none is known."""
    for form in forms(label):
        found = names.entities.get(plain_words(form)) or names.entities.get(fold(form))
        if found:
            return found
    return ""


def known_indicator_id(label: str, names: Names) -> str:
    """Return the id of the indicator that a label names.

    Raises:
        UnknownName: it names none, with what it may mean and how to go on.
    """
    for form in forms(label):
        found = names.indicators.get(form) or names.indicators.get(fold(form))
        if found:
            return found.id
    shown = {fold(name): one.id for name, one in names.indicators.items()}
    hint = Message(
        "a map says what it is under [rows], or leaves it out with ignore_rows; add-indicator or a "
        "plan adds a new one"
    )
    raise UnknownName("indicator", label, nearest(form, shown, 0.6), hint)


def entity_of(sheet: TableSheet, row: SheetRow) -> str:
    """Return the name of the entity of a row; empty where columns name it.

    Raises:
        UnknownName: its label names none that is known, and none may be added, or it looks
            mistyped.
        InvalidObservation: it is a total, and nobody has said whose.
    """
    label = row.texts.get(Role.ENTITY)
    if label is None:
        return sheet.table.entity
    said = said_by_map(row, label, sheet.chosen) or known_entity_name(label, sheet.names)
    if said:
        return sheet.names.entities.get(fold(said), said)
    if is_total(label):
        if not sheet.table.entity:
            raise InvalidObservation(
                Message("{label} is a total: say whose with -p", label=quoted(label))
            )
        return sheet.table.entity
    near = nearest(label, dict(sheet.names.entities), TYPO)
    if near or not sheet.chosen.new_entities:
        hint = (
            Message("--new-entities unit adds it")
            if not near
            else Message("a map can say that it is new")
        )
        raise UnknownName(
            "entity", label, near or nearest(label, dict(sheet.names.entities), CLOSE), hint
        )
    return clean_text(label, "entity")


def indicator_of(sheet: TableSheet, row: SheetRow) -> str:
    """Return the id of the indicator of a row; empty where columns name it.

    Raises:
        UnknownName: its label names none that is known.
    """
    label = row.texts.get(Role.INDICATOR)
    if label is None:
        return sheet.table.indicator.id if sheet.table.indicator else ""
    return known_indicator_id(said_by_map(row, label, sheet.chosen) or label, sheet.names)


def new_entities(sheet: TableSheet) -> list[Entity]:
    """Return the entities that a table names and that are not known yet, if it may add any."""
    kind, parent = sheet.chosen.new_entities, sheet.chosen.parent or sheet.table.entity or None
    if not kind:
        return []
    found: dict[str, Entity] = {}
    for row in rows_of(sheet.grid, sheet.table, sheet.chosen):
        try:
            name = entity_of(sheet, row)
        except TargettrackError:
            continue
        if name and fold(name) not in sheet.names.entities:
            found.setdefault(fold(name), Entity(name, EntityKind(kind), parent))
    return list(found.values())
