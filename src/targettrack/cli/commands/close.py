"""close: targets that are settled as they stand."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, Scenario, Within, command, text_option
from targettrack.cli.completion import complete_name
from targettrack.cli.output import note
from targettrack.message import Message

Whose = Annotated[
    str,
    typer.Argument(
        help="Whose target.", metavar="ENTITY", autocompletion=complete_name, show_default=False
    ),
]
Reason = Annotated[
    str, text_option("--reason", meant="Why; it is asked for on a terminal.", metavar="TEXT")
]
From = Annotated[
    str, text_option("--on", meant="The day from which it holds; default today.", metavar="DATE")
]


@command
def close(
    run: Run,
    entity: Whose,
    indicator: Annotated[
        str,
        typer.Argument(
            help="Of which indicator; without it, of every one with --all.",
            metavar="INDICATOR",
            autocompletion=complete_name,
            show_default=False,
        ),
    ] = "",
    scenario: Scenario = "",
    within: Within = "",
    reason: Reason = "",
    on: From = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Close all targets that are meant, not just one.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be closed, and stop.")
    ] = False,
) -> None:
    """Close a target: it is settled as it stands, with the reason; history keeps its last word.

    It is listed once more as settled, and then no more but with --settled and --all. As known on a
    day before (--known-at), it is open; undo opens it again.

    \b
    Examples:
      targettrack close "Nghe An" grdp-growth --within 2025 -s "Growth scenario 2025" \\
        --reason "the council dropped the scenario"
      targettrack close "Huyện Nghi Lộc" --all --reason "abolished on 1 July" --on 2025-07-01
    """
    from targettrack.app.life.close import EndWords  # noqa: PLC0415
    from targettrack.app.life.close import close as settle  # noqa: PLC0415
    from targettrack.cli.reason import asked_reason  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import before_and_after  # noqa: PLC0415

    why = asked_reason(reason, Message("it is closed"))
    words = EndWords(
        why, entity, indicator, scenario, within, on, several=everything, dry_run=dry_run
    )
    done = settle(run.store, run.clock, words)
    for line in done.said:
        note(translate(line, run.lang))
    if done.after:
        run.print_listing(before_and_after(done.before, done.after, run.listed))
