"""A sentence with what was recognised in it, and what it takes over from those before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.capture.amounts import amounts
from targettrack.capture.lexicon import TextSpan, spans, without_overlaps
from targettrack.capture.period_phrases import OF_YEAR, SPANS, WITHIN_YEAR, rank_of, whens
from targettrack.capture.verb_senses import attached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from targettrack.capture.amounts import TextAmount
    from targettrack.capture.lexicon import Lexicon
    from targettrack.capture.period_phrases import When
    from targettrack.capture.subjects import Measures, Places, Subject
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Qualifier
    from targettrack.domain.values.period import Period

READ_CUES = (
    "estimated", "preliminary", "official", "cumulative", "growth", "economy", "target", "strive",
    "country", "listed", "neutral", "compared",
)  # fmt: skip
ITEM = re.compile(r"[-–—•*+]|\(?[\da-zđ]{1,2}[.)](?!\d)|[一二三四五六七八九十]+[是、]")  # noqa: RUF001
_START = re.compile(r"\s*\d[\d., ]*\s?%?")  # of a change: "from 5% to 8%"
NEAR = 12  # characters between "compared" and a period
LONGEST = 1_500  # characters of a sentence; enumerations of ten figures have 900
SHORT = 3  # letters up to which a word before a full stop and a number may be an abbreviation
_LATIN_END = re.compile(r"[.!?…][»”\"]?\s+")
_HAN_END = re.compile(r"[。！？；]")  # noqa: RUF001


class Setting(Struct, frozen=True):
    """What holds for a whole text in one language; `about` is whom somebody says it is about."""

    lex: Lexicon
    measures: Measures
    known: Mapping[str, Indicator]
    places: Places
    year: int | None
    published: date | None
    about: str | None = None


class Memory(Struct, frozen=True):
    """What a sentence takes over from those before it.

    Attributes:
        when: the last period of figures within a year.
        own: the year that the last figure of the paragraph is of, while it lasts.
        year: the last year that was named.
        place: the place that the paragraph or the heading above it is about.
        targets: whether a heading said that targets follow.
        far: whether the period is that of another paragraph, and no heading's.
        named: the periods within a year that the text has named so far.
        heading: the place that the last heading names.
    """

    subject: Subject | None = None
    when: When | None = None
    own: When | None = None
    year: When | None = None
    place: str | None = None
    targets: bool = False
    far: bool = False
    named: frozenset[Period] = frozenset()
    heading: str | None = None

    def turned(self) -> Memory:
        """Return what the first sentence of the next paragraph takes over.

        A period goes on where all that were named lie in it: a quarter with its months, not a month
        beside the year so far.
        """
        year = self.year if self.targets else None
        whole = self.when.period if self.when else None
        kept = self.when if whole and all(whole.contains(part) for part in self.named) else None
        below = replace(self, subject=None, own=None, place=self.heading)
        return replace(below, when=kept, year=year, far=True)

    def headed(self, named: When | None) -> Memory:
        """Return the memory below a heading, which may name a place and a period.

        A year is no news below what is of a part of it.
        """
        below = replace(self, heading=self.place or self.heading)
        if named is None or named.period is None:
            return below
        kept = self.when.period if self.when else None
        if named.kind in OF_YEAR and kept and named.period.contains(kept):
            return below
        return replace(below, when=named, far=False)


class Sentence(Struct):
    """A sentence with its amounts, and what was found out so far as they are read in turn.

    Attributes:
        bases: by position of an amount, what it is compared with.
        masks: the phrases that are neither verb nor subject: periods and comparisons.
        rest: the text with everything that was recognised blanked.
        used: periods that belong to an amount before them.
        stated: the period of its last figure.
        lost: indicators of which it said something that was not understood.
    """

    text: str
    setting: Setting
    memory: Memory
    amounts: list[TextAmount]
    bases: dict[int, TextSpan]
    masks: list[TextSpan]
    whens: list[When]
    rest: str = ""
    used: set[TextSpan] = field(default_factory=set)
    when: When | None = None
    stated: When | None = None
    lost: set[str] = field(default_factory=set)
    subject: Subject | None = None
    verb: str = ""
    qualifier: Qualifier | None = None

    def begin(self, position: int) -> int:
        """Return where the words before an amount begin: after the amount before it."""
        return self.amounts[position - 1].end if position else 0

    def left(self, position: int) -> str:
        """Return the words between the amount before and this one."""
        return self.text[self.begin(position) : self.amounts[position].start]

    def before(self, position: int) -> str:
        """Return all words before an amount, without the amounts among them."""
        starts = [0, *(amount.end for amount in self.amounts[:position])]
        ends = [amount.start for amount in self.amounts[: position + 1]]
        return " ".join(self.text[a:b] for a, b in zip(starts, ends, strict=True))

    def right(self, position: int) -> str:
        """Return the words between this amount and the next."""
        rest = self.amounts[position + 1 :]
        return self.text[self.amounts[position].end : rest[0].start if rest else None]


def sentences(paragraph: str, lex: Lexicon) -> list[str]:
    """Split a paragraph, verbatim, where a full stop is none of an abbreviation."""
    ends = [
        end.end()
        for end in (_LATIN_END if lex.spaced else _HAN_END).finditer(paragraph)
        if not lex.spaced or _begins(paragraph, end, lex)
    ]
    starts = [0, *ends]
    parts = [paragraph[a:b] for a, b in zip(starts, [*ends, len(paragraph)], strict=True)]
    return [piece for part in parts if part.strip() for piece in _bearable(part)]


def _bearable(sentence: str) -> Iterator[str]:
    """Cut what is no sentence of prose, so that the time to read it grows with its length only."""
    while len(sentence) > LONGEST:
        cut = max(sentence.rfind(mark, 0, LONGEST) for mark in ";；,，、 ") + 1 or LONGEST  # noqa: RUF001
        yield sentence[:cut]
        sentence = sentence[cut:]
    yield sentence


def _begins(paragraph: str, end: re.Match[str], lex: Lexicon) -> bool:
    """Whether a sentence begins after a full stop and white space."""
    word = paragraph[: end.start()].split()[-1:] or [""]
    if word[0].lstrip('("„«“') in lex.abbreviations:
        return False
    first = paragraph[end.end() : end.end() + 1]
    after_word = word[0].endswith("%") or len(word[0]) > SHORT
    return not first.islower() and (after_word or not first.isdigit())


def recognised(text: str, setting: Setting, memory: Memory) -> Sentence:
    """Find the amounts, comparisons and periods of a sentence."""
    lex = setting.lex
    found = amounts(text, lex)
    if not found:  # most sentences; they may still say what the next ones are about
        return Sentence(text, setting, memory, [], {}, [], whens(text, lex, setting.year, []))
    bases = [
        base
        for base in without_overlaps([*spans(lex.bases, text), *_periods_compared(text, setting)])
        if not any(base.start < a.end and a.first < base.end for a in found)
        and not _is_to_come(base, text, setting)
    ]
    compared = list(attached(text, found, bases, lex).values())
    read = whens(text, lex, setting.year, compared)
    clear = [
        a for a in found if not any(w.span.start < a.end and a.first < w.span.end for w in read)
    ]
    owners = attached(text, clear, bases, lex)
    masks = [*owners.values(), *(when.span for when in read)]
    rest = _blanked(text, [*masks, *_known_words(text, setting, clear)])
    return Sentence(text, setting, memory, clear, owners, masks, read, rest)


def _blanked(text: str, read: Iterable[TextSpan]) -> str:
    """Return a text with what was read blanked, so that positions stay as they are."""
    for span in read:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _known_words(text: str, setting: Setting, found: list[TextAmount]) -> list[TextSpan]:
    """Return what else is recognised in a sentence, of every sort."""
    lex = setting.lex
    sorts = (
        lex.verbs,
        setting.measures.patterns,
        setting.places.patterns,
        {name: lex.cues[name] for name in READ_CUES},
    )
    said = [span for sort in sorts for span in spans(sort, text)]
    said += [TextSpan(a.start, a.end, "amount") for a in found]
    starts = (_START.match(text, begin.end()) for begin in lex.verbs["from"].finditer(text))
    said += [TextSpan(*start.span(), "from") for start in starts if start]
    mark = ITEM.match(text)
    return [*said, TextSpan(*mark.span(), "item")] if mark else said


def _is_to_come(base: TextSpan, text: str, setting: Setting) -> bool:
    """Whether what looks like an earlier year is none: "к 2030 году" is by 2030."""
    year = re.search(r"20\d\d", text[base.start : base.end])
    named = int(year[0]) if year and base.name == "last_year" else 0
    return bool(setting.year) and named >= (setting.year or 0)


def _periods_compared(text: str, setting: Setting) -> list[TextSpan]:
    """Return the periods that figures are compared with: "than in the first half of 2024"."""
    lex = setting.lex
    found = []
    for when in whens(text, lex, setting.year, []):
        before = text[: when.span.start]
        for cue in lex.cues["compared"].finditer(before):
            gap = before[cue.end() :]
            if when.period and len(gap) <= NEAR and not any(map(str.isdigit, gap)):
                earlier = setting.year is not None and when.period.start.year < setting.year
                name = "last_year" if earlier else "other"
                found.append(TextSpan(cue.start(), when.span.end, name))
    return found


def remembered(sentence: Sentence, *, stated: bool) -> Memory:
    """Return the memory after a sentence.

    A day in mid-month is the figure's own, and so is a shorter stretch once a longer one was named:
    a month within a report on nine. Where nothing is stated, a month is mostly that of a meeting.
    """
    memory, setting = sentence.memory, sentence.setting
    least = 0 if stated else SPANS["first_months"]
    kept = memory.when
    for when in sentence.whens:
        rank = rank_of(when, setting.year, setting.published)
        before = rank_of(kept, setting.year, setting.published) if kept else 0
        if rank >= max(least, before):
            kept = when
    if any(when.kind == "that" for when in sentence.whens) and kept is memory.when:
        kept = None  # of a month that was named before, which one is not known
    parts = {when.period for when in sentence.whens if when.period and when.kind in WITHIN_YEAR}
    own = memory.own if sentence.stated is None else sentence.stated
    own = own if own and own.kind in OF_YEAR else None
    years = [when for when in sentence.whens if when.kind in OF_YEAR]
    return replace(
        memory,
        subject=sentence.subject or memory.subject,
        when=kept,
        own=own,
        named=memory.named | parts,
        far=memory.far and kept is memory.when,
        place=topic_of(sentence) or memory.place,
        year=years[-1] if years else memory.year,
    )


def topic_of(sentence: Sentence) -> str | None:
    """Return the only place that a sentence names, where that comes before its first number."""
    places, lex = sentence.setting.places, sentence.setting.lex
    if places.country and sentence.amounts and lex.has("country", sentence.text):
        return places.country
    first = sentence.amounts[0].start if sentence.amounts else len(sentence.text)
    named = {span.name for span in spans(places.patterns, sentence.text)}
    early = {span.name for span in spans(places.patterns, sentence.text[:first])}
    return next(iter(early)) if len(named) == 1 and early else None
