"""Period phrases of running text: "in the first 5 months", "截至5月底", "do 12 października"."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.capture.lexicon import TextSpan, without_overlaps
from targettrack.domain.records.observation import Basis, default_basis
from targettrack.domain.values.period import ONE_DAY, Period, add_months
from targettrack.errors import InvalidPeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from targettrack.capture.lexicon import Lexicon

SO_FAR = {"first_months", "first_quarters", "end_of_month", "to_day"}
WITHIN_YEAR = SO_FAR | {"half", "quarter", "month"}
OF_YEAR = {"year", "years", "this_year", "next_year", "bare_year"}
LENGTHS = {"half": 6, "quarter": 3}
NAMELESS = {"day", "last_months", "that"}  # they are told so that they are not taken for others
TURN = 2  # months in which reports are of the year before
LATE = 31  # days by which an estimate may come before the end of its period


SPANS = {"month": 0, "quarter": 1} | dict.fromkeys(SO_FAR - {"to_day"} | {"half"}, 2)


class When(Struct, frozen=True):
    """A period phrase; `period` is None where it only names a day or some months to come."""

    span: TextSpan
    period: Period | None
    dated: bool

    @property
    def kind(self) -> str:
        """What sort of phrase it is, as the lexicons call it."""
        return self.span.name

    @property
    def basis(self) -> Basis:
        """What a figure for it covers: words such as "first" and "by" say "since 1 January"."""
        if self.period is None:
            raise AssertionError(self)
        starts_year = (self.period.start.month, self.period.start.day) == (1, 1)
        if self.kind in SO_FAR | {"half"} and starts_year and self.period.days > 1:
            return Basis.YTD
        return default_basis(self.period)


def whens(text: str, lex: Lexicon, year: int | None, masked: Sequence[TextSpan]) -> list[When]:
    """Return the period phrases of a text outside `masked`; `year` is meant where none is said.

    Where that is not known either, a phrase without a year is no period.
    """
    found: dict[TextSpan, re.Match[str]] = {}
    for kind, form in lex.periods:
        for match in form.finditer(text):
            found.setdefault(TextSpan(*match.span(), kind), match)
    read = []
    for span in without_overlaps(found):
        if any(span.overlaps(mask) for mask in masked):
            continue
        groups = {k: v for k, v in found[span].groupdict().items() if v}
        named = int(groups["year"]) if "year" in groups else year
        try:
            period = _period(span.name, groups, lex, named) if named else None
        except (ValueError, InvalidPeriod):
            continue
        if span.name == "to_day" and period and period.end.day == 1:
            span = replace(span, name="end_of_month")  # noqa: PLW2901 - the same words
        read.append(When(span, period, "year" in groups or span.name in OF_YEAR))
    return read


def _period(  # noqa: PLR0911 - one line for each kind of phrase
    kind: str, groups: dict[str, str], lex: Lexicon, year: int
) -> Period | None:
    """Return what a phrase names; raises ValueError for a month or day that does not exist."""
    new_year = date(year, 1, 1)
    number = _number(groups["n"], lex) if "n" in groups else 1
    if kind in NAMELESS:
        return None
    if kind in OF_YEAR:
        end = date(int(groups.get("year2", year)) + 1, 1, 1)
        return Period(new_year, end).years_later(int(kind == "next_year"))
    if kind in LENGTHS:
        months = LENGTHS[kind]
        return _months(add_months(new_year, (number - 1) * months), months, 12 // months, number)
    if kind == "first_quarters":
        return _months(new_year, 3 * number)
    if kind == "first_months" and "n" in groups:
        return _months(new_year, number)
    month = _month(groups, lex, "month1", "mon", "month")
    if kind == "first_months":
        last = add_months(date(year, _month(groups, lex, "month2"), 1), 1)
        return Period(date(year, month, 1), last)
    if kind == "to_day":
        if month == int(groups["day"]) == 1:  # by the first of January: in the year before
            return Period(new_year, add_months(new_year, 12)).a_year_earlier()
        return Period(new_year, date(year, month, int(groups["day"])) + ONE_DAY)
    if kind == "end_of_month":
        return _months(new_year, month)
    return _months(date(year, month, 1), 1)


def _months(start: date, count: int, most: int = 12, number: int = 1) -> Period:
    if not (1 <= count <= 12 and 1 <= number <= most):  # noqa: PLR2004 - months of a year
        raise ValueError(count)
    return Period(start, add_months(start, count))


def _number(text: str, lex: Lexicon) -> int:
    return int(text) if text.isdigit() else lex.numbers[text.casefold()]


def _month(groups: dict[str, str], lex: Lexicon, *names: str) -> int:
    text = next(groups[name] for name in names if name in groups)
    return int(text) if text.isdigit() else lex.months[text.casefold().rstrip(".")]


def is_over(when: When, published: date | None) -> bool:
    """Whether a period had ended by the day of the text, or nearly."""
    if when.period is None or published is None:
        return False
    return (when.period.last - published).days <= LATE


def is_within(part: When | None, whole: When) -> bool:
    """Whether a period lies within another."""
    return bool(part and part.period and whole.period and whole.period.contains(part.period))


def rank_of(when: When, year: int | None, published: date | None) -> int:
    """Return how much of a report on `year` a period stands for; below zero for none of it.

    The year itself does when it is over: as long as it lasts it is that of a plan.
    """
    if when.period is None or (year and when.period.start.year != year):
        return -1
    if when.kind in OF_YEAR:
        return SPANS["first_months"] if is_over(when, published) else -1
    return SPANS.get(when.kind, -1)


def in_its_year(when: When, published: date | None) -> Period | None:
    """Return the period of a figure: without a year in the words, one that was known by then."""
    period = when.period
    if period and published and not when.dated and (period.last - published).days > LATE:
        return period.a_year_earlier()
    return period


def year_of(paragraphs: Iterable[str], published: date | None) -> int | None:
    """Return the year that a text is about: that of its day, else the one it names most often.

    At the turn of the year it is the year before, if that is named more often.
    """
    years = Counter(
        int(year) for text in paragraphs for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text)
    )
    if published is not None:
        before = published.year - 1
        turn = published.month <= TURN and years[before] > years[published.year]
        return before if turn else published.year
    return max(years, key=lambda year: (years[year], year)) if years else None
