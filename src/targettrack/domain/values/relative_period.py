"""Periods as people say them on some day: "last month", "by Friday", "tháng trước", "hôm nay"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
)
from targettrack.domain.values.period_words import Calendar, read_period
from targettrack.domain.values.relative_forms import (
    DAYS,
    TWO_WAYS,
    UNITS,
    WEEKDAYS,
    WHICH,
    bare,
    matches,
    number_of,
    spoken,
)
from targettrack.errors import InvalidPeriod
from targettrack.message import Message

_WEEK = timedelta(days=7)
_MONTHS = MONTHS_OF | {"half": 6}


class Reading(NamedTuple):
    """What words mean on some day: a period, and the day where they say one, as in "a week ago"."""

    period: Period
    day: date | None = None


def relative_readings(text: str, today: date, *, ahead: bool = False) -> tuple[Reading, ...]:
    """Return what words that depend on a day mean on it; none where they do not, two if unclear.

    Args:
        text: the words, as a whole.
        today: the day.
        ahead: whether a day of the week is the one that comes, not the one that was.

    Raises:
        InvalidPeriod: they are two things without the marks on their letters.
    """
    said = spoken(text)
    if said in TWO_WAYS:
        raise InvalidPeriod(
            text,
            Message("without its marks it reads two ways: {two_ways}", two_ways=TWO_WAYS[said]),
        )
    for kind, parts in matches(said):
        found = _made(kind, parts, today, ahead=ahead)
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _made(  # noqa: PLR0911 - one line for each kind of phrase
    kind: str, parts: dict[str, str], today: date, *, ahead: bool
) -> list[Reading]:
    unit = str(number_of(UNITS, parts["unit"])) if parts.get("unit") else ""
    which = int(number_of(WHICH, parts["which"])) if parts.get("which") else 0
    count = int(parts.get("n") or 0)
    if kind == "day":
        return [_one_day(today + ONE_DAY * int(number_of(DAYS, parts["day"])))]
    if kind == "unit":
        return [Reading(_unit(unit, today, which))]
    if kind in {"ago", "ahead"}:
        count = -count if kind == "ago" else count
        return [Reading(_unit(unit, today, count), _moved(unit, today, count))]
    if kind == "latest":
        now, first = _unit(unit, today, 0), _unit(unit, today, -count)
        to_today = Period(_moved(unit, today, -count) + ONE_DAY, today + ONE_DAY)
        return [Reading(Period(first.start, now.start)), Reading(to_today)] if count else []
    if kind == "weekday":
        weekday = int(number_of(WEEKDAYS, parts["weekday"]))
        return _weekdays(weekday, parts.get("which"), which, today, ahead=ahead)
    if kind == "weekday_of_week":
        monday = _unit("week", today, which).start
        return [_one_day(monday + ONE_DAY * int(number_of(WEEKDAYS, parts["weekday"])))]
    if kind == "to_date":
        return [Reading(Period(_unit(unit or "year", today, 0).start, today + ONE_DAY))]
    if kind == "of_year":
        year = today.year + which
        tried = (_rest(f"{parts['rest']} {joint}{year}", today) for joint in ("", "năm "))
        return [Reading(found) for found in tried if found][:1]
    found = _rest(parts["rest"], today)
    return [_one_day(found.last if kind == "end" else found.start)] if found else []


def _one_day(day: date) -> Reading:
    return Reading(Period(day, day + ONE_DAY), day)


def _unit(unit: str, today: date, count: int) -> Period:
    """Return the week, month, quarter, half or year `count` after that of a day."""
    if unit == "day":
        return Period(today + ONE_DAY * count, today + ONE_DAY * (count + 1))
    if unit == "week":
        monday = today - ONE_DAY * today.weekday() + _WEEK * count
        return Period(monday, monday + _WEEK)
    length = _MONTHS[unit]
    start = add_months(today, count * length - (today.month - 1) % length)
    return Period(start, add_months(start, length))


def _moved(unit: str, day: date, count: int) -> date:
    """Return the day so many units later; the end of a shorter month for what it has not."""
    if unit in {"day", "week"}:
        return day + (_WEEK if unit == "week" else ONE_DAY) * count
    first = add_months(day, count * _MONTHS[unit])
    last = (add_months(first, 1) - ONE_DAY).day
    return first.replace(day=min(day.day, last))


def _weekdays(
    weekday: int, word: str | None, which: int, today: date, *, ahead: bool
) -> list[Reading]:
    monday = today - ONE_DAY * today.weekday()
    of_week = monday + ONE_DAY * weekday
    coming = of_week if of_week >= today else of_week + _WEEK
    if word is None:
        return [_one_day(coming if ahead or coming == today else coming - _WEEK)]
    if which < 0:
        return [_one_day(of_week if of_week < today else of_week - _WEEK)]
    if which == 0:
        return [_one_day(of_week)]
    return [_one_day(coming if coming > today else coming + _WEEK), _one_day(of_week + _WEEK)]


def _rest(text: str, today: date) -> Period | None:
    """Return the period that the rest of a text names: of any kind, or only its unit."""
    units = UNITS | {bare(one): unit for one, unit in UNITS.items()}
    if text in units:
        return _unit(units[text], today, 0)
    found = relative_readings(text, today)
    if found:
        return found[0].period if len(found) == 1 else None
    try:
        return read_period(text, Calendar(year=today.year))
    except InvalidPeriod:
        return None
