"""From the paragraphs of a report or an official paper to proposals of figures and targets."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.capture.amounts import amounts
from targettrack.capture.lexicon import language_of, lexicon
from targettrack.capture.period_phrases import year_of
from targettrack.capture.sentence import Memory, Setting, sentences
from targettrack.capture.statements import read_sentence
from targettrack.capture.subjects import measures, places_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targettrack.capture.lexicon import Lexicon
    from targettrack.domain.plans.proposal import Proposal
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator

HEADING = 150  # characters
ITEM = re.compile(r"[-–—•*+]|\(?[\da-zđ]{1,2}[.)]|[一二三四五六七八九十]+[是、]")  # noqa: RUF001


def proposals(
    paragraphs: Sequence[str],
    known: Mapping[str, Indicator],
    places: Sequence[Entity],
    published: date | None,
) -> list[Proposal]:
    """Return what the text seems to state, in its order, each once.

    Args:
        paragraphs: the text; headings and items of lists are paragraphs of their own.
        known: the indicators by id, those of the store and of the catalogue.
        places: the entities that the text may be about.
        published: the day of the text; without it the year it names most often is meant where a
            period has none.
    """
    texts = [unicodedata.normalize("NFC", paragraph) for paragraph in paragraphs]
    main = language_of("\n".join(texts), "en")
    year = year_of(texts, published)
    where = places_of(texts, places)
    memory = Memory()
    found: dict[object, Proposal] = {}
    settings: dict[str, Setting] = {}
    for number, text in enumerate(texts):
        lang = language_of(text, main)
        if lang not in settings:
            lex = lexicon(lang)
            settings[lang] = Setting(lex, measures(known, lex), known, where, year, published)
        setting = settings[lang]
        memory = replace(memory, targets=_targets_follow(text, setting.lex, memory))
        for sentence in sentences(text, setting.lex):
            made, memory = read_sentence(sentence, number, setting, memory)
            for proposal in made:
                found.setdefault(_what(proposal), proposal)
    return list(found.values())


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
    heading = len(stripped) <= HEADING and stripped[-1] not in ".。;；"  # noqa: RUF001
    told = lex.has("target", stripped) or lex.has("strive", stripped)
    return heading and told and not amounts(stripped, lex)
