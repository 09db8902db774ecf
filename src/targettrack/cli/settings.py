"""Where the store is and what the user's configuration says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.domain.values.day_order import ORDERS
from targettrack.domain.values.name import clean_text
from targettrack.errors import TargettrackError
from targettrack.exchange.config.toml_tables import read_tables
from targettrack.faults import ConfigFault
from targettrack.message import Message
from targettrack.shipped import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCAL_STORE = "targettrack.db"
KEYS = ("db", "lang", "rulebook", "name", "entity", "dates")
SMTP_USER, SMTP_PASSWORD = "TARGETTRACK_SMTP_USER", "TARGETTRACK_SMTP_PASSWORD"
TABLES = ("smtp", "recipient", "schedule", "calendar")  # about mail, read where it is sent


class Config(Struct, frozen=True):
    """What may stand in `config.toml`.

    Attributes:
        name: who records, and who is meant by "me".
        entity: whose figures and targets are meant where nobody is named.
        dates: whether 03/04/2026 is read day-first or month-first.
    """

    db: str | None = None
    lang: str | None = None
    rulebook: str | None = None
    name: str | None = None
    entity: str | None = None
    dates: str | None = None


def store_path(given: str | None, config: Config) -> Path:
    """Return the store that --db names, or TARGETTRACK_DB, or the configuration.

    Without them it is targettrack.db in this folder if it is there, or else in the data folder.
    """
    named = given or os.environ.get("TARGETTRACK_DB") or config.db
    if named:
        return Path(named).expanduser()
    local = Path(LOCAL_STORE)
    return local if local.exists() else default_store()


def rulebook_name(given: str, config: Config) -> str:
    """Return the rulebook that --rulebook names, or TARGETTRACK_RULEBOOK, or the configuration.

    Empty for the default.
    """
    named = given or os.environ.get("TARGETTRACK_RULEBOOK") or config.rulebook or ""
    return from_home(named)


def user_name(config: Config) -> str:
    """Return who records: TARGETTRACK_NAME, the configuration's name, or else the system's user."""
    named = os.environ.get("TARGETTRACK_NAME") or config.name
    if named:
        return clean_text(named, "name")
    import getpass  # noqa: PLC0415 - only where nobody is named

    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number that the system has no name for
        return f"user {os.getuid()}" if hasattr(os, "getuid") else ""


def from_home(name: str) -> str:
    """Return a name as given, but for a file's whose ~ stands for the user's home."""
    return os.path.expanduser(name)  # noqa: PTH111 - what ships is named without a folder


def default_store() -> Path:
    """Return the store's place in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only without a named store

    return user_data_path("targettrack", appauthor=False) / LOCAL_STORE


def read_config() -> Config:
    """Read what every command needs of the configuration.

    Raises:
        ConfigFault: it is not TOML or has a key that is not known.
    """
    path = config_path()
    plain = {name: value for name, value in read_tables(path).items() if name not in TABLES}
    for name, value in plain.items():
        if name not in KEYS or not isinstance(value, str):
            raise ConfigFault(
                path,
                Message(
                    "has {name} = {value}: write {keys: or } as text",
                    name=name,
                    value=repr(value),
                    keys=tuple(KEYS),
                ),
            )
    order = plain.get("dates", ORDERS[0])
    if order not in ORDERS:
        raise ConfigFault(
            path,
            Message(
                "has dates = {order}: write {orders: or }", order=repr(order), orders=tuple(ORDERS)
            ),
        )
    return Config(**plain)


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language to speak: of --lang, or the configuration, or the system; else English.

    It is known before the arguments or the configuration are read: what is wrong in these is told
    in it, where they name it at all.
    """
    given = [
        after if one == "--lang" else one.partition("=")[2]
        for one, after in zip(arguments, [*arguments, ""][1:], strict=True)
        if one.partition("=")[0] == "--lang"
    ]
    try:
        chosen = read_config().lang
    except TargettrackError:
        chosen = None
    system = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    for lang in (*given[-1:], chosen, system.partition("_")[0].partition(".")[0]):
        if lang:
            return lang if lang in languages() else "en"
    return "en"


def smtp_login() -> tuple[str, str]:
    """Return the user and the password for the mail server that the environment says, or empty."""
    return os.environ.get(SMTP_USER, ""), os.environ.get(SMTP_PASSWORD, "")


def config_path() -> Path:
    """Return the configuration: TARGETTRACK_CONFIG or config.toml in the user's folder."""
    named = os.environ.get("TARGETTRACK_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 - only without a named file

    return user_config_path("targettrack", appauthor=False) / "config.toml"
