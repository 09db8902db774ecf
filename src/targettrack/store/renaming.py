"""Describing anew that to which figures and targets refer: a further row, the first one stays.

What may change is decided in the domain. Names are added, never taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from targettrack.schema import document, entity, indicator, scenario
from targettrack.store import lookup, queries
from targettrack.store.columns import cells_of, columns_of
from targettrack.store.events.session import insert
from targettrack.store.shared_rows import document_row, entity_row, maybe_entity
from targettrack.store.writing import add_names, name_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario
    from targettrack.schema.field import Fields
    from targettrack.store.events.session import Session


def change_entity(session: Session, one: Entity, known_as: str = "") -> None:
    """Describe an entity anew, the one of that name unless it was `known_as` another.

    Its parent and successor must be there. A name that it had stays an alias.
    """
    number = entity_row(session, known_as or one.name)
    parent, successor = (maybe_entity(session, name) for name in (one.parent, one.successor))
    cells = cells_of(entity.FIELDS, one, parent=parent, successor=successor)
    before, row = _described(session, "entity", number, entity.FIELDS, cells)
    names = _kept(session, name_rows([one.name], one.aliases), entity_id=before)
    add_names(session, names, entity_id=row)


def change_indicator(session: Session, one: Indicator) -> None:
    """Describe the indicator of that id anew; what its figures mean must be as it was."""
    number = lookup.indicator_id(session.ask, one.id)
    cells = cells_of(indicator.FIELDS, one)
    before, row = _described(session, "indicator", number, indicator.FIELDS, cells)
    shown = name_rows([one.id, one.name], one.aliases, one.names)
    add_names(session, _kept(session, shown, indicator_id=before), indicator_id=row)


def change_scenario(session: Session, one: Scenario, known_as: str = "") -> None:
    """Describe a scenario anew, the one of that name unless it was `known_as` another."""
    paper = document_row(session, one.document)
    number = lookup.scenario_id(session.ask, known_as or one.name)
    cells = cells_of(scenario.FIELDS, one, document=paper)
    _described(session, "scenario", number, scenario.FIELDS, cells)


def add_document(session: Session, one: Document) -> None:
    """Add a document that nothing may cite yet."""
    document_row(session, one)


def change_document(session: Session, one: Document) -> None:
    """Describe the document of that number, title and date anew, wherever it is cited."""
    cells = cells_of(document.FIELDS, one)
    for (number,) in session.ask(queries.SAME_NUMBER, cells):
        _described(session, "document", number, document.FIELDS, cells)


def _described(
    session: Session, what: str, number: int, fields: Fields, cells: Mapping[str, Any]
) -> tuple[int, int]:
    """Add a description of something; return the rows of the one before and of this one."""
    names = columns_of(fields)
    asked = queries.DESCRIPTION.format(columns=", ".join(names), view=queries.VIEW_OF[what])
    ((before, *was),) = session.ask(asked, {"id": number})
    known = dict(zip(names, was, strict=True))
    return int(before), insert(session, what, {"identity": number, **cells}, known)


def _kept(
    session: Session,
    names: Mapping[tuple[str, str | None], bool],
    *,
    entity_id: int | None = None,
    indicator_id: int | None = None,
) -> dict[tuple[str, str | None], bool]:
    """Return names with those that something had before, which are aliases from now on."""
    of = {"entity_id": entity_id, "indicator_id": indicator_id}
    found = dict(names)
    there = {text for text, _ in found}
    for text, _ in session.ask(queries.NAMES_OF, of):
        if text not in there:
            found[text, None] = True
    return found
