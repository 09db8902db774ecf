"""The level that a few dated values lead to: a line on which the latest count most.

How far off the line it may end is told by the changes before the latest value. The latest moves the
line's end alone, so a better value never makes a target less likely.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from targettrack.domain.outlook.projection import (
    Axis,
    Bell,
    LogitAxis,
    PlainAxis,
    Projection,
    projection,
)
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

TWO, THREE = 2, 3
FEW_FREEDOM = 5.0
LEAST_FREEDOM = 3.0
SURE = 0.01  # no level is known better than to this part of itself, no share than to one point
INSIDE = 0.001  # of the room between the limits: nearer to one, the latest value says no more
# Levels stray by more than their changes differed before: with this factor the 80% intervals hold
# 78 to 92% on the yearly means of the development series, one to three years ahead.
STRAYING = 1.6
METHOD = Message("A straight line through the past values, on which the latest count most.")
METHOD_OF_TWO = Message("A straight line through the two past values.")


def project_level(
    points: Sequence[tuple[float, float]], at: float, least: float | None, most: float | None
) -> Projection | None:
    """Project a level at the time `at` along a line through its past values.

    Values count with the weight 1 / (at - time). Where both natural limits are given and the values
    before the latest lie strictly between them, the line is laid through the logarithms of the
    odds.

    Args:
        points: time in years and value, of which the last counts where two have the same time; what
            is not before `at` is left out.
        at: time in years.
        least: natural lower limit, if there is one.
        most: natural upper limit.

    Returns:
        The projection; None with fewer than two times before `at`.
    """
    past = sorted({time: value for time, value in points if time < at}.items())
    if len(past) < TWO:
        return None
    times = [time - at for time, _ in past]
    axis, places, least_scale = laid_out([value for _, value in past], least, most)
    if len(past) == TWO:
        centre, scale = two_points(times, places)
        method, freedom = METHOD_OF_TWO, FEW_FREEDOM
    else:
        centre, scale = weighted_line(times, places), wandering(times, places)
        method, freedom = METHOD, max(len(past) - THREE, LEAST_FREEDOM)
    bell = Bell(1.0, centre, max(STRAYING * scale, least_scale), freedom)
    return projection([bell], axis, method, len(past))


def laid_out(
    values: Sequence[float], least: float | None, most: float | None
) -> tuple[Axis, Sequence[float], float]:
    """Return an axis, the values' places on it and the least scale of a bell there.

    The values before the latest choose the axis; a latest one at a limit is taken just inside.
    """
    *before, latest = values
    if least is not None and most is not None and all(least < v < most for v in before):
        odds = LogitAxis(least, most)
        room = min(INSIDE * (most - least), min(before) - least, most - max(before))
        inside = min(max(latest, least + room), most - room)
        return odds, [odds.place(v) for v in (*before, inside)], 4 * SURE  # steepness at one half
    plain = PlainAxis(-math.inf if least is None else least, math.inf if most is None else most)
    return plain, values, SURE * sum(map(abs, values[:-1])) / (len(values) - 1)


def two_points(times: Sequence[float], places: Sequence[float]) -> tuple[float, float]:
    """Return the straight line's place at time 0, and a spread from the size of the change.

    The change is taken as one draw of a random walk with an unknown drift.
    """
    change, ahead = places[1] - places[0], -times[1] / (times[1] - times[0])
    return places[1] + change * ahead, abs(change) * math.sqrt(ahead + ahead**2)


def weighted_line(times: Sequence[float], places: Sequence[float]) -> float:
    """Return the place at time 0 of a line with weights 1 / -time."""
    weights = [-1 / time for time in times]
    s0 = sum(weights)
    s1 = sum(w * t for w, t in zip(weights, times, strict=True))
    s2 = sum(w * t * t for w, t in zip(weights, times, strict=True))
    p0 = sum(w * p for w, p in zip(weights, places, strict=True))
    p1 = sum(w * t * p for w, t, p in zip(weights, times, places, strict=True))
    return (s2 * p0 - s1 * p1) / (s0 * s2 - s1 * s1)


def wandering(times: Sequence[float], places: Sequence[float]) -> float:
    """Return how far a random walk with an unknown drift may have gone from its line by time 0.

    Its variance a year is that of the changes but the latest; a single one is taken as all chance.
    """
    before = list(pairwise(zip(times[:-1], places[:-1], strict=True)))
    changes = [(later - time, place - was) for (time, was), (later, place) in before]
    drift = (places[-2] - places[0]) / (times[-2] - times[0]) if len(changes) > 1 else 0.0
    squares = sum((change - drift * years) ** 2 / years for years, change in changes)
    ahead = -times[-1]
    spread = ahead + ahead**2 / (times[-1] - times[0])
    return math.sqrt(squares / max(len(changes) - 1, 1) * spread)
