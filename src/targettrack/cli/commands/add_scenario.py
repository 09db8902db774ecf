"""add-scenario: a named set of targets that someone has issued."""

from typing import Annotated

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.name_options import Name
from targettrack.cli.output import note


@command
def add_scenario(
    run: Run,
    name: Name,
    tier: Annotated[
        str, text_option("--tier", meant="commit (default), stretch, floor or cap.", metavar="TIER")
    ] = "commit",
    issuer: Annotated[str, text_option("--issuer", meant="Who issued it.", metavar="NAME")] = "",
    number: Annotated[
        str, text_option("--number", meant="Its document's number.", metavar="NUMBER")
    ] = "",
    date: Annotated[str, text_option("--date", meant="Its document's date.", metavar="DATE")] = "",
    supersedes: Annotated[
        str, text_option("--supersedes", meant="The scenario that it replaces.", metavar="NAME")
    ] = "",
) -> None:
    """Add a scenario: a named set of targets that someone has issued.

    \b
    Examples:
      targettrack add-scenario "Growth scenario 2025" --tier stretch
      targettrack add-scenario "Resolution 25" --issuer Government --number 25/NQ-CP \\
        --date 2025-02-05
    """
    from targettrack.app.record import names  # noqa: PLC0415

    added = names.add_scenario(run.store, name, tier, issuer, number, date, supersedes)
    note(f"added scenario {added.name} ({added.tier})")
