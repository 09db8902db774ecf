"""The line in the user's crontab, or the systemd timer, that lets `email --due` run.

It runs every hour at the minutes of the schedules: so a report goes out on time, one that was
missed while the machine was off is caught up within the hour, and what a server put off is tried
again.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
from hashlib import sha256
from typing import TYPE_CHECKING

from targettrack.faults import ScheduleFault
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

MARK = "targettrack"


def command_line(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return a command as /bin/sh reads it, with the variables that cron would not know."""
    given = [f"{name}={shlex.quote(value)}" for name, value in environment.items()]
    return " ".join([*given, *map(shlex.quote, words)])


def crontab_line(command: str, minutes: Collection[int], configuration: Path) -> str:
    """Return the crontab's line, which ends with the configuration that it serves.

    A percent sign, which cron takes for a line break, is escaped.

    Raises:
        ScheduleFault: a line break or another control character cannot stand in it.
    """
    at = ",".join(map(str, sorted(minutes)))
    return _plain(f"{at} * * * * {_escaped(command)}{_mark(configuration)}")


def install_crontab(line: str | None, configuration: Path) -> str:
    """Put a line into the user's crontab in place of the one of the same configuration.

    The lines of other configurations and of other programs stay as they are. None takes it out.
    Returns the line that was there if it ran another command; empty otherwise.

    Raises:
        ScheduleFault: there is no crontab here, or it cannot be read or written.
    """
    if shutil.which("crontab") is None:
        raise ScheduleFault(
            Message("there is no crontab command here: install cron, or use --systemd")
        )
    lines = _crontab("-l").splitlines()
    ours = [one for one in lines if _serves(one, configuration)]
    kept = [one for one in lines if one not in ours]
    if lines != (written := [*kept, *([line] if line else [])]):
        _crontab("-", "".join(f"{one}\n" for one in written))
    return ours[-1] if line and ours and _command(ours[-1]) != _command(line) else ""


def _command(line: str) -> str:
    return line.split(" * * * * ", 1)[-1].rpartition(f" # {MARK}")[0]


def _escaped(text: str) -> str:
    return text.replace("%", "\\%")


def _mark(configuration: Path) -> str:
    return f" # {MARK} {_escaped(str(configuration))}"


def _serves(line: str, configuration: Path) -> bool:
    """Whether a line is that of a configuration; earlier versions named it in the command only."""
    named = f"TARGETTRACK_CONFIG={_escaped(shlex.quote(str(configuration)))} "
    return line.endswith(_mark(configuration)) or (line.endswith(f" # {MARK}") and named in line)


def _plain(text: str) -> str:
    if not text.isprintable():
        shown = ascii(text[:100])
        raise ScheduleFault(
            Message(
                "{shown} has a character that no line of a table can have: rename it", shown=shown
            )
        )
    return text


def _crontab(action: str, text: str = "") -> str:
    """Read or write the crontab; one that is not there yet is empty."""
    done = subprocess.run(  # noqa: S603 - cron's own program
        ["crontab", action],  # noqa: S607 - wherever the system keeps it
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode and not (action == "-l" and ("no crontab" in said or not said)):
        raise ScheduleFault(
            Message(
                "the crontab cannot be changed: {value}", value=said or f"status {done.returncode}"
            )
        )
    return "" if done.returncode else done.stdout.decode("utf-8", "surrogateescape")


def units(
    words: Sequence[str],
    environment: Mapping[str, str],
    minutes: Collection[int],
    configuration: Path,
) -> dict[str, str]:
    """Return the systemd units of a user that serve a configuration, by file name.

    Raises:
        ScheduleFault: a line break or another control character cannot stand in them.
    """
    at = ",".join(f"{minute:02}" for minute in sorted(minutes))
    variables = "".join(
        f"Environment={_in_unit(f'{name}={value}')}\n" for name, value in environment.items()
    )
    command = " ".join(_in_unit(word).replace("$", "$$") for word in words)
    service = (
        f"[Unit]\nDescription=Reports of {_in_unit(str(configuration))} that are due\n\n"
        f"[Service]\nType=oneshot\n{variables}"
        "# TARGETTRACK_SMTP_USER=... and _PASSWORD=... may stand there, readable for you alone:\n"
        "EnvironmentFile=-%h/.config/targettrack/environment\n"
        f"ExecStart={command}\n"
    )
    timer = (
        "[Unit]\nDescription=Every hour, for the reports of targettrack\n\n"
        f"[Timer]\nOnCalendar=*:{at}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    name = _unit_name(configuration)
    return {f"{name}.service": service, f"{name}.timer": timer}


def _unit_name(configuration: Path) -> str:
    return f"{MARK}-{sha256(bytes(configuration)).hexdigest()[:12]}"


def _in_unit(word: str) -> str:
    """Quote a word for a unit file, where percent signs are doubled."""
    text = _plain(word).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{text}"' if set(text) & set(" \t'\"\\;") else text


def install_units(files: Mapping[str, str] | None, folder: Path, configuration: Path) -> None:
    """Write the units of a configuration and start the timer; None stops it and takes them away.

    Those of other configurations stay.

    Raises:
        ScheduleFault: systemd is not here, or says no.
    """
    if shutil.which("systemctl") is None:
        raise ScheduleFault(
            Message("there is no systemctl command here: leave out --systemd to use cron")
        )
    old = folder / f"{MARK}.service"  # of earlier versions, which had one for all
    named = _in_unit(f"TARGETTRACK_CONFIG={configuration}")
    if old.exists() and f"Environment={named}\n" in old.read_text("utf-8"):
        _uninstall(folder, MARK)
    name = _unit_name(configuration)
    if files is None:
        _uninstall(folder, name)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in files.items():
        (folder / file).write_text(text, "utf-8")
    _systemctl("daemon-reload")
    _systemctl("enable", "--now", f"{name}.timer")


def _uninstall(folder: Path, name: str) -> None:
    if (folder / f"{name}.timer").exists():
        _systemctl("disable", "--now", f"{name}.timer")
    for ending in ("timer", "service"):
        (folder / f"{name}.{ending}").unlink(missing_ok=True)


def _systemctl(*words: str) -> None:
    done = subprocess.run(  # noqa: S603 - systemd's own program
        ["systemctl", "--user", *words],  # noqa: S607 - wherever the system keeps it
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise ScheduleFault(
            Message("systemctl --user {words: } says: {said}", words=tuple(words), said=said[-1])
        )


def units_folder(home: Path) -> Path:
    """Return where a user's units are."""
    return home / ".config" / "systemd" / "user"
