"""What the labels of rows name: an entity, an indicator, a total; by all of their words."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.errors import InvalidObservation, UnknownName, quoted
from targettrack.exchange.sheets.header_words import is_of_which, label_unit, plain_words, words
from targettrack.exchange.sheets.layout_map import Role
from targettrack.exchange.sheets.rows import ABOVE, BULLET, MARK, label_key
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from targettrack.exchange.sheets.layout_map import SheetMap
    from targettrack.exchange.sheets.rows import SheetRow
    from targettrack.exchange.sheets.table import Names, TableSheet

CLOSE = 0.7  # a label that is so near may be meant
TYPO = 0.85  # a label that is so near to a known name is more likely mistyped than new


def forms(label: str) -> Iterator[str]:
    """Yield what a label may name: itself, then without bullet, number and footnote mark."""
    yield label
    bare = MARK.sub("", BULLET.sub("", label)) if label else ""
    yield bare
    unit, named = label_unit(bare)
    if unit is not None:
        yield named
    head, colon, tail = bare.partition(":")
    if colon and is_of_which(head):
        yield from forms(tail.strip())


def bare_label(path: str) -> str:
    """Return a label, with those above it, without bullets, marks of footnotes and the unit."""
    return ABOVE.join(list(forms(part))[-1].rstrip(" ;:") for part in path.split(ABOVE))


def said_by_map(row: SheetRow, label: str, chosen: SheetMap) -> str:
    """Return what the map says that a label means; empty where it says nothing."""
    said = _said(chosen)
    if not said:
        return ""
    keys = (label_key(row.path), *(label_key(form) for form in forms(label)))
    return next((said[key] for key in keys if key in said), "")


@lru_cache(maxsize=8)
def _said(chosen: SheetMap) -> Mapping[str, str]:
    return {label_key(written): name for written, name in chosen.rows}


def is_total(label: str) -> bool:
    """Whether a label says that it is the sum of all."""
    return any(plain_words(form) in words()["totals"] for form in forms(label))


def known_entity_name(label: str, names: Names) -> str:
    """Return the name of the entity that a label names; empty where none is known."""
    for form in forms(label):
        found = names.entities.get(plain_words(form)) or names.entities.get(fold(form))
        if found:
            return found
    return ""


def known_indicator_id(label: str, names: Names) -> str:
    """Return the id of the indicator that a label names.

    Raises:
        UnknownName: it names none, with what it may mean and how to go on.
    """
    for form in forms(label):
        found = names.indicators.get(form) or names.indicators.get(fold(form))
        if found:
            return found.id
    shown = {fold(name): one.id for name, one in names.indicators.items()}
    hint = Message(
        "a map says what it is under [rows], or leaves it out with ignore_rows; "
        "add-indicator or a plan adds a new one"
    )
    raise UnknownName("indicator", label, nearest(form, shown, 0.6), hint)


def entity_of(sheet: TableSheet, row: SheetRow) -> str:
    """Return the name of the entity of a row; empty where columns name it.

    Raises:
        UnknownName: its label names none that is known, and none may be added, or it looks
            mistyped.
        InvalidObservation: it is a total, and nobody has said whose.
    """
    label = row.texts.get(Role.ENTITY)
    if label is None:
        return sheet.table.entity
    said = said_by_map(row, label, sheet.chosen) or known_entity_name(label, sheet.names)
    if said:
        return sheet.names.entities.get(fold(said), said)
    if is_total(label):
        if not sheet.table.entity:
            raise InvalidObservation(
                Message("{label} is a total: say whose with -p", label=quoted(label))
            )
        return sheet.table.entity
    near = nearest(label, dict(sheet.names.entities), TYPO)
    if near or not sheet.chosen.new_entities:
        hint = (
            Message("--new-entities unit adds it")
            if not near
            else Message("a map can say that it is new")
        )
        raise UnknownName(
            "entity", label, near or nearest(label, dict(sheet.names.entities), CLOSE), hint
        )
    return clean_text(label, "entity")


def indicator_of(sheet: TableSheet, row: SheetRow) -> str:
    """Return the id of the indicator of a row; empty where columns name it.

    Raises:
        UnknownName: its label names none that is known.
    """
    label = row.texts.get(Role.INDICATOR)
    if label is None:
        return sheet.table.indicator.id if sheet.table.indicator else ""
    said = said_by_map(row, label, sheet.chosen)
    part = sheet.names.indicators.get(fold(row.path))
    if part is not None and not said:
        return part.id
    try:
        return known_indicator_id(said or label, sheet.names)
    except UnknownName:
        if not sheet.chosen.new_indicators:
            raise
    what = Message(
        "{label} is new, and nothing tells its unit: say it with --unit, or in a map",
        label=quoted(label),
    )
    raise InvalidObservation(what)
