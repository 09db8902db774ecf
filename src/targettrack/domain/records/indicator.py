"""What is measured: the kind decides how a target is judged, and is declared, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from targettrack.errors import InvalidTarget, InvalidText, UnknownWord

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.values.quantity import Unit

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_PRECISION = 9
W = TypeVar("W", bound=StrEnum)


class Kind(StrEnum):
    """How a figure relates to its target; a ratio is the kind of a target, not of an indicator."""

    FLOW = "flow"
    SHARE = "share"
    LEVEL = "level"
    HOLD = "hold"
    GROWTH = "growth"
    RATIO = "ratio"
    DELIVERABLE = "deliverable"

    @property
    def accumulates(self) -> bool:
        """Whether figures add up from nothing over the period."""
        return self in {Kind.FLOW, Kind.SHARE}


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
    if found is Kind.RATIO:
        raise InvalidTarget(
            "a ratio is no kind of indicator: the indicator is a growth or a level, and the target "
            "is relative to another entity with --relative-to (relative_to in a plan)"
        )
    if found is None:
        raise UnknownWord("kind of indicator", text, DECLARED_KINDS)
    return found


DECLARED_KINDS = [kind.value for kind in Kind if kind is not Kind.RATIO]
DEFAULT_PRECISION = {
    Kind.FLOW: 0,
    Kind.SHARE: 2,
    Kind.LEVEL: 1,
    Kind.HOLD: 2,
    Kind.GROWTH: 2,
    Kind.DELIVERABLE: 0,
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure; known by its id and by any of its names.

    Attributes:
        absolute_unit: of a share, the unit of its amounts and denominators.
        precision: decimals shown.
        publication_lag: days from the end of a period to its figure.
        least, most: what a value can be at all; None where there is no such limit.
    """

    id: str
    name: str
    kind: Kind
    unit: Unit
    name_vi: str | None = None
    aliases: tuple[str, ...] = ()
    absolute_unit: Unit | None = None
    direction: Direction = Direction.UP
    frequency: Frequency = Frequency.MONTH
    precision: int = 0
    publication_lag: int = 10
    least: Decimal | None = None
    most: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse an id that cannot be typed and a kind that does not fit the unit."""
        if not _ID.fullmatch(self.id):
            reason = "is not an id: use lower-case letters, digits and hyphens"
            raise InvalidText("indicator", self.id, reason)
        percent = {Kind.SHARE, Kind.GROWTH, Kind.DELIVERABLE}
        if self.kind in percent and not self.unit.is_percent:
            raise InvalidTarget(f"indicator {self.id} is a {self.kind}: its unit must be %")
        if self.absolute_unit is not None and self.kind is not Kind.SHARE:
            raise InvalidTarget(f"indicator {self.id}: only a share has an absolute unit")
        if not 0 <= self.precision <= MAX_PRECISION:
            raise InvalidTarget(f"indicator {self.id}: precision must be 0 to {MAX_PRECISION}")
        if self.least is not None and self.most is not None and self.least >= self.most:
            raise InvalidTarget(
                f"indicator {self.id}: the least value {self.least} must be below the most, "
                f"{self.most}"
            )
        if self.kind is Kind.GROWTH and (self.least, self.most) != (None, None):
            raise InvalidTarget(f"indicator {self.id} is a growth: it has no natural limits")

    def called(self, lang: str) -> str:
        """Return its name in a language; English where it has none."""
        return self.name_vi if lang == "vi" and self.name_vi else self.name

    def limits_broken_by(self, value: Decimal) -> str:
        """Say which natural limits a value is beyond; empty where it is within them."""
        over = self.most is not None and value > self.most
        under = self.least is not None and value < self.least
        if not over and not under:
            return ""
        ends = [
            f"at {word} {end}{self.unit.suffix}"
            for word, end in (("least", self.least), ("most", self.most))
            if end is not None
        ]
        return f"is beyond {self.name}, which is {' and '.join(ends)}"

    @property
    def gap_unit(self) -> str:
        """The unit of a difference: percentages differ by points."""
        return "points" if self.unit.is_percent else str(self.unit)
