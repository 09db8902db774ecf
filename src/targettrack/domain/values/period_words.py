"""Periods as people write them, in one reader for typed words, files and press: "quý III/2026".

A text is a period as a whole, or it is none: nothing is left over. What reads two ways is refused
with both. `find_periods` looks for those within a longer text and says what is left of it.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import lru_cache

from msgspec import Struct

from targettrack.domain.values.month_words import COUNTS, month_words
from targettrack.domain.values.period import (
    MONTHS_OF,
    ONE_DAY,
    Period,
    add_months,
    parse_period,
    years_before,
)
from targettrack.domain.values.period_forms import FIRST, FORMS, JOIN, LEAD, PARTS, YEARLESS
from targettrack.errors import InvalidPeriod
from targettrack.message import Message

LONGEST = 14  # words that a period takes at most
MOST_WORDS = 200  # of a text in which a period is looked for
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
CENTURY = 100
LONGEST_SHORT = 40  # years at most from 2021 to the 30 of "2021-30": 2026-99 is a slip for a month
LAST_DAY = 31
_D = str.maketrans(
    {"đ": "d", "ð": "d", **dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys('(),;:[]“”"', " ")}  # noqa: RUF001
)

# Only its marks tell it from June, "tháng sáu".
_NEXT_MONTH = unicodedata.normalize("NFKD", "tháng sau")


class PeriodWords(Struct, frozen=True):
    """A period that words name, and whether they say that it adds up from the start of its year."""

    period: Period
    so_far: bool = False


class Found(Struct, frozen=True):
    """A period within a text: from which to which of its folded words it stands."""

    words: PeriodWords
    text: str
    start: int
    end: int


class Calendar(Struct, frozen=True):
    """What a text leaves out.

    Attributes:
        year: the year that is meant where none is named; 0 for none.
        fiscal_from: the month with which a fiscal year begins; 0 where nobody has said.
        hyphened: whether 2010-11 beside it are two years, for others of its kind are.
    """

    year: int = 0
    fiscal_from: int = 0
    hyphened: bool = False


PLAIN = Calendar()


def folded(text: str) -> str:
    """Reduce a text to what is compared: no case, no marks on letters; "/", "." and "-" stay."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = bare.replace(_NEXT_MONTH, "thang toi")
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(kept.translate(_D).split())


def read_period(text: str, calendar: Calendar = PLAIN) -> Period:
    """Return the period that a whole text names.

    Raises:
        InvalidPeriod: it names none, or reads two ways, or something is left over.
    """
    try:
        return parse_period(text)
    except InvalidPeriod:
        found = period_of(text, calendar)
        if found is None:
            raise
        return found.period


@lru_cache(maxsize=8192)
def period_of(text: str, calendar: Calendar = PLAIN) -> PeriodWords | None:
    """Return the period that a whole text names; None where it names none.

    Raises:
        InvalidPeriod: it reads two ways, or names a day or a month that there is not.
    """
    return _whole(folded(text), calendar)


@lru_cache(maxsize=8192)
def find_periods(text: str, calendar: Calendar = PLAIN) -> tuple[tuple[Found, ...], str]:
    """Return the periods within a text, the longest first, and the folded words left over.

    Raises:
        InvalidPeriod: one of them reads two ways.
    """
    words = folded(text).split()[:MOST_WORDS]
    found: list[Found] = []
    free = [True] * len(words)
    begins = [_may_begin(word) for word in words]
    for length in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            if not begins[start] or not all(free[start : start + length]):
                continue
            window = " ".join(words[start : start + length]).strip(".-/ ")
            named = _whole(window, calendar)
            if named is not None:
                found.append(Found(named, window, start, start + length))
                free[start : start + length] = [False] * length
    left = " ".join(word for word, is_free in zip(words, free, strict=True) if is_free)
    return tuple(found), left


def _may_begin(word: str) -> bool:
    bare = word.strip(".")
    return (
        any(map(str.isdigit, word))
        or bare in FIRST
        or bare.split("-")[0] in month_words()
        or bare.split("-")[0] in COUNTS
        or bare.split("/")[0] in ROMAN
    )


@lru_cache(maxsize=2)
def _patterns(*, dated: bool) -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for kind, forms in (FORMS if dated else YEARLESS).items():
        for form in forms:
            text = form
            for name, part in PARTS.items():
                text = text.replace(name, part)
            found.append((kind, re.compile(text)))
    return found


@lru_cache(maxsize=32768)
def _whole(text: str, calendar: Calendar) -> PeriodWords | None:
    return _one(text, calendar) or _joined(text, calendar)


def _one(text: str, calendar: Calendar) -> PeriodWords | None:
    """Return the period that one form takes the whole of a text for."""
    for kind, pattern in _patterns(dated=True):
        match = pattern.fullmatch(text)
        if match is not None:
            found = _made(kind, _given(match), calendar, text)
            if found is not None:
                return found
    if calendar.year:
        for kind, pattern in _patterns(dated=False):
            match = pattern.fullmatch(text)
            if match is not None:
                given = _given(match) | {"y": str(calendar.year)}
                found = _made(kind, given, calendar, text)
                if found is not None:
                    return found
    return None


def _given(match: re.Match[str]) -> dict[str, str]:
    return {name: value for name, value in match.groupdict().items() if value}


