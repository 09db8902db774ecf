"""What the commands that add a name have in common."""

from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(help="Its name, spelled right.", metavar="NAME")]
