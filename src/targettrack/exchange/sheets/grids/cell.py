"""Cells of a sheet: where they stand, what text they show and what number they hold."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.number import read_number
from targettrack.domain.values.quantity import Comparator
from targettrack.errors import AmbiguousNumber, InvalidQuantity
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

Cell = str | int | float | bool | date | datetime | time | timedelta
Rows = Sequence[Sequence[Cell]]
LETTERS = 26
EXACT = 15  # digits that a spreadsheet keeps; what comes after them is not what was typed
LEAST, MOST = 1e-24, 1e24
# A number with what offices put before and after it: "<5", "$125.25", "125*", "88 (p)", "(12)".
_NUMERIC = re.compile(
    r"""(?P<bound>[<>≤≥]=?)?\s*(?P<sign>US\$|[$€£₫¥])?\s*
        (?P<bracket>\()?(?P<number>[+\-−]?(?:\d{1,3}(?:[.,\s]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+))
        \s*(?P<percent>%)?(?(bracket)\))\s*(?P<currency>[$€£₫¥])?
        (?P<mark>\s*(?:\*+|\(?[a-z]{1,2}\)|\([1-9]\)|\s[1-9]\d?\)|[†‡¹²³]|\s[a-z]))?""",
    re.VERBOSE | re.IGNORECASE,
)
_CODE = re.compile(r"0\d+")  # 010 is a code
_MARKS = {"p": Qualifier.PRELIMINARY, "e": Qualifier.ESTIMATED, "r": None, "f": Qualifier.ESTIMATED}
_STARS = {"*": Qualifier.PRELIMINARY}
_BOUNDS = {
    "<": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    ">=": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
}
_SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "₫": "VND", "¥": "CNY"}


class CellNumber(Struct, frozen=True):
    """What a cell of figures holds.

    Attributes:
        is_percent: whether the cell says itself that it is a percentage.
        currency: what its sign of currency means; empty for none.
        mark: what stands beside the number: "*", "(p)".
    """

    value: Decimal
    is_percent: bool = False
    currency: str = ""
    bound: Comparator | None = None
    qualifier: Qualifier | None = None
    mark: str = ""


class Grid(Struct, frozen=True):
    """The cells of one sheet from A1 on; "" where there is nothing.

    Attributes:
        sheet: its name; empty for a table that is a file of its own.
        percents: cells that show 0.27 as 27%, by row and column from 0.
        merges: the rectangles of merged cells: top, left, bottom, right.
        empty_formulas: how many formulas the file holds no value of.
        is_blind: whether the file does not tell which cells show percentages.
    """

    sheet: str
    rows: Rows
    percents: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    empty_formulas: int = 0
    is_blind: bool = False

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; "" beyond the end of its row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""

    def place(self, row: int, column: int) -> str:
        """Say where a cell is: "sheet 2024-05 VDT, cell D9"."""
        cell = f"cell {cell_name(row, column)}"
        return f"sheet {self.sheet}, {cell}" if self.sheet else cell


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, LETTERS)
        name = chr(ord("A") + letter) + name
    return name


def column_index(name: str) -> int:
    """Return the number of a column by its letters, from 0."""
    index = 0
    for letter in name.upper():
        index = index * LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, counted from 0: D9."""
    return f"{column_name(column)}{row + 1}"


def text_of(cell: Cell) -> str:
    """Return what a cell says, with single spaces; whole numbers without a point; days as days."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    number = number_of(cell)
    if number is not None:
        return f"{number:f}"
    return " ".join(str(cell).split())


def month_of(cell: Cell) -> str:
    """Return what a cell says of a period: the first and the last day of a month are the month."""
    if isinstance(cell, date) and cell.day in {1, monthrange(cell.year, cell.month)[1]}:
        return f"{cell:%Y-%m}"
    return text_of(cell)


def number_of(cell: Cell) -> Decimal | None:
    """Return the number that a cell holds as a number; None for text, dates and switches.

    Nor is what is far beyond any figure one, such as 1e300.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not isfinite(cell):
        return None
    if cell and not LEAST < abs(cell) < MOST:
        return None
    value = Decimal(f"{Decimal(f'{cell:.{EXACT}g}'):f}")
    return value.to_integral_value() if value == value.to_integral_value() else value


def looks_numeric(cell: Cell) -> bool:
    """Whether a cell is a number or a text that is written like one; a code such as 010 is none."""
    if isinstance(cell, str):
        return _matched(cell) is not None
    return number_of(cell) is not None


def _matched(text: str) -> re.Match[str] | None:
    found = _NUMERIC.fullmatch(text.strip())
    return None if found is None or _CODE.fullmatch(found["number"]) else found


def language_of(cells: Iterable[Cell]) -> tuple[str | None, str]:
    """Tell from numbers that are written as text how all of them are read; and which one says so.

    None where none of them shows it, or two contradict each other.
    """
    found: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str) and looks_numeric(cell):
            found_number = _matched(cell)
            text = found_number["number"] if found_number else ""
            marks = [char for char in text if char in ".,"]
            if len(set(marks)) == 2:  # noqa: PLR2004 - both: the last one is for decimals
                found.setdefault("vi" if marks[-1] == "," else "en", text)
            elif len(marks) > 1:  # one that groups twice is for thousands
                found.setdefault("vi" if marks[0] == "." else "en", text)
            elif marks and len(re.split("[.,]", text)[1]) not in {0, 3}:
                found.setdefault("vi" if marks[0] == "," else "en", text)
    return next(iter(found.items())) if len(found) == 1 else (None, "")


def read_cell(cell: Cell, lang: str | None, *, is_percent: bool = False) -> CellNumber:
    """Return the number of a cell, with what stands beside it.

    In brackets a number is less than zero, as bookkeepers write it.

    Raises:
        InvalidQuantity: it is no number, or one that reads two ways.
    """
    number = number_of(cell)
    if number is not None:
        return CellNumber(Decimal(f"{number.scaleb(2):f}") if is_percent else number, is_percent)
    text = text_of(cell)
    found = _matched(text) if isinstance(cell, str) else None
    if found is None:
        raise InvalidQuantity(
            text, Message("is not a number: write 8.24 or 11,360, or - for no figure")
        )
    try:
        value = read_number(found["number"], lang)
    except AmbiguousNumber as error:
        raise InvalidQuantity(text, _two_ways(error)) from None
    mark = (found["mark"] or "").strip()
    letter = mark.strip("() ").casefold()
    sign = (found["sign"] or found["currency"] or "").casefold()
    return CellNumber(
        -value if found["bracket"] else value,
        is_percent=bool(found["percent"]),
        currency=_SIGNS.get(sign, ""),
        bound=_BOUNDS.get(found["bound"] or ""),
        qualifier=_STARS.get(mark) or _MARKS.get(letter),
        mark=mark,
    )


def _two_ways(error: AmbiguousNumber) -> Message:
    """Say of a number that reads two ways what settles it in a file."""
    small, large = error.readings
    return Message(
        "reads two ways: {small} (point as decimal) or {large} (point for thousands); say --lang "
        "en "
        "or --lang vi",
        small=small,
        large=large,
    )
