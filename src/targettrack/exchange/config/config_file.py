"""Changing a configuration in place: what people wrote beside it, comments too, stays."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from targettrack.domain.values.day_order import ORDERS
from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.errors import UnknownName, UnknownWord, UsageFault
from targettrack.exchange.config.mail_tables import KEYS
from targettrack.faults import InvalidSetting
from targettrack.message import Message
from targettrack.shipped import check_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAIN = ("db", "lang", "rulebook", "name", "entity", "dates")
NAMED = ("recipient", "schedule", "calendar")


def known_keys() -> list[str]:
    """Return every key that can be set, NAME standing for a name of the user's."""
    named = {section: f"{section}.NAME" if section in NAMED else section for section in KEYS}
    return [*PLAIN, *(f"{named[section]}.{key}" for section in KEYS for key in KEYS[section])]


def value_of(key: str, words: Sequence[str]) -> Any:  # noqa: ANN401 - of the key's own kind
    """Read the words that were typed for a key, as TOML would hold them.

    Raises:
        UnknownName: there is no such key.
        UsageFault: it takes another number of words.
        InvalidSetting: they do not fit.
    """
    if key in PLAIN:
        return _plain(key, words)
    section, *names = key.split(".")
    wanted = KEYS.get(section, {}).get(names[-1]) if names else None
    if wanted is None or len(names) != (2 if section in NAMED else 1):
        shown = {fold(one): one for one in known_keys()}
        raise UnknownName("key of the configuration", key, nearest(key, shown, 0.4))
    for value in _readings(words):
        if wanted.read(value) is not None:
            return value
    raise InvalidSetting(key, " ".join(words), wanted.example)


def _readings(words: Sequence[str]) -> list[Any]:
    """Return what typed words may mean, the likeliest first; a list takes any number of them."""
    found: list[Any] = []
    if len(words) == 1:
        found.append(words[0])
        if words[0].isdecimal():
            found.insert(0, int(words[0]))
        if words[0] in {"true", "false"}:
            found.append(words[0] == "true")
        with suppress(ValueError):
            found.append(date.fromisoformat(words[0]))
    return [*found, list(words)]


def _plain(key: str, words: Sequence[str]) -> str:
    if len(words) != 1:
        raise UsageFault(
            Message(
                "{key} takes one word, not {words:d}: put quotes around it",
                key=key,
                words=len(words),
            )
        )
    if key == "dates" and words[0] not in ORDERS:
        raise UnknownWord("order of dates", words[0], ORDERS)
    return check_language(words[0]) if key == "lang" else clean_text(words[0], key)


def with_values(text: str, values: Mapping[str, Any]) -> str:
    """Return a configuration with keys set; the tables that they stand in are added as needed."""
    import tomlkit  # noqa: PLC0415 - what only reads needs none

    document = tomlkit.parse(text)
    for key, value in values.items():
        *tables, last = key.split(".")
        place: Any = document
        for depth, name in enumerate(tables):
            if name not in place:
                place[name] = tomlkit.table(is_super_table=depth < len(tables) - 1)
            place = place[name]
        place[last] = value
    return tomlkit.dumps(document)


def without(text: str, key: str) -> str:
    """Return a configuration without a key or a table.

    Raises:
        UnknownName: it is not there.
    """
    import tomlkit  # noqa: PLC0415 - what only reads needs none
    from tomlkit.container import Container  # noqa: PLC0415
    from tomlkit.items import Table  # noqa: PLC0415

    document = tomlkit.parse(text)
    *tables, last = key.split(".")
    place: Any = document
    for name in tables:
        place = place.get(name, {}) if isinstance(place, Container | Table) else {}
    if last not in place:
        shown = {fold(one): one for one in set_keys(text)}
        raise UnknownName("key that is set", key, nearest(key, shown))
    del place[last]
    return tomlkit.dumps(document)


def set_keys(text: str) -> dict[str, Any]:
    """Return every key that a configuration sets, with its value."""
    import tomlkit  # noqa: PLC0415 - what only reads needs none

    return dict(_flat("", tomlkit.parse(text).unwrap()))


def _flat(prefix: str, table: Mapping[str, Any]) -> list[tuple[str, Any]]:
    found = []
    for name, value in table.items():
        inside = _flat(f"{prefix}{name}.", value) if isinstance(value, dict) else []
        found += inside or [(f"{prefix}{name}", value)]
    return found
