"""Recording many figures in one transaction, in any order and without holding them in memory.

What comes in is put aside in a temporary table, which SQLite sorts by key and time. So every
figure meets its vintages once, all of them, and the rows are added in the order of their key.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from targettrack.domain.records.observation import (
    FigureStanding,
    Observation,
    StatedAs,
    When,
    standing_among,
)
from targettrack.errors import InvalidObservation
from targettrack.message import Message
from targettrack.schema import observation
from targettrack.schema.codecs import day_number, seconds
from targettrack.store import queries
from targettrack.store.codec import decodes
from targettrack.store.columns import cells_of, columns_of, decoder
from targettrack.store.shared_rows import document_row, series_row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from targettrack.domain.plans.plan import FramedFigure
    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.events.session import Session

Row = tuple[Any, ...]
Vintage = tuple[When, object]
AT_ONCE = 5_000  # rows handed to SQLite together
REMEMBERED = 20_000  # frames and documents whose columns are known


def _cells(*names: str) -> itemgetter[Any]:
    """Return what takes the cells of these columns out of a row that comes in."""
    return itemgetter(*map(queries.INCOMING.index, names))


_KEY = slice(len(queries.FIGURE_KEY))
_SAID = slice(-len(queries.OWN + queries.SHARED), None)
_series, _when = _cells("series_id"), _cells("recorded_on", "recorded_at")
_source, _place = _cells("source"), _cells("place")
_contents = _cells("value", "volume", "comparator", "qualifier", "stated_as")
_made = decoder(observation.FIELDS, Observation, document=lambda _: None)


class Origin(NamedTuple):
    """Where a figure was read: the number of its file, and the place in it."""

    source: int
    place: str


class Met(NamedTuple):
    """What became of one figure that came in.

    Attributes:
        standing: what it is to the vintages of its key; None where another figure that came in
            says something else for the same time.
    """

    standing: FigureStanding | None
    row: Row
    last: Row | None
    clash: Row | None = None

    @property
    def series(self) -> int:
        """The row of its series."""
        return int(_series(self.row))

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
    def before(self) -> Observation | None:
        """The latest vintage before it, without its paper; None for the first."""
        return _figure(self.last) if self.last else None


class Incoming:
    """Figures on their way into a store; there is one at a time in a transaction.

    A file that tells only a day says the same again when it comes in again, whatever was recorded
    on that day since: what says so of an earlier day is written `now`.

    Attributes:
        in_order: the numbers of the files that name vintages in the order in which they were
            recorded, so that two of one time do not contradict each other.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self.in_order: set[int] = set()
        self._session, self._now = session, (day_number(now.date()), seconds(now))
        self._raw = session.raw
        self._raw.execute(queries.NO_INCOMING)
        self._raw.execute(queries.MAKE_INCOMING)
        self._raw.execute(queries.ROOM_TO_SORT)
        self._record_them = queries.RECORD.format(event=session.event)
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
        _, key, shared = known
        paper = self._paper(document) if document else None
        cases = str(volume) if volume is not None else None
        own = str(value), paper, quote, note, cases  # as queries.OWN
        self._waiting.append((series, *key, source, place, *own, *shared))
        if len(self._waiting) >= AT_ONCE:
            self._put_aside()

    def meet(self, *, keep: bool) -> Iterator[Met]:
        """Let what was put aside meet the vintages that are there, and say of each what it is.

        Args:
            keep: whether what is new is recorded, or only told.
        """
        self._put_aside()
        series, is_new, fresh = -1, True, list[Row]()
        for key, group in groupby(self._raw.execute(queries.SORTED_INCOMING), itemgetter(_KEY)):
            if _series(key) != series:
                series = _series(key)
                is_new = self._raw.execute(queries.HAS_FIGURES, (series,)).fetchone() == (0,)
            found = [] if is_new else self._raw.execute(queries.VINTAGES, key).fetchall()
            there = [row[:-2] for row in found if row[-1] is None]
            revision = found[-1][-2] if found else 0
            for met, row in _met(there, list(group), self.in_order, self._now, revision):
                if row is not None:
                    fresh.append(row)
                yield met
            if len(fresh) >= AT_ONCE:
                self._record(fresh, keep=keep)
        self._record(fresh, keep=keep)

    def _record(self, fresh: list[Row], *, keep: bool) -> None:
        if keep:
            self._raw.executemany(self._record_them, fresh)
            self._session.note_figures(fresh)
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
    """Return what of a draft is in the key after the series, with its time, and what is shared.

    Of exact types, for which sqlite3 looks for no adapter.
    """
    if draft.recorded_on is None or draft.recorded_at is None:
        raise InvalidObservation(Message("a figure must say when it was recorded"))
    cells = cells_of(observation.FIELDS, draft, document=None)
    cells["as_share"] = int(draft.stated_as is StatedAs.SHARE)
    _, *key = queries.FIGURE_KEY
    return tuple(cells[name] for name in (*key, "recorded_on", "recorded_at")), tuple(
        cells[name] for name in queries.SHARED
    )


