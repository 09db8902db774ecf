"""extend: more time for a target."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, Scenario, Within, command
from targettrack.cli.commands.close import From, Reason, Whose
from targettrack.cli.completion import complete_name
from targettrack.cli.output import note
from targettrack.message import Message


@command
def extend(
    run: Run,
    entity: Whose,
    indicator: Annotated[
        str,
        typer.Argument(
            help="Of which indicator.",
            metavar="INDICATOR",
            autocompletion=complete_name,
            show_default=False,
        ),
    ],
    until: Annotated[
        str, typer.Argument(help="The new last day.", metavar="DATE", show_default=False)
    ],
    scenario: Scenario = "",
    within: Within = "",
    reason: Reason = "",
    on: From = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be extended, and stop.")
    ] = False,
) -> None:
    """Give a target until a later day; the day that it had stays in sight.

    A deliverable is due on that day; of other targets, figures count until then. As known on a day
    before (--known-at), the old day holds; undo takes the extension back.

    \b
    Examples:
      targettrack extend "Nghe An" "Action programme" 2025-09-30 \\
        --reason "the ministry's guidance came late"
      targettrack extend Acme handbook 2026-09-30 --dry-run --reason "the printer was late"
    """
    from targettrack.app.life.close import EndWords  # noqa: PLC0415
    from targettrack.app.life.close import extend as give_time  # noqa: PLC0415
    from targettrack.cli.reason import asked_reason  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    why = asked_reason(reason, Message("it is extended"))
    words = EndWords(why, entity, indicator, scenario, within, on, dry_run=dry_run)
    done = give_time(run.store, run.clock, words, until)
    for line in done.said:
        note(translate(line, run.lang))
    if done.after:
        run.print_listing(before_and_after(done.before, done.after, run.listed))
