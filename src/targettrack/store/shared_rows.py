"""The rows that other rows refer to: read, found or added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from targettrack.domain.records.document import Document
from targettrack.domain.values.name import fold
from targettrack.errors import UnknownName
from targettrack.message import Message
from targettrack.schema import document
from targettrack.store import queries
from targettrack.store.codec import decodes
from targettrack.store.columns import cells_of, decoder
from targettrack.store.events.session import insert
from targettrack.store.lookup import EVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from targettrack.domain.records.entity import Entity
    from targettrack.domain.records.indicator import Indicator
    from targettrack.store.events.session import Session
    from targettrack.store.lookup import Ask

_document = decoder(document.FIELDS, Document)


@decodes
def documents(ask: Ask, ids: Iterable[int | None] | None = None) -> dict[int, Document]:
    """Return the documents of the rows `ids` by their row, or every document that counts."""
    asked = queries.DOCUMENTS if ids is None else queries.THESE_DOCUMENTS
    wanted = [] if ids is None else sorted({number for number in ids if number is not None})
    rows = ask(asked, {"ids": json.dumps(wanted)})
    return {number: _document(cells) for number, *cells in rows}


def series_row(session: Session, entity: Entity, indicator: Indicator) -> int:
    """Return the row of a series, adding it if need be."""
    named = {"code": indicator.id, "name": entity.name}
    for owner, measure, series in session.ask(queries.SERIES_ROW, named):
        if series is None:
            return insert(session, "series", {"entity_id": owner, "indicator_id": measure})
        return int(series)
    raise UnknownName("entity", entity.name, [], Message("add-entity adds one"))


def entity_row(session: Session, name: str) -> int:
    """Return the row of the entity that carries `name`; raises UnknownName."""
    for number, *_ in session.ask(queries.ENTITY_NAMES, {"folded": fold(name), "known_at": EVER}):
        return int(number)
    raise UnknownName("entity", name, [], Message("add-entity adds one"))


def maybe_entity(session: Session, name: str | None) -> int | None:
    """Return the row of an entity, or None."""
    return None if name is None else entity_row(session, name)


def document_row(session: Session, paper: Document | None) -> int | None:
    """Return the row of a document, adding it if need be; None for none."""
    if paper is None:
        return None
    cells = cells_of(document.FIELDS, paper)
    for (number,) in session.ask(queries.SAME_DOCUMENT, cells):
        return int(number)
    return insert(session, "document", cells)
