"""Events: who recorded what, when and by which command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from targettrack.render.json_records import Listing
from targettrack.render.messages.catalogue import translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from targettrack.domain.records.event import Event

    Told = Sequence[tuple[Event, Sequence[str]]]


def event_lines(told: Told, zone: tzinfo | None, lang: str) -> Iterator[str]:
    """Yield a line for each event, with the moment in a zone, and one for each thing it says."""
    for event, lines in told:
        stamp = event.stamp
        when = stamp.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        parts = [str(event.number), when, stamp.who, stamp.command, translate(stamp.reason, lang)]
        yield "  ".join(part for part in parts if part)
        yield from (f"    {line}" for line in lines)


def event_json(told: Told) -> str:
    """Return the events with their rows as they are stored."""
    found = [
        {
            "event": event.number,
            "at": event.stamp.at.isoformat(),
            "day": event.stamp.day.isoformat(),
            "who": event.stamp.who,
            "command": event.stamp.command,
            "reason": event.stamp.reason,
            "rows": [
                {"table": row.table, "after": row.cells, "before": row.was} for row in event.rows
            ],
            "more_rows": event.digest.rows if event.digest else 0,
            "link": event.link,
        }
        for event, _ in told
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def event_listing(told: Told) -> Listing:
    """Return a row for each thing that an event says."""
    rows = tuple(
        (
            event.number,
            event.stamp.at.isoformat(),
            event.stamp.who,
            event.stamp.command,
            line,
            event.stamp.reason or None,
        )
        for event, lines in told
        for line in lines
    )
    return Listing(("event", "at", "who", "command", "said", "reason"), rows)
