"""add-indicator: what is measured, and how its figures are read."""

from typing import Annotated, Any

import typer

from targettrack.cli.command import Run, command_in
from targettrack.cli.name_options import Name
from targettrack.cli.output import note
from targettrack.message import Message
from targettrack.schema.indicator import OPTIONS


@command_in(said=OPTIONS)
def add_indicator(
    run: Run,
    name: Name,
    revise: Annotated[
        bool,
        typer.Option(
            "--revise", help="Correct the indicator that is there; what is left unsaid stays."
        ),
    ] = False,
    **said: Any,  # noqa: ANN401 - by key of an indicator
) -> None:
    """Add an indicator that the catalogue does not know; its kind is never guessed.

    With --revise, describe anew one that is there or in the catalogue, and list the verdicts that
    this changed. Its figures and targets keep their numbers: where they would mean something else,
    it is refused. It counts for every day, also as known before; undo takes it back.

    \b
    Examples:
      targettrack add-indicator "Houses repaired" --kind flow --unit houses
      targettrack add-indicator "Backlog of files" --kind level --unit files --direction down
      targettrack add-indicator "Calls answered in time" --kind hold --unit % --least 0 --most 100
      targettrack add-indicator "Houses repaired" --revise --frequency quarter --alias homes
    """
    from targettrack.app.life.revise import revise_indicator  # noqa: PLC0415
    from targettrack.app.record import names  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415
    from targettrack.render.tables.status_changes import changed_verdicts  # noqa: PLC0415

    if revise:
        done = revise_indicator(run.store, run.clock, name, said)
        note(translate(done.said, run.lang))
        if done.effect is None:
            unsaid = Message("too many targets to compare their verdicts: status shows them")
            note(translate(unsaid, run.lang))
        elif done.effect.changed:
            run.print_listing(changed_verdicts(done.effect.changed, run.listed))
        else:
            note(translate(Message("no verdict is another than before"), run.lang))
        return
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
