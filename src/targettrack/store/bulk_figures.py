"""Recording many figures in one transaction, in any order and without holding them in memory.

What comes in is put aside in a temporary table, which SQLite sorts by key and moment. So every
figure meets its vintages once, all of them, and the rows are added in the order of their key.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from targettrack.domain.records.observation import (
    Basis,
    Observation,
    Qualifier,
    Standing,
    StatedAs,
    standing_among,
)
from targettrack.domain.values.quantity import Comparator
from targettrack.errors import InvalidObservation
from targettrack.store import queries
from targettrack.store.codec import day_number, decodes, maybe_number, moment_of, period_of, seconds
from targettrack.store.row_ids import document_row, series_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from datetime import datetime

    from sqlmodel import Session

    from targettrack.domain.plans.plan import FramedFigure
    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator

Row = tuple[Any, ...]
AT_ONCE = 5_000  # rows handed to SQLite together
REMEMBERED = 20_000  # frames and documents whose columns are known

# Places in a row of the temporary table, and of an existing vintage in the same form.
KEY = slice(6)
MOMENT, SOURCE, PLACE, SAID = 6, 7, 8, slice(9, None)
VALUE, BOUND, QUALIFIER, STATED_AS, QUOTE, NOTE, VOLUME = 9, 10, 11, 12, 14, 15, 16


class Origin(NamedTuple):
    """Where a figure was read: the number of its file, and the place in it."""

    source: int
    place: str


class Met(NamedTuple):
    """What became of one figure that came in.

    Attributes:
        standing: what it is to the vintages of its key; None where another figure that came in
            says something else for the same moment.
    """

    standing: Standing | None
    row: Row
    last: Row | None
    clash: Row | None = None

    @property
    def series(self) -> int:
        """The row of its series."""
        return int(self.row[0])

    @property
    def origin(self) -> Origin:
        """Where it was read."""
        return _origin(self.row)

    @property
    def other(self) -> Origin | None:
        """Where the figure was read that contradicts it."""
        return _origin(self.clash) if self.clash else None

    @property
    def figure(self) -> Observation:
        """The figure itself, without its paper."""
        return _figure(self.row)

    @property
    def latest(self) -> datetime:
        """When the latest vintage before it became known, local time."""
        return moment_of((self.last or self.row)[MOMENT]).astimezone()

    @property
    def before(self) -> Observation | None:
        """The latest vintage before it, without its paper; None for the first."""
        return _figure(self.last) if self.last else None


class Incoming:
    """Figures on their way into a store; there is one at a time in a transaction.

    Attributes:
        in_order: the numbers of the files that name vintages in the order in which they were
            recorded, so that two of one moment do not contradict each other.
    """

    def __init__(self, session: Session) -> None:
        self.in_order: set[int] = set()
        self._session = session
        raw = session.connection().connection.driver_connection
        self._raw: sqlite3.Connection = raw  # type: ignore[assignment]
        self._raw.execute(queries.NO_INCOMING)
        self._raw.execute(queries.INCOMING)
        self._raw.execute(queries.ROOM_TO_SORT)
        self._waiting: list[Row] = []
        # With the draft itself, so that no other can come to have its number.
        self._frames: dict[int, tuple[Observation, Row, Row]] = {}
        self._papers: dict[Document, int | None] = {}

    def series_of(self, entity: Entity, indicator: Indicator) -> int:
        """Return the row of a series, adding it if need be; entity and indicator must be there."""
        return series_row(self._session, entity, indicator)

    def add(self, source: int, series: int, figure: FramedFigure) -> None:
        """Put a figure of a series aside; `source` is the number of the file it is from.

        Raises:
            InvalidObservation: it does not say when it was recorded.
        """
        place, _, _, draft, value, document, quote, note, volume = figure
        known = self._frames.get(id(draft))
        if known is None:
            if len(self._frames) >= REMEMBERED:
                self._frames.clear()
            known = self._frames[id(draft)] = draft, *_frame_columns(draft)
        _, key, words = known
        # In the order of INCOMING.
        self._waiting.append(
            (
                series,
                *key,
                source,
                place,
                str(value),
                *words,
                self._paper(document) if document else None,
                quote,
                note,
                str(volume) if volume is not None else None,
            )
        )
        if len(self._waiting) >= AT_ONCE:
            self._put_aside()

    def meet(self, *, keep: bool) -> Iterator[Met]:
        """Let what was put aside meet the vintages that are there, and say of each what it is.

        Args:
            keep: whether what is new is recorded, or only told.
        """
        self._put_aside()
        series, is_new, fresh = -1, True, list[Row]()
        for key, group in groupby(self._raw.execute(queries.SORTED_INCOMING), itemgetter(KEY)):
            if key[0] != series:
                series = key[0]
                is_new = not self._raw.execute(queries.HAS_FIGURES, (series,)).fetchone()[0]
            there = [] if is_new else self._raw.execute(queries.VINTAGES, key).fetchall()
            for met, row in _met(there, list(group), self.in_order):
                if row is not None:
                    fresh.append(row)
                yield met
            if len(fresh) >= AT_ONCE:
                self._record(fresh, keep=keep)
        self._record(fresh, keep=keep)

    def _record(self, fresh: list[Row], *, keep: bool) -> None:
        if keep:
            self._raw.executemany(queries.RECORD, fresh)
        fresh.clear()

    def _put_aside(self) -> None:
        self._raw.executemany(queries.PUT_ASIDE, self._waiting)
        self._waiting.clear()

    def _paper(self, document: Document) -> int | None:
        paper = self._papers.get(document)
        if paper is None:
            if len(self._papers) >= REMEMBERED:
                self._papers.clear()
            paper = self._papers[document] = document_row(self._session, document)
        return paper


def _frame_columns(draft: Observation) -> tuple[Row, Row]:
    """Return what of a draft is in the key up to the moment, and its words, as columns hold them.

    Of exact types, for which sqlite3 looks for no adapter.
    """
    if draft.recorded_at is None:
        raise InvalidObservation("a figure must say when it was recorded")
    period, qualifier = draft.period, draft.qualifier
    key = (
        day_number(period.last),
        day_number(period.start),
        draft.basis.value,
        int(draft.stated_as is StatedAs.SHARE),
        draft.stage,
        seconds(draft.recorded_at),
    )
    stated = draft.stated_as.value
    return key, (draft.comparator.value, qualifier.value if qualifier else None, stated)


def _met(
    there: list[Row], group: list[Row], in_order: set[int]
) -> Iterator[tuple[Met, Row | None]]:
    """Yield what each figure of one key is, in the order of their moments, and the row to add."""
    if not there and len(group) == 1:
        (row,) = group
        yield Met(Standing.FIRST, row, None), _recorded(row, 1)
        return
    vintages: list[tuple[int, object]] = [(row[MOMENT], _content(row)) for row in there]
    contested = _contested([row for row in group if row[SOURCE] not in in_order], vintages)
    last = there[-1] if there else None
    for row in group:
        moment, content = row[MOMENT], _content(row)
        if moment in contested:
            clash = next(one for one in group if one[MOMENT] == moment and _content(one) != content)
            yield Met(None, row, last, clash), None
            continue
        standing = standing_among(vintages, moment, content)
        if standing is Standing.SAID or standing is Standing.LATE:
            yield Met(standing, row, last), None
            continue
        vintages.append((moment, content))
        yield Met(standing, row, last), _recorded(row, len(vintages))
        last = row


def _contested(group: list[Row], vintages: list[tuple[int, object]]) -> set[int]:
    """Return the moments for which figures of one key say different things.

    Unless all of them are vintages already: a store may have several of one moment, in order.
    """
    if len({row[MOMENT] for row in group}) == len(group):
        return set()
    said: dict[int, set[object]] = defaultdict(set)
    for row in group:
        said[row[MOMENT]].add(_content(row))
    return {
        moment
        for moment, contents in said.items()
        if len(contents) > 1 and not all((moment, one) in vintages for one in contents)
    }


def _recorded(row: Row, revision: int) -> Row:
    return row[KEY] + (revision, row[MOMENT]) + row[SAID]


def _content(row: Row) -> tuple[object, ...]:
    """Return what `Observation.content` returns of the figure."""
    words = row[BOUND], row[QUALIFIER], row[STATED_AS]
    return (Decimal(row[VALUE]), *words, maybe_number(row[VOLUME]))


def _origin(row: Row) -> Origin:
    return Origin(row[SOURCE], row[PLACE])


@decodes
def _figure(row: Row) -> Observation:
    return Observation(
        period=period_of(row[2], row[1]),
        basis=Basis(row[3]),
        value=Decimal(row[VALUE]),
        comparator=Comparator(row[BOUND]),
        qualifier=Qualifier(row[QUALIFIER]) if row[QUALIFIER] else None,
        stated_as=StatedAs(row[STATED_AS]),
        recorded_at=moment_of(row[MOMENT]),
        quote=row[QUOTE],
        note=row[NOTE],
        volume=maybe_number(row[VOLUME]),
        stage=row[5],
    )
