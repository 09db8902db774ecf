"""form: what is due for a period, as a workbook to fill in and mail back."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Run, command, text_option
from targettrack.cli.output import note
from targettrack.message import Message


@command
def form(
    run: Run,
    period: Annotated[
        str, typer.Argument(help="For what: 2026-11, tháng 11/2026.", metavar="PERIOD")
    ],
    file: Annotated[
        str, typer.Argument(help="The workbook to write, november.xlsx.", metavar="FILE")
    ],
    entity: Entity = "",
    owner: Annotated[
        str, text_option("--owner", meant="Only what somebody answers for.", metavar="NAME")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it is there.")
    ] = False,
) -> None:
    """Write a form of what is due: last value, target and expected, with cells to fill in.

    Only the cells of values and notes are open. Filled in and mailed back, import takes it as it
    is, and says what is missing and whose it is.

    \b
    Examples:
      targettrack form 2026-11 november.xlsx --owner "Sở Tài chính"
      targettrack import november.xlsx
    """
    from targettrack.app.files.form import form_rows  # noqa: PLC0415
    from targettrack.cli.output_file import opened  # noqa: PLC0415
    from targettrack.render.form import write_form  # noqa: PLC0415

    rows = form_rows(run.store, run.clock, period, run.owner(owner), entity)
    with opened(run, file, "xlsx", force=force) as out:
        write_form(rows, out, run.lang)
    note(
        Message("{file}: 1 figure is due", file=file)
        if len(rows) == 1
        else Message("{file}: {rows} figures are due", file=file, rows=len(rows))
    )
