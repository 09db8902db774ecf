"""Bringing two entities, indicators or scenarios together: what the one has is moved to the other.

Moved is copied by further rows, which are known from today on, and withdrawn where it was.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.schema import observation, target, weights
from targettrack.schema.codecs import day_number, seconds
from targettrack.store import queries
from targettrack.store.columns import columns_of
from targettrack.store.events import withdrawing
from targettrack.store.events.session import insert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask

Cells = dict[str, Any]
_OF_FIGURE = list(dict.fromkeys((*queries.FIGURE_KEY, *columns_of(observation.FIELDS), "as_share")))
_OF_TARGET = ["id", "series_id", "scenario_id", *columns_of(target.FIELDS)]
_OF_WEIGHT = ["series_id", "revision", *columns_of(weights.FIELDS), *columns_of(weights.PART)]
_PLACE = {
    "observation": queries.FIGURE_KEY,
    "target": ("series_id", "scenario_id", "period_start", "period_end"),
    "weight": ("series_id", "period_start", "period_end"),
}
_NUMBER = {"observation": "revision", "target": "version", "weight": "revision"}
# What may differ between two records that say the same.
_APART = {
    "id", "series_id", "scenario_id", "version", "revision", "recorded_on", "recorded_at",
    "document_id", "quote", "note",
}  # fmt: skip
_FIGURES = f"""
SELECT {", ".join(_OF_FIGURE)} FROM figures
WHERE series_id = :series_id AND withdrawn_on IS NULL
ORDER BY {", ".join(queries.FIGURE_KEY)}, revision
"""
_TARGETS = f"""
SELECT {", ".join(_OF_TARGET)} FROM targets
WHERE {{of}} = :id AND withdrawn_on IS NULL
ORDER BY series_id, period_start, period_end, scenario_id, version
"""
_WEIGHTS = f"""
SELECT {", ".join(_OF_WEIGHT)} FROM weights
WHERE series_id = :series_id AND withdrawn_on IS NULL ORDER BY period_end, period_start, revision
"""
_PARTS_OF = {
    "target_stage": ["position", *columns_of(target.STAGE)],
    "trajectory_point": columns_of(target.POINT),
}
_SERIES_OF = {
    "entity": "SELECT id, indicator_id FROM series WHERE entity_id = :id ORDER BY id",
    "indicator": "SELECT id, entity_id FROM series WHERE indicator_id = :id ORDER BY id",
}
_LAST_TARGET = """
SELECT max(version) FROM target WHERE series_id = :series_id AND scenario_id = :scenario_id
  AND period_start = :period_start AND period_end = :period_end
