"""Who is sent what, when, and through which mail server."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from targettrack.domain.values.calendar import Calendar, Every


class Security(StrEnum):
    """How the line to a mail server is encrypted; its certificate is always verified."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Content(StrEnum):
    """What a recipient gets."""

    BEHIND = "behind"  # what is behind or has changed
    ALL = "all"


class Attachment(StrEnum):
    """What goes along with a message."""

    PAGE = "page"
    XLSX = "xlsx"


class Server(Struct, frozen=True):
    """A mail server and how to talk to it.

    Attributes:
        sender: the address that messages come from: "Planning office <plan@example.vn>".
        login: whether it wants a user and a password, which are never in a configuration.
        authority: a file of certificates to trust beside those of the system.
        timeout: seconds that one answer may take.
    """

    host: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    login: bool = False
    authority: str = ""
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Login:
    """Who logs in to a mail server; the password is in no printed form of it."""

    user: str
    password: str = field(repr=False)


class Recipient(Struct, frozen=True):
    """Somebody who is sent messages, known by a short name.

    Attributes:
        entities: whose targets they get; all if none are named.
        owner: only targets that answer to this owner; empty for all.
    """

    name: str
    address: str
    entities: tuple[str, ...] = ()
    owner: str = ""
    lang: str = "en"
    content: Content = Content.BEHIND
    attach: tuple[Attachment, ...] = ()


class Schedule(Struct, frozen=True):
    """When recipients are sent their report.

    Attributes:
        day: of the month, of the quarter's or year's first month (31 is its last day), or of the
            week (1 is Monday); a daily one has none.
        calendar: the name of the calendar that says which period the report is about.
        since: the day on which it was added: nothing is due before.
    """

    name: str
    every: Every
    day: int
    time: time
    to: tuple[str, ...]
    since: date
    calendar: str = ""


class Mailing(Struct, frozen=True):
    """All that a configuration says about mail, each part by its name."""

    server: Server | None = None
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
