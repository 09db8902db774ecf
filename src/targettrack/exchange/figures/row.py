"""One figure as a row of texts, by the names of the columns of `docs/formats.md`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from targettrack.domain.plans.plan import FramedFigure
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import indicator_called
from targettrack.domain.records.kind import read_word
from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    StatedAs,
    default_basis,
)
from targettrack.domain.records.stated_figure import FigureFrame, check_volume, frame
from targettrack.domain.values.name import MAX_TEXT, clean_text
from targettrack.domain.values.period import parse_day
from targettrack.domain.values.period_words import read_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.domain.values.spreadsheet_text import as_typed
from targettrack.errors import (
    InvalidDate,
    InvalidObservation,
    InvalidQuantity,
    TargettrackError,
)
from targettrack.message import Message, clauses
from targettrack.schema.observation import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from targettrack.domain.plans.plan import LoggedFigure
    from targettrack.domain.records.indicator import Indicator
    from targettrack.exchange.files.figure_source import ReadOptions

    T = TypeVar("T")

REQUIRED = tuple(one.name for one in COLUMNS if one.required)
OPTIONAL = tuple(one.name for one in COLUMNS if not one.required)
BOUNDS = {"": Comparator.EQUAL, "=": Comparator.EQUAL, ">=": Comparator.AT_LEAST,
          "<=": Comparator.AT_MOST}  # fmt: skip
# What is each row's own; many rows say the same in the others.
OWN = ("entity", "value", "source", "url", "quote", "note", "volume")
SHARED = tuple(one.name for one in COLUMNS if one.name not in OWN)
REMEMBERED = 20_000  # what rows share, at most; then it is forgotten and read again
DIGITS = 60  # of a number written out; beyond that somebody has leant on a key

_PLAIN = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_period = lru_cache(REMEMBERED)(read_period)


class CellFault(Struct, frozen=True):
    """What is wrong with a row: the column, empty for all of it, and what was read there."""

    column: str
    what: Message


class _Frame(Struct, frozen=True):
    """What rows share, read and checked."""

    indicator: Indicator
    draft: Observation
    scale: FigureFrame


class FigureRows:
    """Reads the rows of one table; what many rows share is read once."""

    def __init__(self, columns: Sequence[str], asked: ReadOptions) -> None:
        self._asked = asked
        self._width = len(columns)
        self._places = places = {name: at for at, name in enumerate(columns)}
        # A column that is not there is the empty cell that is put after the others.
        self._shared = itemgetter(*(places.get(name, self._width) for name in SHARED))
        self._own = itemgetter(*(places.get(name, self._width) for name in OWN))
        self._frames: dict[tuple[str, ...], _Frame | list[CellFault]] = {}
        self._entity = lru_cache(REMEMBERED)(_entity)
        self._paper = lru_cache(REMEMBERED)(_paper)

    def figure(self, cells: list[str], place: str) -> FramedFigure | list[CellFault]:
        """Return the figure of a row, or all that is wrong with its cells, from left to right.

        An empty cell is put after those of the row.
        """
        if len(cells) != self._width:
            return [CellFault("", _wrong_width(len(cells), self._width))]
        cells.append("")
        shared, own = self._shared(cells), self._own(cells)
        framed = self._frames.get(shared)
        if framed is None:
            if len(self._frames) >= REMEMBERED:
                self._frames.clear()
            framed = self._frames[shared] = _framed(
                dict(zip(SHARED, shared, strict=True)), self._asked
            )
        if isinstance(framed, _Frame):
            try:
                return self._filled(framed, own, place)
            except TargettrackError:
                return self._in_order(_own_faults(framed, own, self._asked))
        return self._in_order([*framed, *_own_faults(None, own, self._asked)])

    def _in_order(self, faults: list[CellFault]) -> list[CellFault]:
        return sorted(faults, key=lambda fault: self._places.get(fault.column, self._width))

    def _filled(self, framed: _Frame, own: tuple[str, ...], place: str) -> FramedFigure:
        entity, text, source, url, quote, note, volume = own
        cases = _number(volume) if volume and not volume.isspace() else None
        if cases is not None:
            check_volume(cases, framed.indicator)
        return FramedFigure(
            place,
            self._entity(entity),
            framed.indicator,
            framed.draft,
            framed.scale.value(_number(text), text),
            self._paper(source, url) if source else None,
            _text(quote, "quote"),
            _text(note, "note"),
            cases,
        )


def figure_of(row: Mapping[str, str], asked: ReadOptions) -> LoggedFigure:
    """Build a figure from texts by the names of their columns.

    Raises:
        InvalidObservation: with everything that does not fit.
    """
    found = FigureRows(list(row), asked).figure(list(row.values()), "")
    if isinstance(found, FramedFigure):
        return found.logged()
    raise InvalidObservation(clauses(_within(one) for one in found))


def _within(fault: CellFault) -> Message:
    """Say what is wrong with its column."""
    if not fault.column:
        return fault.what
    return Message("{key}: {what}", key=fault.column, what=fault.what)


class _Cells:
    """Reads cells of a row and gathers what is wrong with them."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = {name: as_typed(text.strip()) for name, text in given.items()}
        self.faults: list[CellFault] = []

    def read(self, column: str, reader: Callable[[str], T], empty: T) -> T:
        """Return what a reader makes of a cell; `empty` for one without text or with a fault."""
        text = self._given[column]
        if not text and column not in REQUIRED:
            return empty
        try:
            return reader(text)
        except TargettrackError as error:
            self.faults.append(CellFault(column, error.said))
            return empty


