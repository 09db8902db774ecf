"""undo: what one command recorded is taken back as a whole."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import note, say
from targettrack.message import Message


@command
def undo(
    run: Run,
    event: Annotated[
        str,
        typer.Argument(
            help="The number of an event, of history --events; else your last one.",
            metavar="EVENT",
        ),
    ] = "",
    list_: Annotated[
        bool, typer.Option("--list", help="List what you recorded and can take back.")
    ] = False,
) -> None:
    """Take back all that one command recorded: a figure, an import, a plan.

    It is refused where later records rest on it. History keeps it, and redo lets it count again.
    Mail that was sent stays sent.

    \b
    Examples:
      targettrack undo
      targettrack undo --list
      targettrack undo 17
    """
    from targettrack.app.life.undo import can_be_undone  # noqa: PLC0415
    from targettrack.app.life.undo import undo as take_back  # noqa: PLC0415
    from targettrack.cli.undo_output import event_number, tell  # noqa: PLC0415
    from targettrack.render.tables.events import event_json, event_lines, event_listing  # noqa: PLC0415

    if not list_:
        tell(run, take_back(run.store, run.clock, event_number(event), run.lang), counts=False)
        return
    found = [(one.event, one.lines) for one in can_be_undone(run.store, run.clock, run.listed)]
    if run.format == "json":
        say(event_json(found))
    elif run.is_table:
        for line in event_lines(found, run.clock.now.tzinfo, run.lang):
            say(line)
        if not found:
            note(Message("there is none"))
    else:
        run.print_listing(event_listing(found))
