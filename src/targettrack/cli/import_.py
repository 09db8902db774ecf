"""import: figures from files, all of them or none."""

from typing import Annotated

import typer

from targettrack.cli.frame import Run, command, note


@command
def import_(
    run: Run,
    files: Annotated[list[str], typer.Argument(help="CSV files of figures.", metavar="FILE...")],
) -> None:
    """Record the figures of files; what is there already is left as it is.

    \b
    Examples:
      targettrack import figures.csv
    """
    from pathlib import Path  # noqa: PLC0415

    from targettrack.cli.importing import import_files  # noqa: PLC0415

    done = import_files(run, [Path(file) for file in files])
    for one in done.added:
        note(f"added {one}")
    note(f"recorded {done.recorded}, revised {done.revised}, unchanged {done.unchanged}")
