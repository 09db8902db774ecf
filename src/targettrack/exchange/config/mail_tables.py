"""The tables of a configuration about mail: the server, recipients, schedules and calendars."""

from __future__ import annotations

from datetime import time
from email.utils import getaddresses, parseaddr
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from targettrack.domain.records.mail_settings import (
    Attachment,
    Content,
    Mailing,
    Recipient,
    Schedule,
    Security,
    Server,
)
from targettrack.domain.values.calendar import Calendar, Every
from targettrack.domain.values.name import clean_text, meant
from targettrack.errors import InvalidText, quoted
from targettrack.faults import ConfigFault
from targettrack.message import Message
from targettrack.schema.codecs import DAY
from targettrack.shipped import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_DAYS, DAYS_OF_A_WEEK, MONTHS, PORTS = 31, 7, 12, 65535


class Key(Struct, frozen=True):
    """What a key takes.

    Attributes:
        example: as it would be written, and shown where something else was.
        read: the value that is meant, None if what is there does not fit.
    """

    example: str
    read: Callable[[Any], Any]
    required: bool = False


def _text(value: Any) -> str | None:  # noqa: ANN401 - whatever TOML holds
    try:
        return clean_text(value, "text") if isinstance(value, str) else None
    except InvalidText:
        return None


def _texts(value: Any) -> tuple[str, ...] | None:  # noqa: ANN401
    found = [_text(one) for one in value] if isinstance(value, list) else [None]
    return None if None in found else tuple(str(one) for one in found)


def _address(value: Any) -> str | None:  # noqa: ANN401
    """Read one address that can stand in a message and on the line to a server."""
    text = _text(value) or ""
    bare = parseaddr(text)[1] if len(getaddresses([text])) == 1 else ""
    name, at, host = bare.rpartition("@")
    fits = bool(name and at and host) and bare.isascii() and not set(bare) & set(' <>,;"')
    return text if fits else None


def _whole(least: int, most: int) -> Callable[[Any], int | None]:
    def read(value: Any) -> int | None:  # noqa: ANN401
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits else None

    return read


def _word(kind: Callable[[str], Any], choices: object) -> Callable[[Any], Any]:
    words = [str(one) for one in choices]  # type: ignore[attr-defined]  # a list of words
    return lambda value: kind(value) if value in words else None


def _words(kind: type[Attachment]) -> Callable[[Any], tuple[Attachment, ...] | None]:
    def read(value: Any) -> tuple[Attachment, ...] | None:  # noqa: ANN401
        fits = isinstance(value, list) and all(one in list(kind) for one in value)
        return tuple(map(kind, value)) if fits else None

    return read


def _time(value: Any) -> time | None:  # noqa: ANN401
    if isinstance(value, str):
        try:
            value = time.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, time) and value.tzinfo is None else None


_TEXT = Key('"text"', _text)
KEYS: dict[str, dict[str, Key]] = {
    "smtp": {
        "host": Key('"mail.example.vn"', _text, required=True),
        "sender": Key('"Planning office <plan@example.vn>"', _address, required=True),
        "port": Key("587", _whole(1, PORTS)),
        "security": Key('"starttls", "tls" or "none"', _word(Security, Security)),
        "login": Key("true", lambda value: value if isinstance(value, bool) else None),
        "authority": Key('"/etc/ssl/office.pem"', _text),
    },
    "recipient": {
        "address": Key('"an@example.vn"', _address, required=True),
        "entities": Key('["Nghệ An"]', _texts),
        "owner": _TEXT,
        "lang": Key(" or ".join(map(quoted, languages())), _word(str, languages())),
        "content": Key('"behind" or "all"', _word(Content, Content)),
        "attach": Key('["page", "xlsx"]', _words(Attachment)),
    },
    "schedule": {
        "every": Key('"month", "quarter", "year", "week" or "day"', _word(Every, Every), True),
        "day": Key("3", _whole(1, MOST_DAYS)),
        "time": Key('"07:30"', _time, required=True),
        "to": Key('["an"]', _texts, required=True),
        "calendar": _TEXT,
        "since": Key("2025-06-10", lambda value: value if DAY.fits(value) else None, required=True),
    },
    "calendar": {
        "month_starts": Key("15", _whole(1, 28)),
        "year_starts": Key("4", _whole(1, MONTHS)),
    },
}


