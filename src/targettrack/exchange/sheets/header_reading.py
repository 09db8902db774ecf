"""What the header of a column of numbers says: its role, its period, and what is not understood.

A header is understood word by word. What is left over when the period, the unit, the names of
indicators and entities and the words of `sheet_words.toml` are taken away makes the column unsure.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.records.observation import Basis
from targettrack.domain.values.name import fold
from targettrack.domain.values.period_words import Calendar, find_periods
from targettrack.errors import InvalidPeriod
from targettrack.exchange.sheets.header_words import (
    basis_in,
    first_word,
    has_word,
    plain_words,
    qualifier_in,
    shift_in,
    unit_apart,
    unit_in,
    without,
    words,
)
from targettrack.exchange.sheets.layout_map import Role
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.records.observation import Qualifier
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.period_words import Found
    from targettrack.domain.values.quantity import Unit
    from targettrack.exchange.sheets.table import Names

MOST_WORDS = 30  # of a header in which names are looked for
# A role by the words that give it away; the first that is found counts.
_GIVEN_AWAY = (
    (Role.TARGET, "target"),
    (Role.BASE, "base"),
    (Role.PLAN, "plan"),
    (Role.SHARE, "share_of_it"),
    (Role.GROWTH, "growth_of_it"),
)


_SOME_YEAR = Calendar(year=2000)
_NO_YEAR = Message("it names no year: write it above the table, as a title, or into the header")


class HeaderReading(Struct, frozen=True):
    """What a header says.

    Attributes:
        unknown: the words that nothing explains; empty where all is understood.
        wrong: why its period cannot be read; empty where it can.
        is_year: whether all that it says of time is a bare year.
    """

    role: Role
    period: Period | None = None
    shift: int | None = None
    basis: Basis | None = None
    qualifier: Qualifier | None = None
    unit: Unit | None = None
    indicator: str = ""
    entity: str = ""
    unknown: str = ""
    wrong: Message | None = None
    is_year: bool = False


def read_header(header: str, names: Names, calendar: Calendar) -> HeaderReading:
    """Say what the header of a column of numbers means."""
    plain = plain_words(header)
    compared = first_word(plain, words()["compare"])
    before, after = _parted(header, has_comparison=compared is not None)
    unit, unitless = unit_apart(before)
    try:
        periods, left = find_periods(unitless, calendar)
        other = find_periods(after, calendar)[0]
    except InvalidPeriod as error:
        return HeaderReading(Role.UNSURE, wrong=error.said)
    found = periods[0] if len(periods) == 1 else None
    bare = fold(header.partition("(")[0])
    indicator = names.indicators.get(bare)
    said = plain_words(left)
    reading = HeaderReading(
        role=Role.VALUE,
        period=found.words.period if found else None,
        shift=None if found else shift_in(plain_words(before) if compared else plain),
        basis=basis_in(plain) or (Basis.YTD if found and found.words.so_far else None),
        qualifier=qualifier_in(plain_words(before)),
        unit=unit or unit_in(header),
        indicator=indicator.id if indicator else "",
        entity=names.entities.get(bare, ""),
        is_year=bool(found and found.text.isdigit()),
    )
    if compared or (_is_of_last_year(plain) and "%" in header):
        return _with(reading, _compared(reading.period, other, plain_words(after) or plain))
    if _is_of_last_year(plain):
        return _with(reading, Role.LAST_YEAR)
    if indicator is None:
        for role, key in _GIVEN_AWAY:
            if has_word(said, words()[key]):
                is_share = role is Role.PLAN and "%" in header
                return _with(reading, Role.SHARE_OF_PLAN if is_share else role)
    wrong = None
    if len(periods) > 1:
        texts = tuple(one.text for one in periods)
        wrong = Message("it names several periods: {texts: / }", texts=texts)
    elif not periods and not calendar.year and find_periods(unitless, _SOME_YEAR)[0]:
        wrong = _NO_YEAR
    if wrong:
        return HeaderReading(Role.UNSURE, wrong=wrong)
    unknown = "" if indicator or reading.entity else _unexplained(left, names)
    return _with(reading, Role.VALUE, unknown)


def _with(reading: HeaderReading, role: Role, unknown: str = "") -> HeaderReading:
    from msgspec.structs import replace  # noqa: PLC0415 - tables only

    return replace(reading, role=role, unknown=unknown)


def _parted(header: str, *, has_comparison: bool) -> tuple[str, str]:
    """Return what a header says before and after the words of a comparison."""
    if not has_comparison:
        return header, ""
    parts = header.split()
    for at in range(len(parts)):
        found = first_word(plain_words(" ".join(parts[at:])), words()["compare"])
        if found is None:
            return " ".join(parts[: max(at - 1, 0)]), " ".join(parts[max(at - 1, 0) :])
    return header, ""


def _is_of_last_year(plain: str) -> bool:
    return has_word(plain, words()["year_before"])


def _compared(period: Period | None, other: tuple[Found, ...], after: str) -> Role:
    """Say what a column is by what its figures are compared with."""
    if has_word(after, words()["plan"]) or has_word(after, words()["target"]):
        return Role.SHARE_OF_PLAN
    earlier = period.a_year_earlier() if period else None
    is_year = any(one.words.period == earlier for one in other)
    return Role.SAME_PERIOD if is_year or _is_of_last_year(after) else Role.IGNORE


def _unexplained(left: str, names: Names) -> str:
    """Return the words of a header that nothing explains."""
    known = words()
    rest = without(plain_words(left), _vocabulary())
    for name in _names_in(rest, names):
        rest = without(rest, (name,))
    rest = without(rest, known["filler"])
    return " ".join(word for word in rest.split() if word != "%")


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[str, ...]:
    known = words()
    lists: list[Iterable[str]] = [
        known["figure"], known["quantity"], known["worth"], known["percent"], known["unit_labels"],
        *known["qualifiers"].values(), *known["bases"].values(), *known["shifts"].values(),
    ]  # fmt: skip
    return tuple(sorted({word for one in lists for word in one}, key=len, reverse=True))


def _names_in(rest: str, names: Names) -> list[str]:
    """Return the known names of indicators and entities that stand in folded words."""
    parts = rest.split()[:MOST_WORDS]
    spans = [
        " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(len(parts), start, -1)
    ]
    return [one for one in spans if one in names.indicators or one in names.entities]
