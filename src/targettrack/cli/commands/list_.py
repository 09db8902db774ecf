"""list: what the store knows."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Run, command

WHAT = ("targets", "indicators", "entities", "scenarios", "documents", "series", "rulebooks")


@command
def list_(
    run: Run,
    what: Annotated[
        str,
        typer.Argument(
            help="targets, indicators, entities, scenarios, documents, series or rulebooks.",
            metavar="WHAT",
            autocompletion=lambda: list(WHAT),
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
    from targettrack.errors import UnknownWord, UsageFault  # noqa: PLC0415

    if what not in WHAT:
        raise UnknownWord("list", what, WHAT)
    if (entity or indicator) and what != "targets":
        raise UsageFault("only the list of targets takes --entity and --indicator")
    run.print_listing(inventory(run, what, entity, indicator))
