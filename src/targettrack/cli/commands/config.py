"""config: what is set, and setting it."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.completion import complete_key
from targettrack.cli.output import note, say
from targettrack.message import Message

ACTIONS = ("show", "set", "unset", "path", "keys")


@command
def config(
    run: Run,
    action: Annotated[
        str,
        typer.Argument(
            help="show (default), set, unset, path or keys.",
            metavar="ACTION",
            show_default=False,
            autocompletion=lambda: list(ACTIONS),
        ),
    ] = "show",
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="The key, and its value where it is set.",
            metavar="KEY VALUE",
            autocompletion=complete_key,
        ),
    ] = None,
) -> None:
    """Show or change the configuration: the store, the language, who is mailed what and when.

    Who logs in to the mail server is never in it: TARGETTRACK_SMTP_USER and
    TARGETTRACK_SMTP_PASSWORD say so, or a keyring.

    \b
    Examples:
      targettrack config
      targettrack config set lang vi
      targettrack config set smtp.host mail.example.vn
      targettrack config set smtp.sender "Planning office <plan@example.vn>"
      targettrack config set recipient.vinh.address an@example.vn
      targettrack config set recipient.vinh.entities "Nghe An" "Ha Tinh"
      targettrack config unset recipient.vinh
      targettrack config keys
    """
    from targettrack.app import configuration  # noqa: PLC0415
    from targettrack.cli.settings import config_path  # noqa: PLC0415
    from targettrack.errors import UnknownWord, UsageFault  # noqa: PLC0415

    path, given = config_path(), words or []
    least = {"show": 0, "path": 0, "keys": 0, "set": 2, "unset": 1}.get(action)
    if least is None:
        raise UnknownWord("action", action, ACTIONS)
    if len(given) < least or (action != "set" and len(given) > least):
        raise UsageFault(Message("write config set KEY VALUE, config unset KEY, or config alone"))
    if action == "set":
        note(configuration.set_value(path, given[0], given[1:]))
    elif action == "unset":
        note(configuration.unset(path, given[0]))
    elif action == "path":
        say(str(path))
    else:
        run.print_listing(configuration.listing(path) if action == "show" else configuration.keys())
