"""What the commands that add a name have in common."""

from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(help="Its name, spelled right.", metavar="NAME")]
Aliases = Annotated[
    list[str] | None, typer.Option("--alias", help="Another name; may be repeated.", metavar="NAME")
]
