"""What time it is for a use case, which never asks the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date, datetime


class Clock(Struct, frozen=True):
    """The moment and the two days of one call; a day is one of whoever calls.

    Attributes:
        now: the moment, aware, in the zone whose days are meant.
        as_of: the day that is judged.
        known_at: the last day whose records count.
    """

    now: datetime
    as_of: date
    known_at: date

    @classmethod
    def at(cls, now: datetime, as_of: date | None = None, known_at: date | None = None) -> Clock:
        """Return a clock that stands at `now`; the days that are not given are its day."""
        return cls(now, as_of or now.date(), known_at or now.date())

    @property
    def today(self) -> date:
        """The day of the moment."""
        return self.now.date()
