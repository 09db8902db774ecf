"""Changing how that is called and described to which figures and targets refer.

What may change is decided in the domain. Names are added, never taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from targettrack.store.row_ids import (
    document_row,
    entity_row,
    id_of,
    maybe_day,
    maybe_entity,
    maybe_text,
)
from targettrack.store.tables import AliasRow, DocumentRow, EntityRow, IndicatorRow, ScenarioRow
from targettrack.store.writing import add_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.domain.records.scenario import Scenario


def change_entity(session: Session, entity: Entity) -> None:
    """Describe the entity of that name anew; its parent and successor must be there."""
    number = entity_row(session, entity.name)
    row = session.exec(select(EntityRow).where(EntityRow.id == number)).one()
    row.kind = entity.kind
    row.parent_id = maybe_entity(session, entity.parent)
    row.valid_from = maybe_day(entity.valid_from)
    row.valid_to = maybe_day(entity.valid_to)
    row.successor_id = maybe_entity(session, entity.successor)
    session.add(row)
    there = session.exec(select(AliasRow.name).where(AliasRow.entity_id == number)).all()
    add_names(session, _new(entity.aliases, there), entity_id=number)


def change_indicator(session: Session, indicator: Indicator) -> None:
    """Describe the indicator of that id anew; what its figures mean must be as it was."""
    row = session.exec(select(IndicatorRow).where(IndicatorRow.code == indicator.id)).one()
    row.name = indicator.name
    row.name_vi = indicator.name_vi
    row.absolute_unit = str(indicator.absolute_unit) if indicator.absolute_unit else None
    row.frequency = indicator.frequency
    row.precision = indicator.precision
    row.publication_lag = indicator.publication_lag
    row.least = maybe_text(indicator.least)
    row.most = maybe_text(indicator.most)
    session.add(row)
    there = session.exec(select(AliasRow.name).where(AliasRow.indicator_id == row.id)).all()
    names = (indicator.name, indicator.name_vi or "", *indicator.aliases)
    add_names(session, _new(names, there), indicator_id=id_of(row.id))


def change_scenario(session: Session, scenario: Scenario) -> None:
    """Describe the scenario of that name anew."""
    row = session.exec(select(ScenarioRow).where(ScenarioRow.name == scenario.name)).one()
    row.tier = scenario.tier
    row.issuer = scenario.issuer
    row.document_id = document_row(session, scenario.document)
    row.supersedes = scenario.supersedes
    session.add(row)
    session.flush()


def add_document(session: Session, document: Document) -> None:
    """Add a document that nothing may cite yet."""
    document_row(session, document)


def change_document(session: Session, document: Document) -> None:
    """Describe the document of that number, title and date anew, wherever it is cited."""
    same = session.exec(
        select(DocumentRow).where(
            DocumentRow.title == document.title,
            DocumentRow.number == document.number,
            col(DocumentRow.date).is_not_distinct_from(maybe_day(document.date)),
        )
    ).all()
    for row in same:
        row.issuer = document.issuer
        row.url = document.url
    session.add_all(same)
    session.flush()


def _new(names: Iterable[str], there: Iterable[str]) -> list[str]:
    known = set(there)
    return [name for name in names if name and name not in known]
