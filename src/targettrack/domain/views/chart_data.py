"""What a chart of one period shows, as plain points: figures, trajectories, targets, projection."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from targettrack.domain.judge.kinds.protocol import rules_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.domain.judge.kinds.protocol import Points
    from targettrack.domain.records.target import Target
    from targettrack.domain.series.case import Case


class ChartKind(StrEnum):
    """What a line says."""

    TRAJECTORY = "trajectory"
    PROJECTION = "projection"
    INTERVAL = "80% interval"
    TARGET = "target"
    FIGURES = "figures"


class ChartCurve(Struct, frozen=True):
    """Points in order of day, in the indicator's unit; `targets` are those that it belongs to."""

    kind: ChartKind
    targets: tuple[Target, ...]
    points: Points


def curves_of(judged: Sequence[tuple[Case, Assessment]]) -> list[ChartCurve]:
    """Return the lines of the targets of one period; those that coincide are one line of several.

    Targets and figures come last, so that they lie on top.
    """
    found: dict[tuple[ChartKind, Points], list[Target]] = {}
    for case, verdict in judged:
        for kind, points in _drawn(case, verdict):
            if points:
                found.setdefault((kind, points), []).append(case.target)
    order = list(ChartKind)
    return sorted(
        (ChartCurve(kind, tuple(targets), points) for (kind, points), targets in found.items()),
        key=lambda line: order.index(line.kind),
    )


def _drawn(case: Case, verdict: Assessment) -> Iterator[tuple[ChartKind, Points]]:
    case = replace(case, figures=[f for f in case.figures if f.period.last <= case.as_of])
    closing, rules = case.target.closing, rules_for(case)
    yield ChartKind.FIGURES, rules.reached_points(case)
    own = rules.in_own_unit(case)
    if own is None:
        return
    ends = [own.target.value, own.target.high] if case.target.has_number else []
    yield ChartKind.TARGET, tuple((closing, end) for end in ends if end is not None)
    yield ChartKind.TRAJECTORY, rules.trajectory_points(own)
    outlook = verdict.outlook
    if outlook and verdict.value is not None and verdict.observed_on is not None:
        last = verdict.observed_on, verdict.value
        yield ChartKind.PROJECTION, (last, (closing, outlook.projection))
        band = outlook.low, outlook.high
        yield ChartKind.INTERVAL, tuple((closing, end) for end in band if end is not None)
