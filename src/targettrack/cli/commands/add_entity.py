"""add-entity: whose targets and figures they are."""

from typing import Annotated

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.name_options import Aliases, Name
from targettrack.cli.output import note


@command
def add_entity(
    run: Run,
    name: Name,
    kind: Annotated[
        str,
        text_option(
            "--kind",
            meant="country, province, commune, department or unit (default).",
            metavar="KIND",
        ),
    ] = "unit",
    parent: Annotated[
        str, text_option("--parent", meant="The entity it belongs to.", metavar="NAME")
    ] = "",
    alias: Aliases = None,
    valid_from: Annotated[
        str, text_option("--valid-from", meant="The first day it existed.", metavar="DATE")
    ] = "",
    valid_to: Annotated[
        str, text_option("--valid-to", meant="The last day it existed.", metavar="DATE")
    ] = "",
    successor: Annotated[
        str, text_option("--successor", meant="Who took over after that.", metavar="NAME")
    ] = "",
) -> None:
    """Add an entity: whose targets and figures they are.

    \b
    Examples:
      targettrack add-entity "Nghệ An" --kind province --alias "Nghe An"
      targettrack add-entity "Sở Tài chính" --kind department --parent "Nghệ An"
    """
    from targettrack.app.record import names  # noqa: PLC0415

    added = names.add_entity(
        run.store, name, kind, parent, alias or (), valid_from, valid_to, successor
    )
    note(f"added {added.kind} {added.name}")
