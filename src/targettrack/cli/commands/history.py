"""history: what was recorded, when, and what it replaced; and the verdicts that were given."""

from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Entity, Indicator, Run, Scenario, Within, command, text_option
from targettrack.cli.output import note, say
from targettrack.message import Message

if TYPE_CHECKING:
    from targettrack.domain.views.past_assessments import MonthEnd


@command
def history(
    run: Run,
    entity: Entity = "",
    indicator: Indicator = "",
    scenario: Scenario = "",
    period: Within = "",
    since: Annotated[
        str, text_option("--since", meant="Only what is from this day on.", metavar="DATE")
    ] = "",
    verdicts: Annotated[
        bool,
        typer.Option(
            "--verdicts", help="The verdict of every target at every month's end, as known then."
        ),
    ] = False,
    events: Annotated[
        bool,
        typer.Option(
            "--events", help="Who recorded what, when and by which command; everything, in words."
        ),
    ] = False,
    by: Annotated[
        str, text_option("--by", meant="Only the events of this person.", metavar="NAME")
    ] = "",
    on: Annotated[
        str, text_option("--on", meant="Only the events of this day.", metavar="DATE")
    ] = "",
) -> None:
    """List what was recorded, newest first, with what each figure or target replaced.

    With --events: each command that recorded something, with who called it and when, and what it
    recorded in words; as json, the rows as they are stored.


    With --verdicts: each target at every month's end, oldest first, judged by the target then in
    force from what was then known; where the verdict changed, what it was and which record did it.

    \b
    Examples:
      targettrack history -p "Nghe An"
      targettrack history -i grdp-growth --since 2025-07-01
      targettrack history --known-at 2025-06-10 --format csv
      targettrack history --events --by An --since 2025-07-01
      targettrack history --events -p "Nghe An" -i grdp-growth --format json
      targettrack history --verdicts -p "Nghe An" -i grdp-growth --as-of 2025-12-31
    """
    from targettrack.app.judge.assessments import selected  # noqa: PLC0415
    from targettrack.app.judge.history import at_month_ends, recorded  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415
    from targettrack.domain.values.period import parse_day  # noqa: PLC0415
    from targettrack.render.tables.changes import change_listing  # noqa: PLC0415

    first = parse_day(since, "--since") if since else None
    chosen = selected(entity, indicator, scenario, period)
    if events or by or on:
        from targettrack.app.life.events import Wanted, told_events  # noqa: PLC0415
        from targettrack.domain.values.name import clean_text  # noqa: PLC0415
        from targettrack.render.tables.events import event_json, event_lines, event_listing  # noqa: PLC0415

        day = parse_day(on, "--on") if on else None
        who = clean_text(by, "name") if by else ""
        told = told_events(run.store, run.clock, Wanted(chosen, who, first, day), run.listed)
        if run.format == "json":
            say(event_json([(one.event, one.lines) for one in told]))
        elif run.is_table:
            zone = run.clock.now.tzinfo
            for line in event_lines([(one.event, one.lines) for one in told], zone, run.lang):
                say(line)
        else:
            run.print_listing(event_listing([(one.event, one.lines) for one in told]))
    elif verdicts:
        _print_month_ends(run, at_month_ends(run.store, run.clock, chosen, first, watched))
    else:
        found = recorded(run.store, run.clock, chosen)
        run.print_listing(change_listing(found, first, run.listed))


def _print_month_ends(run: Run, rows: "list[MonthEnd]") -> None:
    """Print verdicts at month ends in the format that was asked for."""
    from targettrack.render.tables.month_ends import month_listing, month_summary, month_tables  # noqa: PLC0415

    if run.format == "markdown":
        run.print_listing(month_summary(rows, run.lang))
    elif not run.is_table:
        run.print_listing(month_listing(rows))
    elif not rows:
        note(Message("no target was known at the end of any of these months"))
    else:
        for heading, listing in month_tables(rows, run.lang):
            say(heading)
            run.print_listing(listing)
