"""Which keys the tables of a plan have, and what each takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from targettrack.domain.values.name import meant
from targettrack.errors import quoted

Table = Mapping[str, Any]


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and isfinite(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_points(value: object) -> bool:
    allowed: dict[str, type] = {"on": date, "value": str}
    return _is_list_of(value, allowed)


def _is_quarters(value: object) -> bool:
    return _is_list_of(value, {"period": str, "value": str})


def _is_stages(value: object) -> bool:
    return _is_list_of(value, {"name": str, "weight": object}) and all(
        _is_number(stage["weight"])
        for stage in value  # type: ignore[attr-defined]  # a list, as just seen
    )


def _is_list_of(value: object, keys: dict[str, type]) -> bool:
    return isinstance(value, list) and all(
        isinstance(table, dict)
        and set(table) == set(keys)
        and all(isinstance(table[key], kind) for key, kind in keys.items())
        for table in value
    )


# What a key takes: an example, and whether a value is such.
_TEXT = ('"text"', lambda value: isinstance(value, str))
_TEXTS = ('["Nghe An"]', _is_texts)
_DAY = (
    "2025-05-31",
    lambda value: isinstance(value, date) and not isinstance(value, datetime),
)
_WHOLE = (
    "10",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
)
_NUMBER = ("100", _is_number)
_STAGES = ('[ { name = "drafted", weight = 40 } ]', _is_stages)
_POINTS = ('[ { on = 2025-03-31, value = "10%" } ]', _is_points)
_QUARTERS = ('[ { period = "2025-Q1", value = "8.9%" } ]', _is_quarters)
_WEIGHTS = (
    '{ "2025-Q1" = 0.208 }',
    lambda value: isinstance(value, dict) and value != {} and all(map(_is_number, value.values())),
)
_Fit = tuple[str, Callable[[Any], bool]]


def _keys(texts: str, **others: _Fit) -> dict[str, _Fit]:
    return dict.fromkeys(texts.split(), _TEXT) | others


KEYS: dict[str, dict[str, _Fit]] = {
    "entity": _keys("name kind parent successor", aliases=_TEXTS, valid_from=_DAY, valid_to=_DAY),
    "indicator": _keys(
        "id name name_vi kind unit absolute_unit direction frequency",
        aliases=_TEXTS,
        precision=_WHOLE,
        publication_lag=_WHOLE,
        least=_NUMBER,
        most=_NUMBER,
    ),
    "document": _keys("id number title issuer url", date=_DAY),
    "scenario": _keys("name tier issuer document supersedes"),
    "target": _keys(
        "entity indicator scenario period value owner base denominator trajectory document quote "
        "note relative_to profile_of hold of_periods",
        valid_from=_DAY,
        closing=_DAY,
        base_on=_DAY,
        start=_DAY,
        points=_POINTS,
        quarters=_QUARTERS,
        volume=_NUMBER,
        stages=_STAGES,
    ),
    "weights": _keys("entity indicator source", parts=_WEIGHTS),
}
REQUIRED = {
    "entity": "name",
    "indicator": "id name kind unit",
    "document": "id title",
    "scenario": "name",
    "target": "entity indicator scenario period value",
    "weights": "entity indicator parts",
}


def wrong_keys(name: str, table: Table) -> list[tuple[str, str]]:
    """Return what is wrong with the keys of a table, each with its key.

    A key is missing, which is told without one, or unknown, or has not what it takes.
    """
    allowed = KEYS[name]
    wrong = [("", f"{key} is missing") for key in REQUIRED[name].split() if key not in table]
    for key, value in table.items():
        if key not in allowed:
            what = f"{quoted(key)} is not a key of {name}{meant(key, allowed)}"
            wrong.append((key, what))
        elif not allowed[key][1](value):
            what = f"{key} = {_shown(value)} does not fit: write {key} = {allowed[key][0]}"
            wrong.append((key, what))
    return wrong


def _shown(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(value)
