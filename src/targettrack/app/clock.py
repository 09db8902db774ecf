"""What time it is for a use case, which never asks the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.records.event import Stamp

if TYPE_CHECKING:
    from datetime import date, datetime


class Clock(Struct, frozen=True):
    """The moment and the two days of one call; a day is one of whoever calls.

    Attributes:
        now: the moment, aware, in the zone whose days are meant.
        as_of: the day that is judged.
        known_at: the last day whose records count.
        who: who records what is recorded; empty for a program.
        command: the command that was called.
    """

    now: datetime
    as_of: date
    known_at: date
    who: str = ""
    command: str = ""

    @classmethod
    def at(
        cls,
        now: datetime,
        as_of: date | None = None,
        known_at: date | None = None,
        *,
        who: str = "",
        command: str = "",
    ) -> Clock:
        """Return a clock that stands at `now`; the days that are not given are its day."""
        return cls(now, as_of or now.date(), known_at or now.date(), who, command)

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.now.date()

    def in_turn(self, stamp: Stamp) -> Clock:
        """Return this clock at the moment of a transaction, which may have waited for others."""
        return replace(self, now=stamp.at.astimezone(self.now.tzinfo))

    def stamp(self, reason: str = "") -> Stamp:
        """Return who records, when, by which command, and why."""
        return Stamp(self.now, self.today, self.who, self.command, reason)
