"""check: what is doubtful among the records of a store."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Run, command, text_option
from targettrack.cli.completion import complete_rule
from targettrack.cli.output import say
from targettrack.message import Message


@command
def check(
    run: Run,
    plan: Annotated[
        str,
        typer.Argument(help="A plan to check, a TOML file; without it the store.", metavar="PLAN"),
    ] = "",
    entity: Entity = "",
    indicator: Indicator = "",
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule",
            help="Only this rule, such as outlier or claims; may be repeated.",
            metavar="NAME",
            autocompletion=complete_rule,
        ),
    ] = None,
    since: Annotated[
        str, text_option("--since", meant="Only what is about this day or later.", metavar="DATE")
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Exit with status 1 if anything is found.")
    ] = False,
) -> None:
    """List what is doubtful among the records, the gravest first, and what to do about each.

    Units that slipped, values that cannot be, totals that fall, figures and sources that
    contradict each other, duplicates, outliers, gaps, figures that have stopped coming, owners. Of
    a plan: what contradicts itself in it, and what the store would refuse.

    \b
    Examples:
      targettrack check
      targettrack check -p "Nghe An" --rule claims --rule inconsistent
      targettrack check --since 2025-07-01 --check
      targettrack check plan.toml
      targettrack check --as-of 2025-10-12 --format json
    """
    from pathlib import Path  # noqa: PLC0415

    from targettrack.app.judge.assessments import selected  # noqa: PLC0415
    from targettrack.app.plans.check import check_plan, check_store  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.domain.values.period import parse_day  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.render.tables.findings import finding_blocks, finding_listing, summary  # noqa: PLC0415

    if plan and (entity or indicator or rule or since):
        raise UsageFault(Message("a plan is checked as a whole: leave out what narrows the store"))
    if plan:
        found, where = check_plan(run.store, run.clock, Path(plan)), Message("{plan}", plan=plan)
    else:
        found, checked = check_store(
            run.store,
            run.clock,
            selected(entity, indicator),
            rule or (),
            parse_day(since, "--since") if since else None,
            run.rulebook(),
            watched,
        )
        where = Message("{n} series", n=checked)
    if run.is_table:
        run.show(*finding_blocks(found, run.lang))
        say(summary(found, where))
    else:
        run.print_listing(finding_listing(found))
    if check and found:
        raise typer.Exit(1)