def _met(
    there: list[Row], group: list[Row], in_order: set[int], now: When, last_revision: int
) -> Iterator[tuple[Met, Row | None]]:
    """Yield what each figure of one key is, in the order of their times, and the row to add.

    What is added follows `last_revision`, that of the last vintage, also where it is withdrawn.
    """
    if not there and len(group) == 1:
        (row,) = group
        yield Met(FigureStanding.FIRST, row, None), _recorded(row, last_revision + 1)
        return
    there = sorted(there, key=_when)
    vintages: list[Vintage] = [(_when(row), _content(row)) for row in there]
    by_day = {(when[0], content) for when, content in vintages}
    contested, told_again = set[When](), Counter[Vintage]()
    if len(set(map(_when, group))) < len(group):  # most groups are of one figure a time
        told = [row for row in group if _source(row) not in in_order]
        contested = _contested(told, vintages, by_day, now)
        told_again = _told_again(group, vintages)
    last = there[-1] if there else None
    for row in group:
        when, content = _when(row), _content(row)
        if when in contested:
            others = (one for one in group if _when(one) == when and _content(one) != content)
            yield Met(None, row, last, next(others)), None
            continue
        standing = standing_among(vintages, when, content)
        of_day = _tells_day_only(when, now) and (when[0], content) in by_day
        if of_day or told_again.get((when, content)):
            told_again[when, content] -= 1
            standing = FigureStanding.SAID
        if standing is FigureStanding.SAID:
            yield Met(standing, row, last), None
            continue
        last_revision += 1
        if standing is FigureStanding.LATE:
            before = [one for one in there if _when(one) <= when]
            yield Met(standing, row, before[-1] if before else None), _recorded(row, last_revision)
        else:
            yield Met(standing, row, last), _recorded(row, last_revision)
            last = row
        vintages.append((when, content))
        vintages.sort(key=itemgetter(0))


def _told_again(group: list[Row], vintages: list[Vintage]) -> Counter[Vintage]:
    """Return how often vintages say what a group says of a time of which it says several things.

    So a list of all the vintages of a time can come in again, while one figure that says what an
    earlier vintage of its time said puts it back.
    """
    said = {(_when(row), _content(row)) for row in group}
    several = {when for when, times in Counter(when for when, _ in said).items() if times > 1}
    return Counter(vintage for vintage in vintages if vintage[0] in several)


def _tells_day_only(when: When, now: When) -> bool:
    return when[1] == now[1] and when[0] < now[0]


def _contested(
    group: list[Row], vintages: list[Vintage], by_day: set[tuple[int, object]], now: When
) -> set[When]:
    """Return the times for which figures of one key say different things.

    Unless all of them are vintages already: a store may have several of one time, in order.
    """
    if len({_when(row) for row in group}) == len(group):
        return set()
    said: dict[When, set[object]] = defaultdict(set)
    for row in group:
        said[_when(row)].add(_content(row))

    def is_there(when: When, content: object) -> bool:
        of_day = _tells_day_only(when, now) and (when[0], content) in by_day
        return of_day or (when, content) in vintages

    return {
        when
        for when, contents in said.items()
        if len(contents) > 1 and not all(is_there(when, one) for one in contents)
    }


def _recorded(row: Row, revision: int) -> Row:
    """Return what is recorded of a row that comes in, in the order of queries.RECORD."""
    return row[_KEY] + (revision, *_when(row)) + row[_SAID]


def _content(row: Row) -> tuple[object, ...]:
    """Return what `Observation.content` returns of the figure, with words as their text."""
    value, volume, *words = _contents(row)
    return (Decimal(value), *words, None if volume is None else Decimal(volume))


def _origin(row: Row) -> Origin:
    return Origin(_source(row), _place(row))


@decodes
def _figure(row: Row) -> Observation:
    cells = dict(zip(queries.INCOMING, row, strict=True), revision=1)
    return _made([cells[name] for name in columns_of(observation.FIELDS)])
