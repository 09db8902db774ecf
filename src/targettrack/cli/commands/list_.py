"""list: what the store knows."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Everything, Indicator, Run, Settled, command
from targettrack.cli.completion import complete_list
from targettrack.cli.output import note


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
    settled: Settled = False,
    everything: Everything = False,
) -> None:
    """List open targets, indicators (also of the catalogue), entities, scenarios and more.

    \b
    Examples:
      targettrack list targets -p "Nghe An"
      targettrack list targets --settled
      targettrack list indicators
      targettrack list entities --format csv
      targettrack list rulebooks
    """
    from targettrack.app.judge.assessments import which  # noqa: PLC0415
    from targettrack.app.judge.inventory import Narrowed, inventory  # noqa: PLC0415
    from targettrack.render.messages.words import unlisted_line  # noqa: PLC0415

    asked = which(settled=settled, everything=everything)
    narrowed = Narrowed(entity, indicator, asked)
    found = inventory(run.store, run.clock, what, narrowed, run.listed)
    run.print_listing(found.listing)
    if run.is_table and found.unlisted:
        note(unlisted_line(found.unlisted, run.lang))
