"""Numbers with units in running text, with the comparators around them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel.numbers import get_group_symbol
from msgspec import Struct

from targettrack.capture.lexicon import HAN, ending
from targettrack.domain.values.number import SPACES
from targettrack.domain.values.quantity import Quantity, parse_quantity
from targettrack.domain.values.unit_spellings import (
    BASES,
    COMPARATORS_AFTER,
    COMPARATORS_BEFORE,
    MAGNITUDES,
)
from targettrack.errors import InvalidQuantity, InvalidText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.capture.lexicon import Lexicon

CURRENCY_FIRST = ("VND", "USD", "US$", "$", "₫", "EUR", "€")
_MOSTLY_OTHER = {"k", "m", "раз", "point", "points"}  # in running text these are other words
YEARS = range(1900, 2100)
FILLERS = 4
COMPARATOR = 40  # characters before a number that hold its comparator
VERB = 12  # characters of a verb on either side of where a word of comparison begins


class TextAmount(Struct, frozen=True):
    """One number of a text with its unit; `start` to `end` take in the comparators.

    Attributes:
        first: where the number itself starts.
        unit_word: the words of the text for what is counted; empty for %, money and magnitudes.
        counted: whether it counts what may be an indicator.
        worded: whether it is words for a value, such as "double-digit".
        signed: whether it has a plus or minus before it, as changes do in brackets.
    """

    start: int
    first: int
    end: int
    quantity: Quantity
    unit_word: str = ""
    counted: bool = False
    worded: bool = False
    signed: bool = False

    @property
    def base(self) -> str:
        """The base of its unit; empty for a magnitude alone."""
        return self.quantity.unit.base if self.quantity.unit else ""


class _Patterns(Struct, frozen=True):
    number: re.Pattern[str]
    before: re.Pattern[str]
    unit: re.Pattern[str]
    after: re.Pattern[str]
    counts: tuple[tuple[str, bool, re.Pattern[str]], ...]


def amounts(text: str, lex: Lexicon) -> list[TextAmount]:
    """Return the amounts of a text in its order; a number that reads two ways is none."""
    patterns = _patterns(lex)
    found = [
        amount
        for match in patterns.number.finditer(text)
        if (amount := _amount(text, match, patterns, lex)) is not None
    ]
    for value, words in lex.values.items():
        found += [
            TextAmount(m.start(), m.start(), m.end(), parse_quantity(value, "en"), worded=True)
            for m in words.finditer(text)
        ]
    return sorted(found, key=lambda amount: amount.first)


class _Unit(Struct, frozen=True):
    """What follows a number: how it is spelled, and for a count the noun and what that is."""

    end: int
    spelled: str
    noun: str = ""
    canonical: str = ""
    counted: bool = False


def _amount(
    text: str, match: re.Match[str], patterns: _Patterns, lex: Lexicon
) -> TextAmount | None:
    two_values = match["word_between"] and match["pct"]
    changes = two_values and ending(lex.verbs["from"], text[: match.start()])
    if changes:  # "from 5% to 8%" is no range
        match = patterns.number.match(text, match.start("high")) or match
    start = match.start()
    joined = start and text[start - 1].isalpha() and not HAN.match(text[start - 1])
    unit = _unit(text, match, patterns)
    if (joined and not match["cur"]) or not (unit.spelled or unit.noun):
        return None
    if match["word"] and not unit.noun:
        return None
    before = patterns.before.search(text, max(0, start - COMPARATOR), start)
    if before and (match["high"] or _is_of_verb(text, before.start("word"), lex)):
        before = None
    after = None if match["high"] else patterns.after.match(text, unit.end)
    comparators = [found["word"] if found else "" for found in (before, after)]
    said = [comparators[0], _digits(match, lex), unit.spelled, unit.canonical, comparators[1]]
    try:
        quantity = parse_quantity(" ".join(filter(None, said)), lex.lang)
    except (InvalidQuantity, InvalidText):
        return None
    return TextAmount(
        start=before.start("word") if before else start,
        first=start,
        end=after.end() if after else unit.end,
        quantity=quantity,
        unit_word=unit.noun,
        counted=unit.counted,
        signed=(match["low"] or "")[:1] in {*"+-−"},
    )


def _unit(text: str, match: re.Match[str], patterns: _Patterns) -> _Unit:
    """Return the unit after a number or the currency before it, and the noun that is counted."""
    found = patterns.unit.match(text, match.end())
    end = found.end() if found else match.end()
    spelled = found[0].strip() if found else ""
    if match["cur"]:
        return _Unit(end, f"{spelled} {match['cur']}".strip())
    if not spelled or spelled.casefold() in MAGNITUDES:
        for canonical, counted, pattern in patterns.counts:
            noun = pattern.match(text, end)
            if noun and not (noun["filler"] and _is_year(match["low"])):
                return _Unit(noun.end(), spelled, noun["noun"], canonical, counted)
    return _Unit(end, spelled)


def _is_of_verb(text: str, position: int, lex: Lexicon) -> bool:
    """Whether a word of comparison ends a verb, as in "thấp hơn 3 điểm %"."""
    return any(
        match.start() < position < match.end()
        for name in ("grow", "fall", "exceed")
        for match in lex.verbs[name].finditer(text, max(0, position - VERB), position + VERB)
    )


def _digits(match: re.Match[str], lex: Lexicon) -> str:
    if match["word"]:
        return str(lex.numbers[match["word"].casefold()])
    return f"{match['low']}-{match['high']}" if match["high"] else match["low"]


def _is_year(digits: str | None) -> bool:
    return digits is not None and digits.isdigit() and int(digits) in YEARS


@cache
def _patterns(lex: Lexicon) -> _Patterns:
    grouped_by_space = get_group_symbol(lex.lang) in SPACES
    spaces = SPACES if grouped_by_space else SPACES.replace(" ", "")
    number = rf"(?:\d{{1,3}}(?:[{spaces}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    words = "|".join(
        re.escape(word)
        for word in sorted(lex.numbers, key=len, reverse=True)
        if word not in lex.skip and lex.numbers[word] > 1 and not re.fullmatch("[iv]+", word)
    )
    edge, space = r"(?<!\w)" if lex.spaced else "", r"\s?"
    money = _any(BASES, lex)
    magnitude = _any(MAGNITUDES, lex)
    return _Patterns(
        number=re.compile(
            rf"""(?:(?P<cur>{"|".join(map(re.escape, CURRENCY_FIRST))})\s?)?
                 (?<![\d.,/])(?:(?P<low>(?:(?<![\w%])[-+−])?{number})
                 (?:(?P<pct>\s?%)?\s?(?:-|–|—|~|(?P<word_between>to|đến|至|до|do))\s?
                 (?P<high>{number})(?(pct)(?=\s?%)))?
                 |(?P<word>(?<!\w)(?:{words or "§"})(?!\w)))""",  # noqa: RUF001
            re.VERBOSE | re.IGNORECASE,
        ),
        before=re.compile(
            edge + rf"(?P<word>{_any(_no_verbs(COMPARATORS_BEFORE, lex), lex)})\s*$",
            re.IGNORECASE,
        ),
        unit=re.compile(
            rf"{space}(?:%|(?:{magnitude}){space}(?:{money})|{magnitude}|{money})"
            + (r"(?!\w)" if lex.spaced else ""),
            re.IGNORECASE,
        ),
        after=re.compile(rf"\s?(?P<word>{_any(COMPARATORS_AFTER, lex)})", re.IGNORECASE),
        counts=tuple(
            (name, counted, _noun(pattern.pattern, lex))
            for counted, units in ((True, lex.counts), (False, lex.tallies))
            for name, pattern in units.items()
        ),
    )


def _noun(pattern: str, lex: Lexicon) -> re.Pattern[str]:
    """Return a pattern for what is counted, with a few words in between: "5 new key projects"."""
    filler = rf"(?P<filler>(?:\s+[^\W\d]+,?){{0,{FILLERS}}}?)\s+" if lex.spaced else "(?P<filler>)"
    return re.compile(rf"{filler}(?P<noun>{pattern})", re.IGNORECASE)


def _no_verbs(words: Iterable[str], lex: Lexicon) -> list[str]:
    """Leave out what is a verb in running text: "đạt 8%" sets a target and states a figure."""
    return [word for word in words if not lex.verbs["reach"].fullmatch(word)]


def _any(words: Iterable[str], lex: Lexicon) -> str:
    """Return a pattern for the spellings that a language uses: Chinese ones in Chinese only."""
    chosen = [
        word
        for word in words
        if word.upper() in CURRENCY_FIRST
        or not any(map(str.isalpha, word))
        or (bool(HAN.match(word)) != lex.spaced and word not in _MOSTLY_OTHER)
    ]
    return "|".join(re.escape(w) for w in sorted(chosen, key=len, reverse=True))
