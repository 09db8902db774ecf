"""A listing as a table, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.scenario import PLAIN
from targettrack.domain.values.spreadsheet_text import inert
from targettrack.domain.values.status import Status
from targettrack.render.json_records import raw_value
from targettrack.render.messages.catalogue import translate
from targettrack.shown import show_exact

if TYPE_CHECKING:
    from rich.table import Table

    from targettrack.render.json_records import Listing

SHARED = {"entity", "indicator"}
SCENARIO = "scenario"
SHORT = 15  # characters of a cell that is never broken


def listing_json(listing: Listing) -> str:
    """Return a list of objects, one a row."""
    rows = [
        {name: raw_value(cell) for name, cell in zip(listing.headings, row, strict=True)}
        for row in listing.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def listing_csv(listing: Listing) -> str:
    """Return CSV with a header; a cell that a spreadsheet would take for a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(listing.headings)
    writer.writerows([[_safe(raw_value(cell)) for cell in row] for row in listing.rows])
    return out.getvalue().rstrip("\n")


def listing_markdown(listing: Listing, lang: str) -> str:
    """Return a Markdown table."""
    lines = [
        "| " + " | ".join(translate(name, lang) for name in listing.headings) + " |",
        "|" + " --- |" * len(listing.headings),
    ]
    for row in listing.rows:
        cells = [_shown(cell, lang).replace("|", "\\|").replace("\n", " ") for cell in row]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def listing_table(listing: Listing, lang: str, *, roomy: bool) -> Table:
    """Return a rich table; numbers stand to the right.

    An entity or indicator that every row shares stands in the title instead of a column; a scenario
    in none where nobody has named one.
    """
    from rich import box  # noqa: PLC0415 - heavy, only for tables
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shared = [
        index
        for index, heading in enumerate(listing.headings)
        if heading in SHARED and len({row[index] for row in listing.rows}) == 1
    ]
    table = Table(
        box=box.SIMPLE_HEAD,
        title=", ".join(str(listing.rows[0][index]) for index in shared) or None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    kept = [
        index
        for index, heading in enumerate(listing.headings)
        if index not in [*shared, *_unnamed(listing)] and (roomy or heading not in listing.extra)
    ]
    for index in kept:
        cells = [row[index] for row in listing.rows]
        widest = max((len(_shown(cell, lang)) for cell in cells), default=0)
        table.add_column(
            translate(listing.headings[index], lang),
            justify="right" if any(isinstance(c, int | Decimal) for c in cells) else "left",
            overflow="fold",
            min_width=widest if widest <= SHORT else None,
        )
    for row in listing.rows:
        table.add_row(*(Text(_shown(row[index], lang)) for index in kept))
    return table


def _unnamed(listing: Listing) -> list[int]:
    """Return the column of scenarios where all of them are that of those who name none."""
    return [
        index
        for index, heading in enumerate(listing.headings)
        if heading == SCENARIO and {row[index] for row in listing.rows} == {PLAIN}
    ]


def _shown(cell: Any, lang: str) -> str:  # noqa: ANN401
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return show_exact(cell, lang)
    if isinstance(cell, Status):
        return translate(cell, lang)
    return str(cell)


def _safe(cell: Any) -> Any:  # noqa: ANN401
    return inert(cell) if isinstance(cell, str) else cell
