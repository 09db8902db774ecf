"""What counts of the rows that were recorded: the views that every question is put to.

No row is ever changed. What was described anew has a further row, what was withdrawn or undone is
named by one; the views bring them together. Each tells of its rows `withdrawn_on`, the day from
which they count no more; empty for those that count.

What was undone was never known before it was recorded, whatever it said itself: so its day is not
before that of its event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.schema import document, entity, indicator, observation, scenario, target
from targettrack.store.columns import columns_of

if TYPE_CHECKING:
    import sqlite3

    from targettrack.schema.field import Fields

FIGURE_ROW = ("series_id", "period_end", "period_start", "basis", "as_share", "stage", "revision")


def _undone(event: str, told: str = "u.day") -> str:
    """Return what asks for the day on which an event was undone; nothing for one that counts."""
    return f"""(
    SELECT {told} FROM undoing u WHERE u.of_id = {event} AND NOT u.counts AND NOT EXISTS (
        SELECT 1 FROM undoing l WHERE l.of_id = u.of_id AND l.event_id > u.event_id
    )
)"""


def _withdrawn(what: str, row: str, event: str) -> str:
    """Return what asks for the day from which a numbered row counts no more."""
    return f"""coalesce((
    SELECT min(w.day) FROM withdrawal w
    WHERE w.what = '{what}' AND w.row_id = {row} AND {_undone("w.event_id")} IS NULL
), {_undone(event)})"""


def _recorded(row: str) -> str:
    """Return what asks for the day from which a row is known."""
    later = _undone(f"{row}.event_id", f"max(u.made, {row}.recorded_on)")
    return f"coalesce({later}, {row}.recorded_on) AS recorded_on"


def _described(name: str, fields: Fields) -> str:
    columns = ", ".join(f"d.{column}" for column in columns_of(fields))
    return f"""
SELECT d.identity AS id, d.id AS version, {columns},
       {_withdrawn(name, "d.identity", "d.event_id")} AS withdrawn_on
FROM {name} d
WHERE d.id = (
    SELECT x.id FROM {name} x WHERE x.identity = d.identity
    ORDER BY {_undone("x.event_id")} IS NOT NULL, x.id DESC LIMIT 1
)"""


def _dated(columns: list[str], row: str) -> str:
    return ", ".join(
        _recorded(row) if column == "recorded_on" else f"{row}.{column}" for column in columns
    )


_TARGET = ["id", "series_id", "scenario_id", *columns_of(target.FIELDS)]
_SEEN = {*FIGURE_ROW, "recorded_on"}
_FIGURE = [
    *FIGURE_ROW,
    "recorded_on",
    *(name for name in columns_of(observation.FIELDS) if name not in _SEEN),
]
_SAME = " AND ".join(f"w.{name} = o.{name}" for name in FIGURE_ROW)
VIEWS = {
    # The events that were taken back.
    "undone": f"SELECT v.id FROM event v WHERE {_undone('v.id')} IS NOT NULL",
    "entities": _described("entity", entity.FIELDS),
    "indicators": _described("indicator", indicator.FIELDS),
    "documents": _described("document", document.FIELDS),
    "scenarios": _described("scenario", scenario.FIELDS),
    "targets": f"""
SELECT {_dated(_TARGET, "t")}, t.event_id,
       {_withdrawn("target", "t.id", "t.event_id")} AS withdrawn_on
FROM target t""",
    "weights": f"""
SELECT w.series_id, w.period_start, w.period_end, w.revision, {_recorded("w")}, w.recorded_at,
       w.document_id, w.value, w.event_id, coalesce((
    SELECT min(x.day) FROM withdrawal x
    WHERE x.what = 'weights' AND x.row_id = w.series_id AND x.event_id > w.event_id
      AND {_undone("x.event_id")} IS NULL
), {_undone("w.event_id")}) AS withdrawn_on
FROM weight w""",
    # Periods that are closed for figures.
    "locks": f"""
SELECT k.id, k.event_id, k.period_start, k.period_end, k.entity_id, k.owner, k.day,
       {_withdrawn("lock", "k.id", "k.event_id")} AS withdrawn_on
FROM lock k""",
    "figures": f"""
SELECT {_dated(_FIGURE, "o")}, o.event_id, coalesce((
    SELECT min(w.day) FROM withdrawn_figure w WHERE {_SAME} AND {_undone("w.event_id")} IS NULL
), {_undone("o.event_id")}) AS withdrawn_on
FROM observation o""",
}


def make_views(raw: sqlite3.Connection) -> None:
    """Make the views anew, inside the transaction that the connection has begun."""
    for name, asked in VIEWS.items():
        raw.execute(f"DROP VIEW IF EXISTS {name}")
        raw.execute(f"CREATE VIEW {name} AS {asked}")
