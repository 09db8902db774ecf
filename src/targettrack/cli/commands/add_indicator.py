"""add-indicator: what is measured, and how its figures are read."""

from typing import Any

from targettrack.cli.command import Run, command_in
from targettrack.cli.name_options import Name
from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.schema.indicator import OPTIONS


@command_in(said=OPTIONS)
def add_indicator(run: Run, name: Name, **said: Any) -> None:  # noqa: ANN401 - by key of an indicator
    """Add an indicator that the catalogue does not know; its kind is never guessed.

    \b
    Examples:
      targettrack add-indicator "Houses repaired" --kind flow --unit houses
      targettrack add-indicator "Backlog of files" --kind level --unit files --direction down
      targettrack add-indicator "Calls answered in time" --kind hold --unit % --least 0 --most 100
    """
    from targettrack.app.record import names  # noqa: PLC0415

    added = names.add_indicator(run.store, run.clock, name, said)
    note(
        Message(
            "added {kind} {id}: {name}, {unit}",
            kind=added.kind,
            id=added.id,
            name=added.name,
            unit=str(added.unit),
        )
    )
