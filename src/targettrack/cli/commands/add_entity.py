"""add-entity: whose targets and figures they are."""

from typing import Any

from targettrack.cli.command import Run, command_in
from targettrack.cli.name_options import Name
from targettrack.cli.output import note
from targettrack.schema.entity import OPTIONS


@command_in(said=OPTIONS)
def add_entity(run: Run, name: Name, **said: Any) -> None:  # noqa: ANN401 - by key of an entity
    """Add an entity: whose targets and figures they are.

    \b
    Examples:
      targettrack add-entity "Nghệ An" --kind province --alias "Nghe An"
      targettrack add-entity "Sở Tài chính" --kind department --parent "Nghệ An"
    """
    from targettrack.app.record import names  # noqa: PLC0415

    for line in names.add_entity(run.store, run.clock, name, said):
        note(line)
