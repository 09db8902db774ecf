"""apply and diff: plans as TOML, reviewed in git, and what they change."""

from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import note, say

if TYPE_CHECKING:
    from targettrack.app.plans.compare import Compared

PlanFile = Annotated[str, typer.Argument(help="The plan, a TOML file.", metavar="PLAN")]


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
    from targettrack.app.plans.compare import check_not_refused, compared_in_store  # noqa: PLC0415
    from targettrack.store import open_to_write  # noqa: PLC0415

    path = Path(plan)
    if dry_run:
        found = compared_in_store(run, path)
        check_not_refused(path, found)
    else:
        with open_to_write(run.store) as session:
            found = apply_plan(session, path, run.now)
    _print_changes(run, found)
    if dry_run:
        note("nothing was written")


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

    from targettrack.app.plans.compare import compared_in_store  # noqa: PLC0415
    from targettrack.domain.plans.changes import Change  # noqa: PLC0415

    found = compared_in_store(run, Path(plan))
    _print_changes(run, found)
    if check and any(one.change not in {Change.SAME, Change.LEFT} for one in found.changes):
        raise typer.Exit(1)


def _print_changes(run: Run, found: "Compared") -> None:
    """Print what becomes of each item, and how many there are of each."""
    from targettrack.domain.plans.changes import left_alone  # noqa: PLC0415
    from targettrack.render.tables.plan_changes import counts, left_line, plan_lines, plan_listing  # noqa: PLC0415

    if run.is_table:
        say("\n".join((*plan_lines(found.changes), counts(found.changes))))
    else:
        run.print_listing(plan_listing(found.changes))
    left = left_line(left_alone(found.plan, found.changes, found.held))
    if left:
        note(left)
