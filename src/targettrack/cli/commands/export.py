"""export: the records of the store as a file, in one of several formats."""

from typing import Annotated

import typer

from targettrack.app.report.formats import EXPORTS, PLAN
from targettrack.cli.command import (
    Entity,
    Indicator,
    Rulebook,
    Run,
    Scenario,
    Within,
    command,
    text_option,
)
from targettrack.cli.output import note
from targettrack.message import Message


@command
def export(
    run: Run,
    file: Annotated[
        str,
        typer.Argument(
            help="The file to write; its ending says the format. - is the standard output.",
            metavar="FILE",
        ),
    ] = "-",
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Within = "",
    since: Annotated[
        str,
        text_option("--since", meant="Only what was recorded from this day on.", metavar="DATE"),
    ] = "",
    to: Annotated[
        str,
        text_option(
            "--to",
            meant="csv, xlsx, jsonl, sdmx, markdown or ics; default by the file's ending.",
            metavar="FORMAT",
            autocompletion=lambda: list(EXPORTS),
        ),
    ] = "",
    vintages: Annotated[
        bool,
        typer.Option(
            "--vintages",
            help="Every vintage of a figure and version of a target, not only those in force.",
        ),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it is there.")
    ] = False,
    plan: Annotated[
        bool,
        typer.Option("--plan", help="Targets as a plan in TOML, as apply reads it; also *.toml."),
    ] = False,
    rulebook: Rulebook = "",
) -> None:
    """Write what the store holds, or a part of it, to a file.

    csv: figures, as import reads them. xlsx: verdicts, figures and targets as a workbook. jsonl:
    every record, exact, to restore a store from with import. sdmx: figures as SDMX-CSV 2.0 for
    statistical tools. markdown: verdicts as a table for a report. ics: the days on which targets
    are settled, for a calendar.

    \b
    Examples:
      targettrack export figures.csv
      targettrack export store.jsonl --force
      targettrack export nghe-an.xlsx -p "Nghe An" --period 2025 --as-of 2025-06-10
      targettrack export figures.sdmx.csv -i budget-revenue
      targettrack export --to markdown --scenario "Conclusion 123-KL/TW" | less
      targettrack export new.csv --vintages --since 2025-07-01
      targettrack export plan.toml -p "Nghe An" --period 2025
      targettrack export deadlines.ics -p "Nghe An"
    """
    from pathlib import Path  # noqa: PLC0415

    from targettrack.app.judge.assessments import selected  # noqa: PLC0415
    from targettrack.app.report.export import ExportOptions, write_export  # noqa: PLC0415
    from targettrack.app.report.formats import (  # noqa: PLC0415
        STANDARD_OUTPUT,
        WITH_VERDICTS,
        export_form,
    )
    from targettrack.cli.output_file import opened  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.domain.values.period import parse_day  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415

    if plan and to:
        raise UsageFault(Message("--plan and --to name two formats: say one of them"))
    if not run.is_table:
        raise UsageFault(Message("--format is for what is printed: say --to for an export"))
    form = export_form(file, PLAN if plan else to)
    if rulebook and form not in WITH_VERDICTS:
        raise UsageFault(
            Message(
                "--rulebook goes with xlsx, markdown and ics: {form} has no verdicts", form=form
            )
        )
    options = ExportOptions(
        form,
        selected(entity, indicator, scenario, period),
        parse_day(since, "--since") if since else None,
        vintages,
        run.rulebook(rulebook),
        run.lang,
        None if file == STANDARD_OUTPUT else Path(file).expanduser().parent,
    )
    with opened(run, file, form, force=force) as out:
        done = write_export(run.store, run.clock, out, options, watched)
    for line in done.summary(file) if file != STANDARD_OUTPUT else ():
        note(line)
