"""redo: what was taken back counts again."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command


@command
def redo(
    run: Run,
    event: Annotated[
        str,
        typer.Argument(
            help="The number of an event that was taken back; else the last that you took back.",
            metavar="EVENT",
        ),
    ] = "",
) -> None:
    """Let count again what undo took back.

    It is refused where what it rests on is not there any more, or its name was taken since.

    \b
    Examples:
      targettrack redo
      targettrack redo 17
    """
    from targettrack.app.life.undo import redo as bring_back  # noqa: PLC0415
    from targettrack.cli.undo_output import event_number, tell  # noqa: PLC0415

    tell(run, bring_back(run.store, run.clock, event_number(event), run.lang), counts=True)
