"""The annex that offices hand in, in words: a row a target."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.message import Message
from targettrack.render.columns import ANNEX, lines
from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.numbers import places_shown
from targettrack.render.tables.listings import listing_markdown
from targettrack.shown import show_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.views.annex import AnnexRow

# The numbers of a row, with the decimals of those that do not have the indicator's.
_NUMBERS: dict[str, tuple[Callable[[AnnexRow], Decimal | None], int | None]] = {
    "last_year": (lambda row: row.last_year, None),
    "month": (lambda row: row.month, None),
    "value": (lambda row: row.verdict.value, None),
    "share_of_target": (lambda row: row.verdict.share_of_plan, 1),
    "of_last_year": (lambda row: row.of_last_year, 1),
}
_BOUNDED = {"month", "value", "share_of_target"}  # lower bounds where not all parts are known
HELD_RIGHT = {place for place, cell in enumerate(ANNEX) if cell.keys[0] in {*_NUMBERS, "plan"}}


class AnnexNumber(Struct, frozen=True):
    """A number of the annex with its decimals; its unit has a column.

    Attributes:
        bound: what says that it is at least so much; else empty.
    """

    value: Decimal
    places: int
    bound: str = ""


def headings(lang: str) -> list[str]:
    """Return the headings of the annex."""
    return [translate(cell.heading, lang) for cell in ANNEX]


def annex_title(on: date, lang: str) -> tuple[str, str]:
    """Return the title and the line below it, which says the day."""
    return (
        translate("ANNEX: PROGRESS TOWARDS THE TARGETS", lang),
        translate(Message("(as of {day})", day=on), lang),
    )


def by_entity(rows: Sequence[AnnexRow]) -> Iterator[tuple[str, list[AnnexRow]]]:
    """Yield each entity's name with its rows."""
    for name, group in groupby(rows, key=lambda row: row.verdict.entity.name):
        yield name, list(group)


def annex_values(row: AnnexRow, lang: str) -> Iterator[AnnexNumber | str]:
    """Yield what stands in a row, in the order of the headings; "" where nothing is known."""
    for cell in ANNEX:
        if cell.keys == ("number",):
            yield str(row.number)
        elif (key := cell.keys[0]) in _NUMBERS:
            found, places = _NUMBERS[key]
            value = found(row)
            bound = ">= " if row.verdict.partial and key in _BOUNDED else ""
            if value is None:
                yield ""
            elif places is None:
                yield AnnexNumber(value, places_shown(value, row.verdict.indicator), bound)
            else:
                yield AnnexNumber(value, places, bound)
        else:
            yield "; ".join(lines(row.verdict, cell, lang))


def annex_cells(row: AnnexRow, lang: str) -> tuple[str, ...]:
    """Return the cells of a row as text."""
    return tuple(
        cell
        if isinstance(cell, str)
        else f"{cell.bound}{show_number(cell.value, cell.places, lang)}"
        for cell in annex_values(row, lang)
    )


def annex_markdown(rows: Sequence[AnnexRow], on: date, lang: str) -> str:
    """Return a heading and a table for each entity."""
    title, day = annex_title(on, lang)
    parts = [f"# {title}", day]
    for entity, group in by_entity(rows):
        cells = tuple(annex_cells(row, lang) for row in group)
        parts += [
            f"## {entity}",
            listing_markdown(Listing(tuple(cell.heading for cell in ANNEX), cells), lang),
        ]
    return "\n\n".join(parts) + "\n"
