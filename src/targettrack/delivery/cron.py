"""The line in the user's crontab, or the systemd timer, that lets `email --due` run.

It runs every hour at the minutes of the schedules: so a report goes out on time, one that was
missed while the machine was off is caught up within the hour, and what a server put off is tried
again.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from targettrack.errors import ScheduleFault

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

MARK = "targettrack"


def command_line(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return a command as /bin/sh reads it, with the variables that cron would not know."""
    given = [f"{name}={shlex.quote(value)}" for name, value in environment.items()]
    return " ".join([*given, *map(shlex.quote, words)])


def crontab_line(command: str, minutes: Collection[int]) -> str:
    """Return the crontab's line; a percent sign, which cron takes for a line break, is escaped."""
    at = ",".join(map(str, sorted(minutes)))
    return f"{at} * * * * {command.replace('%', chr(92) + '%')} # {MARK}"


def install_crontab(line: str | None) -> None:
    """Put a line into the user's crontab in place of the one that is there; None takes it out.

    Raises:
        ScheduleFault: there is no crontab here, or it cannot be read or written.
    """
    from crontab import CronItem, CronTab  # noqa: PLC0415 - only to install

    if shutil.which("crontab") is None:
        raise ScheduleFault("there is no crontab command here: install cron, or use --systemd")
    try:
        table = CronTab(user=True)
        table.remove_all(comment=MARK)
        if line is not None:
            table.append(CronItem.from_line(line, cron=table))
        table.write()
    except OSError as error:
        raise ScheduleFault(f"the crontab cannot be changed: {error}") from None


def units(
    words: Sequence[str], environment: Mapping[str, str], minutes: Collection[int]
) -> dict[str, str]:
    """Return the systemd units of a user, by file name."""
    at = ",".join(f"{minute:02}" for minute in sorted(minutes))
    variables = "".join(
        f"Environment={_in_unit(f'{name}={value}')}\n" for name, value in environment.items()
    )
    service = (
        "[Unit]\nDescription=Reports of targettrack that are due\n\n"
        f"[Service]\nType=oneshot\n{variables}"
        "# TARGETTRACK_SMTP_USER=... and _PASSWORD=... may stand there, readable for you alone:\n"
        "EnvironmentFile=-%h/.config/targettrack/environment\n"
        f"ExecStart={' '.join(map(_in_unit, words))}\n"
    )
    timer = (
        "[Unit]\nDescription=Every hour, for the reports of targettrack\n\n"
        f"[Timer]\nOnCalendar=*:{at}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{MARK}.service": service, f"{MARK}.timer": timer}


def _in_unit(word: str) -> str:
    """Quote a word for a unit file, where percent and dollar signs are doubled."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if set(text) & set(" \t'\"\\;") else text


def install_units(files: Mapping[str, str] | None, folder: Path) -> None:
    """Write the units and start the timer; None stops it and takes them away.

    Raises:
        ScheduleFault: systemd is not here, or says no.
    """
    if shutil.which("systemctl") is None:
        raise ScheduleFault("there is no systemctl command here: leave out --systemd to use cron")
    timer = f"{MARK}.timer"
    if files is None:
        _systemctl("disable", "--now", timer)
        for name in (timer, f"{MARK}.service"):
            (folder / name).unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    _systemctl("daemon-reload")
    _systemctl("enable", "--now", timer)


def _systemctl(*words: str) -> None:
    done = subprocess.run(  # noqa: S603 - systemd's own program
        ["systemctl", "--user", *words],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise ScheduleFault(f"systemctl --user {' '.join(words)} says: {said[-1]}")


def units_folder(home: Path) -> Path:
    """Return where a user's units are."""
    return home / ".config" / "systemd" / "user"
