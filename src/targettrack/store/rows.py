"""The rows that other rows refer to, found or added, and optional values as columns hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from targettrack.domain.names import fold
from targettrack.errors import UnknownName
from targettrack.store.codec import day_number
from targettrack.store.tables import AliasRow, DocumentRow, IndicatorRow, SeriesRow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlmodel import Session

    from targettrack.domain.entities import Document, Entity
    from targettrack.domain.indicators import Indicator


def series_row(session: Session, entity: Entity, indicator: Indicator) -> int:
    """Return the row of a series, adding it if need be."""
    owner = entity_row(session, entity.name)
    measure = id_of(
        session.exec(select(IndicatorRow.id).where(IndicatorRow.code == indicator.id)).one()
    )
    found = session.exec(
        select(SeriesRow.id).where(SeriesRow.entity_id == owner, SeriesRow.indicator_id == measure)
    ).first()
    if found is not None:
        return found
    row = SeriesRow(entity_id=owner, indicator_id=measure)
    session.add(row)
    session.flush()
    return id_of(row.id)


def entity_row(session: Session, name: str) -> int:
    """Return the row of the entity that carries `name`; raises UnknownName."""
    found = session.exec(
        select(AliasRow.entity_id).where(
            col(AliasRow.folded) == fold(name), col(AliasRow.entity_id).is_not(None)
        )
    ).first()
    if found is None:
        raise UnknownName("entity", name, [], "add-entity adds one")
    return found


def maybe_entity(session: Session, name: str | None) -> int | None:
    """Return the row of an entity, or None."""
    return None if name is None else entity_row(session, name)


def document_row(session: Session, document: Document | None) -> int | None:
    """Return the row of a document, adding it if need be; None for none."""
    if document is None:
        return None
    row = DocumentRow(
        title=document.title,
        number=document.number,
        issuer=document.issuer,
        date=maybe_day(document.date),
        url=document.url,
    )
    same = session.exec(
        select(DocumentRow.id).where(
            DocumentRow.title == row.title,
            col(DocumentRow.number).is_not_distinct_from(row.number),
            col(DocumentRow.issuer).is_not_distinct_from(row.issuer),
            col(DocumentRow.date).is_not_distinct_from(row.date),
            col(DocumentRow.url).is_not_distinct_from(row.url),
        )
    ).first()
    if same is None:
        session.add(row)
        session.flush()
    return row.id if same is None else same


def id_of(number: int | None) -> int:
    """Return the number of a row that has been written."""
    if number is None:
        raise LookupError("a row that was written has no id")
    return number


def maybe_day(day: date | None) -> int | None:
    """Return a day as YYYYMMDD, or None."""
    return None if day is None else day_number(day)


def maybe_text(number: Decimal | None) -> str | None:
    """Return a number as exact text, or None."""
    return None if number is None else str(number)
