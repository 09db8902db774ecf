"""Which of the words that were typed after a command is the entity, the indicator, the value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from targettrack.app.record.question import Question
from targettrack.domain.records.kind_words import is_measure, without_grows, without_kept
from targettrack.domain.records.target_reading import DONE
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import parse_quantity, read_way
from targettrack.errors import AmbiguousNumber, InvalidQuantity, InvalidText, UsageFault, quoted
from targettrack.exchange.packaged import by_every_name, catalogue, places
from targettrack.message import Message
from targettrack.store import lookup, open_to_read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from targettrack.store.lookup import Ask

SLOTS = 2  # entity and indicator


_BY = re.compile(r"(.*\d.*?)\s+by\s+(.+)", re.IGNORECASE)


class Typed(NamedTuple):
    """What was named, each empty where it was not."""

    entity: str
    indicator: str
    value: str


def without_day(typed: Sequence[str]) -> tuple[Sequence[str], str]:
    """Return the words but for the day by which a target must be met, and that day.

    >>> without_day(["disbursement", "30% by 2025-05-31"])
    (['disbursement', '30%'], '2025-05-31')
    """
    lower = [word.casefold() for word in typed]
    if "by" in lower[1:-1]:
        at = lower.index("by", 1)
        return list(typed[:at]), " ".join(typed[at + 1 :])
    found = _BY.fullmatch(typed[-1]) if typed else None
    return ([*typed[:-1], found[1]], found[2]) if found else (typed, "")


def named_entity(ask: Ask, entity: str, usual: str = "") -> str:
    """Return the entity that is meant: the one that was named, the usual, or the only one there is.

    Raises:
        Question: none was named and none is usual, and the store has none or several.
    """
    found = entity or usual or lookup.only_entity(ask)
    if not found:
        asked = Message("Whose is it: which team, place, office or person?")
        raise Question("entity", "--entity NAME", asked)
    return found


def of_usual(ask: Ask, entity: str, usual: str) -> tuple[Message, ...]:
    """Say whose it is taken to be where nobody was named and it might be another's."""
    if entity or not usual or lookup.only_entity(ask):
        return ()
    return (Message("of {entity}, as config set entity says", entity=usual),)


def placed(ask: Ask, typed: Sequence[str], entity: str, indicator: str) -> Typed:
    """Tell names from the value among words; a name that an option gave is no longer looked for.

    The value is what the last words say together, as in `churn below 2%`. Names of several words
    need no quotes where they are known. Two that are not are those of an entity and its indicator;
    one that only an entity carries is the entity's, any other the indicator's.

    Raises:
        UsageFault: there are more words than names that are missing.
    """
    known = _Known(ask)
    names, value = _parted(typed, SLOTS - bool(entity) - bool(indicator), known)
    if not names:
        return Typed(entity, indicator, value)
    if entity and not indicator:
        return Typed(entity, " ".join(names), value)
    if indicator and not entity:
        return Typed(" ".join(names), indicator, value)
    found = None if entity else _told(names, known)
    if found is None:
        said = quoted(" ".join(names))
        raise UsageFault(
            Message(
                '{said} are too many words: put a name of several words in quotes, "Nghe An" "cost '
                'per ticket" "at most 4 EUR"',
                said=said,
            )
        )
    return Typed(*found, value)


def named_series(
    store: Path, typed: Sequence[str], entity: str, indicator: str, usual: str = ""
) -> tuple[str, str]:
    """Return the entity and the indicator that words or options name.

    Without an entity it is the usual one, or the only one there is.

    Raises:
        Question: no indicator is named, or no entity where there are several.
        UsageFault: there are more words than names.
    """
    with open_to_read(store) as ask:
        found = placed(ask, typed, entity, indicator)
        if found.value:
            raise UsageFault(
                Message(
                    "{value} is no name: targettrack log records a value", value=quoted(found.value)
                )
            )
        if not found.indicator:
            raise Question("indicator", "--indicator NAME", Message("Of which indicator?"))
        return named_entity(ask, found.entity, usual), found.indicator


def _told(names: Sequence[str], known: _Known) -> tuple[str, str] | None:
    """Tell the entity and the indicator among names, either may be empty; None where it is open."""
    parts = [(" ".join(names[:at]), " ".join(names[at:])) for at in range(len(names), -1, -1)]
    turned = [(right, left) for left, right in parts]
    both = [one for one in (*parts, *turned) if known.entity(one[0]) and known.indicator(one[1])]
    whole = " ".join(names)
    if both:
        return both[0]
    if known.indicator(whole):
        return "", whole
    of_known = [one for one in parts if known.entity(one[0])]
    if of_known:
        return of_known[0]
    if is_measure(whole) or is_measure(names[0]) or len(names) == 1:
        return "", whole
    return (names[0], names[1]) if len(names) == SLOTS else None


def _parted(typed: Sequence[str], expected: int, known: _Known) -> tuple[Sequence[str], str]:
    """Return the names and the value, which is the longest end of the words that is one."""
    for at in range(len(typed)):
        text = " ".join(typed[at:])
        if _is_value(text):
            return typed[:at], text
    last = typed[-1] if typed else ""
    numbered = any(char.isdigit() for char in last) and not known.any(last)
    if len(typed) > expected or (numbered and len(typed) > 1):
        return typed[:-1], last  # it is meant as one, and its own error says what is wrong with it
    return typed, ""


def _is_value(text: str) -> bool:
    if text and (fold(text) in DONE or read_way(text)):
        return True
    try:
        parse_quantity(without_grows(without_kept(text)[0])[0])
    except AmbiguousNumber:
        return True
    except (InvalidQuantity, InvalidText):
        return False
    return True


class _Known:
    """Which names are known: those of the store, of the catalogue and of places."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._measures = by_every_name(catalogue().values())
        self._places = {fold(one) for place in places() for one in (place.name, *place.aliases)}

    def indicator(self, name: str) -> bool:
        return bool(name) and (
            fold(name) in self._measures or lookup.has_indicator(self._ask, name)
        )

    def entity(self, name: str) -> bool:
        return bool(name) and (fold(name) in self._places or lookup.has_entity(self._ask, name))

    def any(self, name: str) -> bool:
        return self.indicator(name) or self.entity(name)
