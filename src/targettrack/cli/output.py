"""Printing: results on stdout, everything else on stderr."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from targettrack.errors import OutputFault


def say(text: str) -> None:
    """Print a result on stdout; signs that the terminal cannot show are replaced."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        from targettrack.render.messages.words import plain  # noqa: PLC0415 - old terminals only

        text = plain(text).encode(encoding, "replace").decode(encoding)
    with printing():
        sys.stdout.write(f"{text}\n")


@contextmanager
def printing() -> Iterator[None]:
    """Tell an output that cannot be written from any other fault."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        discard_output()
        raise OutputFault(error.strerror or str(error)) from None


def discard_output() -> None:
    """Send what is still waiting to nowhere, so that it is not tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """Print on stderr what is not a result, with control characters spelled out."""
    shown = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
    sys.stderr.write(f"{shown}\n")
