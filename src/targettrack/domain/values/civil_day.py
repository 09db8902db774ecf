"""The civil day of records of which only the moment was kept, as earlier versions did.

They kept a day that was named as its first second on the clock of the place, and what named no day
as the second at which it was written. Which clock that was is not kept; but a moment that is
midnight on the clock of a time zone was, but for one chance in 2,000, a day that was named there.
So it stands for that day; and the clock that most of these agree on, or else that of UTC, tells
the day of the moments that are no midnight anywhere.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_DAY, _HOUR = 86_400, 3_600
_EPOCH = date(1970, 1, 1)
# What clocks are ahead of UTC, in hours. -11 and -12 are left out for 13 and 12, which are the same
# midnight in places with more people; so is 14 for -10.
_CLOCKS = (
    *range(-10, 14), -9.5, -3.5, -2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75,
)  # fmt: skip
_AHEAD = {int(-hours * _HOUR) % _DAY: int(hours * _HOUR) for hours in _CLOCKS}


def clock_of(moments: Iterable[int]) -> int:
    """Return by how many seconds the clock of most midnights is ahead of UTC; 0 if none is one.

    Args:
        moments: each moment once, in seconds since 1970, UTC.
    """
    found = Counter(ahead for one in moments if (ahead := _AHEAD.get(one % _DAY)) is not None)
    return max(found, key=lambda ahead: (found[ahead], -abs(ahead)), default=0)


def civil_day(moment: int, clock: int) -> date:
    """Return the day that a moment stood for: that of its midnight, or else by the clock."""
    return _EPOCH + timedelta(days=(moment + _AHEAD.get(moment % _DAY, clock)) // _DAY)
