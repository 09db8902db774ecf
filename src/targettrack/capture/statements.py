"""One amount after the other: what it claims of what, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.capture.lexicon import ending
from targettrack.capture.period_phrases import in_its_year
from targettrack.capture.sentence import recognised, remembered
from targettrack.capture.slots import (
    COMMAS,
    compared_with,
    economy,
    entity_of,
    is_target,
    qualifier_of,
    subject_of,
    when_of,
)
from targettrack.capture.verb_senses import CHANGES, ODD_GROWTH, sense, statement
from targettrack.domain.plans.proposal import Claim, Proposal
from targettrack.domain.records.indicator import NO_TRAITS
from targettrack.domain.values.quantity import PERCENT, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.capture.period_phrases import When
    from targettrack.capture.sentence import Memory, Sentence, Setting
    from targettrack.capture.subjects import Subject
    from targettrack.capture.verb_senses import Sense, Statement
    from targettrack.domain.records.indicator import Indicator, Traits
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.quantity import Quantity

RELIABLE = 0.95
LOSSES = {"indicator": 0.15, "period": 0.25, "entity": 0.15, "reading": 0.1, "inherited": 0.05}


def read_sentence(
    text: str, paragraph: int, setting: Setting, memory: Memory
) -> tuple[list[Proposal], Memory]:
    """Return what one sentence states, and what those after it may take over."""
    sentence = recognised(text, setting, memory)
    made = [
        proposal
        for position in range(len(sentence.amounts))
        if (proposal := _proposal(sentence, position, paragraph)) is not None
    ]
    return made, remembered(sentence, stated=bool(made))


def _proposal(sentence: Sentence, position: int, paragraph: int) -> Proposal | None:
    """Fill the slots of one amount, in the order in which they need each other."""
    setting, amount = sentence.setting, sentence.amounts[position]
    if amount.unit_word and not amount.counted:
        return None
    target = is_target(sentence, position)
    entity, entity_inherited = entity_of(sentence, position, target=target)
    subject, subject_inherited = _subject(sentence, position, entity, target=target)
    when, when_inherited = when_of(sentence, position, target=target)
    said = sense_of(sentence, position, subject)
    stated = statement(amount, said, setting.lex)
    sentence.subject = subject or sentence.subject
    may_be = _may_be_figure(sentence, position, said, subject, target=target)
    if stated is None or subject is None or not may_be:
        return None
    claim, indicator = _settled(setting.known, subject, stated, target=target)
    period = _covered(when, setting, target=target)
    against = compared_with(sentence, position)
    slots = {
        "indicator": indicator,
        "period": period,
        "entity": entity,
        "reading": stated.sure and (claim is not Claim.SHARE_OF_PLAN or against),
    }
    empty = [name for name, slot in slots.items() if not slot]
    flags = {"entity": entity_inherited, "indicator": subject_inherited, "period": when_inherited}
    inherited = tuple(n for n, yes in flags.items() if yes and (n == "indicator" or n not in empty))
    return Proposal(
        claim=claim,
        entity=entity,
        indicator=indicator,
        label=subject.label,
        quantity=_with_base(stated.quantity, setting.known.get(indicator or "")),
        period=period,
        basis=when.basis if when and period and not target else None,
        qualifier=qualifier_of(sentence, position),
        quote=sentence.text.strip(),
        paragraph=paragraph,
        confidence=_confidence(empty, inherited),
        inherited=inherited,
        compared_with=against,
    )


def _subject(
    sentence: Sentence, position: int, entity: str | None, *, target: bool
) -> tuple[Subject | None, bool]:
    """Return what an amount is of; what an earlier sentence said gives way to mere growth."""
    subject, inherited = subject_of(sentence, position)
    own = subject if sentence.subject or not inherited else None
    meant = economy(sentence, position, own, entity, target=target)
    return meant or subject, inherited and meant is own


def _covered(when: When | None, setting: Setting, *, target: bool) -> Period | None:
    if when is None or target:
        return when.period if when else None
    return in_its_year(when, setting.published)


def _may_be_figure(
    sentence: Sentence, position: int, said: Sense, subject: Subject | None, *, target: bool
) -> bool:
    """Whether an amount can be a figure at all.

    A percentage with neither verb nor comparison, of nothing that is known, is none, nor are the
    parts of a count, in brackets; words for a value ("double-digit") are a target only; of a change
    only the end counts ("from 5% to 8%"); "than 6.1%" is what is compared with.
    """
    amount, text, lex = sentence.amounts[position], sentence.text, sentence.setting.lex
    of_known = subject is not None and subject.indicator is not None
    governed = said.verb or said.base or said.growth or target or amount.signed or of_known
    if (amount.base == PERCENT and not governed) or (amount.worded and not target):
        return False
    before = text[: amount.start].replace("（", "(").replace("）", ")")  # noqa: RUF001
    if amount.counted and before.count("(") > before.count(")"):
        return False
    if lex.spaced and ending(lex.cues["compared"], before):
        return False
    starts = position + 1 < len(sentence.amounts) and ending(lex.verbs["from"], before)
    return not (starts and lex.verbs["to"].search(COMMAS.split(sentence.right(position))[0]))


def sense_of(sentence: Sentence, position: int, subject: Subject | None) -> Sense:
    """Return what governs an amount, with the growth that its indicator implies."""
    begin, lex = sentence.begin(position), sentence.setting.lex
    amount = sentence.amounts[position]
    between = [
        sentence.text[max(mask.start, begin) : mask.end]
        for mask in sentence.masks
        if begin < mask.end <= amount.start
    ]
    said = sense(
        sentence.left(position),
        sentence.right(position),
        lex,
        between,
        sentence.bases.get(position),
    )
    left = sentence.left(position)
    goes_on = subject is sentence.subject is not None and amount.base == PERCENT
    if not said.verb and (goes_on or ending(lex.verbs["by"], left)):
        # as in: increased by 5% and by 8%; fell from 5% to 3%
        towards = bool(ending(lex.verbs["to"], left))
        said = replace(said, verb=sentence.verb, towards=towards)
    sentence.verb = said.verb if said.verb in CHANGES else ""
    traits = _traits(sentence.setting.known, subject)
    if traits.compounds and abs(amount.quantity.value) < ODD_GROWTH and said.base != "nation":
        return replace(said, growth=True)
    return said


def _traits(known: Mapping[str, Indicator], subject: Subject | None) -> Traits:
    """Return the facts of what is spoken of; none hold where that is no indicator of ours."""
    return known[subject.indicator].traits if subject and subject.indicator else NO_TRAITS


def _settled(
    known: Mapping[str, Indicator], subject: Subject, stated: Statement, *, target: bool
) -> tuple[Claim, str | None]:
    """Return the claim in terms of the indicator, and the indicator where the unit is its own.

    Percent of an indicator that is an amount can only be a share of its plan.
    """
    traits, claim = _traits(known, subject), stated.claim
    unit = stated.quantity.unit
    in_percent = unit is not None and unit.base == PERCENT
    if traits.compounds and claim is Claim.YEAR_ON_YEAR and in_percent:
        claim = Claim.OBSERVATION
    if traits.of_a_whole and claim is Claim.SHARE_OF_PLAN:
        claim = Claim.OBSERVATION
    if traits.is_sum and claim is Claim.OBSERVATION and in_percent:
        claim = Claim.SHARE_OF_PLAN
    if target:
        claim = Claim.TARGET
    if subject.indicator is None or claim in {Claim.SHARE_OF_PLAN, Claim.YEAR_ON_YEAR}:
        return claim, subject.indicator
    indicator = known[subject.indicator]
    amount = indicator.absolute_unit or indicator.unit
    own = {indicator.unit.base, amount.base, "times"} | ({""} if not amount.is_percent else set())
    return claim, subject.indicator if unit is None or unit.base in own else None


def _with_base(stated: Quantity, indicator: Indicator | None) -> Quantity:
    """Say of what a magnitude alone is: "7.5 million" of tourist arrivals are arrivals."""
    if indicator is None or stated.unit is None or stated.unit.base:
        return stated
    unit = indicator.absolute_unit or indicator.unit
    return replace(stated, unit=Unit(unit.base, stated.unit.power))


def _confidence(empty: Sequence[str], inherited: Sequence[str]) -> float:
    """Take off for each slot that is empty or left open and for what is inherited."""
    off = sum(LOSSES[name] for name in empty) + LOSSES["inherited"] * len(inherited)
    return round(max(RELIABLE - off, 0.0), 2)
