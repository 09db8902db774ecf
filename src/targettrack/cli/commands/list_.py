"""list: what the store knows."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Run, command
from targettrack.cli.completion import complete_list


@command
def list_(
    run: Run,
    what: Annotated[
        str,
        typer.Argument(
            help="targets, indicators, entities, scenarios, documents, series or rulebooks.",
            metavar="WHAT",
            autocompletion=complete_list,
        ),
    ],
    entity: Entity = "",
    indicator: Indicator = "",
) -> None:
    """List targets, indicators (also of the catalogue), entities, scenarios, rulebooks and more.

    \b
    Examples:
      targettrack list targets -p "Nghe An"
      targettrack list indicators
      targettrack list entities --format csv
      targettrack list rulebooks
    """
    from targettrack.app.judge.inventory import inventory  # noqa: PLC0415

    run.print_listing(inventory(run.store, run.clock, what, entity, indicator, run.lang))