def _framed(given: Mapping[str, str], asked: ReadOptions) -> _Frame | list[CellFault]:
    """Read what a row shares with others."""
    cells = _Cells(given)
    indicator = cells.read("indicator", lambda text: indicator_called(text, asked.known), None)
    period = cells.read("period", _period, None)
    unit = cells.read("unit", parse_unit, None)
    basis = cells.read("basis", lambda text: read_word(Basis, text, "basis"), None)
    comparator = cells.read("comparator", _bound, Comparator.EQUAL)
    qualifier = cells.read("qualifier", lambda text: read_word(Qualifier, text, "qualifier"), None)
    stated = cells.read(
        "stated_as", lambda text: read_word(StatedAs, text, "way of stating"), StatedAs.ABSOLUTE
    )
    day = cells.read("recorded_on", lambda text: _day(text, "recorded_on", asked.now), None)
    empty = _Known(asked.recorded_on)
    known = cells.read("recorded_at", lambda text: _known(text, asked.now), empty)
    stage = cells.read("stage", lambda text: clean_text(text, "stage"), "")
    if cells.faults or indicator is None or period is None:
        return cells.faults
    draft = Observation(
        period=period,
        basis=basis or default_basis(period),
        value=Decimal(0),
        comparator=comparator,
        qualifier=qualifier,
        stated_as=stated,
        recorded_on=day or known.on,
        recorded_at=known.at or asked.now,
        stage=stage,
    )
    try:
        return _Frame(indicator, *frame(draft, unit, given["unit"], indicator, asked.now.date()))
    except InvalidQuantity as error:
        return [CellFault("unit", error.said)]
    except TargettrackError as error:
        return [CellFault("", error.said)]


def _own_faults(framed: _Frame | None, own: tuple[str, ...], asked: ReadOptions) -> list[CellFault]:
    """Say what is wrong with the cells that are a row's own."""
    cells = _Cells(dict(zip(OWN, own, strict=True)))
    name = cells.read("entity", _entity, "")
    misnamed = asked.misnamed(name) if name else None
    if misnamed:
        cells.faults.append(CellFault("entity", misnamed))
    if framed is None:
        cells.read("value", _number, None)
        cells.read("volume", _number, None)
    else:
        scale, indicator = framed.scale, framed.indicator
        cells.read("value", lambda text: scale.value(_number(text), text), None)
        cells.read("volume", lambda text: check_volume(_number(text), indicator), None)
    for column in ("source", "url", "quote", "note"):
        cells.read(column, partial(_text, column=column), None)
    return cells.faults


def _wrong_width(found: int, width: int) -> Message:
    return Message(
        "it has more cells, {found:d}, than the header has columns, {width:d}"
        if found > width
        else "it has fewer cells, {found:d}, than the header has columns, {width:d}: is it cut "
        "off?",
        found=found,
        width=width,
    )


def _entity(text: str) -> str:
    return clean_text(as_typed(text.strip()), "entity")


def _paper(source: str, url: str) -> Document | None:
    title, address = _text(source, "source"), _text(url, "url")
    return Document(title, url=address) if title else None


def _text(text: str, column: str) -> str | None:
    given = as_typed(text.strip())
    return clean_text(given, column, MAX_TEXT) if given else None


def _number(text: str) -> Decimal:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    stripped = text.strip()
    try:
        number = Decimal(stripped) if stripped.isascii() and "_" not in stripped else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise InvalidQuantity(stripped, Message("is not a plain number: write 8.24 or 2703.973"))
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and (number.adjusted() > DIGITS or exponent < -DIGITS):
        raise InvalidQuantity(stripped, Message("has more than {digits:d} digits", digits=DIGITS))
    return number


def _bound(text: str) -> Comparator:
    if text not in BOUNDS:
        raise InvalidQuantity(text, Message("is not a comparator of figures: write =, >= or <="))
    return BOUNDS[text]


def _day(text: str, column: str, now: datetime) -> date:
    day = parse_day(text, column)
    if day > now.date():
        raise InvalidObservation(
            Message(
                "{column} {day:iso} is in the future: today is {now:iso}",
                column=column,
                day=day,
                now=now.date(),
            )
        )
    return day


class _Known(Struct, frozen=True):
    """From which day a figure is known, and when that was written; None for now."""

    on: date
    at: datetime | None = None


def _known(text: str, now: datetime) -> _Known:
    """Read when a figure became known: a day, or a moment with its offset, of the day it names."""
    if "T" not in text and " " not in text:
        return _Known(_day(text, "recorded_at", now))
    try:
        moment = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        raise InvalidDate("recorded_at", text) from None
    if moment.tzinfo is None:
        raise InvalidObservation(
            Message("recorded_at {text} has no offset: write {text}+07:00 or {text}Z", text=text)
        )
    try:
        written = moment.astimezone(UTC)
    except OverflowError:
        raise InvalidDate("recorded_at", text) from None
    if written > now:
        shown = moment.date() if moment.date() > now.date() else moment
        raise InvalidObservation(
            Message(
                "recorded_at {shown:iso} is in the future: today is {now:iso}",
                shown=shown,
                now=now.date(),
            )
        )
    return _Known(moment.date(), written)
