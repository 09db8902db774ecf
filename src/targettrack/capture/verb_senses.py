"""What a number says by the verb before it and by what it is compared with."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.capture.lexicon import WORD, ending, spans
from targettrack.domain.plans.proposal import Claim
from targettrack.domain.values.number import HUNDRED
from targettrack.domain.values.quantity import PERCENT, Comparator, Quantity, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targettrack.capture.amounts import TextAmount
    from targettrack.capture.lexicon import Lexicon, TextSpan

NEAR_WORDS = 2
NEAR_CHARACTERS = 6
ODD_GROWTH = 60  # percent from which "N% of last year" is an index and no growth
CHANGES = ("grow", "fall")
GOVERNING = {"reach", "exceed", "short", "part"}
_MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.MORE: Comparator.LESS,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.LESS: Comparator.MORE,
}


class Sense(Struct, frozen=True):
    """What a number says.

    Attributes:
        verb: the class of the verb that governs it; empty for none.
        towards: whether the verb leads to a level ("increased to 65%").
        growth: whether growth is what the clause is about ("a growth rate of 8%").
        index: whether growth is given as what is left of 100: "рост 107,2%" has no "на".
        base: what it is compared with: plan, last_year, nation, other; empty for none.
    """

    verb: str = ""
    towards: bool = False
    growth: bool = False
    base: str = ""
    index: bool = False


class Statement(Struct, frozen=True):
    """A claim with its value; `sure` is False where the words leave the reading open."""

    claim: Claim
    quantity: Quantity
    sure: bool = True


def attached(
    text: str, found: Sequence[TextAmount], bases: Sequence[TextSpan], lex: Lexicon
) -> dict[int, TextSpan]:
    """Return by the position of an amount what it is compared with.

    Words of comparison belong to the amount before them if nothing but a few words is in between,
    else to the one that follows.
    """
    owners: dict[int, TextSpan] = {}
    for base in bases:
        before = max((i for i, a in enumerate(found) if a.end <= base.start), default=None)
        after = min((i for i, a in enumerate(found) if a.first >= base.end), default=None)
        if before is not None and _is_behind(text[found[before].end : base.start], base, lex):
            owners.setdefault(before, base)
        elif after is not None and _leads_to(text, base, found[after], lex):
            owners[after] = base
        elif before is not None and base.name in {"last_year", "other"}:
            owners.setdefault(before, base)
    return owners


def _is_behind(gap: str, base: TextSpan, lex: Lexicon) -> bool:
    """Whether words of comparison belong to the amount before a gap.

    A plan with a verb of its own does not ("... and exceeded the plan by 12%"), nor does one in
    Chinese, where it comes first: 计划的64%.
    """
    own_verb = any(lex.verbs[name].search(gap) for name in GOVERNING)
    return _is_near(gap) and (base.name != "plan" or (lex.spaced and not own_verb))


def _leads_to(text: str, base: TextSpan, amount: TextAmount, lex: Lexicon) -> bool:
    """Whether words of comparison are about the amount that follows them.

    A plan without a verb right before it or a preposition is the plan itself: "a target of 8%".
    """
    if base.name == "nation":
        return _is_near(text[base.end : amount.first])
    if base.name != "plan":
        return True
    verbs = spans(lex.verbs, text[: base.start].rstrip())
    last = verbs[-1] if verbs else None
    governed = last and last.name in GOVERNING and last.end == len(text[: base.start].rstrip())
    compared = lex.cues["compared"].match(text, base.start)
    return bool(governed or compared) and _is_near(text[base.end : amount.first])


def _is_near(gap: str) -> bool:
    return not re.search(r",(?!\d)|[;:(，；、。（]", gap) and len(WORD.findall(gap)) <= NEAR_WORDS  # noqa: RUF001


def sense(
    left: str, right: str, lex: Lexicon, masked: Sequence[str], base: TextSpan | None
) -> Sense:
    """Tell what governs an amount from the words before and after it.

    `masked` are the phrases between verb and number that do not part them: periods and what it is
    compared with.
    """
    name = base.name if base else ""
    clause = re.split(r",(?!\d)|[;，；。(（]", left)[-1]  # noqa: RUF001
    growth = bool(lex.verbs["grow"].search(clause))
    before = _verb_before(left, lex, masked)
    if before.verb not in CHANGES and lex.verbs["part"].search(clause):
        return Sense("part", base=name)
    after = next((v for v in CHANGES if lex.verbs[v].match(right.lstrip(" 的"))), "")
    if after and before.verb in {"", "reach"}:
        return Sense(after, growth=after == "grow", base=name)
    grows = growth or before.verb in CHANGES
    index = lex.by_always and grows and not ending(lex.verbs["by"], left)
    return replace(before, growth=growth, base=name, index=bool(index) and not before.towards)


def _verb_before(left: str, lex: Lexicon, masked: Sequence[str]) -> Sense:
    main = [verb for verb in spans(lex.verbs, left) if verb.name not in {"by", "to", "from"}]
    for verb in reversed(main):
        gap = left[verb.end :]
        towards = bool(lex.verbs["to"].search(gap)) and verb.name in CHANGES
        for phrase in masked:
            gap = gap.replace(phrase, " ")
        gap = lex.verbs["to"].sub(" ", lex.verbs["by"].sub(" ", gap))
        if not _is_adjacent(gap, lex, links=verb.name == "reach"):
            break
        if verb.name != "reach" or verb is main[0] or not _follows_at_once(main, verb, left):
            return Sense(verb.name, towards)
    return Sense()


def _follows_at_once(verbs: Sequence[TextSpan], verb: TextSpan, left: str) -> bool:
    """Whether a change stands right before a verb that only links it: "рост в", "growth of"."""
    before = verbs[verbs.index(verb) - 1]
    return before.name in {*CHANGES, "exceed"} and not left[before.end : verb.start].strip()


def _is_adjacent(gap: str, lex: Lexicon, *, links: bool) -> bool:
    """Whether a verb stands by its number; one that only links has no other word in between."""
    if links and lex.spaced:
        return all(word.casefold() in lex.skip for word in WORD.findall(gap))
    if "," in gap or ";" in gap or "，" in gap:  # noqa: RUF001
        return False
    if lex.spaced:
        return len(WORD.findall(gap)) <= NEAR_WORDS
    return len(gap.strip()) <= NEAR_CHARACTERS


def statement(amount: TextAmount, said: Sense, lex: Lexicon) -> Statement | None:
    """Return what an amount says; None for what no claim can hold.

    A change by an amount of money, a change since last month, a part of a total and the figure of
    the nation are none.
    """
    if said.base == "other" or (said.base == "nation" and amount.base == PERCENT):
        return None
    if said.verb == "part" and said.base != "plan":
        return None
    change = said.verb in CHANGES and not said.towards
    if amount.base == PERCENT:
        return _percent(amount.quantity, said, change=change or amount.signed)
    if amount.base == "times":
        return _times(amount.quantity, said, lex)
    if amount.base == "points":
        return None
    return None if change else Statement(Claim.OBSERVATION, _bounded(amount.quantity, said))


def _percent(stated: Quantity, said: Sense, *, change: bool) -> Statement | None:
    if said.base == "plan":
        return _of_plan(stated, said)
    if said.index and stated.value >= ODD_GROWTH:
        return Statement(Claim.YEAR_ON_YEAR, _of_last_year(stated, said), said.base == "last_year")
    if change or (said.growth and said.base != "nation" and not said.towards):
        return Statement(Claim.YEAR_ON_YEAR, _signed(stated, said))
    if said.base == "last_year":
        return Statement(Claim.YEAR_ON_YEAR, _of_last_year(stated, said))
    sure = bool(said.verb)
    return Statement(Claim.OBSERVATION, _bounded(stated, said), sure)


def _of_last_year(stated: Quantity, said: Sense) -> Quantity:
    """Return growth: "103.5% of last year" is 3.5%; a small percent without a verb is growth."""
    if not said.verb and stated.value < ODD_GROWTH:
        return stated
    return _moved(stated, lambda index: index - HUNDRED)


def _of_plan(stated: Quantity, said: Sense) -> Statement:
    """Return a share of a plan; what exceeds it by less than the plan itself comes on top of it.

    "Exceeding 45% of the plan" renders "vượt 45% kế hoạch": 145%. From 100% on it is the share.
    """
    over = said.verb in {"exceed", "grow"} and not said.towards
    if over and stated.value < HUNDRED:
        return Statement(Claim.SHARE_OF_PLAN, _moved(stated, lambda v: v + HUNDRED), sure=False)
    if said.verb in {"short", "fall"} and not said.towards:
        quantity = _mirrored(stated)
        return Statement(Claim.SHARE_OF_PLAN, _moved(quantity, lambda v: v + HUNDRED), sure=False)
    return Statement(Claim.SHARE_OF_PLAN, _bounded(stated, said))


def _times(stated: Quantity, said: Sense, lex: Lexicon) -> Statement | None:
    """Return a factor as growth or share in percent; as it stands where the nation is the base.

    "Tăng 2,7 lần" and "вырос в 2,7 раза" are a factor of 2.7; "增长2.7倍" adds 2.7 times.
    """
    if said.base == "nation":
        return Statement(Claim.OBSERVATION, stated)
    added = not lex.spaced and said.verb == "grow" and not said.towards
    in_percent = replace(stated, unit=Unit(PERCENT))
    if said.base == "plan":
        share = _moved(in_percent, lambda factor: factor * HUNDRED)
        return Statement(Claim.SHARE_OF_PLAN, share)
    if said.verb == "grow" or said.base == "last_year":
        less = Decimal(0 if added else 1)
        growth = _moved(in_percent, lambda factor: (factor - less) * HUNDRED)
        return Statement(Claim.YEAR_ON_YEAR, growth, sure=False)
    return None


def _signed(stated: Quantity, said: Sense) -> Quantity:
    return _mirrored(stated) if said.verb == "fall" else stated


def _bounded(stated: Quantity, said: Sense) -> Quantity:
    """Take "exceeded 99%" as a bound."""
    bound = said.verb == "exceed" and stated.comparator is None
    return replace(stated, comparator=Comparator.MORE) if bound else stated


def _moved(stated: Quantity, move: Callable[[Decimal], Decimal]) -> Quantity:
    high = None if stated.high is None else move(stated.high)
    return replace(stated, value=move(stated.value), high=high)


def _mirrored(stated: Quantity) -> Quantity:
    """Negate a value with its bounds: a fall of at least 5% is growth of at most -5%."""
    comparator = stated.comparator and _MIRRORED.get(stated.comparator, stated.comparator)
    if stated.high is not None:
        return replace(stated, value=-stated.high, high=-stated.value)
    return replace(stated, value=-stated.value, comparator=comparator)
