"""schedule: when reports are mailed."""

import os
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.output import note, say
from targettrack.message import Message

ACTIONS = ("list", "add", "remove")
EVERY = {
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "weekly": "week",
    "daily": "day",
}


@command
def schedule(
    run: Run,
    action: Annotated[
        str,
        typer.Argument(
            help="list (default), add or remove.",
            metavar="ACTION",
            show_default=False,
            autocompletion=lambda: list(ACTIONS),
        ),
    ] = "list",
    what: Annotated[
        str,
        typer.Argument(
            help="To add: monthly, quarterly, yearly, weekly or daily. To remove: the name.",
            metavar="WHAT",
            show_default=False,
            autocompletion=lambda: list(EVERY),
        ),
    ] = "",
    day: Annotated[
        str,
        text_option(
            "--day",
            meant="Of the month, 1 to 31, which is its last; of the week, 1 (Monday) to 7; default "
            "1. Of a quarter or year, in its first month.",
            metavar="DAY",
        ),
    ] = "",
    time: Annotated[
        str, text_option("--time", meant="Of the day; default 07:30.", metavar="HH:MM")
    ] = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", help="A recipient of the configuration; may be repeated.", metavar="NAME"
        ),
    ] = None,
    name: Annotated[
        str, text_option("--name", meant="Call it so; default WHAT.", metavar="NAME")
    ] = "",
    calendar: Annotated[
        str,
        text_option(
            "--calendar", meant="The calendar of the configuration to report by.", metavar="NAME"
        ),
    ] = "",
    install: Annotated[
        bool, typer.Option("--install", help="Change the crontab instead of printing the line.")
    ] = False,
    systemd: Annotated[
        bool, typer.Option("--systemd", help="A timer of systemd instead of the crontab.")
    ] = False,
) -> None:
    """List, add or remove the times at which reports are mailed, and set up cron or systemd.

    One line of the crontab serves all schedules: it runs `email --due` every hour at their minutes,
    which also catches up what was missed and tries again what a mail server put off.

    \b
    Examples:
      targettrack schedule add monthly --day 3 --time 07:30 --to vinh --install
      targettrack schedule add monthly --name statutory --day 16 --calendar vn --to board
      targettrack schedule
      targettrack schedule remove monthly --install
    """
    from targettrack.app.mail import schedules  # noqa: PLC0415
    from targettrack.cli.settings import config_path  # noqa: PLC0415
    from targettrack.errors import UnknownWord, UsageFault  # noqa: PLC0415

    if action not in ACTIONS:
        raise UnknownWord("action", action, ACTIONS)
    if action == "list":
        run.print_listing(schedules.listing(config_path(), run.clock))
        return
    if not what or (action == "add" and not to):
        raise UsageFault(Message("write schedule add monthly --to NAME, or schedule remove NAME"))
    if action == "add":
        if what not in EVERY:
            raise UnknownWord("rhythm", what, list(EVERY))
        words = schedules.ScheduleWords(
            name or what, EVERY[what], day or "1", time or "07:30", tuple(to or ()), calendar
        )
        note(schedules.add(config_path(), run.clock, words))
    else:
        note(schedules.remove(config_path(), what))
    home = Path(os.environ.get("HOME", "~")).expanduser()
    done = schedules.set_up(
        run.store, config_path(), _program(), home, install=install, systemd=systemd
    )
    for text in done.texts:
        say(text)
    for line in done.said:
        note(line)


def _program() -> list[str]:
    """Return the words that start this program from anywhere."""
    started = shutil.which(sys.argv[0])
    if started and Path(started).stem == "targettrack":
        return [str(Path(started).absolute())]
    return [sys.executable, "-m", "targettrack"]
