"""apply: bringing a store to what a plan says, which is reviewed in git."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import note
from targettrack.cli.plan_output import PlanFile, print_changes
from targettrack.message import Message


@command
def apply(
    run: Run,
    plan: PlanFile,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
    ] = False,
) -> None:
    """Bring the store to what a plan says: a changed target is a new version of it.

    All of it is written or nothing. The same plan again changes nothing; what the plan does not
    name is left as it is.

    \b
    Examples:
      targettrack apply plan.toml
      targettrack apply plan.toml --dry-run
    """
    from pathlib import Path  # noqa: PLC0415

    from targettrack.app.plans.apply import apply_plan  # noqa: PLC0415
    from targettrack.cli.progress import watched  # noqa: PLC0415

    found = apply_plan(run.store, run.clock, Path(plan), dry_run=dry_run, watch=watched)
    print_changes(run, found)
    if dry_run:
        note(Message("nothing was written"))
