"""import: figures from files, all of them or none."""

from typing import Annotated

import typer

from targettrack.cli.frame import Run, command, note, text_option

SHOWN = 20  # rows of what an import did, where people read it


@command
def import_(
    run: Run,
    files: Annotated[
        list[str],
        typer.Argument(
            help="CSV files of figures, or exports of records; - is standard input.",
            metavar="FILE...",
        ),
    ],
    recorded_on: Annotated[
        str,
        text_option(
            "--recorded-on",
            meant="The day on which figures became known that do not say it; default now.",
            metavar="DATE",
        ),
    ] = "",
    encoding: Annotated[
        str,
        text_option(
            "--encoding",
            meant="Of the text, where it is not UTF-8 or UTF-16: windows-1258, cp1252.",
            metavar="NAME",
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would become of each figure.")
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option(
            "--skip-bad",
            help="Record the good rows; the others go to FILE.bad.csv, each with its problem.",
        ),
    ] = False,
) -> None:
    """Record the figures of files as new vintages, all of them or none.

    What is there already is left as it is, so a file can be imported again. Prints how many figures
    were recorded, revised and unchanged, and which verdicts changed.

    \b
    Examples:
      targettrack import figures.csv
      targettrack import --dry-run figures.csv
      targettrack import --recorded-on 2025-06-10 --skip-bad may.csv june.csv
      targettrack import --encoding windows-1258 old.csv
      targettrack import store.jsonl --db restored.db
    """
    from dataclasses import replace  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from targettrack.cli.importing import Wishes, import_files, said, shown  # noqa: PLC0415

    wishes = Wishes(recorded_on, encoding, dry_run, skip_bad)
    done = import_files(run, [Path(file) for file in dict.fromkeys(files)], wishes)
    for line in said(done, wishes):
        note(line)
    listing = shown(done, wishes)
    more = len(listing.rows) - SHOWN if run.is_table else 0
    if listing.rows or not run.is_table:
        kept = listing.rows[:SHOWN] if run.is_table else listing.rows
        run.print_listing(replace(listing, rows=kept))
    if more > 0:
        note(f"and {more:,} more: --format csv lists all of them")
