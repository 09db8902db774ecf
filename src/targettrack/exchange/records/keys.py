"""Which keys the records of a store have as JSON, and how each is written and read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.document import Document
from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.indicator import Direction, Frequency, Kind
from targettrack.domain.records.observation import Basis, Qualifier, StatedAs
from targettrack.domain.records.scenario import Tier
from targettrack.domain.records.target import HoldMode, Stage, TrajectoryKind, TrajectoryPoint
from targettrack.domain.records.weights import Weights
from targettrack.domain.values.name import MAX_NAME, MAX_TEXT, clean_text
from targettrack.domain.values.period import parse_period
from targettrack.domain.values.quantity import Comparator, parse_unit
from targettrack.errors import TargettrackError, UnknownWord, quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

MOST_DIGITS = 100  # before or after the point
MOST_WHOLE = 1_000_000


class Unfit(Exception):
    """A value that is not what its key takes; says what would be."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How a value is written as JSON and read back; `read` raises Unfit or a TargettrackError."""

    write: Callable[[Any], object]
    read: Callable[[Any], Any]


Keys = dict[str, Codec]


def written(keys: Keys, value: object) -> dict[str, object]:
    """Return the keys of a record with what the attributes of their names hold."""
    return {key: codec.write(getattr(value, key)) for key, codec in keys.items()}


def wrong_keys(keys: Keys, data: dict[str, object]) -> list[str]:
    """Return what is wrong with the keys of a record: missing or unknown."""
    missing = [f"{key} is missing" for key in keys if key not in data]
    return missing + [f"{quoted(key)} is not a key of it" for key in data if key not in keys]


def read(keys: Keys, data: dict[str, object]) -> dict[str, Any]:
    """Return the values of a record by its keys.

    Raises:
        Unfit: what is wrong, one line for each key.
    """
    wrong, values = wrong_keys(keys, data), {}
    for key, codec in keys.items():
        try:
            if key in data:
                values[key] = codec.read(data[key])
        except (Unfit, TargettrackError) as error:
            wrong.append(f"{key}: {error}")
    if wrong:
        raise Unfit("\n".join(wrong))
    return values


def _text(longest: int) -> Codec:
    def read_text(value: object) -> str:
        return clean_text(_a(str, value, "text"), "it", longest)

    return Codec(lambda value: value, read_text)


def _a(kind: type, value: object, right: str) -> Any:  # noqa: ANN401 - of that kind
    if not isinstance(value, kind) or isinstance(value, bool):
        shown = "null" if value is None else quoted(str(value)[:40])
        raise Unfit(f"{shown} does not fit: write {right}")
    return value


def _number(value: object) -> Decimal:
    try:
        number = Decimal(_a(str, value, 'a number as text, "8.24"'))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Unfit(f'{quoted(str(value)[:40])} is not a number: write "8.24"')
    return number


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_a(str, value, '"2025-05-31"'))
    except ValueError:
        raise Unfit(f'{quoted(str(value))} is not a day: write "2025-05-31"') from None


def _moment(value: object) -> datetime:
    right = '"2025-06-10T08:30:00Z"'
    try:
        moment = datetime.fromisoformat(_a(str, value, right)).replace(microsecond=0)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unfit(f"{quoted(str(value))} is not a moment with its offset: write {right}")


def _whole(value: object) -> int:
    number: int = _a(int, value, "a whole number")
    if not 0 <= number <= MOST_WHOLE:
        raise Unfit(f"{number} does not fit: write a number from 0 to {MOST_WHOLE}")
    return number


def _shown_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _word(words: type[StrEnum]) -> Codec:
    choices = [word.value for word in words]

    def read_one(value: object) -> StrEnum:
        if value not in choices:
            raise UnknownWord("word for it", str(value), choices)
        return words(value)

    return Codec(lambda word: word.value, read_one)


def _maybe(codec: Codec) -> Codec:
    return Codec(
        lambda value: None if value is None else codec.write(value),
        lambda value: None if value is None else codec.read(value),
    )


def _many(codec: Codec) -> Codec:
    return Codec(
        lambda values: [codec.write(value) for value in values],
        lambda values: tuple(codec.read(value) for value in _a(list, values, "a list")),
    )