def read_mailing(data: Mapping[str, Any], where: object) -> Mailing:
    """Read what a configuration says about mail; `where` is its file.

    Raises:
        ConfigFault: with the first key that is unknown, missing or misused, or that names a
            recipient or calendar which is not there.
    """
    smtp = data.get("smtp")
    calendars = {n: Calendar(**v) for n, v in _named(data, "calendar", where).items()}
    spoken = KEYS["recipient"]["lang"].read(data.get("lang")) or "en"
    recipients = {
        n: Recipient(n, **{"lang": spoken, **v})
        for n, v in _named(data, "recipient", where).items()
    }
    schedules = {
        n: Schedule(n, **{"day": 1, **v}) for n, v in _named(data, "schedule", where).items()
    }
    for one in schedules.values():
        for name in one.to:
            _check_known(recipients, "recipient", name, f"schedule.{one.name}.to", where)
        if one.every is Every.WEEK and one.day > DAYS_OF_A_WEEK:
            raise ConfigFault(
                where,
                Message(
                    "has schedule.{name}.day = {day:d}: of a week write 1 (Monday) to 7",
                    name=one.name,
                    day=one.day,
                ),
            )
        if one.calendar:
            _check_known(calendars, "calendar", one.calendar, f"schedule.{one.name}", where)
    server = Server(**_values("smtp", "smtp", smtp, where)) if smtp is not None else None
    return Mailing(server, recipients, schedules, calendars)


def read_address(text: str, what: str) -> str:
    """Read an address that was typed; raises InvalidText."""
    found = _address(text)
    if found is None:
        raise InvalidText(what, text, Message("is not an address: write an@example.vn"))
    return found


def _named(data: Mapping[str, Any], section: str, where: object) -> dict[str, dict[str, Any]]:
    tables = data.get(section, {})
    if not isinstance(tables, dict):
        raise ConfigFault(
            where,
            Message(
                "has {section} = {tables}: write [{section}.NAME]",
                section=section,
                tables=repr(tables),
            ),
        )
    return {
        name: _values(section, f"{section}.{name}", table, where) for name, table in tables.items()
    }


def _values(section: str, name: str, table: object, where: object) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise ConfigFault(
            where,
            Message(
                "has {name} = {table}: write it as a table, [{name}]", name=name, table=repr(table)
            ),
        )
    allowed, found = KEYS[section], {}
    for key, value in table.items():
        if key not in allowed:
            said = Message(
                "has {name}.{key}, which is no key of {section}",
                name=name,
                key=str(key),
                section=section,
            )
            raise ConfigFault(where, meant(said, key, allowed))
        found[key] = allowed[key].read(value)
        if found[key] is None:
            shown = quoted(value) if isinstance(value, str) else value
            raise ConfigFault(
                where,
                Message(
                    "has {name}.{key} = {shown}: write {example}",
                    name=name,
                    key=str(key),
                    shown=str(shown),
                    example=allowed[key].example,
                ),
            )
    for key, wanted in allowed.items():
        if wanted.required and key not in found:
            raise ConfigFault(
                where,
                Message(
                    "has no {name}.{key}: write {key} = {example}",
                    name=name,
                    key=key,
                    example=wanted.example,
                ),
            )
    return found


def _check_known(
    known: Mapping[str, object], what: str, name: str, place: str, where: object
) -> None:
    if name not in known:
        said = Message(
            "has no {what} {name}, which {place} names",
            what=Message(what),
            name=quoted(name),
            place=place,
        )
        raise ConfigFault(where, meant(said, name, known))
