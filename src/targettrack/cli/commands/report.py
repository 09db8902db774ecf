"""report: verdicts, what changed and how each was reached, as one file."""

from typing import Annotated

import typer

from targettrack.app.report.formats import REPORTS
from targettrack.cli.command import (
    Entity,
    Everything,
    Indicator,
    OffTrack,
    Rulebook,
    Run,
    Scenario,
    Settled,
    Verdicts,
    Within,
    command,
    text_option,
)
from targettrack.cli.output import note
from targettrack.message import Message


@command
def report(
    run: Run,
    file: Annotated[
        str,
        typer.Argument(
            help="The file to write; its ending says the format; default report.html. - is the "
            "standard output.",
            metavar="FILE",
            show_default=False,
        ),
    ] = "",
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Within = "",
    only: Verdicts = None,
    off_track: OffTrack = False,
    since: Annotated[
        str,
        text_option(
            "--since",
            meant="Say what has changed since the evening of this day; default the end of the "
            "month before.",
            metavar="DATE",
        ),
    ] = "",
    to: Annotated[
        str,
        text_option(
            "--to",
            meant="html, xlsx, md, docx or pdf; default by the file's ending.",
            metavar="FORMAT",
            autocompletion=lambda: list(REPORTS),
        ),
    ] = "",
    no_charts: Annotated[bool, typer.Option("--no-charts", help="Draw no charts.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace the file if it is there.")
    ] = False,
    settled: Settled = False,
    everything: Everything = False,
    rulebook: Rulebook = "",
) -> None:
    """Write a page to hand round, or the annex of targets, as one file.

    html: the summary, what has changed, a row for each target with a chart and the arithmetic, in
    one file that needs no network; of what is open, and what was settled since. pdf: the same,
    printed by a browser that is installed. docx, xlsx and md: the annex, a row for each target in
    the order in which they were recorded.

    \b
    Examples:
      targettrack report -p "Nghe An"
      targettrack report nghe-an.html -p "Nghe An" --as-of 2025-06-10 --since 2025-05-10
      targettrack report nghe-an.docx -p "Nghe An" --lang vi
      targettrack report behind.pdf --off-track --force
    """
    from targettrack.app.judge.assessments import selected, wanted_statuses, which  # noqa: PLC0415
    from targettrack.app.report.formats import STANDARD_OUTPUT, report_form  # noqa: PLC0415
    from targettrack.app.report.report import ReportOptions, write_report  # noqa: PLC0415
    from targettrack.cli.output_file import opened  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.domain.values.period import parse_day  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415

    if not run.is_table:
        raise UsageFault(Message("--format is for what is printed: say --to for a report"))
    path = file or f"report.{to or REPORTS[0]}"
    options = ReportOptions(
        report_form(path, to),
        selected(entity, indicator, scenario, period, superseded=everything),
        run.rulebook(rulebook),
        wanted_statuses(only, off_track=off_track),
        parse_day(since, "--since") if since else None,
        not no_charts,
        run.lang,
        which(settled=settled, everything=everything),
    )
    with opened(run, path, options.form, force=force) as out:
        done = write_report(run.store, run.clock, out, options, watched)
    behind = sum(one.status.is_behind for one in done.every)
    rest = f"; {done.unlisted} settled before are left out: --all has them" * bool(done.unlisted)
    if path != STANDARD_OUTPUT:
        note(
            Message(
                "wrote {path}: {behind} of {every} targets behind{rest}",
                path=path,
                behind=behind,
                every=len(done.every),
                rest=rest,
            )
        )
