"""A plan as TOML that reads well in git: one key a line, in the order of the plan.

What is written reads back as the same plan; keys that have their default are left out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import tomli_w

from targettrack.domain.plans.target_keys import target_words
from targettrack.domain.records.document import Document
from targettrack.domain.records.indicator import Indicator
from targettrack.domain.values.name import fold
from targettrack.domain.values.quantity import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from targettrack.domain.plans.plan import Plan, PlannedWeights
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.scenario import Scenario

Keys = dict[str, object]
LONGEST_ID = 40


def plan_toml(plan: Plan) -> str:
    """Return a plan as the text of a file, its tables and their keys in a stable order."""
    ids = _document_ids(plan)
    tables: list[tuple[str, Keys]] = []
    tables += [("entity", _keys(one)) for one in plan.entities]
    tables += [("indicator", _keys(one)) for one in plan.indicators]
    tables += [("document", {"id": code} | _keys(one)) for one, code in ids]
    tables += [("scenario", _keys(one)) for one in plan.scenarios]
    tables += [("target", target_words(one)) for one in plan.targets]
    tables += [("weights", _weights(one)) for one in plan.weights]
    return "\n".join(_table(name, keys, dict(reversed(ids))) for name, keys in tables)


def _table(name: str, keys: Keys, ids: Mapping[Document, str]) -> str:
    """Return a table of a list; what the writer prints as a single table becomes one of many."""
    plain = {key: _plain(value, ids) for key, value in keys.items() if value not in (None, (), {})}
    head, rest = tomli_w.dumps({name: plain}).split("\n", 1)
    return f"[{head}]\n{rest}"


def _plain(value: object, ids: Mapping[Document, str]) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, Document):
        return ids[value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, dict):
        return {key: _plain(one, ids) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, ids) for one in value]
    return str(value) if isinstance(value, str | Unit) else value


def _keys(one: Entity | Indicator | Document | Scenario) -> Keys:
    """Return what has a name as a table; what has its default is left out."""
    keys = {name: getattr(one, name) for name in one.__struct_fields__}
    defaults = dict(zip(reversed(keys), reversed(one.__struct_defaults__), strict=False))
    if isinstance(one, Indicator):
        keys["names"] = dict(one.names)
        defaults["precision"] = one.traits.precision
    return {key: value for key, value in keys.items() if value != defaults.get(key)}


def _weights(one: PlannedWeights) -> Keys:
    return {
        "entity": one.entity,
        "indicator": one.indicator.id,
        "source": one.document.title if one.document else None,
        "parts": {str(period): weight for period, weight in one.weights.parts},
    }


def _document_ids(plan: Plan) -> list[tuple[Document, str]]:
    """Return every document of a plan with an id made of its number or title."""
    cited: Iterable[Document | None] = (
        *(one.document for one in plan.scenarios),
        *(one.target.document for one in plan.targets),
    )
    listed = [*plan.documents]
    listed += [one for one in dict.fromkeys(cited) if one and one not in listed]
    ids: list[tuple[Document, str]] = []
    for one in listed:
        words = re.sub(r"[^a-z0-9]+", "-", fold(one.number or one.title)).strip("-")
        cut = words[: LONGEST_ID + 1].rpartition("-")[0] if len(words) > LONGEST_ID else words
        code = cut or "document"
        taken = {other for _, other in ids}
        more = (f"{code}-{n}" for n in range(2, len(ids) + 3))
        ids.append((one, code if code not in taken else next(m for m in more if m not in taken)))
    return ids
