"""email: to each recipient their targets, sent once."""

from typing import Annotated

import typer

from targettrack.cli.command import Rulebook, Run, command, text_option


@command
def email(
    run: Run,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            help="Only this recipient of the configuration; may be repeated.",
            metavar="NAME",
        ),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="What the schedules say is due now, each once; for cron.")
    ] = False,
    on_change: Annotated[
        bool, typer.Option("--on-change", help="Only to whom a verdict became worse.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Every target, not only what is behind or has changed.")
    ] = False,
    attach: Annotated[
        list[str] | None,
        typer.Option(
            "--attach",
            help="Attach page or xlsx; may be repeated.",
            metavar="WHAT",
            autocompletion=lambda: ["page", "xlsx"],
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the messages and send nothing.")
    ] = False,
    out: Annotated[
        str,
        text_option("--out", meant="Write .eml files there and send nothing.", metavar="FOLDER"),
    ] = "",
    test: Annotated[
        str,
        text_option(
            "--test", meant="Send the first message there, and only there.", metavar="ADDRESS"
        ),
    ] = "",
    outbox: Annotated[
        bool, typer.Option("--outbox", help="List what was sent, what waits and what was refused.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Send also what was sent, or may have arrived.")
    ] = False,
    rulebook: Rulebook = "",
) -> None:
    """Send each recipient of the configuration what is behind or has changed, worst first.

    A message is never sent twice without --again. What a server did not take is tried again by
    later runs, after growing pauses.

    \b
    Examples:
      targettrack email --dry-run
      targettrack email --to vinh --attach page
      targettrack email --test me@example.vn --as-of 2025-06-10
      targettrack email --due
      targettrack email --on-change
      targettrack email --outbox
    """
    from targettrack.app.judge.assessments import named_rulebook  # noqa: PLC0415
    from targettrack.app.mail import dispatch  # noqa: PLC0415

    if outbox:
        run.print_listing(dispatch.outbox_listing(run))
        return
    is_trial = dry_run or bool(out or test)
    asked = dispatch.asked(
        to, attach, due=due, on_change=on_change, everything=everything, is_trial=is_trial
    )
    rules = named_rulebook(run.rulebook(rulebook))
    if dry_run or out:
        dispatch.print_or_write(run, asked, rules, out)
    elif test:
        dispatch.send_test(run, asked, rules, test)
    else:
        dispatch.send(run, asked, rules, again=again)
