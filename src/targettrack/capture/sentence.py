"""A sentence with what was recognised in it, and what it takes over from those before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from targettrack.capture.amounts import amounts
from targettrack.capture.lexicon import TextSpan, spans, without_overlaps
from targettrack.capture.period_phrases import OF_YEAR, SPANS, rank_of, whens
from targettrack.capture.verb_senses import attached

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from targettrack.capture.amounts import TextAmount
    from targettrack.capture.lexicon import Lexicon
    from targettrack.capture.period_phrases import When
    from targettrack.capture.subjects import Measures, Places, Subject
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.observation import Qualifier

NEAR = 12  # characters between "compared" and a period
SHORT = 3  # letters up to which a word before a full stop and a number may be an abbreviation
_LATIN_END = re.compile(r"[.!?…][»”\"]?\s+")
_HAN_END = re.compile(r"[。！？；]")  # noqa: RUF001


class Setting(Struct, frozen=True):
    """What holds for a whole text in one language."""

    lex: Lexicon
    measures: Measures
    known: Mapping[str, Indicator]
    places: Places
    year: int | None
    published: date | None


class Memory(Struct, frozen=True):
    """What a sentence takes over from those before it.

    Attributes:
        when: the last period of figures within a year.
        year: the last year that was named.
        targets: whether a heading said that targets follow.
    """

    subject: Subject | None = None
    when: When | None = None
    year: When | None = None
    targets: bool = False


class Sentence(Struct):
    """A sentence with its amounts, and what was found out so far as they are read in turn.

    Attributes:
        bases: by position of an amount, what it is compared with.
        masks: the phrases that are neither verb nor subject: periods and comparisons.
        used: periods that belong to an amount before them.
    """

    text: str
    setting: Setting
    memory: Memory
    amounts: list[TextAmount]
    bases: dict[int, TextSpan]
    masks: list[TextSpan]
    whens: list[When]
    used: set[TextSpan] = field(default_factory=set)
    when: When | None = None
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
    return [part for part in parts if part.strip()]


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
    return Sentence(text, setting, memory, clear, owners, masks, read)


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
    years = [when for when in sentence.whens if when.kind in OF_YEAR]
    return replace(
        memory,
        subject=sentence.subject or memory.subject,
        when=kept,
        year=years[-1] if years else memory.year,
    )
