"""What a number is of: the indicator, the words for it, and the place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.capture.lexicon import CYRILLIC, HAN, WORD, TextSpan, bounded, spans
from targettrack.domain.records.entity import EntityKind
from targettrack.domain.values.name import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from targettrack.capture.lexicon import Lexicon
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator

OTHER = "other"
TITLE_PARAGRAPHS = 3
LONGEST_LABEL = 12
ENDINGS = "(?:[аеуыи]|ом|ой)?"
_HOST = re.compile(r"https?://([^/\s]+)")
_BREAK = re.compile(r"[,;:，；：、。()（）«»„”“\"]|\s[-–—]\s")  # noqa: RUF001


class Subject(Struct, frozen=True):
    """What is measured: a known indicator or only the words for it."""

    indicator: str | None
    label: str


class Measures(Struct, frozen=True):
    """The patterns of all known indicators in one language."""

    patterns: Mapping[str, re.Pattern[str]]
    lex: Lexicon

    def named(self, text: str) -> Subject | None:
        """Return the indicator that a piece of text is about.

        Of several in a row the first is the head, in Chinese the last.
        """
        for clause in reversed(_BREAK.split(text)):
            found = spans(self.patterns, clause)
            if found:
                head = found[0 if self.lex.spaced else -1]
                name = None if head.name == OTHER else head.name
                return Subject(name, clause[head.start : head.end].strip())
        return None


def measures(known: Mapping[str, Indicator], lex: Lexicon) -> Measures:
    """Return the patterns of indicators: their own names, and the words of the language."""
    patterns = {OTHER: bounded([lex.indicators[OTHER]], spaced=lex.spaced)}
    for name, indicator in known.items():
        words = [re.escape(word) for word in indicator.every_name if word != indicator.id]
        if name in lex.indicators:
            words.append(lex.indicators[name])
        patterns[name] = bounded(words, spaced=lex.spaced)
    return Measures(patterns, lex)


def label(left: str, masked: Iterable[TextSpan], lex: Lexicon) -> str:
    """Return the words before a number that name what is measured; empty for none.

    They are the last piece between the masked phrases and commas that says anything; a piece with
    a number in it names a paper or a rank.
    """
    for span in masked:
        left = left[: span.start] + "," * (span.end - span.start) + left[span.end :]
    for piece in reversed(_BREAK.split(left)):
        words = _trimmed(piece, lex)
        if words and not any(map(str.isdigit, piece)):
            return words
    return ""


def _trimmed(piece: str, lex: Lexicon) -> str:
    if not lex.spaced:
        stripped = piece.strip()
        for word in sorted(lex.skip, key=len, reverse=True):
            stripped = stripped.removeprefix(word).removesuffix(word)
        return stripped if HAN.search(stripped) and len(stripped) > 1 else ""
    words = piece.split()
    while words and _says_nothing(words[0], lex):
        words = words[1:]
    while words and _says_nothing(words[-1], lex):
        words = words[:-1]
    return " ".join(words[-LONGEST_LABEL:])


def _says_nothing(word: str, lex: Lexicon) -> bool:
    letters = "".join(WORD.findall(word)).casefold()
    return letters in lex.skip or not letters


class Places(Struct, frozen=True):
    """Known places by every spelling of their names."""

    patterns: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, EntityKind]
    title: str | None

    @property
    def country(self) -> str | None:
        """The country, where exactly one is known."""
        countries = [name for name, kind in self.kinds.items() if kind is EntityKind.COUNTRY]
        return countries[0] if len(countries) == 1 else None

    def all_in(self, text: str) -> list[str]:
        """Return the places that a piece of text names, in its order."""
        return [span.name for span in spans(self.patterns, text)]


def places_of(paragraphs: Sequence[str], entities: Sequence[Entity]) -> Places:
    """Return the places that a text names, with the one that the whole text is about.

    That is the first in its title, else the one whose name is in the address it was read from,
    else the one that is named most often; the country only where there is no other.
    """
    text = "\n".join(paragraphs)
    title = "\n".join([p for p in paragraphs if p.strip()][:TITLE_PARAGRAPHS])
    hosts = "".join(_HOST.findall(text)).casefold()
    kinds = {entity.name: entity.kind for entity in entities}
    spelled = {entity.name: _names(entity) for entity in entities}
    patterns = {
        place: _pattern(names)
        for place, names in spelled.items()
        if any(name in text for name in names)
    }
    smaller = {n: p for n, p in patterns.items() if kinds[n] is not EntityKind.COUNTRY}
    in_title = spans(smaller, title)
    in_host = [
        name
        for name, kind in kinds.items()
        if kind is not EntityKind.COUNTRY and fold(name).replace(" ", "") in hosts
    ]
    often = Counter(span.name for span in spans(smaller, text) or spans(patterns, text))
    ranked = [span.name for span in in_title] + in_host + [n for n, _ in often.most_common(1)]
    return Places(patterns, kinds, ranked[0] if ranked else None)


def _names(entity: Entity) -> list[str]:
    """Return the names of a place, with and without marks, as they are capitalised."""
    names = {name for own in (entity.name, *entity.aliases) for name in (own, unmarked(own))}
    return sorted(names | {name.upper() for name in names}, key=len, reverse=True)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for names; Russian ones take endings, and 越南盾 is money."""
    forms = [
        f"{name}(?!盾)"
        if HAN.match(name)
        else rf"(?<!\w){re.escape(name)}{ENDINGS if CYRILLIC.search(name) else ''}(?!\w)"
        for name in names
    ]
    return re.compile("|".join(forms))


def unmarked(name: str) -> str:
    """Return a name without its marks, as international texts spell it."""
    bare = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))
