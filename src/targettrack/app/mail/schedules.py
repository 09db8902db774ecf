"""Schedules in the configuration, and the crontab's line or timer that runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from targettrack.app.configuration import change, mailing, unset
from targettrack.delivery import cron
from targettrack.delivery.due import last_due, next_due
from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.errors import UnknownName
from targettrack.exchange.config.config_file import value_of
from targettrack.message import Message
from targettrack.refusals import Exists
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from targettrack.app.clock import Clock


class ScheduleWords(Struct, frozen=True):
    """A schedule as typed."""

    name: str
    every: str
    day: str
    time: str
    to: tuple[str, ...]
    calendar: str


def listing(config: Path, clock: Clock) -> Listing:
    """Return the schedules with when they were due last and will be next."""
    rows = tuple(
        (
            one.name,
            one.every.value,
            one.day,
            f"{one.time:%H:%M}",
            ", ".join(one.to),
            one.calendar or None,
            _moment(last_due(one, clock.now)),
            _moment(next_due(one, clock.now)),
        )
        for one in mailing(config).schedules.values()
    )
    names = ("name", "every", "day", "time", "to", "calendar", "last_due", "next_due")
    return Listing(names, rows, ("calendar", "last_due"))


def _moment(found: object) -> str | None:
    return str(found)[:16] if found else None


def add(config: Path, clock: Clock, words: ScheduleWords) -> str:
    """Add a schedule to the configuration, from today on, and say so.

    Raises:
        Exists: there is one of that name.
        UsageFault, ConfigFault: a word does not fit, or names no recipient or calendar.
    """
    name = clean_text(words.name, "schedule").replace(".", "-")
    if name in mailing(config).schedules:
        how = Message(
            "remove it first with targettrack schedule remove {name}, or choose another --name",
            name=name,
        )
        raise Exists("schedule", name, how)
    typed = {"every": [words.every], "day": [words.day], "time": [words.time], "to": words.to}
    typed |= {"calendar": [words.calendar]} if words.calendar else {}
    keys = {f"schedule.{name}.{key}": given for key, given in typed.items()}
    values = {key: value_of(key, given) for key, given in keys.items()}
    values[f"schedule.{name}.to"] = list(words.to)
    change(config, {**values, f"schedule.{name}.since": clock.today}, strict=True)
    return f"added schedule {name} to {config}"


def remove(config: Path, name: str) -> str:
    """Take a schedule out of the configuration and say so; raises UnknownName."""
    known = mailing(config).schedules
    if name not in known:
        raise UnknownName("schedule", name, nearest(name, {fold(one): one for one in known}))
    return unset(config, f"schedule.{name}")


class SetUp(Struct, frozen=True):
    """What serves all schedules, as texts to print unless it was installed, and what to say."""

    texts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def set_up(
    store: Path, config: Path, program: Sequence[str], home: Path, *, install: bool, systemd: bool
) -> SetUp:
    """Return the crontab's line or the units that serve all schedules, or install them.

    `program` are the words that start this program from anywhere.

    Raises:
        ScheduleFault: the crontab or systemd does not take them.
    """
    minutes = {one.time.minute for one in mailing(config).schedules.values()}
    words = [*program, "email", "--due", "--db", str(store.absolute())]
    configuration = config.absolute()
    known = {"TARGETTRACK_CONFIG": str(configuration)}
    before = None
    if systemd:
        files = cron.units(words, known, minutes, configuration) if minutes else None
        folder = cron.units_folder(home)
        texts = tuple(f"# {folder / file}\n{text}" for file, text in (files or {}).items())
        if install:
            cron.install_units(files, folder, configuration)
    else:
        command = cron.command_line(words, known)
        line = cron.crontab_line(command, minutes, configuration) if minutes else None
        texts = (line,) if line else ()
        if install:
            before = cron.install_crontab(line, configuration)
    if install:
        where = "systemd's timers" if systemd else "the crontab"
        said = f"changed {where}" if minutes else f"took targettrack out of {where}"
        other = f"it ran another command for this configuration before: {before}"
        return SetUp(said=(other, said) if before else (said,))
    return SetUp(texts, ("--install sets it up",) if minutes else ())
