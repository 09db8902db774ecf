"""When a schedule is due: by the clock on the wall, and caught up once after a missed run."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from targettrack.domain.values.calendar import Every

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.records.mail_settings import Schedule

_SHORTEST_MONTH = 28


def last_due(schedule: Schedule, now: datetime) -> datetime | None:
    """Return the latest moment up to `now` at which a schedule was due; None for none.

    However many were missed, only the latest is caught up. Moments are as on the wall, without a
    time zone; nothing is due before the schedule was added.
    """
    moments = _rule(schedule, datetime.combine(schedule.since, time()))
    return moments.before(now.replace(tzinfo=None), inc=True)


def next_due(schedule: Schedule, now: datetime) -> datetime | None:
    """Return the first moment after `now` at which a schedule is due."""
    moments = _rule(schedule, datetime.combine(schedule.since, time()))
    return moments.after(now.replace(tzinfo=None))


def _rule(schedule: Schedule, begun: datetime) -> rrule:
    at: dict[str, Any] = {
        "byhour": schedule.time.hour,
        "byminute": schedule.time.minute,
        "bysecond": 0,
    }
    if schedule.every is Every.DAY:
        return rrule(DAILY, dtstart=begun, **at)
    if schedule.every is Every.WEEK:
        return rrule(WEEKLY, dtstart=begun, byweekday=schedule.day - 1, **at)
    return rrule(
        MONTHLY,
        dtstart=begun,
        bymonth=_months(schedule.every),
        bymonthday=tuple(range(min(_SHORTEST_MONTH, schedule.day), schedule.day + 1)),
        bysetpos=-1,  # of a day that a month does not have, its last one
        **at,
    )


def _months(every: Every) -> Iterable[int] | None:
    return {Every.QUARTER: (1, 4, 7, 10), Every.YEAR: (1,)}.get(every)
