"""What the words of a table mean: periods, units, and what a column is compared with.

The words are data, `sheet_words.toml`; they are compared folded, whole words only.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from targettrack.domain.records.observation import Basis, Qualifier
from targettrack.domain.values.name import folds
from targettrack.domain.values.quantity import Unit, parse_unit
from targettrack.errors import TargettrackError

if TYPE_CHECKING:
    from collections.abc import Iterable

BASES = {"VND", "USD", "EUR", "CNY", "RUB", "PLN", "%", "points", "times"}
_CODES = {"PT": "%", "PC": "%", "PERCENT": "%"}  # of statistical exchange
_LONGEST_UNIT = 3  # words
_BRACKET_LAST = re.compile(r"(.*)\(([^()]*)\)[\s.]*", re.DOTALL)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_SIGN_FIRST = re.compile(r"(US\$|[$€£₫]|VND|USD|EUR)\s*(.+)", re.IGNORECASE)


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
    if _CHINESE.search(word):  # written without spaces
        return re.compile(re.escape(word))
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def year_in(text: str) -> int:
    """Return the only year that a text names; 0 for none or several."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 else 0


def without(plain: str, known: Iterable[str]) -> str:
    """Return folded text without the words that are known, longer ones first."""
    for word in known:
        if word in plain:
            plain = " ".join(_whole(word).sub(" ", plain).split())
    return plain


def unit_in(text: str) -> Unit | None:
    """Return the unit that stands in a header or a lone cell: "Tỷ đồng", "ytd_bn_vnd", "(%)".

    After "Đơn vị tính:" any word is one; elsewhere only amounts, percentages and magnitudes.
    """
    plain = plain_words(text)
    if is_unit_label(text):
        return _unit(text.partition(":")[2].strip(" ()."))
    unit = unit_apart(text)[0]
    is_percent = "%" in text or has_word(plain, words()["percent"])
    return unit or (parse_unit("%") if is_percent else None)


def unit_apart(text: str) -> tuple[Unit | None, str]:
    """Return the unit in brackets or at the end of a header, and the header without it."""
    for candidate in (*re.findall(r"\([^()]*\)", text), *_endings(text)):
        unit = known_unit(candidate.strip("() "))
        if unit is not None:
            head, _, tail = text.replace("_", " ").rpartition(candidate)
            return unit, f"{head} {tail}".strip()
    return None, text


def label_unit(text: str) -> tuple[Unit | None, str]:
    """Return the unit in brackets or behind the last comma of a label, and the label without it."""
    bracket = _BRACKET_LAST.fullmatch(text)
    head, inner = bracket.groups() if bracket else (text, "")
    for named, said in ((head, inner), head.rpartition(",")[::2]):
        plain = plain_words(said.strip())
        unit = None
        if plain:
            is_counted = plain in words()["counted"]
            unit = parse_unit(said.strip(" .")) if is_counted else known_unit(said.strip())
        if unit is not None and named.strip():
            return unit, named.strip()
    return None, text


def _endings(text: str) -> list[str]:
    """Return the last words of a text, the most of them first."""
    parts = text.replace("_", " ").split()
    return [" ".join(parts[-count:]) for count in range(min(_LONGEST_UNIT, len(parts)), 0, -1)]


def known_unit(text: str) -> Unit | None:
    """Return the unit that a whole text is: an amount, a percentage or a magnitude; "$m" too."""
    if text.strip() in _CODES:
        return parse_unit(_CODES[text.strip()])
    swapped = _SIGN_FIRST.fullmatch(text.strip())
    unit = _unit(f"{swapped[2]} {swapped[1]}") if swapped else _unit(text)
    return unit if unit is not None and (unit.base in BASES or unit.power) else None


def is_unit_label(text: str) -> bool:
    """Whether a cell says "Đơn vị tính: ..." of the cells around it."""
    label = first_word(plain_words(text), words()["unit_labels"])
    return label is not None and label[0] == 0 and ":" in text


def row_unit(text: str) -> Unit:
    """Return the unit that a cell of a column of units says; raises TargettrackError for none."""
    said, rest = unit_apart(text)
    is_spelled_twice = said is not None and plain_words(rest) in {"", *words()["percent"]}
    unit = known_unit(text) or (said if said and is_spelled_twice else parse_unit(text))
    plain = plain_words(unit.base)
    same = [base for base, others in words()["counts"].items() if plain in others]
    return replace(unit, base=same[0]) if same else unit


def units_of(text: str) -> list[Unit]:
    """Return the several units that a text gives for several columns: "Nghìn tấn; Triệu USD"."""
    _, colon, after = text.partition(":")
    pieces = re.split("[;,]", after) if colon else text.split(";")
    parts = [part.strip(" ().") for part in pieces]
    units = [unit for part in parts if part and (unit := _unit(part))]
    is_several = len(parts) > 1 and len(units) == len(parts)
    return units if is_several and any(map(known_unit, parts)) else []


def _unit(text: str) -> Unit | None:
    try:
        return None if ";" in text else parse_unit(text)
    except TargettrackError:
        return None


def qualifier_in(plain: str) -> Qualifier | None:
    """Return how final folded words say that a figure is; the least final of them counts."""
    known = words()["qualifiers"]
    return next((one for one in Qualifier if has_word(plain, known.get(one.value, ()))), None)


def basis_in(plain: str) -> Basis | None:
    """Return YTD where folded words say that a figure adds up since the start of the year."""
    return Basis.YTD if has_word(plain, words()["bases"]["ytd"]) else None


def shift_in(plain: str) -> int | None:
    """Return by how many months folded words are off the period of the row."""
    for months, known in words()["shifts"].items():
        if has_word(plain, known):
            return int(months)
    return None
