"""How values of each type are written in JSON and in columns, and read back.

In columns days are integers YYYYMMDD, a period's last day inclusive; moments integer seconds since
1970 UTC; numbers that people typed exact text; words of closed lists their own text.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.kind import read_word
from targettrack.domain.values.name import MAX_NAME, MAX_TEXT, clean_text
from targettrack.domain.values.period import ONE_DAY, Period, parse_day, parse_period
from targettrack.domain.values.quantity import parse_unit
from targettrack.errors import UnknownWord, quoted
from targettrack.message import Message
from targettrack.schema.field import Codec, Unfit, read, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from targettrack.schema.field import Fields

MOST_DIGITS = 100  # before or after the point
MOST_WHOLE = 1_000_000
REMEMBERED = 4_096  # periods and moments of which many rows have the same


def day_number(day: date) -> int:
    """Return a day as YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """Return the day of YYYYMMDD."""
    return date(number // 10000, number // 100 % 100, number % 100)


@lru_cache(REMEMBERED)
def period_of(days: tuple[int, int]) -> Period:
    """Return the period from its first and last day."""
    start, last = days
    return Period(day_of(start), day_of(last) + ONE_DAY)


def seconds(moment: datetime) -> int:
    """Return a moment as seconds since 1970, UTC."""
    return int(moment.timestamp())


@lru_cache(REMEMBERED)
def moment_of(number: int) -> datetime:
    """Return the moment of seconds since 1970, UTC."""
    return datetime.fromtimestamp(number, tz=UTC)


def _days(period: Period) -> tuple[int, int]:
    return day_number(period.start), day_number(period.last)


def _a(kind: type, value: object, right: str) -> Any:  # noqa: ANN401 - of that kind
    if not isinstance(value, kind) or isinstance(value, bool):
        shown = "null" if value is None else quoted(str(value)[:40])
        raise Unfit(Message("{shown} does not fit: write {right}", shown=shown, right=right))
    return value


def _text(longest: int) -> Codec:
    return Codec(
        lambda value: clean_text(_a(str, value, "text"), "it", longest),
        parse=lambda value, name: clean_text(value, name, longest),
    )


def is_number(value: object) -> bool:
    """Whether a value of TOML is a finite number."""
    return (
        isinstance(value, int | Decimal)
        and not isinstance(value, bool)
        and Decimal(value).is_finite()
    )


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _number(value: object) -> Decimal:
    try:
        number = Decimal(_a(str, value, 'a number as text, "8.24"'))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Unfit(Message('{value} is not a number: write "8.24"', value=quoted(str(value)[:40])))
    return number


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_a(str, value, '"2025-05-31"'))
    except ValueError:
        raise Unfit(
            Message('{value} is not a day: write "2025-05-31"', value=quoted(str(value)))
        ) from None


def _moment(value: object) -> datetime:
    right = '"2025-06-10T08:30:00Z"'
    try:
        moment = datetime.fromisoformat(_a(str, value, right)).replace(microsecond=0)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise Unfit(
        Message(
            "{value} is not a moment with its offset: write {right}",
            value=quoted(str(value)),
            right=right,
        )
    )


def _shown_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _whole(value: object) -> int:
    number: int = _a(int, value, "a whole number")
    if not 0 <= number <= MOST_WHOLE:
        raise Unfit(
            Message(
                "{number:d} does not fit: write a number from 0 to {most_whole:d}",
                number=number,
                most_whole=MOST_WHOLE,
            )
        )
    return number


NAME, TEXT = _text(MAX_NAME), _text(MAX_TEXT)
ANY_TEXT = Codec(lambda value: _a(str, value, "text"))
NAME_OR_NONE = NAME._replace(read=lambda value: value if value == "" else NAME.read(value))
NUMBER = Codec(
    _number, str, Decimal, str, fits=is_number, parse=lambda value, _: Decimal(value), example="100"
)
WHOLE = Codec(_whole, holds=int, fits=_is_whole, example="10")
DAY = Codec(
    _day,
    date.isoformat,
    day_of,
    day_number,
    fits=_is_day,
    parse=lambda value, name: parse_day(value, name) if isinstance(value, str) else value,
    example="2025-05-31",
    holds=int,
)
MOMENT = Codec(_moment, _shown_moment, moment_of, seconds, holds=int)
PERIOD = Codec(
    lambda value: parse_period(_a(str, value, '"2025-01/2025-05"')),
    str,
    period_of,
    _days,
    parse=lambda value, _: parse_period(value),
    holds=int,
    parts=("_start", "_end"),
)
UNIT = Codec(
    lambda value: parse_unit(_a(str, value, '"bn VND"')),
    str,
    parse_unit,
    str,
    parse=lambda value, _: parse_unit(value),
)


def word(words: type[StrEnum], what: str) -> Codec:
    """Return how one of a closed list of words is written: as itself; `what` names it in errors."""
    known = {one.value: one for one in words}

    def read_one(value: object) -> StrEnum:
        if not isinstance(value, str) or value not in known:
            raise UnknownWord("word for it", str(value), list(known))
        return known[value]

    return Codec(
        read_one,
        lambda one: one.value,
        known.__getitem__,
        lambda one: one.value,
        parse=lambda value, _: read_word(words, value, what),
    )


def many(codec: Codec) -> Codec:
    """Return how several values are written: as a list; they have no column."""
    return Codec(
        lambda values: tuple(codec.read(value) for value in _a(list, values, "a list")),
        lambda values: [codec.write(value) for value in values],
        fits=_is_list,
    )


NAMES = many(NAME)._replace(
    fits=_are_texts,
    parse=lambda values, name: tuple(NAME.parse(value, name) for value in values),
    example='["Nghe An"]',
)


def _are_by_lang(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


NAMES_BY_LANG = Codec(
    lambda names: tuple(
        (NAME.read(lang), NAME.read(name)) for lang, name in _a(dict, names, "an object").items()
    ),
    dict,
    fits=_are_by_lang,
    parse=lambda names, key: tuple(
        (NAME.parse(lang, key), NAME.parse(name, key)) for lang, name in names.items()
    ),
    example='{ vi = "Nhà ở" }',
)


def one_of(made: Callable[..., Any], fields: Fields) -> Codec:
    """Return how a value that has fields itself is written: as an object."""
    return Codec(
        lambda data: made(**read(fields, _a(dict, data, "an object"))),
        lambda value: written(fields, value),
    )
