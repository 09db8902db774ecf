"""One line of arithmetic or of reasoning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from targettrack.message import Message

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.message import Argument


class Step(Message):
    """A message with a name and a result; its numbers suffice to find the result by hand.

    Attributes:
        result: what the formula gives; None where the line is a remark.
        decimals: how many decimals of the result to show.
    """

    __slots__ = ("decimals", "name", "remark", "result", "unit")

    name: Final[str | Message]
    result: Final[Decimal | None]
    unit: Final[str | Message]
    decimals: Final[int]
    remark: Final[str | Message]

    def __init__(  # noqa: PLR0913, PLR0917 - a line of arithmetic stands in one line
        self,
        name: str | Message,
        formula: str,
        numbers: tuple[Decimal, ...] = (),
        result: Decimal | None = None,
        unit: str | Message = "",
        decimals: int = 0,
        remark: str | Message = "",
        /,
        **arguments: Argument,
    ) -> None:
        super().__init__(formula, numbers, **arguments)
        self.name = name
        self.result = result
        self.unit = unit
        self.decimals = decimals
        self.remark = remark

    def called(self, name: str | Message) -> Step:
        """Return the same line under another name."""
        return Step(
            name,
            self.pattern,
            self.numbers,
            self.result,
            self.unit,
            self.decimals,
            self.remark,
            **self.arguments,
        )

    def _state(self) -> tuple[object, ...]:
        own = self.name, self.result, self.unit, self.decimals, self.remark
        return *super()._state(), *own
