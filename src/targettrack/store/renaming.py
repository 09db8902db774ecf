"""Changing how that is called and described to which figures and targets refer.

What may change is decided in the domain. Names are added, never taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from targettrack.schema import document, entity, indicator, scenario
from targettrack.store import asking, lookup, queries
from targettrack.store.columns import cells_of, update
from targettrack.store.shared_rows import document_row, entity_row, maybe_entity
from targettrack.store.writing import name_rows, set_names

if TYPE_CHECKING:
    from sqlmodel import Session

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario


def change_entity(session: Session, one: Entity) -> None:
    """Describe the entity of that name anew; its parent and successor must be there."""
    number = entity_row(session, one.name)
    parent, successor = (maybe_entity(session, name) for name in (one.parent, one.successor))
    update(
        session, "entity", number, cells_of(entity.FIELDS, one, parent=parent, successor=successor)
    )
    set_names(session, name_rows([one.name], one.aliases), entity_id=number)


def change_indicator(session: Session, one: Indicator) -> None:
    """Describe the indicator of that id anew; what its figures mean must be as it was."""
    number = lookup.indicator_id(asking(session), one.id)
    update(session, "indicator", number, cells_of(indicator.FIELDS, one))
    names = name_rows([one.id, one.name], one.aliases, one.names)
    set_names(session, names, indicator_id=number)


def change_scenario(session: Session, one: Scenario) -> None:
    """Describe the scenario of that name anew."""
    paper = document_row(session, one.document)
    number = lookup.scenario_id(asking(session), one.name)
    update(session, "scenario", number, cells_of(scenario.FIELDS, one, document=paper))


def add_document(session: Session, one: Document) -> None:
    """Add a document that nothing may cite yet."""
    document_row(session, one)


def change_document(session: Session, one: Document) -> None:
    """Describe the document of that number, title and date anew, wherever it is cited."""
    cells = cells_of(document.FIELDS, one)
    for (number,) in asking(session)(queries.SAME_NUMBER, cells):
        update(session, "document", number, cells)