"""
_LAST = {
    "observation": f"SELECT max(revision) FROM observation WHERE {queries.OF_FIGURE}",
    "target": _LAST_TARGET,
    "weight": "SELECT max(revision) FROM weight WHERE series_id = :series_id",
}
_CARRY_WATCHES = """
INSERT OR IGNORE INTO watch
SELECT recipient, {series}, {scenario}, period_start, period_end, level, calm, figure
FROM watch WHERE {of} = :old
"""


class Part(Struct, frozen=True):
    """All that counts of one figure, target or set of weights of what is to be moved.

    Attributes:
        table: which of the three it is.
        rows: its vintages or versions, the oldest first, as they are now.
        place: the cells that are others where it is to be.
        there: the last of what counts at that place; None for nothing.
        contradicts: whether that says something else.
    """

    table: str
    rows: tuple[Cells, ...]
    place: Cells
    there: Cells | None = None
    contradicts: bool = False


def parts(session: Session, what: str, old: int, new: int) -> list[Part]:
    """Return all that is to be moved from one entity, indicator or scenario to another."""
    ask = session.ask
    if what == "scenario":
        mine, theirs = _targets(ask, "scenario_id", old), _targets(ask, "scenario_id", new)
        return list(_met("target", mine, theirs, {"scenario_id": new}))
    other = "indicator_id" if what == "entity" else "entity_id"
    there = {beside: number for number, beside in ask(_SERIES_OF[what], {"id": new})}
    found: list[Part] = []
    for number, beside in list(ask(_SERIES_OF[what], {"id": old})):
        held = {table: rows for table, rows in _held(ask, number).items() if rows}
        if not held:
            continue
        if beside not in there:
            there[beside] = insert(session, "series", {f"{what}_id": new, other: beside})
        theirs_by = _held(ask, there[beside])
        for table, rows in held.items():
            found += _met(table, rows, theirs_by[table], {"series_id": there[beside]})
    return found


def refer_anew(session: Session, old: int, new: int) -> None:
    """Let targets that refer to an entity refer to another."""
    mine = _targets(session.ask, "reference_id", old)
    move(session, list(_met("target", mine, [], {"reference_id": new})), replace=False)


def move(session: Session, moved: list[Part], *, replace: bool) -> None:
    """Record what is moved at its new place, and withdraw it from where it was.

    What is said there already stays as it is; what contradicts it becomes the next vintage or
    version there only where it is to `replace` it.
    """
    weighed: set[int] = set()
    numbers: dict[tuple[int, int], int] = {}
    for part in moved:
        if part.there is None:
            _copy(session, part, part.rows, numbers)
        elif part.contradicts and replace:
            _copy(session, part, part.rows[-1:], numbers)
        if part.table == "observation":
            keys = (*queries.FIGURE_KEY, "revision")
            withdrawing.withdraw_figures(
                session, [{name: row[name] for name in keys} for row in part.rows]
            )
        elif part.table == "target":
            withdrawing.withdraw(session, "target", [row["id"] for row in part.rows])
        elif part.rows[0]["series_id"] not in weighed:
            weighed.add(part.rows[0]["series_id"])
            withdrawing.withdraw(session, "weights", [part.rows[0]["series_id"]])


def carry_watches(session: Session, moved: list[Part]) -> None:
    """Let recipients of alerts be told of what was moved only what is new to them."""
    pairs = {
        (name, part.rows[0][name], part.place[name])
        for part in moved
        if part.table == "target"
        for name in part.place
    }
    for name, old, new in sorted(pairs):
        cells = {"series": "series_id", "scenario": "scenario_id", name.removesuffix("_id"): ":new"}
        session.change(_CARRY_WATCHES.format(of=name, **cells), {"old": old, "new": new})


def _held(ask: Ask, series: int) -> dict[str, list[Cells]]:
    given = {"series_id": series}
    return {
        "observation": _rows(_OF_FIGURE, ask(_FIGURES, given)),
        "target": _targets(ask, "series_id", series),
        "weight": _rows(_OF_WEIGHT, ask(_WEIGHTS, given)),
    }


def _targets(ask: Ask, of: str, number: int) -> list[Cells]:
    return _rows(_OF_TARGET, ask(_TARGETS.format(of=of), {"id": number}))


def _rows(columns: list[str], found: Any) -> list[Cells]:  # noqa: ANN401 - of any cells
    return [dict(zip(columns, row, strict=True)) for row in found]


def _met(table: str, mine: list[Cells], theirs: list[Cells], place: Cells) -> Iterator[Part]:
    def by_place(rows: list[Cells]) -> dict[tuple[Any, ...], list[Cells]]:
        found: dict[tuple[Any, ...], list[Cells]] = defaultdict(list)
        for row in rows:
            found[tuple(row[name] for name in _PLACE[table])].append(row)
        return found

    there = by_place(theirs)
    for rows in by_place(mine).values():
        at = tuple({**rows[0], **place}[name] for name in _PLACE[table])
        last = there[at][-1] if at in there else None
        differs = last is not None and _content(last) != _content(rows[-1])
        yield Part(table, tuple(rows), place, last, differs)


def _content(cells: Cells) -> dict[str, Any]:
    return {name: _as_number(cell) for name, cell in cells.items() if name not in _APART}


def _as_number(cell: Any) -> Any:  # noqa: ANN401 - of any column
    with suppress(InvalidOperation):
        return Decimal(cell) if isinstance(cell, str) else cell
    return cell


def _copy(
    session: Session, part: Part, rows: tuple[Cells, ...], numbers: dict[tuple[int, int], int]
) -> None:
    """Add rows at their new place; sets of weights that were one before are one there."""
    stamp = session.stamp
    when = {"recorded_on": day_number(stamp.day), "recorded_at": seconds(stamp.at)}
    ask, number = session.ask, _NUMBER[part.table]
    was = part.there and {name: cell for name, cell in part.there.items() if name != "id"}
    for row in rows:
        cells = {**row, **part.place, **when}
        before = cells.pop("id", None)
        one_set = row["series_id"], row[number]
        if part.table == "weight" and one_set in numbers:
            cells[number] = numbers[one_set]
        else:
            ((last,),) = ask(_LAST[part.table], cells)
            cells[number] = (last or 0) + 1
            if part.table == "weight":
                numbers[one_set] = cells[number]
        added = insert(session, part.table, cells, was)
        was = cells
        if part.table == "target":
            _copy_parts(session, before, added)


def _copy_parts(session: Session, old: int | None, new: int) -> None:
    """Add the stages and the points of a version of a target to another."""
    ask = session.ask
    for table, columns in _PARTS_OF.items():
        asked = f"SELECT {', '.join(columns)} FROM {table} WHERE target_id = :id ORDER BY 1"
        for row in list(ask(asked, {"id": old})):
            insert(session, table, {"target_id": new, **dict(zip(columns, row, strict=True))})
