"""diff: what a plan would change."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.plan_output import PlanFile, print_changes


@command
def diff(
    run: Run,
    plan: PlanFile,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 1 if the store is not as the plan says.")
    ] = False,
) -> None:
    """Show what apply would change: of each item of a plan what is added, changed or the same.

    \b
    Examples:
      targettrack diff plan.toml
      targettrack diff plan.toml --check || echo "the store is not as reviewed"
    """
    from pathlib import Path  # noqa: PLC0415

    from targettrack.app.plans.compare import compare_plan  # noqa: PLC0415
    from targettrack.domain.plans.changes import Change  # noqa: PLC0415

    found = compare_plan(run.store, run.clock, Path(plan))
    print_changes(run, found)
    if check and any(one.change not in {Change.SAME, Change.LEFT} for one in found.changes):
        raise typer.Exit(1)
