"""What the words of a table mean: periods, units, and what a column is compared with.

The words are data, `sheet_words.toml`; they are compared folded, whole words only.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.domain.records.observation import Basis, Qualifier
from targettrack.domain.values.name import folds
from targettrack.domain.values.period import MONTHS_OF, Period, add_months, parse_period
from targettrack.domain.values.quantity import Unit, parse_unit
from targettrack.errors import TargettrackError

if TYPE_CHECKING:
    from collections.abc import Iterable

BASES = {"VND", "USD", "%", "points", "times"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LONGEST_UNIT = 3  # words


class PeriodWords(Struct, frozen=True):
    """A period that words name, and whether they say that it begins with the year."""

    period: Period
    basis: Basis | None


def plain_words(text: str) -> str:
    """Return a text as words are compared: no case, no marks, single spaces."""
    return folds(text)[0] if text else ""


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """Return the words, folded; longer ones first."""
    return {key: _folded(value) for key, value in _as_written().items()}


@lru_cache(maxsize=1)
def _as_written() -> dict[str, Any]:
    path = Path(__file__).parents[2] / "sheet_words.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _folded(value: Any) -> Any:  # noqa: ANN401 - lists of words, or tables of them
    if isinstance(value, dict):
        return {key: _folded(inner) for key, inner in value.items()}
    kept = dict.fromkeys(plain_words(word) or word for word in value)
    return sorted(kept, key=len, reverse=True)


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no figure."""
    return text.casefold() in _as_written()["missing"]


def is_of_which(label: str) -> bool:
    """Whether a label only says that parts of the one before it follow."""
    return plain_words(label) in words()["of_which"]


def has_word(text: str, known: Iterable[str]) -> bool:
    """Whether folded text has one of the words, whole."""
    return first_word(text, known) is not None


def first_word(text: str, known: Iterable[str]) -> tuple[int, int] | None:
    """Return from where to where the first of the words stands in folded text."""
    spans = [found.span() for word in known if (found := _whole(word).search(text))]
    return min(spans, key=lambda span: (span[0], -span[1])) if spans else None


@lru_cache(maxsize=512)
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


@lru_cache(maxsize=1)
def _periods() -> list[tuple[str, re.Pattern[str]]]:
    names = "|".join(name for names in _month_names() for name in names.split())
    parts = {
        "{d}": r"(?P<d>0?[1-9]|[12]\d|3[01])",
        "{y}": r"(?P<y>(?:19|20)\d\d)",
        "{m}": r"(?P<m>0?[1-9]|1[0-2])",
        "{n}": r"(?P<n>0?[1-9]|1[0-2])",
        "{h}": r"(?P<h>[12])",
        "{q}": r"(?P<q>0?[1-4]|iv|iii|ii|i)",
        "{mon}": rf"(?P<mon>{names})",
    }
    found = []
    for kind, patterns in _as_written()["periods"].items():
        for pattern in patterns:
            text = " ".join(word if "{" in word else plain_words(word) for word in pattern.split())
            for name, part in parts.items():
                text = text.replace(name, part)
            found.append((kind, re.compile(rf"(?<!\w){text}(?!\w)")))
    return found


def _month_names() -> list[str]:
    return list(_as_written()["months"]["names"])


def year_in(text: str) -> int | None:
    """Return the only year that a text names."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else None


@lru_cache(maxsize=4096)
def stretch_in(text: str, year: int | None) -> PeriodWords | None:
    """Return the period that a text names; `year` stands in for one that it leaves out."""
    written = _written(text)
    if written is not None:
        return written
    plain = plain_words(text)
    year = year or year_in(plain)
    for kind, pattern in _periods():
        found = pattern.search(plain)
        if found is None:
            continue
        given = found.groupdict()
        named = int(given["y"]) if given.get("y") else year
        if named is None:
            continue
        stretch = _stretch(kind, given, named)
        if stretch is not None:
            return stretch
    return None


def _stretch(kind: str, given: dict[str, str | None], year: int) -> PeriodWords | None:
    month = int(given.get("m") or given.get("n") or 0) or _month_number(given.get("mon"))
    first = date(year, 1, 1)
    if kind == "day":
        return _written(f"{year}-{month:02}-{int(given['d'] or 0):02}")
    if kind == "so_far" and month:
        return PeriodWords(Period(first, add_months(first, month)), Basis.YTD)
    if kind == "half_end":
        return PeriodWords(Period(add_months(first, 6), add_months(first, 12)), None)
    if kind == "year":
        return PeriodWords(Period(first, add_months(first, 12)), None)
    number, length = {
        "half": (int(given.get("h") or 1), 6),
        "quarter": (_quarter(given.get("q")), MONTHS_OF["quarter"]),
        "month": (month, 1),
    }[kind]
    if not number:
        return None
    start = add_months(first, (number - 1) * length)
    return PeriodWords(Period(start, add_months(start, length)), None)


def _written(text: str) -> PeriodWords | None:
    try:
        return PeriodWords(parse_period(text), None)
    except TargettrackError:
        return None


def _quarter(text: str | None) -> int:
    return _ROMAN.get(text or "", 0) or int(text or 0)


def _month_number(name: str | None) -> int:
    found = [at for at, names in enumerate(_month_names(), 1) if name in names.split()]
    return found[0] if found else 0


def unit_in(text: str) -> Unit | None:
    """Return the unit that stands in a header or a lone cell: "Tỷ đồng", "ytd_bn_vnd", "(%)".

    After "Đơn vị tính:" any word is one; elsewhere only amounts, percentages and magnitudes.
    """
    plain = plain_words(text)
    label = first_word(plain, words()["unit_labels"])
    if label is not None and label[0] == 0 and ":" in text:
        return _unit(text.partition(":")[2].strip(" ()."))
    for candidate in (*re.findall(r"\(([^()]*)\)", text), *_endings(text)):
        unit = known_unit(candidate.strip())
        if unit is not None:
            return unit
    is_percent = "%" in text or has_word(plain, words()["percent"])
    return parse_unit("%") if is_percent else None


def _endings(text: str) -> list[str]:
    """Return the last words of a text, the most of them first."""
    parts = text.replace("_", " ").split()
    return [" ".join(parts[-count:]) for count in range(min(_LONGEST_UNIT, len(parts)), 0, -1)]


def known_unit(text: str) -> Unit | None:
    """Return the unit that a whole text is: an amount, a percentage or a magnitude."""
    unit = _unit(text)
    return unit if unit is not None and (unit.base in BASES or unit.power) else None


def _unit(text: str) -> Unit | None:
    try:
        return parse_unit(text)
    except TargettrackError:
        return None


def qualifier_in(plain: str) -> Qualifier | None:
    """Return how final folded words say that a figure is; the first word counts."""
    spans = {
        Qualifier(name): span
        for name, known in words()["qualifiers"].items()
        if (span := first_word(plain, known))
    }
    return min(spans, key=lambda one: spans[one][0]) if spans else None


def basis_in(plain: str) -> Basis | None:
    """Return YTD where folded words say that a figure adds up since the start of the year."""
    return Basis.YTD if has_word(plain, words()["bases"]["ytd"]) else None


def shift_in(plain: str) -> int | None:
    """Return by how many months folded words are off the period of the row."""
    for months, known in words()["shifts"].items():
        if has_word(plain, known):
            return int(months)
    return None
