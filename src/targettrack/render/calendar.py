"""Deadlines as a calendar: an event of a day for each target, on the day that settles it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from targettrack import __version__
from targettrack.render.messages.catalogue import translate
from targettrack.render.messages.words import headline, show_status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from targettrack.domain.judge.assessment import Assessment


def to_come(found: Iterable[Assessment]) -> list[Assessment]:
    """Keep the verdicts whose targets are still to be settled, the next first."""
    left = [one for one in found if one.target.closing >= one.as_of]
    return sorted(left, key=lambda one: one.target.closing)


def deadlines(found: Iterable[Assessment], now: datetime, lang: str) -> bytes:
    """Return the deadlines of verdicts as a calendar (RFC 5545).

    An event keeps its mark, so a calendar that reads the file again changes it and doubles nothing.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//targettrack//{__version__}//EN")
    calendar.add("version", "2.0")
    for one in found:
        calendar.add_component(_event(one, now, lang))
    return bytes(calendar.to_ical())


def _event(one: Assessment, now: datetime, lang: str) -> Event:
    target, owner = one.target, one.target.owner
    names = one.entity.name, one.indicator.id, target.scenario.name, str(target.period)
    mark = sha256("\n".join(names).encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{mark}@targettrack")
    event.add("dtstamp", now)
    event.add("dtstart", target.closing)
    event.add("dtend", target.closing + timedelta(days=1))
    event.add("summary", headline(one, lang))
    verdict = f"{show_status(one.status, lang)}: {translate(one.why, lang)}"
    event.add("description", "\n".join(filter(None, (verdict, owner))))
    event.add("categories", [one.status.value])
    event.add("transp", "TRANSPARENT")  # nobody is busy on that day because of it
    return event