def _object(made: Callable[..., Any], **keys: Codec) -> Codec:
    return Codec(
        lambda value: written(keys, value),
        lambda data: made(**read(keys, _a(dict, data, "an object"))),
    )


NAME, TEXT = _text(MAX_NAME), _text(MAX_TEXT)
NUMBER = Codec(str, _number)
WHOLE = Codec(lambda value: value, _whole)
DAY = Codec(date.isoformat, _day)
MOMENT = Codec(_shown_moment, _moment)
PERIOD = Codec(str, lambda value: parse_period(_a(str, value, '"2025-01/2025-05"')))
UNIT = Codec(str, lambda value: parse_unit(_a(str, value, '"bn VND"')))
STAGE = Codec(lambda value: value, lambda value: value if value == "" else NAME.read(value))
_PAPER: Keys = {
    "title": TEXT,
    "number": _maybe(TEXT),
    "issuer": _maybe(TEXT),
    "date": _maybe(DAY),
    "url": _maybe(TEXT),
}
PAPER = _maybe(_object(Document, **_PAPER))
_PART: Keys = {"period": PERIOD, "weight": NUMBER}
_PARTS = _many(
    Codec(
        lambda part: {"period": str(part[0]), "weight": str(part[1])},
        lambda data: tuple(read(_PART, _a(dict, data, "an object")).values()),
    )
)
WEIGHTS = Codec(
    lambda weights: _PARTS.write(weights.parts), lambda parts: Weights(_PARTS.read(parts))
)

# The keys of each record, in the order in which they are written.
RECORDS: dict[str, Keys] = {
    "entity": {
        "name": NAME,
        "kind": _word(EntityKind),
        "parent": _maybe(NAME),
        "aliases": _many(NAME),
        "valid_from": _maybe(DAY),
        "valid_to": _maybe(DAY),
        "successor": _maybe(NAME),
    },
    "indicator": {
        "id": NAME,
        "name": NAME,
        "name_vi": _maybe(NAME),
        "aliases": _many(NAME),
        "kind": _word(Kind),
        "unit": UNIT,
        "absolute_unit": _maybe(UNIT),
        "direction": _word(Direction),
        "frequency": _word(Frequency),
        "precision": WHOLE,
        "publication_lag": WHOLE,
        "least": _maybe(NUMBER),
        "most": _maybe(NUMBER),
    },
    "document": _PAPER,
    "scenario": {
        "name": NAME,
        "tier": _word(Tier),
        "issuer": _maybe(TEXT),
        "document": PAPER,
        "supersedes": _maybe(NAME),
    },
    "target": {
        "period": PERIOD,
        "version": WHOLE,
        "comparator": _word(Comparator),
        "value": NUMBER,
        "high": _maybe(NUMBER),
        "closing": DAY,
        "base": _maybe(NUMBER),
        "base_on": _maybe(DAY),
        "denominator": _maybe(NUMBER),
        "owner": _maybe(TEXT),
        "trajectory": _word(TrajectoryKind),
        "points": _many(_object(TrajectoryPoint, period=PERIOD, value=NUMBER, high=_maybe(NUMBER))),
        "stages": _many(_object(Stage, name=NAME, weight=NUMBER)),
        "reference": _maybe(NAME),
        "hold": _maybe(_word(HoldMode)),
        "hold_share": _maybe(NUMBER),
        "volume": _maybe(NUMBER),
        "valid_from": _maybe(DAY),
        "recorded_on": DAY,
        "recorded_at": MOMENT,
        "document": PAPER,
        "quote": _maybe(TEXT),
        "note": _maybe(TEXT),
    },
    "weights": {
        "weights": WEIGHTS,
        "recorded_on": DAY,
        "recorded_at": MOMENT,
        "document": PAPER,
    },
    "observation": {
        "period": PERIOD,
        "basis": _word(Basis),
        "stage": STAGE,
        "value": NUMBER,
        "comparator": _word(Comparator),
        "volume": _maybe(NUMBER),
        "qualifier": _maybe(_word(Qualifier)),
        "stated_as": _word(StatedAs),
        "revision": WHOLE,
        "recorded_on": DAY,
        "recorded_at": MOMENT,
        "document": PAPER,
        "quote": _maybe(TEXT),
        "note": _maybe(TEXT),
    },
}
