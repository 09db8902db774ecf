"""What keeps an amount from being a figure or a target, though its slots are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.capture.lexicon import ending, spans
from targettrack.capture.period_phrases import SO_FAR, WITHIN_YEAR
from targettrack.capture.slots import COMMAS
from targettrack.capture.verb_senses import CHANGES
from targettrack.domain.plans.proposal import Claim
from targettrack.domain.records.kind import NO_TRAITS
from targettrack.domain.values.quantity import PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from targettrack.capture.period_phrases import When
    from targettrack.capture.sentence import Sentence, Setting
    from targettrack.capture.subjects import Subject
    from targettrack.capture.verb_senses import Sense, Statement
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.kind import Traits
    from targettrack.domain.values.period import Period

EARLY = 92  # days by which an estimate may come before the end of its year
NO_CLAIM = {
    "other": "it is against an earlier month or quarter",
    "nation": "it is the nation's",
    "part": "it is a share of a whole",
    "fall": "it is a change by an amount",
    "grow": "it is a change by an amount",
}


class Reading(Struct, frozen=True):
    """What an amount was read as."""

    said: Sense
    stated: Statement | None
    subject: Subject | None
    when: When | None
    period: Period | None
    target: bool


def in_the_way(sentence: Sentence, position: int, read: Reading) -> Iterator[str]:
    """Yield what keeps an amount from being understood, by its claim, time and place."""
    setting, left = sentence.setting, sentence.left(position)
    before = sentence.text[: sentence.amounts[position].start]
    days = _days_to_come(read.period, setting)
    checks = (
        (_no_claim(sentence, position, read), True),
        ("no claim", read.subject is not None and not _may_be_figure(sentence, position, read)),
        ("it is of a time to come", not read.target and days > EARLY),
        ("it is a forecast", not read.target and setting.lex.has("forecast", before)),
        ("the period is left open", _has_open_period(sentence, position, read.when)),
        ("the period is left open", _is_share_of_month(sentence, read)),
        ("it is of a time that is over", read.target and days < -EARLY and _is_part(read.when)),
        ("it is of the year before", _is_of_base(sentence, position)),
        ("in brackets", _in_brackets(sentence, position)),
        (NO_CLAIM["other"], not read.target and _goes_on_from_other(sentence, position, read.said)),
        ("it may be of one body", setting.lex.has("body", sentence.text)),
        ("several indicators", len({s.name for s in spans(setting.measures.patterns, left)}) > 1),
        ("several numbers", bool(position) and _is_empty(left, sentence)),
    )
    yield from dict.fromkeys(why for why, holds in checks if why and holds)


def _is_share_of_month(sentence: Sentence, read: Reading) -> bool:
    """Whether a share of a plan would be of a month that was named before: mostly it is so far."""
    when = read.when
    taken_over = when is not None and when not in sentence.whens and when.kind == "month"
    return taken_over and read.said.base == "plan"


def _is_part(when: When | None) -> bool:
    return when is not None and when.kind in WITHIN_YEAR


def _is_empty(left: str, sentence: Sentence) -> bool:
    """Whether nothing but a word that joins parts two amounts: "by 6% and 7%"."""
    return not sentence.setting.lex.cues["joins"].sub("", left).strip(" ,、，")  # noqa: RUF001


def _no_claim(sentence: Sentence, position: int, read: Reading) -> str:
    """Say why an amount claims nothing that can be recorded; empty if it does."""
    said, stated, subject = read.said, read.stated, read.subject
    named = sentence.setting.measures.named(sentence.left(position))
    is_money = sentence.amounts[position].base not in {PERCENT, "times"}
    if said.verb in {"exceed", "short"} and is_money and named is None:
        return NO_CLAIM["grow"]
    if stated is None:
        return NO_CLAIM.get(said.base if said.base in NO_CLAIM else said.verb, "no claim")
    if stated.claim is Claim.OBSERVATION:
        return "" if stated.sure else "what it says is left open"
    of_flow = not traits_of(sentence.setting.known, subject).compounds
    grows = stated.claim is Claim.YEAR_ON_YEAR and of_flow
    open_base = grows and not says_against_what(stated, said, read.when)
    return "against what is not said" if open_base else ""


def _may_be_figure(sentence: Sentence, position: int, read: Reading) -> bool:
    """Whether an amount can be a figure at all.

    A percentage with neither verb nor comparison, of nothing that is known, is none; words for a
    value ("double-digit") are a target only; of a change only the end counts ("from 5% to 8%");
    "than 6.1%" is what is compared with.
    """
    said, subject, target = read.said, read.subject, read.target
    amount, text, lex = sentence.amounts[position], sentence.text, sentence.setting.lex
    of_known = subject is not None and subject.indicator is not None
    governed = said.verb or said.base or said.growth or target or amount.signed or of_known
    if (amount.base == PERCENT and not governed) or (amount.worded and not target):
        return False
    before = text[: amount.start]
    if lex.spaced and ending(lex.cues["compared"], before):
        return False
    starts = position + 1 < len(sentence.amounts) and ending(lex.verbs["from"], before)
    return not (starts and lex.verbs["to"].search(COMMAS.split(sentence.right(position))[0]))


def _goes_on_from_other(sentence: Sentence, position: int, said: Sense) -> bool:
    """Whether a change in percent goes on in a sentence of changes since the month before.

    One that covers the year so far cannot be such a change.
    """
    changes = said.verb in CHANGES and sentence.amounts[position].base == PERCENT and not said.base
    so_far = sentence.when is not None and sentence.when.kind in SO_FAR
    return changes and not so_far and any(b.name == "other" for b in sentence.bases.values())


def _days_to_come(period: Period | None, setting: Setting) -> int:
    """Return by how many days a period ends after the day of the text."""
    if period is None or setting.published is None:
        return 0
    return (period.last - setting.published).days


def _is_of_base(sentence: Sentence, position: int) -> bool:
    """Whether an amount is of the earlier year itself: "in the same period last year it rose 4%".

    So is one that follows a word of comparison, or has "in that period" behind it.
    """
    base, lex, text = sentence.bases.get(position), sentence.setting.lex, sentence.text
    start = sentence.amounts[position].start
    if base is None or base.name != "last_year":
        return False
    if lex.has("yearly", text[base.start : base.end]) or lex.cues["compared"].match(
        text, base.start
    ):
        return bool(ending(lex.cues["compared"], text[:start]))
    within = ending(lex.cues["within"], text[: base.start])
    if base.start > start:
        return bool(within)
    return not ending(lex.cues["compared"], text[: base.start])


def _in_brackets(sentence: Sentence, position: int) -> bool:
    """Whether an amount stands in brackets, but beside what it is of: "5 bn (up 3%)".

    One with a part of a year of its own is no less than one outside: "(in May 3%)".
    """
    begin, amount = sentence.begin(position), sentence.amounts[position]
    before = sentence.text[: amount.start].replace("（", "(").replace("）", ")")  # noqa: RUF001
    opened = before.rfind("(")
    parts = [when.span for when in sentence.whens if when.kind in WITHIN_YEAR]
    own = any(begin <= span.start < amount.start for span in parts)
    of_last = position > 0 and not before[begin:opened].strip()
    base = sentence.bases.get(position)
    beside = of_last and amount.base == PERCENT and (base is None or base.start >= amount.end)
    inside = opened > before.rfind(")") and not amount.signed
    return inside and not own and not beside


def _has_open_period(sentence: Sentence, position: int, when: When | None) -> bool:
    """Whether words such as "in the month" or a year that was named before leave a period open."""
    start = sentence.amounts[position].start
    before = [one for one in sentence.whens if one.span.start < start]
    behind = when in sentence.whens and when not in before
    if before and before[-1].kind == "that" and not behind:
        return True
    others = [one for one in sentence.whens if one.kind in WITHIN_YEAR and one is not when]
    if when not in sentence.whens and any(one not in before for one in others):
        return True  # taken over, though the sentence names a period behind the number
    dated = [one.period.start.year for one in before if one.period and one.dated]
    year = sentence.setting.year
    return when is not None and not when.dated and bool(dated) and dated[-1] != year


def says_against_what(stated: Statement, said: Sense, when: When | None) -> bool:
    """Whether growth says what it is against; of a month or quarter that may be the one before."""
    grows = said.verb in CHANGES or said.growth
    short = when is not None and when.kind in {"month", "quarter"}
    in_percent = stated.quantity.unit is not None and stated.quantity.unit.base == PERCENT
    return not (grows and in_percent and short and not said.base)


def traits_of(known: Mapping[str, Indicator], subject: Subject | None) -> Traits:
    """Return the facts of what is spoken of; none hold where that is no indicator of ours."""
    return known[subject.indicator].traits if subject and subject.indicator else NO_TRAITS
