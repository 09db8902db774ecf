"""The JSON promise: one record a target, raw numbers in the indicator's unit, absent ones null."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.domain.judge.assessment import StageDone
from targettrack.message import Message, Number
from targettrack.render.columns import COLUMNS
from targettrack.render.messages.record import message_record, number, step_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.domain.judge.assessment import Assessment
    from targettrack.render.columns import Column

PROMISED = tuple(
    f"{column.key}.{part}" if part else column.key
    for column in COLUMNS
    if column.in_csv
    for part in column.parts or ("",)
)


def record(one: Assessment) -> dict[str, Any]:
    """Return the row of one target, its keys in the promised order."""
    return {column.key: _promised(column, one) for column in COLUMNS}


def _promised(column: Column, one: Assessment) -> Any:  # noqa: ANN401 - whatever JSON can hold
    value = column.raw(one)
    if column.parts and (value is not None or column.always):
        return {
            name: None if value is None else raw_value(part(value))
            for name, part in column.parts.items()
        }
    return raw_value(value)


def raw_value(value: object) -> Any:  # noqa: ANN401 - one for each type
    """Return a value as JSON holds it: numbers as numbers, days in ISO form, words as text."""
    match value:
        case Decimal():
            return number(value)
        case str() | Message():
            return str(value)
        case StageDone():
            shares = {"weight": number(value.weight), "done": number(value.done)}
            return {"name": value.name, **shares}
        case tuple():
            return [raw_value(one) for one in value]
        case date():
            return value.isoformat()
    return value


def _explained(one: Assessment) -> dict[str, Any]:
    steps = [step_record(step) for step in one.steps]
    return {"would_change": _would_change(one), "steps": steps}


def _would_change(one: Assessment) -> dict[str, Any] | None:
    if one.turning_point is None:
        return None
    value = one.turning_point.arguments["value"]
    found = number(value.value) if isinstance(value, Number) else None
    return {
        "value": found,
        "sentence": str(one.turning_point),
        "reason": message_record(one.turning_point),
    }


def flattened(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with dotted names for what is nested, and lists as text."""
    flat: dict[str, Any] = {}
    for column in (column for column in COLUMNS if column.in_csv):
        name, value = column.key, row[column.key]
        if column.parts:
            flat.update({f"{name}.{part}": (value or {}).get(part) for part in column.parts})
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
    groups: Sequence[dict[str, Any]] = (),
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
    if groups:
        promise["groups"] = groups
    return json.dumps(promise, ensure_ascii=False, indent=2)


class Listing(Struct, frozen=True):
    """Rows of plain values under headings, for every output but the status table.

    Attributes:
        extra: headings that a table shows only where there is room.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    extra: tuple[str, ...] = ()
