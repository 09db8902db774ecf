"""Periods of whole days: reading, printing and counting them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from targettrack.domain.values.relative_forms import DEPENDS, depends_on_today
from targettrack.errors import InvalidDate, InvalidPeriod
from targettrack.message import Message

ONE_DAY = timedelta(days=1)
SHORTEST = 28  # days of February: earlier days are in every month, and end none
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}

_FORMS = re.compile(
    r"""(?P<year>\d{4})
        (?:-H(?P<half>\d)|-Q(?P<quarter>\d)|-(?P<months>\d{1,2})M
          |-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?""",
    re.VERBOSE | re.IGNORECASE,
)


class Period(Struct, frozen=True, order=True):
    """Half-open run of days: from `start` up to but without `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a run that holds no day."""
        if self.end <= self.start:
            last = self.end - ONE_DAY
            raise InvalidPeriod(f"{self.start}/{last}", Message("it ends before it starts"))

    @property
    def last(self) -> date:
        """The last day inside."""
        return self.end - ONE_DAY

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days

    @property
    def is_a_year(self) -> bool:
        """Whether it is just one year, from any day on."""
        return self.end == years_before(self.start, -1)

    @property
    def is_of_years(self) -> bool:
        """Whether it is more than one year."""
        return self.end > years_before(self.start, -1)

    def contains(self, other: Period) -> bool:
        """Whether every day of `other` is inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether some day is in both."""
        return self.start < other.end and other.start < self.end

    def a_year_earlier(self) -> Period:
        """Return the same period of the year before; 29 February becomes 28 February."""
        return self.years_later(-1)

    def years_later(self, years: int) -> Period:
        """Return the same period of a later year, or of an earlier one for negative `years`."""
        return Period(years_before(self.start, -years), years_before(self.last, -years) + ONE_DAY)

    def __str__(self) -> str:
        """Print the shortest form that reads back as the same period."""
        return _shortest(self.start, self.last)


def years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year; month ends stay month ends."""
    year = day.year - years
    if day.day < SHORTEST:
        return date(year, day.month, day.day)
    month_end = day.day == monthrange(day.year, day.month)[1]
    length = monthrange(year, day.month)[1]
    return date(year, day.month, length if month_end else min(day.day, length))


def add_months(day: date, months: int) -> date:
    """Return the first day of the month `months` after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def whole_parts(period: Period, months: int) -> tuple[Period, ...]:
    """Return the calendar months, quarters or years of `months` that a period is made up of.

    None where it is not made up of whole ones.
    """
    parts: list[Period] = []
    start = period.start
    while start < period.end:
        end = add_months(start, months)
        if start.day != 1 or (start.month - 1) % months or end > period.end:
            return ()
        parts.append(Period(start, end))
        start = end
    return tuple(parts)


def months_between(start: date, end: date) -> Decimal:
    """Count months from the evening of `start` to the evening of `end`, parts by day count.

    31 May to 31 December is 7; 12 October to 31 December is 2 and 19/31.
    """
    whole = (end.year - start.year) * 12 + end.month - start.month
    parts = [Decimal(d.day) / monthrange(d.year, d.month)[1] for d in (start, end)]
    return whole + parts[1] - parts[0]


def parse_period(text: str) -> Period:
    """Read 2025, 2025-H1, 2025-Q2, 2025-9M, 2025-05, 2025-05-31, or two of them joined by /.

    Raises:
        InvalidPeriod: the text names no period, or ends before it starts.
    """
    cleaned = text.strip()
    first, slash, second = cleaned.partition("/")
    start = _parse_one(first.strip(), cleaned)
    if not slash:
        return start
    end = _parse_one(second.strip(), cleaned)
    if end.end <= start.start:
        raise InvalidPeriod(cleaned, Message("it ends before it starts"))
    return Period(start.start, end.end)


def parse_day(text: str, what: str) -> date:
    """Read one day written as 2025-05-31; `what` names the field in the error."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidDate(what, text) from None


def year_to_date(period: Period) -> Period:
    """Return the period from 1 January to the end of a month, a quarter, a day or a week.

    What begins on 1 January is it already. A longer period has been stated with its beginning,
    which is never moved.

    Raises:
        InvalidPeriod: it is a longer period that begins later, or two years share it.
    """
    if (period.start.month, period.start.day) == (1, 1):
        return period
    is_part = period.end <= add_months(period.start, MONTHS_OF["quarter"])
    if not is_part or period.start.year != period.last.year:
        raise InvalidPeriod(
            str(period),
            Message(
                "as a running total it would begin on 1 January: as a period of its own "
                "it is single, in a fiscal year --fiscal-from 07 says with which month "
                "that begins"
            ),
        )
    return Period(date(period.start.year, 1, 1), period.end)


def _parse_one(text: str, whole: str) -> Period:
    found = _FORMS.fullmatch(text)
    if found is None:
        raise InvalidPeriod(
            whole, DEPENDS if depends_on_today(whole) else Message("it has no known form")
        )
    year = int(found["year"])
    if not 1 <= year < date.max.year:
        raise InvalidPeriod(whole, Message("there is no year {year:d}", year=year))
    for name, length, most in (("half", 6, 2), ("quarter", 3, 4), ("month", 1, 12)):
        if found[name] is not None and not 1 <= int(found[name]) <= most:
            raise InvalidPeriod(
                whole, Message("there is no {name} {found}", name=name, found=str(found[name]))
            )
        if found[name] is not None and found["day"] is None:
            start = date(year, (int(found[name]) - 1) * length + 1, 1)
            return Period(start, add_months(start, length))
    if found["months"] is not None:
        if not 1 <= int(found["months"]) <= MONTHS_OF["year"]:
            raise InvalidPeriod(whole, Message("a year has 1 to 12 months"))
        return Period(date(year, 1, 1), add_months(date(year, 1, 1), int(found["months"])))
    if found["day"] is not None:
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            raise InvalidPeriod(whole, Message("there is no day {text}", text=text)) from None
        return Period(day, day + ONE_DAY)
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def _shortest(start: date, last: date) -> str:
    if start == last:
        return start.isoformat()
    end, year = last + ONE_DAY, f"{start.year:04}"
    if start.day != 1 or end.day != 1:
        return f"{start}/{last}"
    months = (end.year - start.year) * 12 + end.month - start.month
    if months % MONTHS_OF["year"] == 0 and start.month == 1:
        return year if months == MONTHS_OF["year"] else f"{year}/{last.year:04}"
    if months == 9 and start.month == 1:  # noqa: PLR2004 - "9 months" is a term of the field
        return f"{year}-9M"
    position, rest = divmod(start.month - 1, months)
    names = {6: f"H{position + 1}", 3: f"Q{position + 1}", 1: f"{start.month:02}"}
    if rest == 0 and months in names:
        return f"{year}-{names[months]}"
    return f"{start.isoformat()[:7]}/{last.isoformat()[:7]}"
