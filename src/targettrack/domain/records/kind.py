"""The kinds of indicators and targets, with the plain facts of each."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self, TypeVar

from targettrack.errors import InvalidTarget, UnknownWord
from targettrack.message import Message

W = TypeVar("W", bound=StrEnum)


NOTHING_SAID = Message("")


class Traits(NamedTuple):
    """The plain facts of a kind; how it is judged is in its module of `judge.kinds`.

    Attributes:
        precision: decimals shown where an indicator does not say how many.
        accumulates: figures add up from nothing over the period.
        compounds: figures are rates of growth, which compose by the weights of their bases.
        of_a_whole: figures are percent of an amount, the denominator.
        has_base: the way starts from a value of its own rather than from nothing.
        is_kept: each period is kept or not by itself; figures may be of a volume of cases.
        is_done: it is done on a day, whole or in stages, rather than measured.
        is_percent: the unit is % and no other.
        takes_points: a trajectory may be issued with points or quarters.
        has_trajectory: it is judged along one, whose shape may be asked for; else as it is.
        may_be_relative: a target may be relative to another entity.
        is_declared: an indicator may be of it; else only a target can.
        words: what it means for a figure, as one says to whom the kinds are new.
        example: a target of that kind, as such a person would say it.
    """

    precision: int = 0
    accumulates: bool = False
    compounds: bool = False
    of_a_whole: bool = False
    has_base: bool = False
    is_kept: bool = False
    is_done: bool = False
    is_percent: bool = False
    takes_points: bool = True
    has_trajectory: bool = True
    may_be_relative: bool = False
    is_declared: bool = True
    words: Message = NOTHING_SAID
    example: Message = NOTHING_SAID

    @property
    def builds_up(self) -> bool:
        """Whether figures of parts of a period make one of the whole; else the latest counts."""
        return self.accumulates or self.compounds

    @property
    def is_sum(self) -> bool:
        """Whether amounts add up, over time and over entities alike."""
        return self.accumulates and not self.of_a_whole


NO_TRAITS = Traits()


class Kind(StrEnum):
    """How a figure relates to its target; a ratio is the kind of a target, not of an indicator."""

    FLOW = (
        "flow",
        Traits(
            0,
            accumulates=True,
            words=Message("it adds up over the period"),
            example=Message('"120 trainings held"'),
        ),
    )
    SHARE = (
        "share",
        Traits(
            2,
            accumulates=True,
            of_a_whole=True,
            is_percent=True,
            words=Message("it is the part of a plan that is done so far"),
            example=Message('"95% spent"'),
        ),
    )
    LEVEL = (
        "level",
        Traits(
            1,
            has_base=True,
            may_be_relative=True,
            words=Message("it stands at a level, and the latest figure counts"),
            example=Message('"10,000 members"'),
        ),
    )
    HOLD = (
        "hold",
        Traits(
            2,
            is_kept=True,
            takes_points=False,
            has_trajectory=False,
            words=Message("it must be kept every month"),
            example=Message('"99.9% uptime"'),
        ),
    )
    GROWTH = (
        "growth",
        Traits(
            2,
            compounds=True,
            is_percent=True,
            may_be_relative=True,
            words=Message("it is growth on the same time of last year"),
            example=Message('"8% more sales"'),
        ),
    )
    RATIO = "ratio", Traits(takes_points=False, is_declared=False)
    DELIVERABLE = (
        "deliverable",
        Traits(
            0,
            is_done=True,
            is_percent=True,
            takes_points=False,
            has_trajectory=False,
            words=Message("it is done or not"),
            example=Message('"report issued"'),
        ),
    )

    traits: Traits
    _value_: str

    def __new__(cls, word: str, traits: Traits = NO_TRAITS) -> Self:
        """Make a kind of its word and its facts."""
        kind = str.__new__(cls, word)
        kind._value_, kind.traits = word, traits
        return kind

    @property
    def said(self) -> Message:
        """What it means in plain words, with an example."""
        return Message("{what}, as {example}", what=self.traits.words, example=self.traits.example)


def read_word(words: type[W], text: str, what: str) -> W:
    """Read one of a closed list of words; raises UnknownWord that lists them all."""
    try:
        return words(text.strip().casefold())
    except ValueError:
        raise UnknownWord(what, text, [word.value for word in words]) from None


def read_kind(text: str) -> Kind:
    """Read the kind of an indicator.

    Raises:
        UnknownWord: it is none, with the list of them.
        InvalidTarget: it is a ratio, which only a target can be.
    """
    found = next((kind for kind in Kind if kind == text.strip().casefold()), None)
    if found is not None and not found.traits.is_declared:
        raise InvalidTarget(
            Message(
                "a {found} is no kind of indicator: the indicator is a growth or a level, and the "
                "target is relative to another entity with --relative-to (relative_to in a plan)",
                found=found,
            )
        )
    if found is None:
        raise UnknownWord("kind of indicator", text, DECLARED_KINDS)
    return found


DECLARED_KINDS = [kind.value for kind in Kind if kind.traits.is_declared]
