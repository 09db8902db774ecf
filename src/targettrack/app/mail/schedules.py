"""Schedules in the configuration, and the crontab's line or timer that runs them."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.app.configuration import change, unset
from targettrack.app.mail.compose import mailing
from targettrack.cli.output import note, say
from targettrack.cli.settings import config_path
from targettrack.delivery import cron
from targettrack.delivery.due import last_due, next_due
from targettrack.domain.values.name import clean_text, fold, nearest
from targettrack.errors import Exists, UnknownName
from targettrack.exchange.config.config_file import value_of
from targettrack.render.json_records import Listing

if TYPE_CHECKING:
    from targettrack.cli.command import Run


@dataclass(frozen=True, slots=True)
class ScheduleWords:
    """A schedule as typed."""

    name: str
    every: str
    day: str
    time: str
    to: tuple[str, ...]
    calendar: str


def listing(run: Run) -> Listing:
    """Return the schedules with when they were due last and will be next."""
    rows = tuple(
        (
            one.name,
            one.every.value,
            one.day,
            f"{one.time:%H:%M}",
            ", ".join(one.to),
            one.calendar or None,
            _moment(last_due(one, run.now)),
            _moment(next_due(one, run.now)),
        )
        for one in mailing().schedules.values()
    )
    names = ("name", "every", "day", "time", "to", "calendar", "last_due", "next_due")
    return Listing(names, rows, ("calendar", "last_due"))


def _moment(found: object) -> str | None:
    return str(found)[:16] if found else None


def add(run: Run, words: ScheduleWords) -> None:
    """Add a schedule to the configuration, from today on.

    Raises:
        Exists: there is one of that name.
        UsageFault, ConfigFault: a word does not fit, or names no recipient or calendar.
    """
    name = clean_text(words.name, "schedule").replace(".", "-")
    if name in mailing().schedules:
        how = f"remove it first with targettrack schedule remove {name}, or choose another --name"
        raise Exists("schedule", name, how)
    typed = {"every": [words.every], "day": [words.day], "time": [words.time], "to": words.to}
    typed |= {"calendar": [words.calendar]} if words.calendar else {}
    keys = {f"schedule.{name}.{key}": given for key, given in typed.items()}
    values = {key: value_of(key, given) for key, given in keys.items()}
    values[f"schedule.{name}.to"] = list(words.to)
    change({**values, f"schedule.{name}.since": run.now.date()}, strict=True)
    note(f"added schedule {name} to {config_path()}")


def remove(name: str) -> None:
    """Take a schedule out of the configuration; raises UnknownName."""
    known = mailing().schedules
    if name not in known:
        raise UnknownName("schedule", name, nearest(name, {fold(one): one for one in known}))
    note(unset(f"schedule.{name}"))


def set_up(run: Run, *, install: bool, systemd: bool) -> None:
    """Print the crontab's line or the units that serve all schedules, or install them."""
    minutes = {one.time.minute for one in mailing().schedules.values()}
    words = [*_program(), "email", "--due", "--db", str(run.store.absolute())]
    configuration = config_path().absolute()
    known = {"TARGETTRACK_CONFIG": str(configuration)}
    if systemd:
        files = cron.units(words, known, minutes, configuration) if minutes else None
        folder = cron.units_folder(Path(os.environ.get("HOME", "~")).expanduser())
        if install:
            cron.install_units(files, folder, configuration)
        for file, text in (files or {}).items() if not install else ():
            say(f"# {folder / file}\n{text}")
    else:
        command = cron.command_line(words, known)
        line = cron.crontab_line(command, minutes, configuration) if minutes else None
        if install:
            before = cron.install_crontab(line, configuration)
            if before:
                note(f"it ran another command for this configuration before: {before}")
        elif line:
            say(line)
    if install:
        where = "systemd's timers" if systemd else "the crontab"
        note(f"changed {where}" if minutes else f"took targettrack out of {where}")
    elif minutes:
        note("--install sets it up")


def _program() -> list[str]:
    """Return the words that start this program from anywhere."""
    started = shutil.which(sys.argv[0])
    if started and Path(started).stem == "targettrack":
        return [str(Path(started).absolute())]
    return [sys.executable, "-m", "targettrack"]
