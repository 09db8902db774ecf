"""What is said in another language: phrases of a catalogue, a whole one or none.

A catalogue is `locales/LANG.toml`: the English phrase and what stands for it. Holes are the same on
both sides: `{}` is a number with its unit, or the mark of one; a named hole is of the sort that its
name says, whatever digits follow. What has no phrase stays English.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache, lru_cache
from itertools import count
from pathlib import Path

from targettrack.domain.values.number import show_exact

ROOT = Path(__file__).parents[2] / "locales"
CLAUSES = "; "

_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_PERIOD = r"\d{4}[-/\dQHM]*"
_UNIT = r"%| (?:[^{},;:()]|,(?=\d))+?"
_WORDS = r"(?:[^;{}]|\{\{|\}\})+?"  # within a clause, and no mark of a number
SORTS = {
    "v": rf"(?:[<>]=? )?(?:\{{[^{{}}]*\}}|[+\-−]?\d[\d.,\u00a0]*)(?:{_UNIT})?",
    "n": r"[+\-−]?\d[\d.,\u00a0]*%?",
    "decimal": r"-?\d+(?:\.\d+)?",
    "odds": r"[<>]?\d+%",
    "y": r"\d{4}",
    "m": r"\d{1,2}",
    "day": _DAY,
    "period": _PERIOD,
    "periods": rf"{_PERIOD}(?:, {_PERIOD})*",
    "per": r"month|quarter|year|day",
    "word": _WORDS,  # has to be in the catalogue too
    "unit": r"[^\W\d][^{}:;]*",  # said if it is in the catalogue
    "dated": _WORDS,  # a name in which days are said
    "name": _WORDS,
}
_HOLE = re.compile(r"\{([a-z]*)(\d*)\}")
_MARK = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_NUMBER = re.compile(r"((?:[<>]=? )?(?:\{[^{}]*\}|[+\-−]?\d[\d.,\u00a0]*)) (.+)", re.DOTALL)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return the phrases of a language, none where it has no catalogue."""
    path = ROOT / f"{lang}.toml"
    found: dict[str, str] = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found


@lru_cache(maxsize=4096)
def translated(text: str, lang: str) -> str:
    """Return a text in another language: by the phrase for all of it, or clause by clause."""
    whole = phrase(text, lang)
    if whole is not None:
        return whole
    return CLAUSES.join(phrase(one, lang) or one for one in text.split(CLAUSES))


def translated_formula(formula: str, lang: str) -> str:
    """Return the formula of a step with its marks numbered, as another order may suit them."""
    numbers = count()
    marked = _MARK.sub(
        lambda found: found[0] if found[1] is None else f"{{{next(numbers)}{found[1]}}}", formula
    )
    return translated(marked, lang)


def phrase(text: str, lang: str) -> str | None:
    """Return what stands for a text, None where the catalogue has nothing for all of it."""
    known = catalogue(lang)
    if text in known:
        return known[text]
    for key, parts in _with_holes(lang):
        if all(part in text for part in parts):
            found = _shape(key).fullmatch(text)
            said = found and _filled(known[key], found.groupdict(), lang)
            if said:
                return said
    return None


@cache
def _with_holes(lang: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the phrases with holes, each with the words between them, which are quick to find.

    What has most words comes first, so that a name never takes what another phrase says.
    """
    found = [
        (key, tuple(filter(None, _HOLE.sub("\0", key).split("\0"))))
        for key in catalogue(lang)
        if "{" in key
    ]
    return sorted(found, key=lambda one: -sum(map(len, one[1])))


def holes(text: str) -> list[str]:
    """Return the names of the holes of a phrase in order; those without one are numbered."""
    numbers = count()
    return [
        f"{sort}{which}" if sort else f"v{next(numbers)}" for sort, which in _HOLE.findall(text)
    ]


@cache
def _shape(key: str) -> re.Pattern[str]:
    names, seen = iter(holes(key)), set[str]()
    parts = []
    for place, part in enumerate(_HOLE.sub("\0", key).split("\0")):
        if place:
            name = next(names)
            sort = SORTS[name.rstrip("0123456789")]
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{sort})")
            seen.add(name)
        parts.append(re.escape(part))
    return re.compile("".join(parts))


def _filled(template: str, found: dict[str, str], lang: str) -> str | None:
    """Fill the holes of what stands for a phrase, None where one of them cannot be said."""
    said = {name: _said(name.rstrip("0123456789"), text, lang) for name, text in found.items()}
    if None in said.values():
        return None
    names = iter(holes(template))
    return _HOLE.sub(lambda _: said[next(names)] or "", template)


def _said(sort: str, text: str, lang: str) -> str | None:
    """Say what fills a hole."""
    said: str | None = text
    match sort:
        case "day" | "period" | "per" | "word":
            said = phrase(text, lang)
        case "periods":
            each = [phrase(one, lang) for one in text.split(", ")]
            said = None if None in each else ", ".join(filter(None, each))
        case "m":
            said = text.lstrip("0")
        case "decimal":
            said = show_exact(Decimal(text), lang)
        case "unit":
            said = phrase(text, lang) or text
        case "dated":
            said = re.sub(_DAY, lambda day: phrase(day[0], lang) or day[0], text)
        case "v" if found := _NUMBER.fullmatch(text):
            said = f"{found[1]} {phrase(found[2], lang) or found[2]}"
    return said
