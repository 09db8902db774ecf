"""One line of arithmetic or of reasoning, and text that stands in it as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic or of reasoning.

    Attributes:
        formula: text with `{:d}` for each of `numbers`, where d is how many decimals to show
            (`{:+d}` with a sign, `{}` exactly as given); they suffice to find the result by hand.
        result: what the formula gives; None where the line is a remark.
        decimals: how many decimals of the result to show.
    """

    name: str
    formula: str
    numbers: tuple[Decimal, ...] = ()
    result: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    remark: str = ""


def literal(text: str) -> str:
    """Return text that stands in a formula as it is, names with braces too."""
    return text.replace("{", "{{").replace("}", "}}")
