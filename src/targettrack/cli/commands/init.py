"""init: a store to begin with."""

from pathlib import Path
from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import note
from targettrack.cli.settings import LOCAL_STORE, default_store
from targettrack.message import Message


@command
def init(
    run: Run,
    here: Annotated[
        bool, typer.Option("--here", help="In this folder instead of the user's data folder.")
    ] = False,
) -> None:
    """Make an empty store; the other commands find it by themselves.

    \b
    Examples:
      targettrack init
      targettrack init --here
      targettrack init --db /srv/targets/2025.db
    """
    from targettrack.app.stores import new_store  # noqa: PLC0415

    path = Path(LOCAL_STORE) if here else run.store
    new_store(path)
    note(Message("made {path}", path=str(path)))
    if path not in {Path(LOCAL_STORE), default_store()}:
        note(Message("tell every command: export TARGETTRACK_DB={path}", path=str(path.absolute())))
