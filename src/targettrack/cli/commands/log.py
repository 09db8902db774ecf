"""log: a figure, or the next vintage of one, and the verdicts that it changes."""

from typing import Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Period, Run, command, text_option
from targettrack.cli.output import note


@command
def log(
    run: Run,
    value: Annotated[
        str,
        typer.Argument(
            help='With its unit: 8.24%, "11,360 bn VND"; of a deliverable 100% unless given.',
            metavar="VALUE",
        ),
    ] = "",
    entity: Entity = "",
    indicator: Indicator = "",
    period: Period = "",
    ytd: Annotated[
        bool, typer.Option("--ytd", help="It covers everything since 1 January.")
    ] = False,
    single: Annotated[
        bool, typer.Option("--single", help="It covers its own period only.")
    ] = False,
    estimated: Annotated[bool, typer.Option("--estimated", help="It is an estimate.")] = False,
    preliminary: Annotated[bool, typer.Option("--preliminary", help="It is preliminary.")] = False,
    official: Annotated[bool, typer.Option("--official", help="It is official.")] = False,
    source: Annotated[
        str, text_option("--source", meant="Who said it, when.", metavar="TEXT")
    ] = "",
    quote: Annotated[str, text_option("--quote", meant="In which words.", metavar="TEXT")] = "",
    note_: Annotated[
        str,
        text_option(
            "--note", meant='What else to know, "on the revised base of 2024".', metavar="TEXT"
        ),
    ] = "",
    volume: Annotated[
        str,
        text_option(
            "--volume", meant="Of a hold: how many cases the percent is of.", metavar="NUMBER"
        ),
    ] = "",
    done: Annotated[
        str, text_option("--done", meant="Of a deliverable: the day it was done.", metavar="DATE")
    ] = "",
    stage: Annotated[
        str,
        text_option("--stage", meant="Of a deliverable: which part of it.", metavar="NAME"),
    ] = "",
    recorded_on: Annotated[
        str,
        text_option("--recorded-on", meant="The day it became known; default now.", metavar="DATE"),
    ] = "",
) -> None:
    """Record a figure; on a period that has one, record a revision. Both are kept.

    Prints what changed, and the verdict on each target before and after, as of --as-of.

    \b
    Examples:
      targettrack log -p "Nghe An" -i grdp-growth --period 2025-H1 8.24% --ytd --estimated \\
        --source "Statistics Office, 2025-07-05"
      targettrack log -p "Nghe An" -i "budget revenue" --period 2025-01/2025-05 "11,360 bn VND"
      targettrack log -p "Nghe An" -i disbursement --period 2025-01-01/2025-05-20 "2703.973 bn VND"
      targettrack log -p "Nghe An" -i on-time-procedures --period 2025-01 99.3% --volume 180
      targettrack log -p "Nghe An" -i "Action programme" --stage submitted --done 2025-06-20
    """
    from targettrack.app.record.figure import FigureWords, record_figure  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    if not (entity and indicator and (period or done)):
        raise UsageFault("a figure needs --province (or --entity), --indicator and --period")
    if period and done:
        raise UsageFault("a figure has a --period, or the day on which it was --done, not both")
    if ytd and single:
        raise UsageFault("a figure is --ytd or --single, not both")
    if estimated + preliminary + official > 1:
        raise UsageFault("a figure is --estimated, --preliminary or --official, only one of them")
    qualifiers = {"estimated": estimated, "preliminary": preliminary, "official": official}
    words = FigureWords(
        value=value,
        entity=entity,
        indicator=indicator,
        period=period or done,
        basis="ytd" if ytd else "single" if single else "",
        qualifier=next((word for word, chosen in qualifiers.items() if chosen), ""),
        source=source,
        quote=quote,
        note=note_,
        recorded_on=recorded_on,
        volume=volume,
        stage=stage,
        is_done=bool(done),
    )
    recorded = record_figure(run.store, run.clock, words, run.reads)
    for line in recorded.said:
        note(line)
    if recorded.after:
        run.print_listing(before_and_after(recorded.before, recorded.after, run.lang))
