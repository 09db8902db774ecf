"""What fills each slot of a proposal: subject, period, place, and whether it is a target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from targettrack.capture.lexicon import WORD, TextSpan, ending, spans
from targettrack.capture.period_phrases import OF_YEAR, WITHIN_YEAR, is_over, is_within
from targettrack.capture.subjects import Subject, label
from targettrack.domain.records.entity import EntityKind
from targettrack.domain.records.observation import Qualifier
from targettrack.domain.values.period import year_to_date
from targettrack.domain.values.quantity import PERCENT, Comparator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.capture.period_phrases import When
    from targettrack.capture.sentence import Sentence

SEMICOLONS = re.compile("[;；]")  # noqa: RUF001
COMMAS = re.compile(r",(?!\d)|[;，；]")  # noqa: RUF001
STOPS = re.compile(r",(?!\d)|[;，；。(（]")  # noqa: RUF001
RIGHT_WORDS = 4
TAIL_WORDS = 5
NAMELESS = ("target", "strive", "estimated", "listed", "growth")
COUNTRY_GROWTH = "gdp-growth"
PLACE_GROWTH = "grdp-growth"


def subject_of(sentence: Sentence, position: int) -> tuple[Subject | None, bool]:
    """Return what an amount is of, and whether that was said before only.

    A known indicator before the number counts first, then one after what is counted or planned,
    then the words before the number; a sentence that begins with it names its subject after it.
    """
    amount, setting = sentence.amounts[position], sentence.setting
    left, right = sentence.left(position), STOPS.split(sentence.right(position))[0]
    named = setting.measures.named(left[tail_of(sentence, position) :])
    base = sentence.bases.get(position)
    plan_follows = base is not None and base.name == "plan" and base.start >= amount.end
    if named is None and (amount.counted or amount.worded or plan_follows):
        named = setting.measures.named(sentence.text[amount.first : amount.end] + right)
    if named is not None:
        return named, False
    said_away = _said_away(sentence, position)
    if position and (rest := STOPS.search(left)):  # what is before it belongs to the amount before
        said_away.append(TextSpan(0, rest.start(), "rest"))
    words = label(left, said_away, setting.lex)
    if not words and amount.counted:
        words = (amount.unit_word + right).strip()
    if not words and not position:
        masks = _within(sentence.masks, amount.end, amount.end + len(right))
        named = setting.measures.named(right)
        if named is not None:
            return named, False
        words = label(right, masks, setting.lex)
    if words:
        return Subject(None, words), False
    return sentence.subject or sentence.memory.subject, True


def tail_of(sentence: Sentence, position: int) -> int:
    """Return how many of the words before an amount belong to the amount before it.

    "9.8% of exports, down by 20%" does not say what was down.
    """
    left = sentence.left(position)
    parts = (STOPS.search(left), sentence.setting.lex.cues["joins"].search(left))
    return min((part.end() for part in parts if part), default=0) if position else 0


def _said_away(sentence: Sentence, position: int) -> list[TextSpan]:
    """Return what of the words before an amount does not name what is measured."""
    begin, left, lex = sentence.begin(position), sentence.left(position), sentence.setting.lex
    cues = spans({name: lex.cues[name] for name in NAMELESS}, left)
    verbs = [verb for verb in spans(lex.verbs, left) if verb.name not in {"by", "to", "from"}]
    last = verbs[-1:]
    for verb in reversed(verbs[:-1]):  # "a drop of": a verb that only links takes over another
        if len(WORD.findall(left[verb.end : last[0].start])) > 0:
            break
        last.insert(0, verb)
    named = spans(sentence.setting.places.patterns, left)
    if towards := ending(lex.verbs["to"], left):
        named.append(TextSpan(*towards.span(), "to"))
    return [*_within(sentence.masks, begin, begin + len(left)), *last, *cues, *named]


def _within(found: Iterable[TextSpan], begin: int, end: int) -> list[TextSpan]:
    """Return the spans inside a stretch of text, counted from its beginning."""
    return [
        TextSpan(max(span.start - begin, 0), min(span.end, end) - begin, span.name)
        for span in found
        if span.start < end and begin < span.end
    ]


def economy(
    sentence: Sentence, position: int, subject: Subject | None, entity: str | None, *, target: bool
) -> Subject | None:
    """Return the growth of the economy where only "growth" is said, else the subject as it is.

    "A growth target of 8%" is one; so is a target of mere growth, with no other word in its clause.
    It is that of the country where the entity is one.
    """
    setting = sentence.setting
    of_country = entity is not None and setting.places.kinds.get(entity) is EntityKind.COUNTRY
    if subject and subject.indicator == PLACE_GROWTH:
        swapped = of_country and "GRDP" not in subject.label and COUNTRY_GROWTH in setting.known
        return Subject(COUNTRY_GROWTH, subject.label) if swapped else subject
    named = setting.measures.named(sentence.before(position))  # growth of that is meant
    if named or (subject and subject.indicator) or sentence.amounts[position].base != PERCENT:
        return subject
    words = _mere_growth(sentence, position, target=target)
    growth = COUNTRY_GROWTH if of_country else PLACE_GROWTH
    return Subject(growth, words) if words and growth in setting.known else subject


def _mere_growth(sentence: Sentence, position: int, *, target: bool) -> str:
    """Return the words next to an amount by which it is growth of the economy."""
    lex, left = sentence.setting.lex, sentence.left(position)
    right = sentence.right(position).lstrip(" 的")
    said_away = _said_away(sentence, position)
    for match in lex.cues["economy"].finditer(left):
        cut = match.end()
        if not label(left[cut:], _within(said_away, cut, len(left)), lex):
            return match[0]
    clause = _last_clause(left)
    bare = lex.cues["growth"].match(right) or lex.cues["growth"].search(clause)
    cut = len(left) - len(clause)
    mere = target and not label(clause, _within(said_away, cut, len(left)), lex)
    return bare[0] if bare and mere else ""


def _last_clause(text: str) -> str:
    return STOPS.split(text)[-1]


def is_target(sentence: Sentence, position: int) -> bool:
    """Tell whether an amount is to be reached rather than was.

    "Strive for" holds for all that follows in its sentence, a mere "target" within its clause, or
    for a list that it opens ("the targets, in which ..."), unless words of what has happened come
    in between. "8% or more" is how targets are put.
    """
    amount, lex = sentence.amounts[position], sentence.setting.lex
    before = sentence.text[: amount.start]
    masks = [mask for mask in sentence.masks if mask.name in lex.bases]
    cues = [
        cue
        for cue in spans({name: lex.cues[name] for name in ("target", "strive")}, before)
        if not any(cue.overlaps(mask) for mask in masks)
    ]
    named_after = lex.cues["target"].match(sentence.right(position).lstrip(" 的"))
    if named_after and position not in sentence.bases:
        return True
    for cue in reversed(cues):
        happened = lex.cues["observed"].search(before, cue.end)
        until = happened.start() if happened else len(before)
        listed = lex.cues["listed"].search(before, cue.end, until)
        if listed and not SEMICOLONS.search(before, cue.end):
            return True
        if not happened and (cue.name == "strive" or not COMMAS.search(before, cue.end)):
            return True
    clause = SEMICOLONS.split(before)[-1]
    at_least = amount.quantity.comparator is Comparator.AT_LEAST and not amount.worded
    return (at_least or sentence.memory.targets) and not lex.has("observed", clause)


def when_of(sentence: Sentence, position: int, *, target: bool) -> tuple[When | None, bool]:
    """Return the period of an amount, and whether that was said before only.

    A month or part of a year before the number counts first, then what follows it at once. A year
    alone, such as that of a plan, says little while it lasts and a part of it was named.
    """
    setting, memory = sentence.setting, sentence.memory
    choice = _when_beside(sentence, position, target=target)
    before = sentence.when or memory.own or memory.when
    lasts = choice is None or (
        choice.kind in OF_YEAR
        and not is_over(choice, setting.published)
        and is_within(before, choice)
    )
    if lasts and before is not None and not target:
        return _so_far(before, sentence, position), True
    if choice is None:
        return (sentence.when or (memory.year if target else None)), True
    sentence.when = choice
    return choice, False


def _when_beside(sentence: Sentence, position: int, *, target: bool) -> When | None:
    begin, amount = sentence.begin(position), sentence.amounts[position]
    ahead = [
        when
        for when in sentence.whens
        if when.period
        and begin <= when.span.start < amount.start
        and when.span not in sentence.used
    ]
    parts = [when for when in ahead if when.kind in WITHIN_YEAR]
    behind = _right_behind(sentence, position)
    if behind is not None and (target or not parts):
        sentence.used.add(behind.span)
        return behind
    chosen = ahead if target else (parts or ahead)
    return chosen[-1] if chosen else None


def _so_far(when: When, sentence: Sentence, position: int) -> When:
    """Return the stretch since 1 January where a figure after one of a month is cumulative."""
    cumulative = sentence.setting.lex.has("cumulative", sentence.left(position))
    if not cumulative or when.kind != "month" or when.period is None:
        return when
    so_far = replace(when.span, name="end_of_month")
    sentence.when = replace(when, span=so_far, period=year_to_date(when.period))
    return sentence.when


def _right_behind(sentence: Sentence, position: int) -> When | None:
    """Return the period that follows an amount within its clause."""
    end, right = sentence.amounts[position].end, sentence.right(position)
    for when in sentence.whens:
        gap = sentence.rest[end : when.span.start]
        near = not STOPS.search(gap) and len(WORD.findall(gap)) <= RIGHT_WORDS
        if when.period and end <= when.span.start < end + len(right) and near:
            return when
    return None


def entity_of(
    sentence: Sentence, position: int, clause: tuple[int, int], *, target: bool
) -> tuple[str | None, bool]:
    """Return whose an amount is, and whether that was said before only; None where that is open.

    What the whole country or, for a target, a central body is named for is the country's. Else it
    is the place in its clause, else the last before it in the sentence, else that of the paragraph
    or heading; these must be the one that somebody says the text is about.
    """
    setting, left = sentence.setting, sentence.left(position)
    places, lex, (begin, end) = setting.places, setting.lex, clause
    beside = set(places.all_in(sentence.text[begin:end]))
    national = lex.has("country", _last_clause(left)) or (target and lex.has("central", left))
    if national and not beside and places.country:
        return places.country, False
    if beside:
        return (beside.pop() if len(beside) == 1 else None), False
    before = places.all_in(sentence.text[:begin])
    if before and (position or len(set(before)) == 1):
        return (before[-1] if setting.about in {None, before[-1]} or position else None), False
    if before:
        return None, False
    carried = sentence.memory.place
    if setting.about and carried not in {None, setting.about}:
        return None, True
    return setting.about or carried or places.title, True


def qualifier_of(sentence: Sentence, position: int) -> Qualifier | None:
    """Return how final a figure is; what follows in its sentence is no more final."""
    left, lex = sentence.left(position), sentence.setting.lex
    for qualifier in (Qualifier.PRELIMINARY, Qualifier.ESTIMATED, Qualifier.OFFICIAL):
        if lex.has(qualifier.value, left):
            sentence.qualifier = qualifier
    return sentence.qualifier


def compared_with(sentence: Sentence, position: int) -> str:
    """Return the words for what an amount is compared with, with whose they are."""
    base = sentence.bases.get(position)
    if base is None:
        return ""
    words = sentence.text[base.start : base.end].strip()
    if base.start < sentence.amounts[position].start or not sentence.setting.lex.spaced:
        return words
    lex = sentence.setting.lex
    rest = re.split(r"[.,;()]", sentence.text[base.end :])[0]
    for word in rest.split()[:TAIL_WORDS]:
        if word.casefold() in lex.skip or any(char.isdigit() for char in word):
            break
        if any(pattern.fullmatch(word) for pattern in lex.verbs.values()):
            break
        words += f" {word}"
    return words
