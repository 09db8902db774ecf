"""How the tables of a file are taken to be read, in words for whoever has to agree."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from targettrack.domain.records.observation import StatedAs
from targettrack.errors import UsageFault
from targettrack.exchange.sheets.cell_units import shares_so_far
from targettrack.exchange.sheets.grids.cell import column_name, text_of
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.rows import rows_of
from targettrack.faults import FileFault
from targettrack.message import Message
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.app.files.prepared import Prepared
    from targettrack.domain.values.period_words import PeriodWords
    from targettrack.exchange.sheets.table import Column, TableSheet

MOST = 100  # columns
CELLS, SHORT = 3, 15  # examples of a column, and characters of them


def guesses(prepared: Prepared) -> Iterator[tuple[str, Listing]]:
    """Yield of each table what it is taken for, and what each of its columns is."""
    for sheet in prepared.tables.guessed:
        table = sheet.table
        period = None if table.of(Role.PERIOD) else table.period
        rows = tuple(
            (column_name(one.index), one.header, meaning(one, sheet, period), cells(sheet, one))
            for one in table.columns[:MOST]
        )
        yield _heading(sheet), Listing(("column", "header", "read as", "cells"), rows)


def _heading(sheet: TableSheet) -> str:
    """Say what a table is about, whose figures it holds and how many rows there are."""
    name = f"{sheet.file}, sheet {sheet.grid.sheet}" if sheet.grid.sheet else sheet.file
    about, whose = sheet.table.indicator, sheet.table.entity
    rows = sum(1 for _ in rows_of(sheet.grid, sheet.table, sheet.chosen))
    columns = len(sheet.table.columns)
    more = f"the first {MOST} of {columns:,} columns" if columns > MOST else ""
    parts = [
        about.id if about else "",
        f"of {whose}" if whose else "",
        "1 row of figures" if rows == 1 else f"{rows} rows of figures",
        more,
    ]
    return f"{name}: {', '.join(filter(None, parts))}"


def meaning(column: Column, sheet: TableSheet, for_all: PeriodWords | None) -> str:
    """Say in words what a column is taken for; `for_all` is what all of the table is for."""
    if column.role is not Role.VALUE:
        taken = _CHECKED.get(column.role, column.role.value)
        if sheet.chosen.scenario and column.role in {Role.TARGET, Role.PLAN}:
            taken = f"target of {sheet.chosen.scenario}"
        return f"{taken}: {column.why}" if column.why else taken
    period = column.period or (for_all.period if for_all else None)
    parts = [
        column.entity,
        column.indicator,
        str(period) if period else f"{column.shift:+d} month" if column.shift else "figure",
        column.basis.value if column.basis else "",
        column.qualifier.value if column.qualifier else "",
        "" if column.stated_as is StatedAs.ABSOLUTE else column.stated_as.value,
        str(column.unit or sheet.chosen.unit),
    ]
    return ", ".join(filter(None, parts))


_CHECKED = {
    Role.IGNORE: "left out",
    Role.PLAN: "plan, only to check",
    Role.SHARE_OF_PLAN: "share of the plan, only to check",
    Role.SAME_PERIOD: "index of a year before, only to check",
}


def cells(sheet: TableSheet, column: Column) -> str:
    """Return the first three things that stand in a column, cut short."""
    texts = (text_of(sheet.grid.at(row, column.index)) for row in sheet.table.shape.rows)
    shown = "; ".join(islice(filter(None, texts), CELLS))
    return shown if len(shown) <= SHORT else f"{shown[: SHORT - 1]}…"


def remarks(prepared: Prepared) -> Iterator[Message]:
    """Yield what is to be said about a file before its figures are read."""
    yield from prepared.tables.notes
    for sheet in prepared.tables.guessed:
        for name in shares_so_far(sheet):
            yield Message(
                "{file}: percentages of {name} are taken for totals to date; {example} in a map "
                "says "
                "that they are of a month alone",
                file=str(prepared.path),
                name=name,
                example='basis = "single"',
            )
        lang, shown = sheet.shown_language
        if lang == "vi" and not sheet.chosen.numbers:
            yield Message(
                "{file}: numbers have a comma for decimals, as in {shown}",
                file=str(prepared.path),
                shown=shown,
            )


def refuse_guess(prepared: Prepared) -> None:
    """Refuse a file of which it was guessed how it is read, where nobody can agree to that.

    Raises:
        FileFault: with what must still be said before it can be read at all.
        UsageFault: it could be read, and it says how to agree.
    """
    if not prepared.is_guess:
        return
    if missing := prepared.lacks():
        raise FileFault(missing)
    raise UsageFault(
        Message(
            "how {path} is read was guessed from its headers: agree to what is shown with --yes, "
            "or say it with --map (--save-map writes one)",
            path=str(prepared.path),
        )
    )
