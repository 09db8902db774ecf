"""What apply and diff have in common: the plan's argument, and what becomes of its items."""

from typing import TYPE_CHECKING, Annotated

import typer

from targettrack.cli.command import Run
from targettrack.cli.output import note, say

if TYPE_CHECKING:
    from targettrack.app.plans.compare import Compared

PlanFile = Annotated[str, typer.Argument(help="The plan, a TOML file.", metavar="PLAN")]


def print_changes(run: Run, found: "Compared") -> None:
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
