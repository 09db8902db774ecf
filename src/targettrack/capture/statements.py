"""One amount after the other: what it claims of what, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.capture.leftover import leftover, reach
from targettrack.capture.lexicon import ending
from targettrack.capture.obstacles import Reading, in_the_way, says_against_what, traits_of
from targettrack.capture.period_phrases import in_its_year
from targettrack.capture.sentence import recognised, remembered
from targettrack.capture.slots import (
    compared_with,
    economy,
    entity_of,
    is_target,
    qualifier_of,
    subject_of,
    when_of,
)
from targettrack.capture.verb_senses import CHANGES, ODD_GROWTH, sense, statement
from targettrack.domain.plans.proposal import Claim, Proposal, Seen
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.quantity import PERCENT, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.capture.amounts import TextAmount
    from targettrack.capture.period_phrases import When
    from targettrack.capture.sentence import Memory, Sentence, Setting
    from targettrack.capture.subjects import Subject
    from targettrack.capture.verb_senses import Sense, Statement
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.values.period import Period
    from targettrack.domain.values.quantity import Quantity

# How often proposals of texts that no rule was tried on were right: benchmarks/capture_read.csv.
RELIABLE = 0.85
LOSSES = {"entity": 0.0, "indicator": 0.0, "period": 0.0, "far": 0.2, "base": 0.1, "reading": 0.1}
MOST = 40  # numbers of a sentence; one with more is a table that was run together


def read_sentence(
    text: str, paragraph: int, setting: Setting, memory: Memory
) -> tuple[list[Proposal | Seen], Memory]:
    """Return what one sentence states, and what those after it may take over."""
    sentence = recognised(text, setting, memory)
    if len(sentence.amounts) > MOST:
        crowd = (_seen(sentence, one, paragraph, "a crowd of numbers") for one in sentence.amounts)
        return [*crowd], memory
    made = [
        one
        for position in range(len(sentence.amounts))
        if (one := _read(sentence, position, paragraph)) is not None
    ]
    return made, remembered(sentence, stated=bool(made))


def _read(sentence: Sentence, position: int, paragraph: int) -> Proposal | Seen | None:
    """Fill the slots of one amount, in the order in which they need each other.

    What is left open in any, or among words that nothing has read, is seen and not understood; None
    is what counts nothing that an indicator could.
    """
    setting, amount = sentence.setting, sentence.amounts[position]
    if amount.unit_word and not amount.counted:
        return None
    target = is_target(sentence, position)
    begin, end = reach(sentence, position, target=target)
    entity, entity_inherited = entity_of(sentence, position, (begin, end), target=target)
    subject, subject_inherited = _subject(sentence, position, entity, target=target)
    when, when_inherited = when_of(sentence, position, target=target)
    said = sense_of(sentence, position, subject)
    stated = statement(amount, said, setting.lex)
    sentence.subject = subject or sentence.subject
    period = _covered(when, setting, target=target)
    claim, indicator = None, None
    if stated is not None and subject is not None:
        claim, indicator = _settled(setting.known, subject, stated, target=target)
    open_slots = {"indicator": indicator, "period": period, "entity": entity}
    missing = [f"no {name}" for name, slot in open_slots.items() if not slot]
    missing += in_the_way(sentence, position, Reading(said, stated, subject, when, period, target))
    if words := leftover(sentence, position, begin, end):
        missing.append(f'not read: "{words}"')
    if indicator in sentence.lost:
        missing.append("of the same, something was not understood before")
    if words or "several indicators" in missing:  # of what is not understood, nothing goes on
        of = {subject.indicator} if subject and subject.indicator else set()
        sentence.lost |= of
        sentence.subject, sentence.memory = None, replace(sentence.memory, subject=None)
    if missing or claim is None or stated is None or subject is None:
        return _seen(sentence, amount, paragraph, *missing)
    sentence.stated = when if not target else sentence.stated
    inherited = {"entity": entity_inherited, "indicator": subject_inherited}
    inherited["period"] = when_inherited
    doubts = [name for name, yes in inherited.items() if yes]
    doubts += ["far"] if when is sentence.memory.when and sentence.memory.far else []
    if not says_against_what(stated, said, when):
        doubts.append("base")
    doubts += [] if stated.sure else ["reading"]
    return Proposal(
        claim=claim,
        entity=entity,
        indicator=indicator,
        label=subject.label,
        quantity=_with_base(stated.quantity, setting.known.get(indicator or "")),
        period=period,
        basis=when.basis if when and period and not target else None,
        qualifier=_qualifier(sentence, position, period, target=target),
        quote=sentence.text.strip(),
        paragraph=paragraph,
        confidence=round(RELIABLE - sum(LOSSES[name] for name in doubts), 2),
        inherited=tuple(name for name in doubts if name in inherited),
        compared_with=compared_with(sentence, position),
    )


def _qualifier(
    sentence: Sentence, position: int, period: Period | None, *, target: bool
) -> Qualifier | None:
    """Return how final a figure is; one of a period that is not over can only be an estimate."""
    published = sentence.setting.published
    lasts = period is not None and published is not None and published < period.last
    said = qualifier_of(sentence, position)
    return Qualifier.ESTIMATED if lasts and not target else said


def _seen(sentence: Sentence, amount: TextAmount, paragraph: int, *missing: str) -> Seen:
    number = sentence.text[amount.first : amount.end].strip()
    return Seen(number, sentence.text.strip(), paragraph, missing)


def _subject(
    sentence: Sentence, position: int, entity: str | None, *, target: bool
) -> tuple[Subject | None, bool]:
    """Return what an amount is of; what an earlier sentence said gives way to mere growth."""
    subject, inherited = subject_of(sentence, position)
    own = subject if sentence.subject or not inherited else None
    meant = economy(sentence, position, own, entity, target=target)
    before = sentence.subject
    if before and before.indicator and meant is not own:
        return before, True  # "growth" alone is that of what was spoken of
    return meant or subject, inherited and meant is own


def _covered(when: When | None, setting: Setting, *, target: bool) -> Period | None:
    if when is None or target:
        return when.period if when else None
    return in_its_year(when, setting.published)


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
    traits = traits_of(sentence.setting.known, subject)
    if traits.compounds and abs(amount.quantity.value) < ODD_GROWTH and said.base != "nation":
        return replace(said, growth=True)
    return said


def _settled(
    known: Mapping[str, Indicator], subject: Subject, stated: Statement, *, target: bool
) -> tuple[Claim, str | None]:
    """Return the claim in terms of the indicator, and the indicator where the unit is its own.

    Percent of an indicator that is an amount can only be a share of its plan.
    """
    traits, claim = traits_of(known, subject), stated.claim
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
