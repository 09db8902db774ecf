"""init: a store to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from targettrack.cli.command import Run, command, text_option
from targettrack.cli.output import note
from targettrack.cli.settings import LOCAL_STORE, default_store
from targettrack.message import Message

FIRST_LINES = {
    "office": (
        'add-target "Nghe An" disbursement 30% --by 2025-05-31',
        'log "Nghe An" disbursement 30.01%',
        "status",
    ),
    "team": (
        'add-target Acme subscribers 10000 --by 2026-12-31 --owner "An Nguyen"',
        "log subscribers 8900",
        "status --owner me",
    ),
    "me": (
        'add-target me weight "at most 70 kg" --by 2026-12-31',
        "log weight 72.5",
        "status",
    ),
}


@command
def init(
    run: Run,
    here: Annotated[
        bool, typer.Option("--here", help="In this folder instead of the user's data folder.")
    ] = False,
    for_: Annotated[
        str,
        text_option(
            "--for",
            meant="office, team or me: whose first lines are shown.",
            metavar="WHOM",
            autocompletion=lambda: list(FIRST_LINES),
        ),
    ] = "",
) -> None:
    """Make an empty store; the other commands find it by themselves.

    \b
    Examples:
      targettrack init
      targettrack init --for team
      targettrack init --here
      targettrack init --db /srv/targets/2025.db
    """
    from targettrack.app.stores import new_store  # noqa: PLC0415
    from targettrack.errors import UnknownWord  # noqa: PLC0415

    if for_ and for_ not in FIRST_LINES:
        raise UnknownWord("kind of user", for_, list(FIRST_LINES))
    path = Path(LOCAL_STORE) if here else run.store
    new_store(path)
    note(Message("made {path}", path=str(path)))
    if path not in {Path(LOCAL_STORE), default_store()}:
        note(Message("tell every command: export TARGETTRACK_DB={path}", path=str(path.absolute())))
    if for_:
        note(Message("what to type first:"))
    for line in FIRST_LINES.get(for_, ()):
        note(f"  targettrack {line}")
