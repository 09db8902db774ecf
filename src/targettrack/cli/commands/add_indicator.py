"""add-indicator: what is measured, and how its figures are read."""

from typing import Annotated

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.name_options import Aliases, Name
from targettrack.cli.output import note
from targettrack.cli.target_options import KINDS


@command
def add_indicator(
    run: Run,
    name: Name,
    kind: Annotated[str, text_option("--kind", meant=f"{KINDS}.", metavar="KIND")] = "",
    unit: Annotated[
        str,
        text_option(
            "--unit", meant="%, bn VND, m USD, or a word for what is counted.", metavar="UNIT"
        ),
    ] = "",
    id_: Annotated[
        str, text_option("--id", meant="A short id; default made of the name.", metavar="ID")
    ] = "",
    name_vi: Annotated[
        str, text_option("--name-vi", meant="Its Vietnamese name.", metavar="NAME")
    ] = "",
    alias: Aliases = None,
    absolute_unit: Annotated[
        str,
        text_option(
            "--absolute-unit", meant="Of a share: the unit of its amounts.", metavar="UNIT"
        ),
    ] = "",
    direction: Annotated[
        str,
        text_option("--direction", meant="Which way is good: up (default) or down.", metavar="WAY"),
    ] = "up",
    frequency: Annotated[
        str,
        text_option(
            "--frequency",
            meant="How often a figure is published: month (default), quarter or year.",
            metavar="WORD",
        ),
    ] = "month",
    precision: Annotated[
        str, text_option("--precision", meant="Decimals to show.", metavar="NUMBER")
    ] = "",
    publication_lag: Annotated[
        str,
        text_option(
            "--publication-lag",
            meant="Days from a period's end to its figure; default 10.",
            metavar="DAYS",
        ),
    ] = "10",
    least: Annotated[
        str, text_option("--least", meant="The least that it can be, such as 0.", metavar="NUMBER")
    ] = "",
    most: Annotated[
        str, text_option("--most", meant="The most that it can be, such as 100.", metavar="NUMBER")
    ] = "",
) -> None:
    """Add an indicator that the catalogue does not know; its kind is never guessed.

    \b
    Examples:
      targettrack add-indicator "Houses repaired" --kind flow --unit houses
      targettrack add-indicator "Backlog of files" --kind level --unit files --direction down
      targettrack add-indicator "Calls answered in time" --kind hold --unit % --least 0 --most 100
    """
    from targettrack.app.record import names  # noqa: PLC0415

    described = {
        "id": id_,
        "name_vi": name_vi,
        "aliases": alias or [],
        "kind": kind,
        "unit": unit,
        "absolute_unit": absolute_unit,
        "direction": direction,
        "frequency": frequency,
        "precision": precision,
        "publication_lag": publication_lag,
        "least": least,
        "most": most,
    }
    added = names.add_indicator(run.store, name, described)
    note(f"added {added.kind} {added.id}: {added.name}, {added.unit}")
