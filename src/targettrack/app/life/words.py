"""What the rows of an event say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.message import Message, Plural, word
from targettrack.render.messages.numbers import show_figure, show_target
from targettrack.schema import entity, target
from targettrack.schema.codecs import DAY, day_of, period_of
from targettrack.store import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.event import Event, Row
    from targettrack.message import Argument
    from targettrack.store.events.naming import Names
    from targettrack.store.lookup import Ask

    Cells = Mapping[str, Any]
PARTS = {"name", "target_stage", "trajectory_point"}  # said with what they are parts of
_OF_SERIES = {
    "observation": word("{indicator} of {entity}, {period} {basis}"),
    "target": word("target for {indicator} of {entity}, {period}, {scenario}"),
    "weight": word("weight for {indicator} of {entity}, {period}"),
}
_DAYS = {one.name for one in (*entity.FIELDS, *target.FIELDS) if one.codec is DAY}
UNSAID = {"id", "identity", "recorded_on", "recorded_at"}


class Words(Struct, frozen=True):
    """Says rows in a language, with the names of a store that is open."""

    ask: Ask
    names: Names
    lang: str

    def event(self, one: Event) -> list[Message]:
        """Return what an event recorded, a line for each thing."""
        lines = [self.row(row) for row in one.rows if row.table not in PARTS]
        if one.digest is not None:
            lines.append(Plural("{n} record", "{n} records", one.digest.rows))
        return lines

    def row(self, row: Row) -> Message:
        """Return what a row says."""
        cells, was = row.cells, row.was
        what = self.thing(row.table, cells)
        match row.table:
            case "withdrawal" | "withdrawn_figure":
                return Message("{what} withdrawn", what=what)
            case "undoing" if cells["counts"]:
                return Message("{what} counts again", what=what)
            case "undoing":
                return Message("{what} taken back", what=what)
            case "observation" | "target" | "weight":
                value = self.value(row.table, cells)
                if was is None:
                    return Message("{what}: {value}", what=what, value=value)
                before = self.value(row.table, {**cells, **was})
                if before != value:
                    said = word("{what}: {value}, it was {before}")
                    return Message(said, what=what, value=value, before=before)
        return _described(what, cells, was)

    def thing(self, table: str, cells: Cells) -> Message:
        """Return which record a row is of; by its number where another hand took away its name."""
        if table == "name":
            return Message("name {name}", name=cells["text"])
        try:
            return self._thing(table, cells)
        except (KeyError, ValueError):
            return Message("{what} {number}", what=table, number=str(cells.get("id", "")))

    def _thing(self, table: str, cells: Cells) -> Message:
        names = self.names
        if table in _OF_SERIES:
            owner, measure = names.series_of(cells["series_id"])
            period = period_of((cells["period_start"], cells["period_end"]))
            of: dict[str, Any] = {"indicator": measure.name, "entity": owner.name, "period": period}
            if table == "target":
                of["scenario"] = names.scenarios[cells["scenario_id"]].name
            if table == "observation":
                of["basis"] = Message(cells["basis"])
            return Message(_OF_SERIES[table], **of)
        match table:
            case "target_stage" | "trajectory_point":
                return self._numbered("target", cells["target_id"])
            case "undoing":
                return Message("event {number}", number=cells["of_id"])
            case "withdrawal":
                return self._numbered(cells["what"], cells["row_id"])
            case "withdrawn_figure":
                ((*found,),) = self.ask(queries.FIGURE_OF, cells)
                return Message(
                    "{figure}: {value}",
                    figure=self.thing("observation", cells),
                    value=self.value("observation", {**cells, **_zipped("observation", found)}),
                )
        return self._numbered(table, cells.get("identity", cells.get("id")))

    def value(self, table: str, cells: Cells) -> str:
        """Return what a row says of a series."""
        if table == "weight":
            return str(cells["value"])
        _, measure = self.names.series_of(cells["series_id"])
        if table == "target":
            return show_target(self.names.target(cells), measure, self.lang)
        return show_figure(self.names.figure(cells), measure, self.lang)

    def _numbered(self, table: str, number: Any) -> Message:  # noqa: ANN401 - of a row
        match table:
            case "entity":
                return Message("entity {name}", name=self.names.entities[number].name)
            case "indicator":
                return Message("indicator {name}", name=self.names.indicators[number].name)
            case "scenario":
                return Message("scenario {name}", name=self.names.scenarios[number].name)
            case "document":
                return Message("document {name}", name=str(self.names.documents[number]))
            case "weights":
                owner, measure = self.names.series_of(number)
                said = word("weights for {indicator} of {entity}")
                return Message(said, indicator=measure.name, entity=owner.name)
        ((*found,),) = self.ask(queries.TARGET_OF, {"id": number})
        return self.thing("target", _zipped("target", found))


def _described(what: Message, cells: Cells, was: Cells | None) -> Message:
    """Say what was added, or what changed of it."""
    if was is None:
        return Message("{what} added", what=what)
    changed = tuple(
        Message(
            "{key} {value}" if before is None else "{key} {value}, it was {before}",
            key=Message(name.removesuffix("_id").replace("_", " ")),
            value=_cell(name, cells[name]),
            before=_cell(name, before),
        )
        for name, before in was.items()
        if name in cells and cells[name] != before and name not in UNSAID
    )
    if not changed:
        return Message("{what}: other words", what=what)
    return Message("{what}: {changed:; }", what=what, changed=changed)


def _cell(name: str, cell: Any) -> Argument:  # noqa: ANN401 - whatever a column holds
    return day_of(cell) if name in _DAYS and cell is not None else str(cell)


def _zipped(table: str, found: list[Any]) -> dict[str, Any]:
    return dict(zip(queries.CELLS_OF[table], found, strict=True))
