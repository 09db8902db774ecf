"""check: what is doubtful among the records of a store."""

from typing import Annotated

import typer

from targettrack.cli.completion import complete_rule
from targettrack.cli.frame import Entity, Indicator, Run, command, say, text_option


@command
def check(
    run: Run,
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

    Units that slipped, values that cannot be, totals that fall, figures and sources that contradict
    each other, duplicates, outliers, gaps, figures that have stopped coming, owners.

    \b
    Examples:
      targettrack check
      targettrack check -p "Nghe An" --rule claims --rule inconsistent
      targettrack check --since 2025-07-01 --check
      targettrack check --as-of 2025-10-12 --format json
    """
    from targettrack.cli.checking import doubtful  # noqa: PLC0415
    from targettrack.render.doubts import finding_blocks, finding_listing, summary  # noqa: PLC0415

    found, checked = doubtful(run, entity, indicator, rule or (), since)
    if run.is_table:
        run.show(*finding_blocks(found))
        say(summary(found, checked))
    else:
        run.print_listing(finding_listing(found))
    if check and found:
        raise SystemExit(1)
