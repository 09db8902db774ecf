"""What a plan changes, one line an item: added, changed (key: before -> after), same or left."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from targettrack.domain.plans.changes import Change, called
from targettrack.domain.plans.plan import PlannedTarget
from targettrack.domain.plans.target_keys import target_words
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from targettrack.domain.plans.changes import FieldChange, ItemChange

SHOWN = 60  # characters of a long text
NONE = "none"
_LISTS = (dict, list, tuple)
PLURAL = {
    "entity": "entities",
    "indicator": "indicators",
    "scenario": "scenarios",
}


def plan_lines(changes: Sequence[ItemChange]) -> list[str]:
    """Return a line for each item."""
    return [f"{one.change:<8} {one.name} {called(one.item)}{_told(one)}" for one in changes]


def counts(changes: Sequence[ItemChange]) -> str:
    """Count what becomes of the items: 2 added, 1 changed, 30 same."""
    found = Counter(one.change for one in changes)
    always = {Change.ADDED, Change.CHANGED, Change.SAME}
    return ", ".join(f"{found[c]} {c}" for c in Change if found[c] or c in always)


def left_line(left: Mapping[str, int]) -> str:
    """Say how much else there is that a plan does not name; empty for nothing."""
    shown = [f"{n} {name if n == 1 else PLURAL[name]}" for name, n in left.items() if n]
    return f"left alone, not in the plan: {', '.join(shown)}" if shown else ""


def plan_listing(changes: Sequence[ItemChange]) -> Listing:
    """Return a row for each item, and of a changed one for each key."""
    rows: list[tuple[str | None, ...]] = []
    for one in changes:
        start = one.change.value, one.name, called(one.item)
        if not one.fields:
            rows.append((*start, None, None, None, str(one.reason) if one.reason else None))
        for field in one.fields:
            before, after = (_text(value) for value in (field.before, field.after))
            rows.append((*start, field.key, before, after, None))
    return Listing(("change", "list", "name", "key", "before", "after", "why"), tuple(rows))


def _told(one: ItemChange) -> str:
    """Say what is new; of what is added, or is not in the plan, the value of a target."""
    if one.change is Change.REFUSED:
        return f": {one.reason}"
    if one.fields:
        return f": {'; '.join(map(_field, one.fields))}"
    if isinstance(one.item, PlannedTarget) and one.change is not Change.SAME:
        return f": {target_words(one.item)['value']}"
    return ""


def _field(field: FieldChange) -> str:
    """Print a key before and after: of a list what differs, of a long text the place."""
    before, after = field.before, field.after
    if isinstance(before, _LISTS) or isinstance(after, _LISTS):
        gone = [one for one in _items(before) if one not in _items(after)]
        new = [one for one in _items(after) if one not in _items(before)]
        if not gone:
            return f"{field.key} + {', '.join(new)}"
        return f"{field.key} {', '.join(gone)} -> {', '.join(new) or NONE}"
    return f"{field.key} {' -> '.join(_cut(_text(before) or NONE, _text(after) or NONE))}"


def _cut(before: str, after: str) -> tuple[str, str]:
    """Cut two texts of which one is long to where they begin to differ."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), len(before))
    start = max(0, before.rfind(" ", 0, same - SHOWN // 3) + 1) if same > SHOWN // 2 else 0
    cut = (
        f"{'…' if start else ''}{text[start : start + SHOWN]}{'…' * (len(text) > start + SHOWN)}"
        for text in (before, after)
    )
    return next(cut), next(cut)


def _items(value: object) -> list[str]:
    """Return the items of a list or table as text."""
    if isinstance(value, dict):
        return [f"{_text(key)} {_text(one)}" for key, one in value.items()]
    if isinstance(value, list | tuple):
        inner = [i.values() if isinstance(i, dict) else i for i in value]
        return [i if isinstance(i, str) else " ".join(map(str, i)) for i in inner]
    return []


def _text(value: object) -> str | None:
    if value is None:
        return None
    return ", ".join(_items(value)) if isinstance(value, _LISTS) else str(value)
