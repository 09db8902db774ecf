"""add-scenario: a named set of targets that someone has issued."""

from typing import Any

from targettrack.cli.command import Run, command_in
from targettrack.cli.name_options import Name
from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.schema.scenario import OPTIONS


@command_in(said=OPTIONS)
def add_scenario(run: Run, name: Name, **said: Any) -> None:  # noqa: ANN401 - by key of a scenario
    """Add a scenario: a named set of targets that someone has issued.

    \b
    Examples:
      targettrack add-scenario "Growth scenario 2025" --tier stretch
      targettrack add-scenario "Resolution 25" --issuer Government --number 25/NQ-CP \\
        --date 2025-02-05
    """
    from targettrack.app.record import names  # noqa: PLC0415

    added = names.add_scenario(run.store, run.clock, name, said)
    note(Message("added scenario {name} ({tier})", name=added.name, tier=added.tier))
