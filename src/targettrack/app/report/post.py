"""Verdicts posted to an address on the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.app.judge.assessments import grouped
from targettrack.delivery.webhook import post_json
from targettrack.render.json_records import status_json
from targettrack.render.tables.rollup import group_record

if TYPE_CHECKING:
    from targettrack.app.judge.assessments import Judged


def post_status(found: Judged, url: str) -> None:
    """Send the verdicts that are shown as JSON, as `status --format json` prints them.

    Raises:
        PostFault: the address is none, or does not take them.
    """
    clock, rules = found.clock, found.rulebook.id
    groups = [group_record(one) for one in grouped(found.counted, found.rulebook)]
    post_json(url, status_json(found.shown, clock.as_of, clock.known_at, rules, groups=groups))
