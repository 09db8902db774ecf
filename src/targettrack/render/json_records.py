"""The JSON promise: one record a target, raw numbers in the indicator's unit, absent ones null."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from targettrack.domain.records.target import kind_of
from targettrack.domain.values.message import Number
from targettrack.render.messages.record import message_record, number, step_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from targettrack.domain.judge.assessment import Assessment


def record(one: Assessment) -> dict[str, Any]:
    """Return the row of one target, its keys in the promised order."""
    seen, target, pace, need = one.observation, one.target, one.pace, one.required
    outlook, original = one.outlook, one.original
    return {
        "entity": one.entity.name,
        "indicator": one.indicator.id,
        "name": one.indicator.name,
        "kind": kind_of(target, one.indicator).value,
        "unit": str(one.indicator.unit),
        "period": str(target.period),
        "scenario": target.scenario.name,
        "tier": target.scenario.tier.value,
        "comparator": target.comparator.value,
        "target": number(target.value),
        "target_high": number(target.high),
        "reference": target.reference,
        "value": number(one.value),
        "basis": seen.basis.value if seen else None,
        "qualifier": seen.qualifier.value if seen and seen.qualifier else None,
        "observed_on": _day(one.observed_on),
        "status": one.status.value,
        "rating": one.rating,
        "score": number(one.score),
        "flags": [flag.value for flag in one.flags],
        "pace": {
            "light": pace.light.value if pace and pace.light else None,
            "value": number(pace.value) if pace else None,
        },
        "outlook": {
            "light": outlook.light.value if outlook.light else None,
            "probability": number(outlook.probability),
            "projection": number(outlook.projection),
            "low": number(outlook.low),
            "high": number(outlook.high),
            "method": str(outlook.method),
        }
        if outlook
        else None,
        "expected": number(one.expected),
        "gap": number(one.gap),
        "attained": number(one.attained),
        "share_of_target": number(one.share_of_target),
        "year_on_year": number(one.year_on_year),
        "required": {
            "value": number(need.value),
            "unit": need.unit,
            "per": need.per,
            "periods_left": number(need.periods_left),
        }
        if need
        else None,
        "demand": number(one.demand),
        "budget": {
            "used": number(one.budget.used),
            "burn": number(one.budget.burn),
            "latest_burn": number(one.budget.latest_burn),
        }
        if one.budget
        else None,
        "stages": [
            {"name": stage.name, "weight": number(stage.weight), "done": number(stage.done)}
            for stage in one.stages
        ]
        or None,
        "lead_days": number(one.lead_days),
        "original": {
            "comparator": original.target.comparator.value,
            "target": number(original.target.value),
            "target_high": number(original.target.high),
            "valid_from": _day(original.target.valid_from),
            "until": _day(original.until),
            "status": original.status.value,
        }
        if original
        else None,
        "owner": target.owner,
        "source": str(seen.document) if seen and seen.document else None,
        "why": str(one.why),
        "reason": message_record(one.why),
    }


def _explained(one: Assessment) -> dict[str, Any]:
    steps = [step_record(step) for step in one.steps]
    return {"would_change": _would_change(one), "steps": steps}


def _would_change(one: Assessment) -> dict[str, Any] | None:
    if one.turning is None:
        return None
    value = one.turning.arguments["value"]
    found = number(value.value) if isinstance(value, Number) else None
    return {"value": found, "sentence": str(one.turning), "reason": message_record(one.turning)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


_NESTED = {
    "pace": ("light", "value"),
    "outlook": ("light", "probability", "projection", "low", "high", "method"),
    "required": ("value", "unit", "per", "periods_left"),
    "original": ("comparator", "target", "target_high", "valid_from", "until", "status"),
    "budget": ("used", "burn", "latest_burn"),
}


def flattened(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with dotted names for what is nested, and lists as text."""
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if name in _NESTED:
            flat.update({f"{name}.{part}": (value or {}).get(part) for part in _NESTED[name]})
        elif name == "reason":
            continue  # why, in the words of the program
        elif name == "stages" and value:
            flat[name] = "; ".join(f"{stage['name']} {stage['done']}%" for stage in value)
        else:
            flat[name] = " ".join(value) if isinstance(value, list) else value
    return flat


def status_json(  # noqa: PLR0913 - the head of the promise and what was asked for
    assessments: Sequence[Assessment],
    as_of: date,
    known_at: date,
    rulebook: str,
    roll_ups: Sequence[dict[str, Any]] | None = None,
    *,
    explain: bool = False,
) -> str:
    """Return the whole promise as JSON text; what takes longer only where it was asked for."""
    more = [_explained(one) if explain else {} for one in assessments]
    promise: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "known_at": known_at.isoformat(),
        "rulebook": rulebook,
        "rows": [{**record(one), **asked} for one, asked in zip(assessments, more, strict=True)],
    }
    if roll_ups is not None:
        promise["roll_ups"] = roll_ups
    return json.dumps(promise, ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of plain values under headings, for every output but the status table.

    Attributes:
        extra: headings that a table shows only where there is room.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    extra: tuple[str, ...] = ()


def status_listing(assessments: Sequence[Assessment]) -> Listing:
    """Return the promise as a listing with dotted headings."""
    rows = [flattened(record(one)) for one in assessments]
    headings = tuple(rows[0]) if rows else PROMISED
    return Listing(headings, tuple(tuple(row.values()) for row in rows))


PROMISED = (
    "entity", "indicator", "name", "kind", "unit", "period", "scenario", "tier", "comparator",
    "target", "target_high", "reference", "value", "basis", "qualifier", "observed_on", "status",
    "rating", "score", "flags", "pace.light", "pace.value", "outlook.light", "outlook.probability",
    "outlook.projection", "outlook.low", "outlook.high", "outlook.method", "expected", "gap",
    "attained", "share_of_target", "year_on_year", "required.value", "required.unit",
    "required.per", "required.periods_left", "demand", "budget.used", "budget.burn",
    "budget.latest_burn", "stages", "lead_days", "original.comparator", "original.target",
    "original.target_high", "original.valid_from", "original.until", "original.status", "owner",
    "source", "why",
)  # fmt: skip
