"""What is measured: the kind decides how a target is judged, and is declared, never guessed."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

from targettrack.domain.values.name import fold, nearest
from targettrack.domain.values.period import MONTHS_OF, ONE_DAY, add_months
from targettrack.errors import InvalidTarget, InvalidText, UnknownName
from targettrack.message import Message, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from targettrack.domain.records.kind import Kind, Traits
    from targettrack.domain.values.quantity import Unit

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_PRECISION = 9


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
