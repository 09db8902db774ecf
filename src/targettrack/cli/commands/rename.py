"""rename: another name for an entity, an indicator or a scenario."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.output import note


@command
def rename(
    run: Run,
    old: Annotated[str, typer.Argument(help="What it is called.", metavar="NAME")],
    new: Annotated[str, typer.Argument(help="What it is to be called.", metavar="NEW")],
    what: Annotated[
        str,
        text_option(
            "--what",
            meant="entity, indicator or scenario, where several are called so.",
            metavar="WHAT",
        ),
    ] = "",
) -> None:
    """Give an entity, an indicator or a scenario another name; the old one still finds it.

    An indicator keeps its id.

    \b
    Examples:
      targettrack rename "Thành Vinh" "Phường Thành Vinh"
      targettrack rename "Draft plan" "Plan 2026" --what scenario
    """
    from targettrack.app.life.rename import rename as give_name  # noqa: PLC0415

    note(give_name(run.store, run.clock, old, new, what))
