"""When somebody is told that a verdict became worse, but not at each turn of one that hovers.

As with a thermostat, going down and coming up are not the same: the first worse verdict is told,
but only two figures in a row that are better make it news again when it falls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.values.status import Status

if TYPE_CHECKING:
    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.values.period import Period

CALM = 2
_WELL = 3
_DEPTH = {Status.MISSED: 0, Status.OFF_TRACK: 1, Status.AT_RISK: 2}


class Watch(Struct, frozen=True):
    """What is remembered of a target for one recipient.

    Attributes:
        level: the verdict below which there is news.
        calm: how many figures in a row were better than `level`.
        figure: which figure was looked at last, so that looking twice at one counts once.
    """

    level: Status
    calm: int
    figure: str


class Remembered(Struct, frozen=True):
    """What is remembered of a target for one recipient, by the names of what it is about."""

    recipient: str
    entity: str
    indicator: str
    scenario: str
    period: Period
    level: Status
    calm: int
    figure: str


def look(watch: Watch | None, one: Assessment) -> tuple[Watch, bool]:
    """Return what is remembered after a look at a verdict, and whether it is news.

    The first look is none: what is behind already is in the report. A verdict that is missing for
    want of a figure says nothing, neither worse nor better.
    """
    figure = figure_of(one)
    if watch is None:
        return Watch(one.status, 0, figure), False
    if one.status is Status.NO_DATA:
        return watch, False
    now, before = _depth(one.status), _depth(watch.level)
    if now < before:
        return Watch(one.status, 0, figure), True
    if now == before:
        return Watch(one.status, 0, figure), False
    calm = watch.calm + (figure != watch.figure)
    if calm >= CALM:
        return Watch(one.status, 0, figure), False
    return replace(watch, calm=calm, figure=figure), False


def figure_of(one: Assessment) -> str:
    """Name the figure behind a verdict: its period, basis and revision; empty for none."""
    seen = one.observation
    return f"{seen.period} {seen.basis} {seen.revision}" if seen else ""


def _depth(status: Status) -> int:
    """Return how bad a verdict is, 0 for the worst; all that is not behind is alike."""
    return _DEPTH.get(status, _WELL)