def _joined(text: str, calendar: Calendar) -> PeriodWords | None:
    """Return the period of two that a text joins: from the start of one to the end of the other."""
    bare = LEAD.sub("", text)
    for join in JOIN.finditer(bare):
        last = _one(bare[join.end() :], calendar)
        if last is None or last.so_far:
            continue
        first = _one(bare[: join.start()], Calendar(last.period.start.year, calendar.fiscal_from))
        if first is None or first.so_far:
            first = _number_of(bare[: join.start()], bare[join.end() :], last.period)
        if first is None or first.period.start >= last.period.end:
            continue
        period = Period(first.period.start, last.period.end)
        return PeriodWords(period, so_far=_adds_up(period))
    return None


def _number_of(first: str, last: str, period: Period) -> PeriodWords | None:
    """Read "1" of "tháng 1-5/2024", whose word stands only before the first: "tháng 1"."""
    match = re.fullmatch(r"(?:thang |t|months? )(0?[1-9]|1[0-2])", first)
    if match is None or not re.fullmatch(r"(?:0?[1-9]|1[0-2])[/.\- ]+(?:nam )?\d{4}", last):
        return None
    start = date(period.start.year, int(match[1]), 1)
    return PeriodWords(Period(start, add_months(start, 1)))


def _adds_up(period: Period) -> bool:
    """Whether two ends that are named begin with the year and hold less than it."""
    starts = (period.start.month, period.start.day) == (1, 1)
    return starts and period.end < date(period.start.year + 1, 1, 1)


def _made(  # noqa: C901, PLR0911, PLR0912 - one line for each kind of phrase
    kind: str, given: dict[str, str], calendar: Calendar, text: str
) -> PeriodWords | None:
    """Return what the parts of a phrase name; None where they are no part of one after all."""
    year = int(given.get("y", 0))
    if "short" in given:
        year = 2000 + int(given["short"])
    month = int(given.get("m", 0)) or _month(given)
    if month and 0 < int(given.get("short", 0)) <= LAST_DAY and not set(text) & set("-'"):
        raise InvalidPeriod(
            text, Message("it reads two ways, as a day of a month or as one of a year: Mar-24")
        )
    if ("mon" in given or "vmon" in given) and not month:
        return None
    new_year = date(year, 1, 1) if year else date(1, 1, 1)
    if kind in {"day", "so_far_day"}:
        day = int(given["d"])
        if not month or day > monthrange(year, month)[1]:
            raise InvalidPeriod(text, Message("there is no such day"))
        last = date(year, month, day)
        if kind == "day":
            return PeriodWords(Period(last, last + ONE_DAY))
        return PeriodWords(Period(new_year, last + ONE_DAY), so_far=True)
    if kind == "month":
        two = f"{(year + 1) % CENTURY:02}"
        marks = "[/-]" if calendar.hyphened else "/"
        if re.fullmatch(rf"{year}{marks}{two}", text):
            return _fiscal(text, year, calendar)
        return _months(date(year, month, 1), 1) if month else None
    if kind in {"quarter", "half"}:
        number = _ordinal(given["q" if kind == "quarter" else "h"])
        length = MONTHS_OF["quarter"] if kind == "quarter" else 6
        return _months(add_months(new_year, (number - 1) * length), length)
    if kind in {"half_start", "half_end"}:
        return _months(add_months(new_year, 6 * (kind == "half_end")), 6)
    if kind == "so_far":
        count = int(given["n"]) if given["n"].isdigit() else COUNTS.get(given["n"], 0)
        return _months(new_year, count, so_far=True) if count else None
    if kind == "week":
        try:
            monday = date.fromisocalendar(year, int(given["w"]), 1)
        except ValueError:
            raise InvalidPeriod(text, Message("{year:d} has no such week", year=year)) from None
        return PeriodWords(Period(monday, monday + 7 * ONE_DAY))
    if kind == "fiscal":
        two = given.get("two") or given["yy"]
        return _fiscal(text, year, calendar) if int(two) % CENTURY == (year + 1) % CENTURY else None
    if kind == "fiscal_one":
        raise InvalidPeriod(
            text, Message("it reads two ways, by its first or its last year: FY2023/24")
        )
    if kind in {"years", "term"}:
        last_year, is_whole = int(given["yy"]), int(given["yy"]) > CENTURY
        last_year = last_year if is_whole else year - year % CENTURY + last_year
        if last_year <= year or (not is_whole and last_year > year + LONGEST_SHORT):
            return None
        if kind == "years" and last_year == year + 1:
            return _fiscal(text, year, calendar)
        return PeriodWords(Period(new_year, date(last_year + 1, 1, 1)))
    return PeriodWords(Period(new_year, date(year + 1, 1, 1)))


def _fiscal(text: str, year: int, calendar: Calendar) -> PeriodWords:
    if not calendar.fiscal_from:
        how = Message("is it a fiscal year? Say with which month it begins: --fiscal-from 07")
        raise InvalidPeriod(text, how)
    start = date(year, calendar.fiscal_from, 1)
    return PeriodWords(Period(start, years_before(start, -1)))


def _month(given: dict[str, str]) -> int:
    word = given.get("vmon") or given.get("mon", "").removesuffix(".")
    return (COUNTS.get(word, 0) if "vmon" in given else month_words().get(word, 0)) if word else 0


def _ordinal(text: str) -> int:
    return ROMAN.get(text, 0) or COUNTS.get(text, 0) or int(re.sub(r"\D", "", text))


def _months(start: date, count: int, *, so_far: bool = False) -> PeriodWords:
    return PeriodWords(Period(start, add_months(start, count)), so_far)
