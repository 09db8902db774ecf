"""report: verdicts, what changed and how each was reached, as one file."""

from pathlib import Path
from typing import Annotated

import typer

from targettrack.cli.completion import complete_status
from targettrack.cli.frame import (
    Entity,
    Indicator,
    Period,
    Rulebook,
    Run,
    Scenario,
    command,
    note,
    text_option,
)


@command
def report(
    run: Run,
    file: Annotated[
        str, typer.Argument(help="The file to write.", metavar="FILE", show_default=True)
    ] = "report.html",
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Period = "",
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            help="List only this verdict; may be repeated.",
            metavar="VERDICT",
            autocompletion=complete_status,
        ),
    ] = None,
    off_track: Annotated[
        bool, typer.Option("--off-track", help="List only what is off-track or missed.")
    ] = False,
    since: Annotated[
        str,
        text_option(
            "--since",
            meant="Say what has changed since the evening of this day; default the end of the "
            "month before.",
            metavar="DATE",
        ),
    ] = "",
    rulebook: Rulebook = "",
) -> None:
    """Write one HTML page: summary, what changed, a row for each target, and the arithmetic.

    \b
    Examples:
      targettrack report -p "Nghe An"
      targettrack report nghe-an.html -p "Nghe An" --as-of 2025-06-10 --since 2025-05-10
    """
    from targettrack.cli.judging import chosen_rulebook, selected, wanted_verdicts  # noqa: PLC0415
    from targettrack.cli.reporting import reported  # noqa: PLC0415
    from targettrack.render.page import page  # noqa: PLC0415

    wanted = wanted_verdicts(only, off_track=off_track)
    chosen = selected(entity, indicator, scenario, period)
    found = reported(run, chosen, chosen_rulebook(rulebook), wanted, since)
    Path(file).write_text(page(found, run.lang), "utf-8")
    behind = sum(one.status.is_behind for one in found.every)
    note(f"wrote {file}: {behind} of {len(found.every)} targets are behind")
