"""rename: another name for an entity, an indicator or a scenario."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.completion import complete_any
from targettrack.cli.output import note


@command
def rename(
    run: Run,
    old: Annotated[
        str, typer.Argument(help="What it is called.", metavar="NAME", autocompletion=complete_any)
    ],
    new: Annotated[
        str,
        typer.Argument(help="What it is to be called.", metavar="NEW", autocompletion=complete_any),
    ],
    what: Annotated[
        str,
        text_option(
            "--what",
            meant="entity, indicator or scenario, where several are called so.",
            metavar="WHAT",
        ),
    ] = "",
    into: Annotated[
        bool,
        typer.Option("--into", help="NEW is there already: move all that NAME has to it."),
    ] = False,
    prefer: Annotated[
        str,
        text_option(
            "--prefer",
            meant="With --into: whose word counts where both say something else.",
            metavar="NAME",
            autocompletion=complete_any,
        ),
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --into: show what would be moved, and stop.")
    ] = False,
) -> None:
    """Give an entity, an indicator or a scenario another name; the old one still finds it.

    An indicator keeps its id. With --into, two that are the same come together: figures, targets
    and weights are moved by further records, known from today on; where both say something else
    of the same, that is listed, and --prefer says whose word counts. undo takes all of it back.

    \b
    Examples:
      targettrack rename "Thành Vinh" "Phường Thành Vinh"
      targettrack rename "Draft plan" "Plan 2026" --what scenario
      targettrack rename "Thanh Vinh ward" "Phường Thành Vinh" --into --dry-run
      targettrack rename "Thanh Vinh ward" "Phường Thành Vinh" --into --prefer "Phường Thành Vinh"
    """
    from targettrack.app.life.merge import MergeWords, merge  # noqa: PLC0415
    from targettrack.app.life.rename import rename as give_name  # noqa: PLC0415
    from targettrack.errors import UsageFault  # noqa: PLC0415
    from targettrack.message import Message  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import changed_verdicts  # noqa: PLC0415

    if into:
        words = MergeWords(old, new, what, prefer, dry_run=dry_run)
        done = merge(run.store, run.clock, words, run.listed)
        for line in done.said:
            note(translate(line, run.lang))
        if dry_run:
            note(translate(Message("nothing is recorded in a dry run"), run.lang))
            run.print_listing(done.moved)
        elif done.effect is not None and done.effect.changed:
            run.print_listing(changed_verdicts(done.effect.changed, run.listed))
        return
    if prefer or dry_run:
        raise UsageFault(Message("--prefer and --dry-run go with --into"))
    note(give_name(run.store, run.clock, old, new, what))
