"""What is measured: the kind decides how a target is judged, and is declared, never guessed."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar
from zlib import crc32

from msgspec import Struct

from targettrack.domain.values.name import fold, nearest
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, add_months
from targettrack.errors import InvalidTarget, InvalidText, UnknownName, UnknownWord
from targettrack.message import Message, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.values.quantity import Unit

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_PRECISION = 9
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


class Direction(StrEnum):
    """Which way is good."""

    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        """+1 if up is good, -1 if down is."""
        return 1 if self is Direction.UP else -1


class Frequency(StrEnum):
    """How often a figure is published."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Season(StrEnum):
    """What is known of the shape of its year, whatever its own past says."""

    SPENDING = "spending"


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


def id_for(name: str) -> str:
    """Return what is typed for a name; of letters that no id has, a number stands for them."""
    folded = fold(name).replace("%", " percent")
    plain = "-".join(re.findall("[a-z0-9]+", folded))
    if plain == "-".join(folded.split()):
        return plain
    return f"{plain}-{crc32(folded.encode()):08x}".lstrip("-")


class Indicator(Struct, frozen=True):
    """A measure; known by its id and by any of its names.

    Attributes:
        names: a language and what it is called in it, of languages but the one of `name`.
        absolute_unit: of a share, the unit of its amounts and denominators.
        precision: decimals shown.
        publication_lag: days from the end of a period to its figure.
        least, most: what a value can be at all; None where there is no such limit.
        season: of a share, that it is the spending of a year's plan: late in the year.
    """

    id: str
    name: str
    kind: Kind
    unit: Unit
    names: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    absolute_unit: Unit | None = None
    direction: Direction = Direction.UP
    frequency: Frequency = Frequency.MONTH
    precision: int = 0
    publication_lag: int = 10
    least: Decimal | None = None
    most: Decimal | None = None
    season: Season | None = None

    def __post_init__(self) -> None:
        """Refuse an id that cannot be typed and a kind that does not fit the unit."""
        if not _ID.fullmatch(self.id):
            reason = Message("is not an id: use lower-case letters, digits and hyphens")
            raise InvalidText("indicator", self.id, reason)
        if self.traits.is_percent and not self.unit.is_percent:
            raise InvalidTarget(
                Message(
                    "indicator {id} is a {kind}: its unit must be %", id=self.id, kind=self.kind
                )
            )
        if self.absolute_unit is not None and not self.traits.of_a_whole:
            raise InvalidTarget(
                Message("indicator {id}: only a share has an absolute unit", id=self.id)
            )
        if self.season is not None and not self.traits.of_a_whole:
            raise InvalidTarget(
                Message("indicator {id}: only a share is the spending of a plan", id=self.id)
            )
        if not 0 <= self.precision <= MAX_PRECISION:
            raise InvalidTarget(
                Message(
                    "indicator {id}: precision must be 0 to {max_precision:d}",
                    id=self.id,
                    max_precision=MAX_PRECISION,
                )
            )
        if self.least is not None and self.most is not None and self.least >= self.most:
            raise InvalidTarget(
                Message(
                    "indicator {id}: the least value {least} must be below the most, {most}",
                    id=self.id,
                    least=self.least,
                    most=self.most,
                )
            )
        if self.traits.compounds and (self.least, self.most) != (None, None):
            raise InvalidTarget(
                Message("indicator {id} is a growth: it has no natural limits", id=self.id)
            )

    @property
    def traits(self) -> Traits:
        """The plain facts of its kind."""
        return self.kind.traits

    def called(self, lang: str) -> str:
        """Return its name in a language; `name` where it has none."""
        return dict(self.names).get(lang, self.name)

    @property
    def every_name(self) -> tuple[str, ...]:
        """Its id and all by which it can be called."""
        return self.id, self.name, *(name for _, name in self.names), *self.aliases

    def limits_broken_by(self, value: Decimal) -> Message | None:
        """Say which natural limits a value is beyond; None where it is within them."""
        over = self.most is not None and value > self.most
        under = self.least is not None and value < self.least
        if not over and not under:
            return None
        ends = tuple(
            Message(pattern, end=f"{end}{self.unit.suffix}")
            for pattern, end in (
                (word("at least {end}"), self.least),
                (word("at most {end}"), self.most),
            )
            if end is not None
        )
        return Message("is beyond {name}, which is {ends: and }", name=self.name, ends=ends)

    @property
    def gap_unit(self) -> str:
        """The unit of a difference: percentages differ by points."""
        return "points" if self.unit.is_percent else str(self.unit)


def first_due(indicator: Indicator, since: date) -> date:
    """Return the day by which the figure of the first cycle that ends after `since` is due."""
    return next(_due_days(indicator, since))


def overdue(indicator: Indicator, since: date, on: date) -> list[date]:
    """Return the days before `on` by which the figures of cycles after `since` were due."""
    return list(takewhile(lambda day: day < on, _due_days(indicator, since)))


def _due_days(indicator: Indicator, since: date) -> Iterator[date]:
    """Yield the day by which each figure is due: some days after its month, quarter or year."""
    months, lag = MONTHS_OF[indicator.frequency], timedelta(days=indicator.publication_lag)
    first = add_months(since + ONE_DAY, 0)
    end = add_months(first, months - (first.month - 1) % months)
    while True:
        yield end - ONE_DAY + lag
        end = add_months(end, months)


def indicator_called(name: str, known: Mapping[str, Indicator]) -> Indicator:
    """Return the one that carries a name, of indicators by id and folded name.

    Raises:
        UnknownName: none does; with those whose names look like it.
    """
    found = known.get(name) or known.get(fold(name))
    if found is None:
        shown = {fold(one): indicator.id for one, indicator in known.items()}
        raise UnknownName("indicator", name, nearest(name, shown))
    return found
