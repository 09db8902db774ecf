"""What a target says, in the keys and words of a plan; they read back as the same target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.domain.records.target import Target, TrajectoryKind
from targettrack.domain.records.target_reading import TIMES
from targettrack.domain.values.number import GROUP
from targettrack.domain.values.quantity import PERCENT
from targettrack.shown import show_exact

if TYPE_CHECKING:
    from decimal import Decimal

    from targettrack.domain.plans.plan import PlannedTarget
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.target import TrajectoryPoint
    from targettrack.domain.values.quantity import Unit


# What the keys of a plan say in words of their own, or not at all; the others are keys themselves.
_IN_OTHER_WORDS = {
    "base_on",
    "comparator",
    "high",
    "hold_share",
    "points",
    "recorded_at",
    "recorded_on",
    "reference",
    "stages",
    "version",
}


def target_words(planned: PlannedTarget) -> dict[str, object]:
    """Return the keys of a target's table in a plan, in the order in which they are written.

    Values are text, days, numbers, lists of such tables, and its document as it is; what has its
    default is left out.
    """
    target, indicator = planned.target, planned.indicator
    start = "start" if indicator.traits.is_done else "base_on"
    seasonal = target.trajectory is TrajectoryKind.SEASONAL
    issued = "quarters" if target.trajectory is TrajectoryKind.GROWTH else "points"
    words: dict[str, object] = {
        "entity": planned.entity,
        "indicator": indicator.id,
        "scenario": target.scenario.name,
        "period": str(target.period),
        "value": _goal(target, indicator),
        "relative_to": target.relative_to,
        "hold": target.hold.value if target.hold else None,
        "of_periods": _amount(target.hold_share, PERCENT),
        "volume": target.volume,
        "owner": target.owner,
        "valid_from": target.valid_from,
        "closing": None if target.closing == target.period.last else target.closing,
        "base": _amount(target.base, indicator.unit.suffix),
        start: target.base_on,
        "denominator": _amount(target.denominator, _suffix(indicator.absolute_unit)),
        "trajectory": None if target.trajectory is TrajectoryKind.LINEAR else target.trajectory,
        "profile_of": target.reference if seasonal else None,
        issued: [_point(point, indicator, issued) for point in target.points],
        "stages": [{"name": stage.name, "weight": stage.weight} for stage in target.stages],
        "document": target.document,
        "quote": target.quote,
        "note": target.note,
    }
    plain = {
        name: getattr(target, name)
        for name in Target.__struct_fields__
        if name not in _IN_OTHER_WORDS
    }
    words = {**words, **{name: value for name, value in plain.items() if name not in words}}
    return {key: value for key, value in words.items() if value is not None and value != []}


def _goal(target: Target, indicator: Indicator) -> str:
    if indicator.traits.is_done:
        return "done"
    if target.value is None:
        return target.comparator.value
    unit = (TIMES if target.relative_to else indicator.unit).suffix
    if target.high is not None:
        return _range(target.value, target.high, unit)
    return f"{target.comparator} {_number(target.value)}{unit}"


def _point(point: TrajectoryPoint, indicator: Indicator, key: str) -> dict[str, object]:
    value = _range(point.value, point.high, indicator.unit.suffix)
    if key == "points":
        return {"on": point.period.last, "value": value}
    return {"period": str(point.period), "value": value}


def _range(low: Decimal, high: Decimal | None, unit: str) -> str:
    return f"{_number(low)}{unit}" if high is None else f"{_number(low)}-{_number(high)}{unit}"


def _amount(value: Decimal | None, unit: str) -> str | None:
    return None if value is None else f"{_number(value)}{unit}"


def _suffix(unit: Unit | None) -> str:
    return unit.suffix if unit else ""


def _number(value: Decimal) -> str:
    """Print a number so that it reads one way: 8.125 gets a zero, or it might be 8125."""
    shown = show_exact(value)
    whole, _, fraction = shown.partition(".")
    reads_two_ways = len(fraction) == GROUP and len(whole.lstrip("-")) <= GROUP
    return f"{shown}0" if reads_two_ways and not whole.lstrip("-").startswith("0") else shown
