"""doctor: whether every record is still as it was recorded."""

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import say


@command
def doctor(run: Run) -> None:
    """Compare every record with the event that recorded it, and every event with the one before.

    Each event carries the hash of the one before, so what another program has changed is found; the
    first such record is named, and the exit status is 1.

    \b
    Examples:
      targettrack doctor
      targettrack doctor --db /srv/targets.db || echo "somebody else wrote here"
    """
    from targettrack.app.life.events import examine  # noqa: PLC0415
    from targettrack.message import Plural  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415

    found = examine(run.store, run.lang)
    if found.fault is not None:
        say(translate(found.fault, run.lang))
        raise typer.Exit(1)
    whole = Plural(
        "{n} event: every record is as it was recorded",
        "{n} events: every record is as it was recorded",
        found.events,
    )
    say(translate(whole, run.lang))
