"""help: what the words mean, and how a first year goes."""

from typing import Annotated

import typer

from targettrack.cli.command import Run, command
from targettrack.cli.output import say

TOPICS = ("kinds", "periods", "words", "first-year")


@command
def help_(
    run: Run,
    topic: Annotated[
        str,
        typer.Argument(
            help="kinds, periods, words or first-year.",
            metavar="TOPIC",
            show_default=False,
            autocompletion=lambda: list(TOPICS),
        ),
    ] = "first-year",
) -> None:
    """Explain kinds of numbers, periods, the words of a verdict, or a first year.

    \b
    Examples:
      targettrack help kinds
      targettrack help first-year
    """
    from targettrack.cli.help_topics import help_lines  # noqa: PLC0415
    from targettrack.render.messages.catalogue import translate  # noqa: PLC0415

    for line in help_lines(topic):
        say(translate(line, run.lang))
