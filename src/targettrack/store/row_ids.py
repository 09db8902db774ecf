"""The rows that other rows refer to, found or added, and optional values as columns hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from targettrack.domain.values.name import fold
from targettrack.errors import UnknownName
from targettrack.store import queries
from targettrack.store.codec import day_number
from targettrack.store.tables import AliasRow

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlmodel import Session

    from targettrack.domain.records.document import Document
    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator


def series_row(session: Session, entity: Entity, indicator: Indicator) -> int:
    """Return the row of a series, adding it if need be."""
    connection = session.connection()
    found = connection.exec_driver_sql(queries.SERIES_ROW, (indicator.id, entity.name)).first()
    if found is None:
        raise UnknownName("entity", entity.name, [], "add-entity adds one")
    owner, measure, series = found
    if series is not None:
        return int(series)
    return id_of(connection.exec_driver_sql(queries.ADD_SERIES, (owner, measure)).lastrowid)


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
    said = (
        document.title,
        document.number,
        document.issuer,
        maybe_day(document.date),
        document.url,
    )
    connection = session.connection()
    same = connection.exec_driver_sql(queries.SAME_DOCUMENT, said).first()
    if same is None:
        return connection.exec_driver_sql(queries.ADD_DOCUMENT, said).lastrowid
    return int(same[0])


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
