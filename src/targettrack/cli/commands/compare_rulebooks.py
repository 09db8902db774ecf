"""compare-rulebooks: what each rulebook makes of the same targets."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Period, Run, Scenario, command
from targettrack.cli.completion import complete_rulebook, complete_status
from targettrack.cli.output import note, say


@command
def compare_rulebooks(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Period = "",
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
) -> None:
    """Show each target's verdict under every rulebook, worst first by the default one.

    \b
    Examples:
      targettrack compare-rulebooks --province "Nghe An"
      targettrack compare-rulebooks --off-track --rulebook eurostat --rulebook my.toml
      targettrack compare-rulebooks --as-of 2025-06-10 --format csv
    """
    from targettrack.app.judge.assessments import compared, selected, wanted_verdicts  # noqa: PLC0415
    from targettrack.exchange.packaged import load_rulebook, rulebook_ids  # noqa: PLC0415
    from targettrack.render.tables import rulebook_comparison  # noqa: PLC0415

    wanted = wanted_verdicts(only, off_track=off_track)
    rulebooks = [load_rulebook(name) for name in names or rulebook_ids()]
    chosen = selected(entity, indicator, scenario, period)
    default, rows = compared(run, chosen, rulebooks, wanted)
    if run.format == "json":
        say(rulebook_comparison.comparison_json(rows, run.as_of, run.known_at, default))
    elif run.is_table and rows:
        run.show(*rulebook_comparison.comparison_blocks(rows, run.lang, default))
    elif not run.is_table:
        as_words = run.format == "markdown"
        ids = [rulebook.id for rulebook in rulebooks]
        run.print_listing(
            rulebook_comparison.comparison_listing(rows, ids, run.lang, as_words=as_words)
        )
    if not rows:
        note("there is no such target")
