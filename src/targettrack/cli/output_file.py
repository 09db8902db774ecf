"""Where a file goes that a command writes: a name, or - for the standard output."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from targettrack.app.report.formats import STANDARD_OUTPUT
from targettrack.errors import UsageFault
from targettrack.exchange.files.whole_file import replacing
from targettrack.faults import FileNotWritten
from targettrack.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from targettrack.cli.command import Run

BINARY = {"xlsx": "a workbook", "docx": "a Word document", "pdf": "a PDF"}


@contextmanager
def opened(run: Run, file: str, form: str, *, force: bool) -> Iterator[BinaryIO]:
    """Open what is written: a file that takes its place as a whole, or the standard output.

    Raises:
        Exists, FileNotWritten: the file cannot be written; nor is the store ever replaced.
        UsageFault: what is no text would go to a terminal.
    """
    if file != STANDARD_OUTPUT:
        path = Path(file).expanduser()
        if path.resolve() == run.store.resolve():
            raise FileNotWritten(file, Message("it is the store itself, name another file"))
        with replacing(path, force=force) as out:
            yield out
        return
    if form in BINARY and sys.stdout.isatty():
        raise UsageFault(
            Message(
                "{binary} is not for a terminal: name a file, report.{form}",
                binary=BINARY[form],
                form=form,
            )
        )
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()
