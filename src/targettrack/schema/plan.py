"""The tables of a plan: what is wrong with their keys, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from targettrack.domain.values.name import does_not_fit, not_a_key
from targettrack.errors import TargettrackError, quoted
from targettrack.message import Message
from targettrack.schema import document, entity, indicator, scenario, target, weights
from targettrack.schema.codecs import DAY
from targettrack.schema.field import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from targettrack.schema.field import Fields

Table = Mapping[str, Any]
Wrong = tuple[str, int, Message]  # the key, the item of its list or 0, and what is wrong
KEYS: dict[str, Fields] = {
    "entity": entity.KEYS,
    "indicator": indicator.KEYS,
    "document": document.KEYS,
    "scenario": scenario.KEYS,
    "target": target.KEYS,
    "weights": weights.KEYS,
}


class Misread(TargettrackError):
    """Keys of a table that cannot be read; one line each."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__(Message("{wrong:\n}", wrong=tuple(what for _, _, what in wrong)))
        self.wrong = list(wrong)


def wrong_keys(name: str, table: Table) -> list[Wrong]:
    """Return what is wrong with the keys of a table.

    A key is missing, which is told without one, or unknown, or has not what it takes.
    """
    allowed = {one.name: one for one in KEYS[name]}
    wrong = [
        ("", 0, Message("{key} is missing", key=one.name))
        for one in KEYS[name]
        if one.required and one.name not in table
    ]
    for key, value in table.items():
        if key not in allowed:
            wrong.append((key, 0, not_a_key(key, allowed, name)))
        elif not allowed[key].codec.fits(value):
            shown = quoted(value) if isinstance(value, str) else str(value)
            wrong.append((key, 0, does_not_fit(key, shown, allowed[key].codec.example)))
    return wrong


def read_keys(
    name: str, table: Table, wrong: list[Wrong], **readers: Callable[[Any], Any]
) -> dict[str, Any]:
    """Return what the keys of a table say; note in `wrong` what cannot be read.

    `readers` read those that are looked up, or depend on others; of a list each item.
    """
    said: dict[str, Any] = {}
    for one in KEYS[name]:
        if one.name not in table:
            continue
        value, reader = table[one.name], readers.get(one.name)
        is_list = reader is not None and isinstance(value, list)
        read = []
        for number, item in enumerate(value if is_list else [value], start=1):
            try:
                read.append(reader(item) if reader else one.codec.parse(item, one.name))
            except TargettrackError as error:
                wrong.append((one.name, number if is_list else 0, error.said))
        if read:
            said[one.name] = tuple(read) if is_list else read[0]
    return said


def read_all(name: str, table: Table, **readers: Callable[[Any], Any]) -> dict[str, Any]:
    """Return what the keys of a table say; raises Misread."""
    wrong: list[Wrong] = []
    said = read_keys(name, table, wrong, **readers)
    if wrong:
        raise Misread(wrong)
    return said


def read_typed(name: str, said: Table, **readers: Callable[[Any], Any]) -> dict[str, Any]:
    """Return what keys say that were typed as options, of a list what each item says.

    Raises:
        TargettrackError: what is wrong with the first that cannot be read.
    """
    read: dict[str, Any] = {}
    for one in KEYS[name]:
        if one.name in said:
            value, reader = said[one.name], readers.get(one.name)
            if one.codec is DAY or reader is None:
                value = one.codec.parse(value, (one.option or Option("", "")).typed(one.name))
            if reader is not None:
                many = isinstance(value, list | tuple)
                value = tuple(map(reader, value)) if many else reader(value)
            read[one.name] = value
    return read
