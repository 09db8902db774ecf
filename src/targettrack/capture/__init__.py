"""From the paragraphs of a report or an official paper to proposals of figures and targets."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.capture.amounts import amounts
from targettrack.capture.lexicon import language_of, lexicon
from targettrack.capture.period_phrases import whens, year_of
from targettrack.capture.sentence import ITEM, Memory, Setting, sentences
from targettrack.capture.statements import read_sentence
from targettrack.capture.subjects import measures, places_of
from targettrack.capture.tables import is_row, read_tables
from targettrack.domain.plans.candidate import spelled
from targettrack.domain.plans.proposal import Claim, Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from targettrack.capture.lexicon import Lexicon
    from targettrack.domain.plans.proposal import Proposal
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.quantity import Quantity

HEADING = 150  # characters
ROUNDING = Decimal("0.005")  # 5.2 bn beside 5.18 bn


class Found(Struct, frozen=True):
    """What a text states, in its order, and the numbers in it that were not understood."""

    proposals: list[Proposal]
    seen: list[Seen]


def found_in(
    paragraphs: Sequence[str],
    known: Mapping[str, Indicator],
    places: Sequence[Entity],
    published: date | None,
    about: str | None = None,
) -> Found:
    """Return what the text states, each once, and what was seen in it and not understood.

    Of two statements that contradict each other neither is understood.

    Args:
        paragraphs: the text; headings and items of lists are paragraphs of their own.
        known: the indicators by id, those of the store and of the catalogue.
        places: the entities that the text may be about.
        published: the day of the text; without it the year it names most often is meant where a
            period has none.
        about: the entity that is meant where a sentence is not about another place.
    """
    texts = [unicodedata.normalize("NFC", paragraph) for paragraph in paragraphs]
    main = language_of("\n".join(texts), "en")
    year = year_of(texts, published)
    where = places_of(texts, places)
    memory = Memory()
    found: dict[object, Proposal] = {}
    seen: list[Seen] = []
    settings: dict[str, Setting] = {}
    after_heading = False
    number = 0
    while number < len(texts):
        text = texts[number]
        lang = language_of(text, main)
        if lang not in settings:
            lex = lexicon(lang)
            by_name = measures(known, lex)
            settings[lang] = Setting(lex, by_name, known, where, year, published, about)
        setting = settings[lang]
        rows = list(takewhile(is_row, texts[number:]))
        made: Iterable[Proposal | Seen] = read_tables(rows, number, setting, memory)
        if not rows:
            below = after_heading
            made, memory = _read_paragraph(text, number, setting, memory, after_heading=below)
            after_heading = is_heading(text)
        number += len(rows) or 1
        for one in made:
            if isinstance(one, Seen):
                seen.append(one)
            else:
                found.setdefault(_what(one), one)
    return _agreeing(list(found.values()), seen)


def _read_paragraph(
    text: str, number: int, setting: Setting, memory: Memory, *, after_heading: bool
) -> tuple[list[Proposal | Seen], Memory]:
    """Return what a paragraph states, and what the next takes over."""
    targets = _targets_follow(text, setting.lex, memory)
    memory = replace(memory if after_heading else memory.turned(), targets=targets)
    found: list[Proposal | Seen] = []
    for sentence in sentences(text, setting.lex):
        made, memory = read_sentence(sentence, number, setting, memory)
        found += made
    if is_heading(text):
        named = [when for when in whens(text, setting.lex, setting.year, []) if when.period]
        memory = memory.headed(named[-1] if named else None)
    return found, memory


def is_heading(text: str) -> bool:
    """Whether a paragraph is short and ends no sentence; an item of a list is no heading."""
    stripped = text.strip()
    short = 0 < len(stripped) <= HEADING and stripped[-1] not in ".。;；"  # noqa: RUF001
    return short and not ITEM.match(stripped)


def _agreeing(found: Sequence[Proposal], seen: Sequence[Seen]) -> Found:
    """Put aside what the text states otherwise elsewhere, but for rounding."""
    said: dict[object, list[Quantity]] = {}
    for one in found:
        said.setdefault(_series(one), []).append(one.quantity)
    sure = [one for one in found if _is_one_value(said[_series(one)])]
    doubted = [
        Seen(
            spelled(one.quantity, is_target=False),
            one.quote,
            one.paragraph,
            ("the text states another value too",),
        )
        for one in found
        if not _is_one_value(said[_series(one)])
    ]
    return Found(sure, [*seen, *doubted])


def _series(one: Proposal) -> object:
    of = one.compared_with if one.claim is Claim.SHARE_OF_PLAN else ""  # of several plans
    return (one.claim, one.entity, one.indicator, one.period, of)


def _is_one_value(stated: Sequence[Quantity]) -> bool:
    """Whether values are one value, rounded differently."""
    values = [one.value.scaleb(one.unit.power if one.unit else 0) for one in stated]
    return max(values) - min(values) <= ROUNDING * max(map(abs, values))


def _what(proposal: Proposal) -> object:
    """Return what makes two proposals the same statement."""
    subject = proposal.indicator or proposal.label
    return (
        proposal.claim,
        proposal.entity,
        subject,
        proposal.quantity,
        proposal.period,
        proposal.compared_with,
    )


def _targets_follow(text: str, lex: Lexicon, memory: Memory) -> bool:
    """Whether a heading has announced targets; its list ends with the next paragraph of prose."""
    stripped = text.strip()
    if not stripped or ITEM.match(stripped):
        return memory.targets
    heading = is_heading(text)
    told = lex.has("target", stripped) or lex.has("strive", stripped)
    return heading and told and not amounts(stripped, lex)
