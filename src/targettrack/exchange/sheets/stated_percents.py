"""Percentages that a table states beside its figures, held against the figures themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.checks.finding import Finding
from targettrack.domain.values.number import half_unit
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from targettrack.domain.plans.plan import LoggedFigure

    Earlier = Callable[[LoggedFigure], Decimal | None]
    Planned = Callable[[LoggedFigure], Decimal | None]

HUNDRED = Decimal(100)
LEAST = Decimal("0.005")  # percentages are published with two decimals at most


class Ratio(Struct, frozen=True):
    """A percentage and the figure that it is of.

    Attributes:
        stated: in percent; of last year's figure 95.7 means 4.3% less.
        is_plan: of the year's plan; else of the same period of the year before.
        plan: what the table says that the plan is.
    """

    file: str
    place: str
    stated: Decimal
    figure: LoggedFigure
    is_plan: bool
    plan: Decimal | None


def contradicted(
    ratios: Iterable[Ratio], earlier: Earlier, planned: Planned
) -> Iterator[tuple[Ratio, Finding | None]]:
    """Yield each percentage that can be checked, with what is doubtful where it does not follow.

    Args:
        ratios: the percentages.
        earlier: gives the value of the same figure of the year before, where it is known.
        planned: gives the plan of a figure's year, where it is known.
    """
    for ratio in ratios:
        if ratio.is_plan:
            whole = ratio.plan if ratio.plan is not None else planned(ratio.figure)
        else:
            whole = earlier(ratio.figure)
        if whole:
            yield ratio, _finding(ratio, whole)


def _finding(ratio: Ratio, whole: Decimal) -> Finding | None:
    value = ratio.figure.observation.value
    share = HUNDRED * value / whole
    slack = abs(share) * (_relative(value) + _relative(whole))
    if abs(share - ratio.stated) <= slack + max(half_unit(ratio.stated), LEAST):
        return None
    return Finding(
        rule="share-of-plan" if ratio.is_plan else "same-period",
        where=f"{ratio.file}, {ratio.place}",
        found=Message(
            "{stated:2}% of the plan is stated, but {value} of {whole} is {share:2}%"
            if ratio.is_plan
            else "{stated:2}% of the same period of the year before is stated, but {value} of "
            "{whole} is {share:2}%",
            stated=ratio.stated,
            value=value,
            whole=whole,
            share=share,
        ),
        advice=Message(
            "one of the two was probably revised since: look for its latest publication"
        ),
    )


def _relative(value: Decimal) -> Decimal:
    """Return by how much of itself a number as printed may be off; nothing for zero."""
    return half_unit(value) / abs(value) if value else Decimal(0)
