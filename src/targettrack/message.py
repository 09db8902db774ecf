"""Messages: what is said to people as an English pattern and the values that fill it.

Nothing reads a finished sentence: who says a message in another language, or keeps it in a file,
takes the pattern and the values.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias, Union

from targettrack.shown import show_day, show_marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum

COMMAS = ", "


class Number(NamedTuple):
    """A number with what the pattern does not say of it.

    Attributes:
        mark: how many decimals to show, as in a pattern.
        bound: the sign before it: `<` of odds, `> ` of a value to be passed.
    """

    value: Decimal
    mark: str = ""
    unit: str = ""
    bound: str = ""


class Days(Protocol):
    """A run of days, such as a period; its text is English."""

    @property
    def start(self) -> date:
        """The first."""

    @property
    def last(self) -> date:
        """The last."""


# Text is a name, the same in every language; a word of ours is a message or one of an enumeration.
Argument: TypeAlias = Union[
    "Message", Number, Decimal, int, date, Days, "StrEnum", str, "tuple[Argument, ...]"
]


class Message:
    """An English pattern, by which catalogues know it, and what stands in it.

    In a pattern `{value:2}` is a number with two decimals (`{value:~3}` with three at most,
    `{value:+2}` with a sign, `{row:d}` with digits alone, `{value}` as given), `{day:iso}` a day
    as it is typed (other languages write it their way), `{names}` a list with commas, `{terms: + }`
    one with the sign after the colon, `{names:, | and }` one with another sign before the last.

    Attributes:
        numbers: what fills the marks of arithmetic, which have no names, in their order.
        arguments: what fills the others.
    """

    __slots__ = ("arguments", "numbers", "pattern")

    # No dataclass: the code that one generates is on the way of every report.
    pattern: Final[str]
    numbers: Final[tuple[Decimal, ...]]
    arguments: Final[dict[str, Argument]]

    def __init__(
        self, pattern: str, numbers: tuple[Decimal, ...] = (), /, **arguments: Argument
    ) -> None:
        self.pattern = pattern
        self.numbers = numbers
        self.arguments = arguments

    @property
    def english(self) -> str:
        """The pattern as English has it here."""
        return self.pattern

    def __str__(self) -> str:
        """Say it in English."""
        return filled(self, self.english, say)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self._state() == other._state()

    def __hash__(self) -> int:
        return hash((self.pattern, self.numbers))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def _state(self) -> tuple[object, ...]:
        return type(self), self.pattern, self.numbers, self.arguments


class Plural(Message):
    """A message about `n` things, with a pattern of its own for more than one."""

    __slots__ = ("plural",)

    plural: Final[str]

    def __init__(self, one: str, plural: str, /, n: int, **arguments: Argument) -> None:
        super().__init__(one, n=n, **arguments)
        self.plural = plural

    @property
    def english(self) -> str:
        """The pattern for one thing, or that for several."""
        return self.pattern if self.arguments["n"] == 1 else self.plural


def verbatim(text: str) -> Message:
    """Return what somebody else said, which is the same in every language."""
    return Message("{said}", said=text)


def lines_of(message: Message) -> tuple[Message, ...]:
    """Return each of several things that a message says, one a line; or itself."""
    for parts in message.arguments.values():
        if message.pattern.endswith(":\n}") and isinstance(parts, tuple):
            return tuple(
                line for one in parts if isinstance(one, Message) for line in lines_of(one)
            )
    return (message,)


def word(text: str) -> str:
    """Return a text that is said elsewhere, so that catalogues learn of it."""
    return text


def clauses(parts: Iterable[Message]) -> Message:
    """Join what can be said by itself."""
    several = tuple(parts)
    return several[0] if len(several) == 1 else Message("{clauses:; }", clauses=several)


def unit_per(unit: str, per: str) -> Message:
    """Return the unit of what comes in each month, quarter, year or day."""
    if unit == "%":
        return Message("% a {per}", per=Message(per))
    return Message("{unit} a {per}", unit=Message(unit), per=Message(per))


def filled(message: Message, pattern: str, say: Callable[[Argument, str], str]) -> str:
    """Return a pattern with what stands in a message, each as `say` says it with its mark."""
    if not message.numbers and not message.arguments:
        return pattern
    return pattern.format(
        *(_Held(number, say) for number in message.numbers),
        **{name: _Held(one, say) for name, one in message.arguments.items()},
    )


class _Held:
    """An argument where the pattern asks for it."""

    __slots__ = ("argument", "say")

    def __init__(self, argument: Argument, say: Callable[[Argument, str], str]) -> None:
        self.argument = argument
        self.say = say

    def __format__(self, mark: str) -> str:
        if not isinstance(self.argument, tuple) or isinstance(self.argument, Number):
            return self.say(self.argument, mark)
        between, _, before_last = (mark or COMMAS).partition("|")
        said = [self.say(one, "") for one in self.argument]
        parts = [between.join(said[:-1]), *said[-1:]] if len(said) > 1 else said
        return (before_last or between).join(parts)


def say(argument: Argument, mark: str = "") -> str:
    """Say an argument in English."""
    if isinstance(argument, Number):
        value, own, unit, bound = argument
        space = "" if unit in {"", "%"} else " "
        return f"{bound}{show_marked(value, own or mark)}{space}{unit}"
    if isinstance(argument, Decimal | int):
        return show_marked(Decimal(argument), mark)
    if isinstance(argument, date) and mark != "iso":
        return show_day(argument)
    return str(argument)
