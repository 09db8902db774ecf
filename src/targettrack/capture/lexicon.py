"""The words by which each language states figures: read from TOML, with months from its locale."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from babel.dates import get_month_names
from msgspec import Struct

from targettrack.shipped import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORD = re.compile(r"[^\W\d_]+")
HAN = re.compile(r"[一-鿿]")
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")  # noqa: RUF001
SCRIPTS = {"zh": HAN, "ru": CYRILLIC}
MOSTLY = 0.2


class TextSpan(Struct, frozen=True):
    """Words of a text that were recognised as one thing."""

    start: int
    end: int
    name: str

    def overlaps(self, other: TextSpan) -> bool:
        """Whether some character is in both."""
        return self.start < other.end and other.start < self.end


class Lexicon(Struct, frozen=True, eq=False):
    """What one language has words for; the patterns are told apart by their names.

    Attributes:
        skip: words that say nothing about what is measured.
        numbers: number words, cardinal and ordinal.
        months: names of months in every case.
        values: worded values ("double-digit") with the value that is meant.
        periods: patterns of periods; they have groups such as month and year.
        bases: what a percentage is of: plan, last_year, nation or other.
        by_always: whether growth always has a word for "by"; without one it is an index.
        counts, tallies: units that are counted: what may be an indicator, and what never is.
    """

    lang: str
    skip: frozenset[str]
    abbreviations: frozenset[str]
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    values: Mapping[str, re.Pattern[str]]
    periods: tuple[tuple[str, re.Pattern[str]], ...]
    verbs: Mapping[str, re.Pattern[str]]
    bases: Mapping[str, re.Pattern[str]]
    cues: Mapping[str, re.Pattern[str]]
    indicators: Mapping[str, str]
    counts: Mapping[str, re.Pattern[str]]
    tallies: Mapping[str, re.Pattern[str]]
    by_always: bool = False

    @property
    def spaced(self) -> bool:
        """Whether words are set apart by spaces."""
        return self.lang != "zh"

    def has(self, cue: str, text: str) -> bool:
        """Whether a text holds one of the cues of a sort."""
        return bool(self.cues[cue].search(text))


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the lexicon of a language that numbers are read in."""
    data = _data(lang)
    months = _months(lang, data.get("months_in", []))
    places = _places(data["numbers"], months, lang)
    unnamed = {name: re.sub(r"\?P<\w+>", "?:", form) for name, form in places.items()}
    named = {
        part: {
            name: bounded(_filled(words, unnamed), spaced=lang != "zh")
            for name, words in data[part].items()
        }
        for part in ("verbs", "bases", "cues", "counts", "tallies")
    }
    return Lexicon(
        lang=lang,
        skip=frozenset(data["skip"]),
        abbreviations=frozenset(data["abbreviations"]),
        numbers={word.casefold(): number for word, number in data["numbers"].items()},
        months=months,
        values={
            value: bounded(_filled([words], unnamed), spaced=lang != "zh")
            for words, value in data["values"].items()
        },
        periods=tuple(
            (kind, bounded(_filled([form], places), spaced=lang != "zh"))
            for kind, forms in data["periods"].items()
            for form in forms
        ),
        indicators={
            name: "|".join(_filled(words, unnamed)) for name, words in data["indicators"].items()
        },
        by_always=data.get("by_always", False),
        **named,
    )


def bounded(alternatives: Iterable[str], *, spaced: bool = True) -> re.Pattern[str]:
    """Compile alternatives that are whole words, where words are set apart by spaces."""
    joined = "|".join(sorted(alternatives, key=len, reverse=True))
    # Nothing but "§" has to be matched where a list is empty.
    return re.compile(
        rf"(?<!\w)(?:{joined or '§'})(?!\w)" if spaced else joined or "§", re.IGNORECASE
    )


def spans(patterns: Mapping[str, re.Pattern[str]], text: str) -> list[TextSpan]:
    """Return what the patterns find in a text: the longest first, none that overlaps another."""
    found = [
        TextSpan(*match.span(), name)
        for name, pattern in patterns.items()
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    return without_overlaps(found)


def ending(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the match that a text ends with, but for white space."""
    last = len(text.rstrip())
    return next((match for match in pattern.finditer(text) if match.end() == last), None)


def without_overlaps(found: Iterable[TextSpan]) -> list[TextSpan]:
    """Keep the longest of spans that overlap, in order of the text."""
    kept: list[TextSpan] = []
    for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def language_of(text: str, fallback: str) -> str:
    """Tell the language of a text by its script and its commonest words."""
    letters = sum(char.isalpha() for char in text) or 1
    for lang, script in SCRIPTS.items():
        if len(script.findall(text)) / letters > MOSTLY:
            return lang
    words = Counter(WORD.findall(text.casefold()))
    characters = Counter(text.casefold())
    scores = {
        lang: sum(words[word] for word in common) + sum(characters[letter] for letter in own)
        for lang, (common, own) in _signs().items()
        if lang not in SCRIPTS
    }
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else fallback


@cache
def _signs() -> dict[str, tuple[list[str], str]]:
    """Return the commonest words and the own letters of each language."""
    known = sorted(path.stem for path in (ROOT / "lexicons").glob("*.toml"))
    texts = {lang: _data(lang) for lang in known}
    return {lang: (data["common"], data["letters"]) for lang, data in texts.items()}


@cache
def _data(lang: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "lexicons" / f"{lang}.toml").read_text("utf-8"))


def _months(lang: str, more: list[str]) -> dict[str, int]:
    """Return the names of months; none where a language numbers them (tháng 5, 5月)."""
    names = {word.casefold(): number for number, word in enumerate(more, 1)}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, locale=lang).items():
                if not any(char.isdigit() for char in name):
                    names[name.casefold().rstrip(".月")] = number
                    # The Russian case after "in" has another last letter than the genitive.
                    if lang == "ru" and context == "format" and width == "wide":
                        names[name.casefold()[:-1] + "е"] = number  # noqa: RUF001
    return names


def _places(numbers: dict[str, int], months: dict[str, int], lang: str) -> dict[str, str]:
    """Return the pattern of each place in a period phrase."""
    words = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or r"\d{1,2}"
    number = r"\d{1,2}"
    if lang == "zh":  # 5月 and 五月 are the same
        month = number = rf"\d{{1,2}}|{month}"
    end = r"(?!\d)" if lang == "zh" else r"\b"
    places = {
        "n": rf"(?P<n>\d{{1,2}}{end}|{words})",
        "day": r"(?P<day>\d{1,2})",
        "mon": rf"(?P<mon>{number})",
        "year": r"(?P<year>20\d\d)",
        "year2": r"(?P<year2>20\d\d)",
    }
    return places | {name: rf"(?P<{name}>{month})\.?" for name in ("month", "month1", "month2")}


def _filled(forms: Iterable[str], places: Mapping[str, str]) -> list[str]:
    """Put the places into forms, and any white space where they have a space."""
    put = [re.sub(r"\{([a-z]+\d?)\}", lambda match: places[match[1]], form) for form in forms]
    return [form.replace(" ?", r"\s*").replace(" ", r"\s+") for form in put]
