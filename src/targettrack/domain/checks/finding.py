"""What a check found to be doubtful: in a plan, or among the records of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.message import Message

if TYPE_CHECKING:
    from datetime import date


class Finding(Struct, frozen=True):
    """One thing that somebody should look at.

    Attributes:
        rule: the name of the check, one word or several with hyphens: "outlier", "falls".
        where: what it is about: entity, indicator and period, or the table of a plan.
        found: what is doubtful, one sentence with its numbers.
        advice: what to do about it.
    """

    rule: str
    where: str
    found: Message
    advice: Message


class RankedFinding(Struct, frozen=True):
    """A finding with what orders it among others of its rule.

    Attributes:
        size: how bad it is, comparable within one rule only; more is worse.
        on: the last day of what it is about.
    """

    finding: Finding
    size: float
    on: date


class Doubt(Struct, frozen=True):
    """What is doubtful about a figure.

    Attributes:
        rule: a name of `store_findings.RULES`.
        found: what is doubtful, with its numbers.
        likely: what it would be if it is the usual slip, or what to look at.
        size: how bad it is, comparable within one rule; more is worse.
    """

    rule: str
    found: Message
    likely: Message
    size: float

    @property
    def message(self) -> Message:
        """What is doubtful and what it may be, in one sentence."""
        return Message("{found}; {likely}", found=self.found, likely=self.likely)
