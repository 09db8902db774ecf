"""All that a store holds as lines of JSON: one record a line, exact; and how it is read.

What other records refer to comes before them: entities, indicators and scenarios before the
targets, weights and figures of each series. Of a whole store follow its events, with what no longer
counts, and what was mailed, so that a restored one does not send it again; a last line tells
whether all of the file is there.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from hashlib import sha256
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from targettrack.domain.plans.plan import LoggedFigure, PlacedRecord, PlannedTarget, PlannedWeights
from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import Entity
from targettrack.domain.records.event import Chain
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.records.letter import Letter
from targettrack.domain.records.observation import Observation
from targettrack.domain.records.scenario import Scenario
from targettrack.domain.records.stated_value import check_kept, kept_in
from targettrack.domain.records.target import Target
from targettrack.domain.records.target_fit import check_fits
from targettrack.domain.values.civil_day import civil_day, clock_of
from targettrack.domain.values.name import fold, nearest
from targettrack.domain.views.alerts import Remembered
from targettrack.errors import TargettrackError, UnknownName, UnknownWord
from targettrack.exchange.files.input_file import Unreadable, bounded_lines, open_plain
from targettrack.exchange.files.problem import Problem
from targettrack.exchange.records.event_lines import event_of, rows_of
from targettrack.faults import system_words
from targettrack.message import Message, lines_of, verbatim
from targettrack.schema import (
    document,
    entity,
    indicator,
    mail,
    observation,
    scenario,
    target,
    weights,
)
from targettrack.schema.codecs import MOMENT, NAME, TEXT
from targettrack.schema.field import Unfit, field, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from targettrack.domain.plans.plan import Record
    from targettrack.exchange.files.figure_source import ReadOptions
    from targettrack.schema.field import Fields

VERSION = 3
HEADER = {"record": "targettrack", "version": VERSION}
BEGINNING = b'{"record"'
LONGEST = 20_000_000  # characters of a line; the first event of an older store lists 50,000 rows
ENDINGS = (".jsonl", ".ndjson")
_PLACE = (field("entity", NAME), field("indicator", NAME))
# Of each record what it has in its line; those of series begin with the series.
FIELDS: dict[str, Fields] = {
    "entity": entity.FIELDS,
    "indicator": indicator.FIELDS,
    "document": document.FIELDS,
    "scenario": scenario.FIELDS,
    "target": (*_PLACE, field("scenario", NAME), *target.FIELDS),
    "weights": (*_PLACE, *weights.FIELDS),
    "observation": (*_PLACE, field("unit", TEXT), *observation.FIELDS),
    "letter": mail.LETTER,
    "watch": mail.REMEMBERED,
}
_MOMENT = re.compile(r'"recorded_at": ?"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)"')
END = "end"
_STORED: dict[str, Callable[[Mapping[str, Any]], Record]] = {"event": event_of, "rows": rows_of}
_WHOLE: dict[str, Callable[..., Record]] = {
    "entity": Entity,
    "document": Document,
    "letter": Letter,
    "watch": Remembered,
}
_ENDING = '{"record": "end"'
_NOT_WHOLE = Message(
    "is not as it was exported: export it again, or take events and link out of its first line to "
    "import what it says now, without its history"
)
T = TypeVar("T")


def is_export(path: Path) -> bool:
    """Whether a file is an export of records, by its ending or by how it begins."""
    if path.suffix.casefold() in ENDINGS:
        return True
    try:
        with open_plain(path) as file:
            return file.read(len(BEGINNING)) == BEGINNING
    except Unreadable:
        return False


def placed_records(path: Path, asked: ReadOptions) -> Iterator[PlacedRecord | Problem]:
    """Yield the records of an export, line by line, or what is wrong with a line.

    A line may refer to a well-known indicator or one of the store, and to all that is on the lines
    before. A file that does not begin as an export is not read on.
    """
    try:
        with _text_of(path) as text:
            lines = bounded_lines(text, LONGEST)
            header = next(lines, "")
            wrong = _wrong_header(header)
            if wrong:
                yield Problem(str(path), "line 1", wrong)
                return
            yield from _placed(path, header, lines, asked)
    except UnicodeDecodeError as error:
        yield Problem(str(path), "", verbatim(str(error)))
    except Unreadable as error:
        yield Problem(str(path), error.place, error.said)
    except OSError as error:
        what = Message("cannot be read: {reason}", reason=system_words(error))
        yield Problem(str(path), "", what)


def _text_of(path: Path) -> TextIOWrapper:
    return TextIOWrapper(open_plain(path), encoding="utf-8-sig")


def _placed(
    path: Path, header: str, file: Iterable[str], asked: ReadOptions
) -> Iterator[PlacedRecord | Problem]:
    said = json.loads(header)
    clock = _clock_of(path) if said["version"] == 1 else None
    reader = _Reader(dict(asked.known), {}, clock)
    chain, hashed, is_whole = _chain_of(said), sha256(header.encode()), False
    if chain is not None:
        yield PlacedRecord("line 1", chain)
    for number, line in enumerate(file, start=2):
        place = f"line {number}"
        if line.startswith(_ENDING):
            is_whole = line == ending(hashed.hexdigest())
            continue
        hashed.update(line.encode())
        try:
            if line.strip():
                yield PlacedRecord(place, reader.record(line))
        except (Unfit, TargettrackError) as error:
            for what in lines_of(error.said):
                yield Problem(str(path), place, what)
    if chain is not None and not is_whole:
        yield Problem(str(path), "", _NOT_WHOLE)


def _chain_of(header: Mapping[str, Any]) -> Chain | None:
    """Return the chain that an export brings with it; None where its first line names none."""
    events, link = header.get("events"), header.get("link")
    return Chain(events, link) if isinstance(events, int) and isinstance(link, str) else None


def ending(digest: str) -> str:
    """Return the last line of a file whose lines before it have this SHA-256."""
    return json.dumps({"record": END, "sha256": digest}) + "\n"


def _clock_of(path: Path) -> int:
    """Return the clock by which the days of an export are told that has moments only."""
    with _text_of(path) as text:
        moments = {one for line in bounded_lines(text, LONGEST) for one in _MOMENT.findall(line)}
    return clock_of(_seconds_of(moments))


def _seconds_of(moments: Iterable[str]) -> Iterator[int]:
    """Yield those that are moments; what is wrong with the others is said of their lines."""
    for one in moments:
        with suppress(Unfit):
            yield int(MOMENT.read(one).timestamp())


def _wrong_header(line: str) -> Message | None:
    """Say why a file that begins with `line` is no export that can be read; None for one."""
    try:
        header = _object(line)
    except Unfit:
        header = {}
    version = header.get("version")
    if header.get("record") != HEADER["record"] or not isinstance(version, int):
        right = json.dumps(HEADER)
        return Message("is not the beginning of an export of a store: it is {right}", right=right)
    if version > VERSION:
        return Message(
            "was written by a newer targettrack (version {version:d}, this one knows {known:d}): "
            "upgrade with pipx upgrade targettrack",
            version=version,
            known=VERSION,
        )
    return None


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unfit(Message("is not JSON: {error}", error=str(error))) from None
    if not isinstance(found, dict):
        raise Unfit(Message('is not a record: write {"record": "observation", ...}'))
    return found


class _Reader(Struct, frozen=True):
    """Builds records, with the indicators by id and the scenarios by name that are known so far.

    Attributes:
        clock: by which a file tells the days that it does not name; None for one that names them.
    """

    indicators: dict[str, Indicator]
    scenarios: dict[str, Scenario]
    clock: int | None

    def record(self, line: str) -> Record:
        data = _object(line)
        name = data.pop("record", None)
        if not isinstance(name, str):
            raise UnknownWord("record", str(name), list(FIELDS))
        if name in _STORED:
            return _STORED[name](data)
        if name not in FIELDS:
            raise UnknownWord("record", str(name), list(FIELDS))
        values = self._values(FIELDS[name], data)
        if name in _WHOLE:
            return _WHOLE[name](**values)
        if name == "indicator":
            self.indicators[values["id"]] = Indicator(**values)
            return self.indicators[values["id"]]
        if name == "scenario":
            self.scenarios[values["name"]] = Scenario(**values)
            return self.scenarios[values["name"]]
        return self._of_series(name, values)

    def _values(self, fields: Fields, data: dict[str, Any]) -> dict[str, Any]:
        told = tuple(one for one in fields if one.name != "recorded_on")
        if self.clock is None or told == fields:
            return read(fields, data)
        values = read(told, data)
        moment = int(values["recorded_at"].timestamp())
        try:
            return values | {"recorded_on": civil_day(moment, self.clock)}
        except OverflowError:
            raise Unfit(
                Message("recorded_at: {values} is on no day", values=str(values["recorded_at"]))
            ) from None

    def _of_series(self, name: str, values: dict[str, Any]) -> Record:
        owner = values.pop("entity")
        measure = _known("indicator", values.pop("indicator"), self.indicators)
        if name == "target":
            issued = _known("scenario", values.pop("scenario"), self.scenarios)
            version = Target(scenario=issued, **values)
            check_fits(version, measure)
            return PlannedTarget(owner, measure, version)
        if name == "weights":
            return PlannedWeights(owner, measure, **values)
        unit = values.pop("unit")
        figure = Observation(**values)
        if unit != str(kept_in(figure, measure)):
            right = kept_in(figure, measure)
            raise Unfit(
                Message(
                    "unit: {unit} does not fit: {id} is kept in {right} here",
                    unit=str(unit),
                    id=measure.id,
                    right=str(right),
                )
            )
        check_kept(figure, measure)
        return LoggedFigure(owner, measure, figure)


def _known(what: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        close = nearest(name, {fold(one): one for one in known})
        raise UnknownName(what, name, close, Message("its own line comes before this one"))
    return known[name]
