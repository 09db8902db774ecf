"""compare-rulebooks: what each rulebook makes of the same targets."""

from typing import Annotated

import typer

from targettrack.cli.command import (
    Entity,
    Everything,
    Indicator,
    Run,
    Scenario,
    Settled,
    Within,
    command,
)
from targettrack.cli.completion import complete_rulebook, complete_status
from targettrack.cli.output import note, say
from targettrack.message import Message


@command
def compare_rulebooks(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Within = "",
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            help="Only where the default rulebook gives this verdict; may be repeated.",
            metavar="VERDICT",
            autocompletion=complete_status,
        ),
    ] = None,
    off_track: Annotated[
        bool,
        typer.Option("--off-track", help="Only what it calls off-track or missed."),
    ] = False,
    names: Annotated[
        list[str] | None,
        typer.Option(
            "--rulebook",
            help="Compare only these, by id or TOML file; may be repeated.",
            metavar="NAME",
            autocompletion=complete_rulebook,
        ),
    ] = None,
    settled: Settled = False,
    everything: Everything = False,
) -> None:
    """Show each target's verdict under every rulebook, worst first by the default one.

    \b
    Examples:
      targettrack compare-rulebooks --province "Nghe An"
      targettrack compare-rulebooks --off-track --rulebook eurostat --rulebook my.toml
      targettrack compare-rulebooks --as-of 2025-06-10 --format csv
    """
    from targettrack.app.judge import assessments  # noqa: PLC0415
    from targettrack.cli.settings import from_home  # noqa: PLC0415
    from targettrack.render.tables import rulebook_comparison as render  # noqa: PLC0415

    found = assessments.compare_rulebooks(
        run.store,
        run.clock,
        assessments.selected(entity, indicator, scenario, period, superseded=everything),
        [from_home(name) for name in names or ()],
        assessments.wanted_statuses(only, off_track=off_track),
        run.rulebook(),
        assessments.which(settled=settled, everything=everything),
    )
    if run.format == "json":
        say(render.comparison_json(found.rows, run.clock.as_of, run.clock.known_at, found.default))
    elif run.is_table and found.rows:
        run.show(*render.comparison_blocks(found.rows, run.lang, found.default))
    elif not run.is_table:
        as_words = run.format == "markdown"
        run.print_listing(
            render.comparison_listing(found.rows, found.rulebooks, run.listed, as_words=as_words)
        )
    if run.is_table and found.unlisted:
        from targettrack.render.messages.words import unlisted_line  # noqa: PLC0415

        say(unlisted_line(found.unlisted, run.lang))
    elif not found.rows:
        note(Message("there is no such target"))
