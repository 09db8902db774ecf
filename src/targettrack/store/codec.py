"""How days, moments, numbers and periods are written in columns, and read back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from targettrack.domain.values.period import ONE_DAY, Period

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")


class Unreadable(Exception):
    """A record that holds what no version of this program has written."""


def decodes(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function that turns rows into values say so when a row cannot be one."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (ArithmeticError, KeyError, TypeError, ValueError) as error:
            raise Unreadable(str(error)) from error

    return wrapped


def day_number(day: date) -> int:
    """Return a day as YYYYMMDD."""
    return day.year * 10000 + day.month * 100 + day.day


def day_of(number: int) -> date:
    """Return the day of YYYYMMDD."""
    return date(number // 10000, number // 100 % 100, number % 100)


def maybe_day(number: int | None) -> date | None:
    """Return the day, or None."""
    return None if number is None else day_of(number)


def period_of(start: int, last: int) -> Period:
    """Return the period from its first and last day."""
    return Period(day_of(start), day_of(last) + ONE_DAY)


def seconds(moment: datetime) -> int:
    """Return a moment as seconds since 1970, UTC."""
    return int(moment.timestamp())


def moment_of(number: int) -> datetime:
    """Return the moment of seconds since 1970, UTC."""
    return datetime.fromtimestamp(number, tz=UTC)


def maybe_number(text: str | None) -> Decimal | None:
    """Return the exact number, or None."""
    return None if text is None else Decimal(text)
